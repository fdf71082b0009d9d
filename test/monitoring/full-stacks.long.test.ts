// R-MON-1: alarms for which a stack has no room stand in nested stacks, and those that had room stay where they are.
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { InstanceType, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  Dashboards, Monitored, Monitoring, MonitoringStack, Objective, type IMonitored, type IServesRequests,
  type MonitoringProps, type RequestMetrics,
} from '../../src';
import { alarmsOf, ENV, healthOf, ofType, signal, Subject, type Resources } from './support';

/** Something with a signal that answers requests. */
class Service extends Subject implements IServesRequests {
  public requestMetrics(): RequestMetrics[] {
    const metric = (metricName: string) => new Metric({
      namespace: 'Shop', metricName, dimensionsMap: { Service: this.node.id },
    });
    return [{ requests: [metric('Requests')], failures: [metric('Errors')], responseTimes: [metric('Time')] }];
  }
}

interface Written { readonly resources: Resources; readonly parameters: number }
type Add = (stack: Stack, index: number) => IMonitored;

const ALARM = 'AWS::CloudWatch::Alarm';
const HEALTH = 'AWS::CloudWatch::CompositeAlarm';

const database: Add = (stack, i) => Monitored.rds(DatabaseInstance.fromDatabaseInstanceAttributes(
  stack, `Database${i}`, {
    instanceIdentifier: `shop-${i}`, instanceEndpointAddress: 'shop.example.com', port: 5432,
    securityGroups: [SecurityGroup.fromSecurityGroupId(stack, `Group${i}`, 'sg-0123456789abcdef0')],
  },
), { instanceType: new InstanceType('m7g.large') });
const cache: Add = (stack, i) => Monitored.elastiCache(
  CfnReplicationGroup.fromReplicationGroupId(stack, `Cache${i}`, `shop-${i}`),
  { nodes: 2, nodeType: 'cache.t4g.small' },
);
const queue: Add = (stack, i) => Monitored.sqs(new Queue(stack, `Queue${i}`));
const mixed: Add = (stack, i) => [database, cache, queue][i % 3](stack, i);

function built(count: number, add: Add, props: MonitoringProps = {}, limit?: number): Stack {
  const app = new App({ context: limit === undefined ? {} : { '@aws-cdk/core:stackResourceLimit': limit } });
  const stack = new Stack(app, 'Shop', { env: ENV });
  const subjects = Array.from({ length: count }, (_, i) => add(stack, i));
  new Monitoring(stack, 'Monitoring', { subjects, ...props });
  return stack;
}

/** Subjects of three alarms and one that pages, in a stack that may hold 70 resources. */
function small(count: number, props: MonitoringProps = {}): Stack {
  const signals = ['Errors', 'Latency', 'Cpu'].map((id) => signal(id));
  return built(count, (stack, i) => new Subject(stack, `Subject${i}`, signals), props, 70);
}

/** The templates of a stack and of the nested stacks in it, by path. */
function written(stack: Stack): Record<string, Written> {
  // nested stacks are there only after the template was written.
  Template.fromStack(stack);
  const stacks = stack.node.findAll().filter((child) => child instanceof Stack);
  return Object.fromEntries(stacks.map((one) => {
    const { Resources: resources, Parameters: parameters = {} } = Template.fromStack(one).toJSON() as {
      Resources: Resources; Parameters?: object;
    };
    return [one.node.path, { resources, parameters: Object.keys(parameters).length }];
  }));
}

function idsOf(resources: Resources): string[] {
  return [...ofType(resources, ALARM), ...ofType(resources, HEALTH)].map(([id]) => id);
}

describe.each([
  ['50 databases', 50, database, 11], ['50 caches', 50, cache, 8], ['120 of three kinds', 120, mixed, undefined],
])('%s in one stack', (_, count, add, alarmsOfEach) => {
  const stacks = written(built(count, add));
  const all = Object.values(stacks);

  test('keep every template within the limits of CloudFormation', () => {
    expect(all.length).toBeGreaterThan(1);
    for (const { resources, parameters } of all) {
      expect(Object.keys(resources).length).toBeLessThanOrEqual(500);
      expect(JSON.stringify(resources).length).toBeLessThanOrEqual(1_000_000);
      expect(parameters).toBeLessThanOrEqual(200);
    }
  });

  test('have all of their alarms, each with a name of its own', () => {
    const names = all.flatMap(({ resources }) => [...alarmsOf(resources), ...healthOf(resources)])
      .map(({ AlarmName: name }) => name as string);

    expect(new Set(names).size).toBe(names.length);
    expect(all.flatMap(({ resources }) => healthOf(resources)).length).toBeGreaterThanOrEqual(count);
    if (alarmsOfEach) expect(all.flatMap(({ resources }) => alarmsOf(resources))).toHaveLength(count * alarmsOfEach);
  });

  test('fill the stack before anything is moved', () => {
    expect(Object.keys(stacks.Shop.resources).length).toBeGreaterThan(470);
  });
});

describe('a stack with room for its alarms', () => {
  test('has no nested stack, up to the last resource that fits', () => {
    const { resources } = written(small(16)).Shop;

    // key, topic and its policy, dashboard, sixteen subjects; the CDK adds one more.
    expect(Object.keys(resources)).toHaveLength(68);
    expect(ofType(resources, 'AWS::CloudFormation::Stack')).toHaveLength(0);
  });

  test('is never split where the CDK does not count', () => {
    const stack = built(10, (scope, i) => new Subject(scope, `Subject${i}`), {}, 0);

    expect(Object.keys(written(stack))).toEqual(['Shop']);
  });
});

describe('a stack without room for all of its alarms', () => {
  const stacks = written(small(24));
  const { Shop: shop, 'Shop/StackMonitoring/More2': more2, 'Shop/StackMonitoring/More3': more3 } = stacks;

  test('keeps those of the first subjects', () => {
    expect(idsOf(shop.resources)).toEqual(expect.arrayContaining(idsOf(written(small(15)).Shop.resources)));
    expect(Object.keys(shop.resources).length).toBeLessThan(70);
  });

  test('moves those of the others with everything that reports them', () => {
    expect(healthOf(shop.resources)).toHaveLength(15);
    expect(healthOf(more3.resources).map(({ AlarmName: name }) => name as string)).toEqual([20, 21, 22, 23].map((i) =>
      `Shop/StackMonitoring/More3/Subject${i}/Warning`));
    expect(alarmsOf(more2.resources)).toHaveLength(15);
    for (const { AlarmActions: actions, AlarmRule: rule } of healthOf(more3.resources)) {
      expect(actions).toEqual([{ Ref: expect.stringMatching(/^referencetoShopOperationsTopic/) }]);
      expect(JSON.stringify(rule).match(/Fn::GetAtt/g)).toHaveLength(3);
    }
  });

  test('draws them on a dashboard beside them, which the overview links to', () => {
    const [[, { Properties: drawn }]] = ofType(more3.resources, 'AWS::CloudWatch::Dashboard');
    const [[, { Properties: overview }]] = ofType(shop.resources, 'AWS::CloudWatch::Dashboard');
    const [inNested, inStack] = [drawn, overview].map(({ DashboardBody: body }) => JSON.stringify(body));

    expect(drawn.DashboardName).toBe('Shop_eu-west-1_StackMonitoring_More3');
    expect(inNested).toContain('## Subject23');
    expect(inStack).not.toContain('## Subject23');
    expect(inStack).toContain('#dashboards:name=Shop_eu-west-1_StackMonitoring_More3');
    expect(inStack).toContain(':alarm:Shop/StackMonitoring/More3/Subject23/Warning');
  });

  test('moves nothing when another subject is added at the end', () => {
    const later = written(small(29));

    for (const [path, { resources }] of Object.entries(stacks)) {
      expect(idsOf(later[path].resources)).toEqual(expect.arrayContaining(idsOf(resources)));
    }
    expect(Object.keys(later)).toHaveLength(3);
  });

  test('gives way to resources of the user, and its alarms get names that are free', () => {
    const stack = small(24);
    for (let i = 0; i < 6; i++) new Queue(stack, `Queue${i}`);
    const later = written(stack);
    const namesIn = ({ resources }: Written) => alarmsOf(resources).map(({ AlarmName: name }) => name as string);

    expect(Object.keys(later.Shop.resources).length).toBeLessThan(70);
    expect(healthOf(later.Shop.resources)).toHaveLength(14);
    expect(namesIn(shop)).not.toEqual(expect.arrayContaining(namesIn(later['Shop/StackMonitoring/More2'])));
  });

  test('uses more nested stacks where one would be full, and keeps a dashboard for each subject', () => {
    const later = written(built(6, database, { dashboards: Dashboards.perSubject() }, 40));

    expect(Object.keys(later)).toEqual([
      'Shop', 'Shop/StackMonitoring/More1Part2', 'Shop/StackMonitoring/More1Part3', 'Shop/StackMonitoring/More1Part4',
    ]);
    expect(Object.values(later).map(({ resources }) => ofType(resources, 'AWS::CloudWatch::Dashboard').length))
      .toEqual([7, 0, 0, 0]);
  });

  test('moves the alarms of objectives as well', () => {
    const service: Add = (stack, i) => new Service(stack, `Service${i}`);
    const later = written(built(3, service, { objectives: [Objective.availability(99.9)] }, 30));
    const alarms = Object.values(later).flatMap(({ resources }) => alarmsOf(resources));

    expect(Object.keys(later).length).toBeGreaterThan(1);
    expect(alarms).toHaveLength(3 * 9);
  });

  test('is an error where even without alarms there is no room', () => {
    const stack = small(3);
    for (let i = 0; i < 70; i++) new Queue(stack, `Queue${i}`);

    expect(() => written(stack)).toThrow(
      'Shop (Monitoring) has an invalid prop:\n  "subjects" must leave at most 69 resources in a stack, got 75 without '
      + 'the alarms, which can stand in nested stacks: put some of the subjects into a stack of their own',
    );
  });
});

test('a stack that watches another one names the alarms that were moved there', () => {
  const stack = small(24);
  new MonitoringStack(stack.node.root as App, 'Watch', { env: ENV, watchedScope: stack });
  const assembly = (stack.node.root as App).synth();
  const watch = JSON.stringify(assembly.getStackByName('Watch').template);

  expect(watch).toContain('Shop/StackMonitoring/More3/Subject23/Warning');
  expect(watch).not.toContain('GetStackOutput');
  expect(watch).not.toContain('ImportValue');
});
