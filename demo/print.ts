import { rulesOf } from './audit';
import { PACKS } from './packs';
import type { ExampleReport } from './synthesize';
import { about } from '../src/forecast/report/words';

/** What a person wants to know first about a deployment, in the order of the request's way through it. */
const PARTS: readonly [type: string, one: string, many: string][] = [
  ['AWS::CloudFront::Distribution', 'CloudFront distribution', 'CloudFront distributions'],
  ['AWS::WAFv2::WebACL', 'web application firewall', 'web application firewalls'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'load balancer', 'load balancers'],
  ['AWS::ElasticLoadBalancingV2::ListenerRule', 'listener rule', 'listener rules'],
  ['AWS::CertificateManager::Certificate', 'certificate', 'certificates'],
  ['AWS::Route53::RecordSet', 'DNS record', 'DNS records'],
  ['AWS::ECS::Service', 'Fargate service', 'Fargate services'],
  ['AWS::AutoScaling::AutoScalingGroup', 'Auto Scaling group', 'Auto Scaling groups'],
  ['AWS::EC2::Instance', 'EC2 instance', 'EC2 instances'],
  ['AWS::RDS::DBInstance', 'PostgreSQL instance', 'PostgreSQL instances'],
  ['AWS::RDS::DBProxy', 'database proxy', 'database proxies'],
  ['AWS::ElastiCache::ReplicationGroup', 'Valkey cache', 'Valkey caches'],
  ['AWS::ECR::Repository', 'image repository', 'image repositories'],
  ['AWS::EC2::NatGateway', 'NAT gateway', 'NAT gateways'],
  ['AWS::EC2::VPCEndpoint', 'VPC endpoint', 'VPC endpoints'],
  ['AWS::CloudWatch::Alarm', 'alarm', 'alarms'],
  ['AWS::KMS::Key', 'encryption key', 'encryption keys'],
  ['AWS::SecretsManager::Secret', 'secret', 'secrets'],
  ['AWS::Logs::LogGroup', 'log group', 'log groups'],
];

/** How to read the findings. */
export const FINDINGS_LEGEND = 'rules of cdk-nag that report something, and rules that are acknowledged in code; '
  + 'docs/compliance.md explains each.\nR4 and R5 are NIST 800-53, PCI is PCI DSS 3.2.1';

/** How to read the simulations. */
export const SIMULATIONS_LEGEND = 'from quiet to 80 % of what the largest capacity bears, at once and for 50 minutes; '
  + 'a model: docs/simulation.md';

/** How to read the forecasts. */
export const FORECASTS_LEGEND = 'the longest chain of resources that need each other, with typical times; a model: '
  + 'docs/forecast.md';

/** How to read the table. */
export const LEGEND = [
  'resources, KB   size of the template; CloudFormation takes 500 resources and 1000 KB',
  'USD a month     at the smallest and the largest capacity, without traffic; every line is in <example>/cost.txt',
  'synth ms        building and validating the example, without the audit; the first one loads the CDK and its '
  + 'validator too',
].join('\n');

/** One table: a row for each stack. */
export function renderTable(reports: readonly ExampleReport[]): string {
  const head = ['example', 'profile', 'stack', 'resources', 'KB', 'USD a month', 'synth ms'];
  const rows = reports.flatMap((report) => report.stacks.map((stack, index) => [
    ...(index === 0 ? [report.example, report.profile] : ['', '']), stack.stack, String(stack.resources),
    stack.templateKB.toFixed(1), ...(index === 0 ? [dollars(report), String(report.synthMs)] : ['', '']),
  ]));
  return aligned(head, rows, 3);
}

/** Another table: rules of each cdk-nag pack, in words. */
export function renderFindings(reports: readonly ExampleReport[]): string {
  return aligned(['example', ...Object.keys(PACKS)], reports.map((report) =>
    [report.example, ...findingsInWords(report).map(([, words]) => words)]), Infinity);
}

/** How many rules of each pack report something, and how many are acknowledged in code. */
export function findingsInWords({ findings }: ExampleReport): [pack: string, words: string][] {
  return Object.keys(PACKS).map((pack) => {
    const [open, acknowledged] = [false, true].map((is) =>
      rulesOf(findings.filter((finding) => finding.acknowledged === is), pack).length);
    return [pack, `${open} open, ${acknowledged} acknowledged`];
  });
}

/** A third one: what scaling makes of a load. */
export function renderSimulations(reports: readonly ExampleReport[]): string {
  const head = ['example', 'what scales', 'from', 'to', 'too much for', 'dropped', 'peak'];
  return aligned(head, reports.flatMap(({ example, simulations }) => simulations.map((each, index) => [
    index === 0 ? example : '', each.group, String(each.fromUnits), String(each.toUnits),
    each.secondsToAbsorb === undefined ? '> 50 min' : `${(each.secondsToAbsorb / 60).toFixed(1)} min`,
    `${each.droppedPercent.toFixed(1)} %`, String(each.peakCapacity),
  ])), 2);
}

/** A fourth one: how long people wait for a first deployment. */
export function renderForecasts(reports: readonly ExampleReport[]): string {
  return aligned(['example', 'first deployment', 'people wait for'], reports.flatMap(({ example, forecast }) =>
    forecast ? [[example, about(forecast), forecast.waitsFor.join(', then ')]] : []), 3);
}

function aligned(head: readonly string[], rows: readonly (readonly string[])[], left: number): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => column < left ? cell.padEnd(widths[column]) : cell.padStart(widths[column])).join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** What one example is, and what it would deploy. */
export function renderDeployment(report: ExampleReport): string {
  const totals: Record<string, number> = {};
  for (const { types } of report.stacks) {
    for (const [type, n] of Object.entries(types)) totals[type] = (totals[type] ?? 0) + n;
  }
  const parts = PARTS.filter(([type]) => totals[type])
    .map(([type, one, many]) => `${totals[type]} ${totals[type] === 1 ? one : many}`);
  return `  ${report.example}: ${report.title}\n    ${parts.join(', ')}`;
}

/** From the smallest to the largest capacity. */
function dollars({ cost }: ExampleReport): string {
  if (!cost) return '-';
  const { minimumUsd, maximumUsd, unpriced } = cost;
  const range = minimumUsd === maximumUsd ? String(minimumUsd) : `${minimumUsd}..${maximumUsd}`;
  return unpriced.length === 0 ? range : `${range}, ${unpriced.length} not known`;
}
