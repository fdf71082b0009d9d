// R-MON-3: metrics without servers of one's own, and Grafana at AWS
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PrefixList, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  Exporter, FargateService, Grafana, MetricsBackend, MetricsHistory, Objective, PrometheusGrafana, ServiceImage,
  ValkeyCache, type PrometheusGrafanaProps,
} from '../../src';
import { THREE_TIERS, zoneIn } from '../support/stacks';
import { namesIn, waysIn } from '../support/walk';
import { ENV, grafana } from './support';

interface Place { readonly stack: Stack; readonly vpc: Vpc }

/** A shop with a name in the DNS, and a backend that asks it. */
function asked(props: (place: Place) => Partial<PrometheusGrafanaProps>, dnsName: string | null = 'shop.internal') {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const vpc = new Vpc(stack, 'Vpc', THREE_TIERS);
  const shop = new FargateService(stack, 'Shop', { vpc, image: ServiceImage.fromRegistry('nginx:1.27.3') });
  shop.scrapeAt({ port: 9464, dnsName: dnsName ?? undefined });
  const metrics = new PrometheusGrafana(stack, 'Metrics', {
    vpc, subjects: [shop], grafana: Grafana.none(), ...props({ stack, vpc }),
  });
  return { stack, metrics, template: () => Template.fromStack(stack) };
}

/** A configuration as a text, whatever functions of CloudFormation stand in it. */
function textOf(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\n', '\n').replaceAll('\\"', '"');
}

describe('a managed backend', () => {
  const { stack, template: make, metrics } = asked(({ stack: scope }) => ({
    backend: MetricsBackend.managed(), grafana: grafana(zoneIn(scope)),
  }));
  const template = make();

  test('asks by names of the DNS, from a group that nothing but the metrics port lets in', () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::APS::Scraper'));
    const names = namesIn(stack, (path) => path.split('/').slice(0, -1).join('/'));

    expect(textOf(Properties.ScrapeConfiguration)).toContain('dns_sd_configs');
    expect(textOf(Properties.ScrapeConfiguration)).toContain('shop.internal');
    expect(textOf(Properties.ScrapeConfiguration)).not.toMatch(/aws_sd_configs|rule_files|alerting|remote_write/);
    expect(Properties.Source.VpcConfiguration.SubnetIds).toHaveLength(2);
    expect(waysIn(template, names).filter((way) => way.startsWith('Metrics/Managed')))
      .toEqual(['Metrics/Managed/Collector -> Shop:9464']);
  });

  test('has the rules in the workspace, and alerts through its topic', () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::APS::Workspace'));

    expect(Object.keys(template.findResources('AWS::APS::RuleGroupsNamespace')).length).toBeGreaterThan(0);
    expect(textOf(Properties.AlertManagerDefinition)).toMatch(/^.*alertmanager_config: \|\n {2}route:/);
    expect(textOf(template.findResources('AWS::SNS::TopicPolicy'))).toContain('aps.amazonaws.com');
    expect(textOf(template.findResources('AWS::KMS::Key'))).toContain('aps.amazonaws.com');
    expect(metrics.prometheusService).toBeUndefined();
  });

  test('lets Grafana ask the workspace', () => {
    expect(textOf(template.findResources('AWS::IAM::ManagedPolicy'))).toContain('aps:QueryMetrics');
    template.resourceCountIs('AWS::ECS::Service', 2);
  });
});

describe('an agentless backend', () => {
  test('sends metrics to CloudWatch, without a server', () => {
    const template = asked(() => ({ backend: MetricsBackend.agentless() })).template();

    template.hasResourceProperties('AWS::APS::Scraper', {
      Destination: { CloudWatchConfiguration: { DatasetArn: {
        'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudwatch:eu-west-1:111122223333:dataset/default']],
      } } },
    });
    template.resourceCountIs('AWS::APS::Workspace', 0);
    template.resourceCountIs('AWS::ECS::Service', 1);
  });
});

describe('Amazon Managed Grafana', () => {
  const lists = (scope: Stack) => [PrefixList.fromPrefixListId(scope, 'Office', 'pl-1')];

  test.each<[string, (scope: Stack) => Grafana, string]>([
    ['Identity Center', (scope) => Grafana.amazonIdentityCenter({ allowedPrefixLists: lists(scope) }), 'AWS_SSO'],
    ['SAML', (scope) => Grafana.amazonSaml({
      allowedPrefixLists: lists(scope), metadataUrl: 'https://login.example.com/metadata', roleAttribute: 'role',
      adminRoles: ['operations'],
    }), 'SAML'],
  ])('lets people in through %s, from networks that are named', (_, make, provider) => {
    const { template, metrics } = asked(({ stack }) => ({ backend: MetricsBackend.managed(), grafana: make(stack) }));

    template().hasResourceProperties('AWS::Grafana::Workspace', {
      AuthenticationProviders: [provider], NetworkAccessControl: { PrefixListIds: ['pl-1'] },
      PermissionType: 'CUSTOMER_MANAGED',
    });
    // its dashboards stand nowhere else.
    template().hasResource('AWS::Grafana::Workspace', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(metrics.grafanaUrl).toMatch(/^https:/);
  });
});

describe('an error says that', () => {
  test.each<[string, (place: Place) => Partial<PrometheusGrafanaProps>, RegExp]>([
    ['agentless has no Grafana', ({ stack }) => ({
      backend: MetricsBackend.agentless(), grafana: grafana(zoneIn(stack)),
    }), /"grafana" must be Grafana.none\(\) with MetricsBackend.agentless, got a Grafana/],
    ['agentless promises nothing', () => ({
      backend: MetricsBackend.agentless(), objectives: [Objective.availability(99.9)],
    }), /"objectives" must be left out with MetricsBackend.agentless, got 1: it alerts nobody: give them to Monit/],
    ['agentless links to no runbook', () => ({
      backend: MetricsBackend.agentless(), runbooks: 'https://wiki.example.com',
    }), /"runbooks" must be left out with MetricsBackend.agentless, got "https:..wiki.example.com": it alerts nobody/],
    ['what is no network has to become a small one', ({ stack }) => ({
      grafana: Grafana.https({
        domainName: 'grafana.example.com', hostedZone: zoneIn(stack), allowedCidrs: ['203.0.113.5'],
      }),
    }), /Cidrs\[0\]" must be an IPv4 network such as 10.0.0.0.8 with a prefix from .8 to .32, got "203.0.113.5"$/],
    ['a Grafana at AWS reaches no Prometheus in the VPC', ({ stack }) => ({
      backend: MetricsBackend.selfHosted({ history: MetricsHistory.none() }),
      grafana: Grafana.amazonIdentityCenter({
        allowedPrefixLists: [PrefixList.fromPrefixListId(stack, 'List', 'pl-1')],
      }),
    }), /"backend.history" must be a workspace with a Grafana at AWS, got MetricsHistory.none/],
    ['a managed backend probes nothing', () => ({
      backend: MetricsBackend.managed(), probes: ['https://a.example'],
    }), /"probes" must be left out with MetricsBackend.managed/],
    ['a managed backend finds no exporter', ({ stack, vpc }) => ({
      backend: MetricsBackend.managed(), exporters: [Exporter.redis(new ValkeyCache(stack, 'Cache', { vpc }))],
    }), /"exporters" must be left out with MetricsBackend.managed, got 1/],
    ['a managed backend keeps metrics', () => ({
      backend: MetricsBackend.managed({ history: MetricsHistory.none() }),
    }), /"backend.history" must be a workspace with MetricsBackend.managed/],
    ['somebody has to be named', () => ({ grafana: Grafana.amazonIdentityCenter({ allowedPrefixLists: [] }) }),
      /"grafana.allowedPrefixLists" must name 1 to 5 prefix lists, got 0/],
    ['somebody has to be an administrator', ({ stack }) => ({ grafana: Grafana.amazonSaml({
      allowedPrefixLists: [PrefixList.fromPrefixListId(stack, 'List', 'pl-1')], metadataUrl: 'http://x',
      roleAttribute: 'role', adminRoles: [],
    }) }), /"grafana.metadataUrl" must be a URL[^]*"grafana.adminRoles" must name at least one role/],
  ])('%s', (_, props, message) => {
    expect(() => asked(props)).toThrow(message);
  });

  test('a collector of AWS does not find services of ECS by themselves', () => {
    const { stack } = asked(() => ({ backend: MetricsBackend.managed() }), null);

    expect(() => (stack.node.root as App).synth()).toThrow(
      /"Shop.app" must have a "dnsName" or addresses with MetricsBackend.managed/,
    );
  });
});
