// R-MON-1, R-MON-2: what people are told when a system dies, degrades or is deployed.
import { App, Duration, Stack } from 'aws-cdk-lib';
import { build as buildMonitoring } from '../../../examples/monitoring/main';
import { build as buildPlainMonitoring } from '../../../examples/monitoring-plain-cdk/main';
import { FargateService, Ingress, Monitoring, Network, ServiceImage } from '../../../src';
import type { MetricName } from '../../../src/evaluation';
import { alarmsIn, textOf, type AlarmTemplate, type TemplateAlarms } from '../../support/alarms';
import { told, type Message, type Stretch } from './told';
import { monitoredTemplates } from './watched-alarms';

const TEMPLATES: Readonly<Record<string, TemplateAlarms>> = Object.fromEntries(Object.entries({
  ...monitoredTemplates(), ...exampleTemplates('monitoring', buildMonitoring),
  ...exampleTemplates('monitoring-plain-cdk', buildPlainMonitoring),
}).map(([name, template]) => [name, alarmsIn(template)]));

/** Subjects whose own death nobody is told about, and why. */
const UNTOLD: Readonly<Record<string, string>> = {
  Network: 'a lost gateway shows as errors of the services that need it',
  Queue: 'AWS runs it; a queue that nobody uses is silent',
  Orders: 'as Queue',
  Function: 'a function that nobody calls is silent',
  Invoices: 'as Function',
  Checkout: 'a metric of the user, which may be silent',
};
/** Subjects that say it when requests fail, and are silent without requests. */
const TOLD_BY_REQUESTS = ['Edge', 'LoadBalancer'];

const HEALTHY: Stretch = { life: 'healthy', minutes: 60 };
const DEAD: Stretch = { life: 'dead', minutes: 90 };
const SILENT: Stretch = { ...DEAD, isSilent: () => true };

function exampleTemplates(name: string, build: (app: App) => void): Record<string, AlarmTemplate> {
  const app = new App();
  build(app);
  return Object.fromEntries(app.synth().stacksRecursively.map(({ stackName, template }) =>
    [`${name}/${stackName}`, template as AlarmTemplate]));
}

/** A service that promises nothing, with alarms that are quiet during deployments. */
function withoutObjectives(): TemplateAlarms {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const { vpc } = new Network(stack, 'Network');
  const image = ServiceImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29');
  new FargateService(stack, 'Shop', { vpc, image, ingress: Ingress.http() });
  new Monitoring(stack, 'Monitoring', { suppressDuringDeployments: Duration.minutes(15) });
  return alarmsIn((stack.node.root as App).synth().getStackByName('Shop').template as AlarmTemplate);
}

/** Subjects of a template, by the names of the alarms that page. */
function subjectsOf({ composites }: TemplateAlarms): string[] {
  const names = composites.filter(({ acts }) => acts).map(({ properties }) => textOf(properties.AlarmName));
  return [...new Set(names.map((name) => name.replace(/\/(Critical|Warning)$/, '')))];
}

function about(messages: readonly Message[], alarm: string): string[] {
  return messages.filter((message) => message.alarm === alarm).map(({ state }) => state);
}

/** What the critical alarm of each subject tells that has to. */
function pages(template: TemplateAlarms, mustTell: (subject: string) => boolean, stretches: readonly Stretch[]) {
  const messages = told(template, stretches);
  return subjectsOf(template).filter((subject) => mustTell(subject.split('/').pop()!))
    .map((subject) => [subject, about(messages, `${subject}/Critical`)] as const);
}

describe('a system that dies, and lives again', () => {
  const monitored = Object.entries(TEMPLATES).filter(([, template]) => subjectsOf(template).length > 0);

  test.each(monitored)('pages once for each subject, and tells its end once: %s', (_, template) => {
    const all = pages(template, (subject) => !(subject in UNTOLD), [HEALTHY, DEAD, HEALTHY]);

    expect(all.length).toBeGreaterThan(0);
    expect(all).toEqual(all.map(([subject]) => [subject, ['ALARM', 'OK']]));
  });

  test.each(monitored)('pages once also when not one metric is left: %s', (_, template) => {
    const isSilent = (subject: string) => subject in UNTOLD || TOLD_BY_REQUESTS.includes(subject);
    const all = pages(template, (subject) => !isSilent(subject), [HEALTHY, SILENT, HEALTHY]);

    expect(all.length).toBeGreaterThan(0);
    expect(all).toEqual(all.map(([subject]) => [subject, ['ALARM', 'OK']]));
  });

  test('tells it within ten minutes', () => {
    const minutes = Object.values(TEMPLATES).flatMap((template) => told(template, [HEALTHY, SILENT]))
      .map(({ minute }) => minute - HEALTHY.minutes);

    expect(minutes.length).toBeGreaterThan(10);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(10);
  });

  test.each(['Vote', 'Result', 'Worker', 'Database', 'Cache'])(
    'pages for a part of the voting application: %s', (part) => {
      const isPart = ({ dimensions }: MetricName) => Object.values(dimensions).some((value) =>
        value.includes(`Voting${part}`));
      const [, template] = Object.entries(TEMPLATES).find(([name]) => name.startsWith('voting application'))!;

      expect(about(told(template, [HEALTHY, HEALTHY]), 'Elections/Voting/Critical')).toEqual([]);
      expect(about(told(template, [HEALTHY, { ...HEALTHY, isSilent: isPart }]), 'Elections/Voting/Critical'))
        .toEqual(['ALARM']);
    });

  test('no subject stands in the list that nobody has', () => {
    const known = monitored.flatMap(([, template]) => subjectsOf(template)).map((subject) => subject.split('/').pop()!);

    expect([...Object.keys(UNTOLD), ...TOLD_BY_REQUESTS].filter((name) => !known.includes(name))).toEqual([]);
  });
});

test.each(['healthy', 'idle'] as const)('nobody is told anything about a system that is %s', (life) => {
  expect(Object.values(TEMPLATES).flatMap((template) => told(template, [{ life, minutes: 180 }]))).toEqual([]);
});

test('a warning that becomes critical is told once as each, and warnings are quiet while it is critical', () => {
  const full = (freeBytes: number, minutes: number): Stretch =>
    ({ life: 'healthy', minutes, samples: { FreeStorageSpace: freeBytes } });
  const [[, template]] = Object.entries(TEMPLATES).filter(([name]) => name.startsWith('subjects'));

  const messages = told(template, [HEALTHY, full(1.5e9, 60), full(0.5e9, 60), full(1.5e9, 60), HEALTHY])
    .filter(({ alarm }) => alarm.startsWith('Shop/Database/'));

  expect(messages.map(({ alarm, state }) => `${alarm} ${state}`)).toEqual([
    'Shop/Database/Warning ALARM', 'Shop/Database/Critical ALARM', 'Shop/Database/Critical OK',
    'Shop/Database/Warning OK',
  ]);
});

describe('a deployment during which alarms are quiet', () => {
  const template = TEMPLATES['monitoring/Shop'];
  const quietMinutes = 15;
  const shortOutage: Stretch = { ...DEAD, minutes: 8, isDeployed: true };

  test('hides an outage that ends with it, but for the message that all is well', () => {
    const messages = told(withoutObjectives(), [HEALTHY, shortOutage, HEALTHY]);

    expect(messages.filter(({ state }) => state !== 'OK')).toEqual([]);
  });

  test('tells afterwards that such an outage has used too much of the budget of an objective', () => {
    const messages = told(template, [HEALTHY, shortOutage, HEALTHY]);
    const alarms = messages.filter(({ state }) => state === 'ALARM');

    expect(alarms.map(({ alarm }) => alarm)).toEqual(['Shop/Shop/Critical', 'Shop/Shop/Warning']);
    expect(alarms[0].minute - HEALTHY.minutes).toBeGreaterThanOrEqual(quietMinutes);
  });

  test('ends the critical alarm of an objective with its short window, while the long one is still full of it', () => {
    const ends = told(template, [HEALTHY, shortOutage, HEALTHY])
      .filter(({ alarm, state }) => alarm === 'Shop/Shop/Critical' && state === 'OK')
      .map(({ minute }) => minute - HEALTHY.minutes - shortOutage.minutes);

    // 30 minutes and 6 hours.
    expect(ends).toHaveLength(1);
    expect(ends[0]).toBeGreaterThan(25);
    expect(ends[0]).toBeLessThan(35);
  });

  test('hides no outage that lasts', () => {
    const messages = told(template, [HEALTHY, { ...DEAD, isDeployed: true }]);

    expect(messages.map(({ alarm, state }) => `${alarm} ${state}`)).toEqual(['Shop/Shop/Critical ALARM']);
    expect(messages[0].minute - HEALTHY.minutes).toBeGreaterThanOrEqual(quietMinutes);
    expect(messages[0].minute - HEALTHY.minutes).toBeLessThanOrEqual(quietMinutes + 5);
  });
});
