// R-MON-2: dashboards that show every signal with its limits, within what CloudWatch allows.
import { App, Duration, Stack, Stage } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { alarmsIn, dashboardsIn, type DashboardBody, type WidgetBody } from '../../../demo/pictures';
import {
  Dashboards, FargateService, Ingress, Monitored, Monitoring, MonitoringStack, PostgresDatabase, ServiceImage,
  SignalGroup, SignalUnit, Threshold, Tuning, type Signal,
} from '../../../src';
import { BACKGROUNDS, BOUND_COLOR, SERIES_COLORS, SEVERITY_COLORS } from '../../../src/monitoring/panels';
import { stackWithVpc } from '../../support/stacks';
import { ENV, resourcesOf, signal, stackIn, Subject } from '../support';

const IMAGE = 'public.ecr.aws/docker/library/nginx:1.29';

/** A formula with a word in quotes that looks like one of its parts. */
function ratioOf(name: string): MathExpression {
  const part = (metricName: string) => new Metric({ namespace: name, metricName });
  return new MathExpression({
    expression: "100 * bad / all + 'bad'", usingMetrics: { bad: part('Bad'), all: part('All') },
    period: Duration.minutes(1),
  });
}

function dashboardsOf(app: App): DashboardBody[] {
  return dashboardsIn(app.synth());
}

/** The only dashboard of a stack with one subject. */
function drawn(signals: Signal[], tuning: Tuning[] = []): readonly WidgetBody[] {
  const { app, stack } = stackIn();
  new Subject(stack, 'Web', signals);
  new Monitoring(stack, 'Monitoring', { tuning });
  const [{ widgets }, ...others] = dashboardsOf(app);
  expect(others).toEqual([]);
  return widgets;
}

const graphs = (widgets: readonly WidgetBody[]) => widgets.filter(({ type }) => type === 'metric');
const textOf = (widgets: readonly WidgetBody[]) =>
  widgets.map(({ properties }) => properties.markdown ?? '').join('\n');
const titled = (widgets: readonly WidgetBody[], title: string) =>
  widgets.filter(({ properties }) => properties.title === title).map(({ properties }) => properties);
const limitsIn = (widgets: readonly WidgetBody[]) => graphs(widgets).flatMap(({ properties }) =>
  (properties.annotations?.horizontal ?? []).map(({ value, label }) => `${label} ${value}`));
const labelsIn = ({ metrics = [] }: WidgetBody['properties']) =>
  metrics.map((metric) => (metric[metric.length - 1] as { label?: string }).label);
const linksIn = ({ widgets }: DashboardBody) =>
  [...textOf(widgets).matchAll(/#dashboards:name=([^)]+)\)/g)].map(([, name]) => name);

describe('the dashboard of a subject', () => {
  test('has a line at every limit, and none where there is no limit', () => {
    const widgets = drawn([
      signal('Errors', { critical: Threshold.above(20, { periods: 3 }) }),
      signal('Shown', { group: SignalGroup.TRAFFIC, warning: undefined }),
    ]);

    expect(limitsIn(widgets)).toEqual(['critical 20', 'warning 10']);
    expect(titled(widgets, 'Traffic').map(({ annotations }) => annotations)).toEqual([undefined, undefined]);
  });

  test('shows the limits that were tuned, and why a signal is silent', () => {
    const widgets = drawn([signal('Errors'), signal('Noise')], [
      Tuning.threshold('Errors', { warning: Threshold.above(42, { periods: 1 }) }),
      Tuning.silence('Noise', 'the [nightly] import makes it, and we know'),
    ]);

    expect(limitsIn(widgets)).toEqual(['Title of Errors: warning 42']);
    expect(textOf(widgets)).toContain(
      'Silenced: **Title of Noise**, because the \\[nightly\\] import makes it, and we know',
    );
    expect(labelsIn(titled(widgets, 'Errors')[0])).toEqual(['Title of Errors', 'Title of Noise']);
  });

  test('says because once, also where the reason begins with it', () => {
    const widgets = drawn([signal('Noise')], [Tuning.silence('Noise', 'Because the import makes it')]);

    expect(textOf(widgets)).toContain('Silenced: **Title of Noise**, because the import makes it');
  });

  test('draws a response time as median, 95th and 99th percentile', () => {
    const metric = new Metric({ namespace: 'Shop', metricName: 'Time', statistic: 'p90', period: Duration.minutes(1) });
    const widgets = drawn([signal('Time', { metric, group: SignalGroup.LATENCY, unit: SignalUnit.SECONDS })]);
    const [, detail] = titled(widgets, 'Latency');

    expect(labelsIn(detail)).toEqual(['p50', 'p95', 'p99']);
    expect(JSON.stringify(detail.metrics)).toMatch(/"stat":"p50".*"stat":"p95".*"stat":"p99"/);
  });

  test('draws limits apart that are far from each other', () => {
    const group = SignalGroup.CONNECTIONS;
    const widgets = drawn([
      signal('Few', { group, warning: Threshold.above(300, { periods: 1 }) }),
      signal('Many', { group, warning: Threshold.above(50_000, { periods: 1 }) }),
    ]);

    expect(titled(widgets, 'Connections (1)').flatMap(labelsIn)).toEqual(['Title of Few']);
    expect(titled(widgets, 'Connections (2)').flatMap(labelsIn)).toEqual(['Title of Many']);
  });

  test('draws what is measured once a day over a month', () => {
    const metric = new Metric({ namespace: 'Shop', metricName: 'Days', period: Duration.days(1) });

    expect(titled(drawn([signal('Days', { metric, group: SignalGroup.UPKEEP })]), 'Upkeep')[0].start).toBe('-P30D');
  });
});

describe('a service with its database', () => {
  const { app, stack, vpc } = stackWithVpc({ id: 'Shop', props: { env: ENV } });
  const database = new PostgresDatabase(stack, 'Database', { vpc });
  const web = new FargateService(stack, 'Web', {
    vpc, image: ServiceImage.fromRegistry(IMAGE), ingress: Ingress.http(),
  });
  new Monitoring(stack, 'Monitoring');
  const [{ widgets }] = dashboardsOf(app);

  test('is on one dashboard that says first what users feel', () => {
    const headings = [...textOf(widgets).matchAll(/^#+ .*/gm)].map(([heading]) => heading);

    expect(headings).toEqual([
      '# Shop', '## Golden signals', '## Data stores', '## Capacity and its cost', '## Database', '## Web',
    ]);
    expect(widgets.slice(1, 3).map(({ properties }) => properties.title)).toEqual([
      'Health of each subject', 'Open alarms',
    ]);
  });

  test('shows every signal', () => {
    const labels = graphs(widgets).flatMap(({ properties }) => labelsIn(properties));
    const titles = [...database.signals(), ...web.signals()].map(({ title }) => title)
      .filter((title) => title !== 'Response time, 95th percentile');

    expect(titles.length).toBeGreaterThan(20);
    expect(titles.filter((title) => !labels.includes(title))).toEqual([]);
  });

  test('shows capacity between its bounds, deployments, and what capacity costs', () => {
    expect(limitsIn(widgets)).toEqual(expect.arrayContaining(['smallest capacity 2', 'largest capacity 10']));
    expect(titled(widgets, 'Deployments and events').flatMap(labelsIn)).toEqual(expect.arrayContaining([
      'Deployments of the service', 'Deployment failed',
    ]));
    expect(JSON.stringify(titled(widgets, 'Bill of the account this month'))).toContain('"region":"us-east-1"');
    expect(titled(widgets, 'Of these, how many are idle')).toHaveLength(1);
  });

  test('keeps the period of every metric, which the limits are meant for', () => {
    expect(JSON.stringify(resourcesOf(stack))).toContain('\\"periodOverride\\":\\"inherit\\"');
  });
});

describe('the choice', () => {
  const namesWith = (dashboards?: Dashboards) => {
    const app = new App();
    const shop = new Stack(app, 'Shop', { env: ENV });
    new Subject(shop, 'Web');
    new Subject(shop, 'Api v2');
    new MonitoringStack(app, 'Monitoring', { env: ENV, dashboards });
    return dashboardsOf(app);
  };

  test('is one for each stack by default', () => {
    expect(namesWith().map(({ name }) => name).sort()).toEqual(['Monitoring_eu-west-1', 'Shop_eu-west-1']);
  });

  test('may be one for each subject, with an overview', () => {
    const dashboards = namesWith(Dashboards.perSubject());

    expect(dashboards.map(({ name }) => name).sort()).toEqual([
      'Monitoring_eu-west-1', 'Shop_eu-west-1', expect.stringMatching(/^Shop_eu-west-1_Api-v2-[0-9a-f]{8}$/),
      'Shop_eu-west-1_Web',
    ]);
    const overview = dashboards.find(({ name }) => name === 'Shop_eu-west-1')!;
    expect(textOf(overview.widgets)).not.toContain('## Web');
  });

  test('may be none', () => {
    expect(namesWith(Dashboards.none())).toEqual([]);
  });

  test('may be none, and the stack that watches holds a resource, as CloudFormation demands', () => {
    const app = new App({ analyticsReporting: false });
    const shop = new Stack(app, 'Shop', { env: ENV });
    new Subject(shop, 'Web', [signal('Errors', { unit: SignalUnit.PERCENT })]);
    new MonitoringStack(app, 'Monitoring', { env: ENV, dashboards: Dashboards.none() });

    expect(Object.keys(app.synth().getStackByName('Monitoring').template.Resources)).toHaveLength(1);
  });

  test.each([['each stack', Dashboards.perStack()], ['each subject', Dashboards.perSubject()]])(
    'for %s links to dashboards that exist, and each is linked', (_, choice) => {
      const dashboards = namesWith(choice);
      const links = dashboards.flatMap(linksIn);

      expect([...new Set(links)].sort()).toEqual(dashboards.map(({ name }) => name).sort());
    },
  );
});

describe('names', () => {
  test('differ between stages and Regions, because an account has one list of them', () => {
    const app = new App();
    for (const [stage, region] of [['Test', 'eu-west-1'], ['Production', 'eu-west-1'], ['Production2', 'us-east-1']]) {
      const within = new Stage(app, stage, { env: { ...ENV, region } });
      const stack = new Stack(within, 'Shop', { stackName: `${stage}Shop` });
      new Subject(stack, 'Web');
      new Monitoring(stack, 'Monitoring');
    }
    const names = dashboardsOf(app).map(({ name }) => name);

    expect(names.sort()).toEqual(['Production2Shop_us-east-1', 'ProductionShop_eu-west-1', 'TestShop_eu-west-1']);
  });

  test('carry the Region where it is known at deployment only', () => {
    const { app, stack } = stackIn();
    new Subject(stack, 'Web');
    new Monitoring(stack, 'Monitoring');

    expect(dashboardsOf(app)[0].name).toBe('Shop_Region');
  });
});

describe('a stack that watches', () => {
  test('draws other stacks by the names of their alarms, and holds nothing there', () => {
    const app = new App();
    const shop = new Stack(app, 'Shop', { env: ENV });
    new Subject(shop, 'Web', [signal('Errors', { unit: SignalUnit.PERCENT })]);
    new MonitoringStack(app, 'Monitoring', { env: ENV });
    const assembly = app.synth();
    const { widgets } = dashboardsIn(assembly).find(({ stack }) => stack === 'Monitoring')!;

    const named = widgets.flatMap(({ properties }) => [
      ...properties.alarms ?? [], ...properties.annotations?.alarms ?? [],
    ]).map((arn) => arn.split(':alarm:')[1]);
    expect(new Set(named)).toEqual(new Set(['Shop/Web/Warning', 'Shop/Web/Alarms/Errors/Warning']));
    expect(named.filter((name) => !alarmsIn(assembly).has(name))).toEqual([]);
    for (const { template } of assembly.stacks) {
      expect(JSON.stringify(template)).not.toMatch(/ImportValue|GetStackOutput|"Export"/);
    }
  });

  test('shows nothing of another account, and links to it', () => {
    const app = new App();
    new Subject(new Stack(app, 'Shop', { env: { ...ENV, account: '444455556666' } }), 'Web');
    new MonitoringStack(app, 'Monitoring', { env: ENV });
    const [monitoring] = dashboardsOf(app).filter(({ stack }) => stack === 'Monitoring');

    expect(monitoring.widgets.map(({ type }) => type)).toEqual(['text']);
    expect(linksIn(monitoring)).toEqual(['Shop_eu-west-1']);
  });

  test('gives its topic to those it watches without a circle', () => {
    const app = new App();
    const monitoring = new MonitoringStack(app, 'Monitoring', { env: ENV });
    const shop = new Stack(app, 'Shop', { env: ENV });
    new Subject(shop, 'Web');
    shop.addStackDependency(monitoring);

    expect(() => app.synth()).not.toThrow();
  });
});

describe('the text of a dashboard', () => {
  const withQueue = () => {
    const { app, stack } = stackIn();
    const queue = new CfnQueue(stack, 'Queue');
    const metric = new Metric({ namespace: 'Shop', metricName: 'Jobs', dimensionsMap: { Queue: queue.attrQueueName } });
    new Subject(stack, 'Web', [signal('Jobs', { metric })]);
    new Monitoring(stack, 'Monitoring');
    return { app, queue };
  };

  test('is written once in a synthesis, because writing takes long', () => {
    const write = jest.spyOn(Stack.prototype, 'toJsonString');
    const dashboards = dashboardsOf(withQueue().app);

    expect(write).toHaveBeenCalledTimes(dashboards.length);
    write.mockRestore();
  });

  test('is written anew in the next synthesis', () => {
    const { app, queue } = withQueue();
    dashboardsOf(app);
    queue.overrideLogicalId('Renamed');

    expect(JSON.stringify(dashboardsIn(app.synth({ force: true })))).toContain('Renamed');
  });
});

test('colors are seen on a light and on a dark page', () => {
  const luminance = (color: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  for (const color of [...SERIES_COLORS, ...Object.values(SEVERITY_COLORS), BOUND_COLOR]) {
    for (const background of Object.values(BACKGROUNDS)) expect(contrast(color, background)).toBeGreaterThanOrEqual(3);
  }
});

test('metrics of two formulas in one graph keep their parts apart', () => {
  const { app, stack } = stackIn();
  const [one, two] = ['One', 'Two'].map((name) => Monitored.signals(stack, name, [
    signal('Ratio', { unit: SignalUnit.PERCENT, metric: ratioOf(name) }),
  ]));
  new Monitoring(stack, 'Monitoring', { subjects: [one, two] });
  const [golden] = titled(dashboardsOf(app)[0].widgets, 'Errors');

  expect(JSON.stringify(golden.metrics)).toContain('"expression":"100 * s1_bad / s1_all + \'bad\'"');
  expect(JSON.stringify(golden.metrics)).toContain('"expression":"100 * s2_bad / s2_all + \'bad\'"');
});
