import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CapacityCase, MonthlyTraffic } from '../../../src/cost';
import { collected, number, numbers, withApp, type AppOptions, type Named } from '../options';
import type { Terminal } from '../terminal';

/** Options of `cost`, as they are given. */
export interface CostArguments extends AppOptions {
  readonly traffic?: Named<number>;
  readonly units?: Named<number>;
  readonly spotPercent?: number;
  readonly discount?: number;
  readonly ignoreType?: readonly string[];
  readonly prices?: string;
  readonly at: `${CapacityCase}`;
  readonly below?: number;
  readonly compare?: string;
  readonly details?: true;
  readonly markdown?: true;
}

const TRAFFIC: { readonly [name in keyof Required<MonthlyTraffic>]: string } = {
  requestsPerSecond: 'requests a second at load balancers, on average',
  newConnectionsPerSecond: 'new connections a second; as many as requests if left out',
  responseKb: 'kilobytes of an average answer with its request',
  natGb: 'gigabytes a month through NAT gateways',
  endpointGb: 'gigabytes a month through interface endpoints',
  logGb: 'gigabytes of logs a month',
  bucketGb: 'gigabytes in S3 buckets',
  imageGb: 'gigabytes in image repositories',
  dataGb: 'gigabytes in EFS file systems and Aurora clusters',
  cpuPercent: 'CPU in use on EC2 instances, in percent',
  samplesPerSecond: 'samples a second that Amazon Managed Service for Prometheus takes, on average',
  grafanaEditorCount: 'people a month who edit in Amazon Managed Grafana',
  grafanaViewerCount: 'people a month who only look',
};

const HELP = `
Names of --traffic:
${Object.entries(TRAFFIC).map(([name, what]) => `  ${name.padEnd(24)} ${what}`).join('\n')}

Examples:
  $ cdk-elastic-web cost                                     what cdk.out costs without traffic
  $ cdk-elastic-web cost --traffic requestsPerSecond=200,responseKb=20
  $ cdk-elastic-web cost --below 250 --at maximum            ends with 1 if a month may cost more
  $ cdk-elastic-web cost --compare ../main/cdk.out --markdown > comment.md
  $ cdk-elastic-web cost template.yaml --region eu-west-1    any template of CloudFormation
`;

/** What a month costs, before anything is deployed. */
export function addCost(program: Command, terminal: Terminal): void {
  withApp(program.command('cost').description('What a month costs by list prices'), terminal)
    .option('-t, --traffic <name=number,...>', 'how much the deployment is used; may be repeated', traffic)
    .option('-u, --units <group=number>', 'instances or tasks of a group or service on average', numbers)
    .option('--spot-percent <percent>', 'what Spot costs, in percent of the on-demand price', number)
    .option('--discount <percent>', 'discount on all list prices', number)
    .option('--ignore-type <type>', 'leave out a type of resource; may be repeated', collected)
    .option('--prices <file>', 'price book of your own, in place of the built-in one')
    .addOption(new Option('--at <capacity>', 'the capacity that --below looks at')
      .choices(['minimum', 'expected', 'maximum']).default('expected'))
    .option('-b, --below <usd>', 'end with 1 if a month costs more, or if something has no price', number)
    .option('-c, --compare <app>', 'show the difference from another app, for example that of the main branch')
    .addOption(new Option('-d, --details', 'show quantities and unit prices')
      .conflicts(['json', 'markdown', 'compare']))
    .addOption(new Option('-m, --markdown', 'write Markdown, for a comment on a pull request').conflicts('json'))
    .addHelpText('after', HELP)
    .action(async (app: string, given: CostArguments) => {
      const { showCost } = await import('../actions/cost.js');
      showCost(app, given, terminal);
    });
}

function traffic(text: string, before?: Named<number>): Named<number> {
  const all = numbers(text, before);
  const unknown = Object.keys(all).find((name) => !Object.hasOwn(TRAFFIC, name));
  if (unknown === undefined) return all;
  throw new InvalidArgumentError(`There is no "${unknown}"; there are ${Object.keys(TRAFFIC).join(', ')}.`);
}
