// R-MON-1, R-MON-2: what people are told when a system dies, degrades or is deployed.
import { App } from 'aws-cdk-lib';
import { build as buildMonitoring } from '../../../examples/monitoring/main';
import { build as buildPlainMonitoring } from '../../../examples/monitoring-plain-cdk/main';
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

  test('hides an outage that ends with it, but for the message that all is well', () => {
    const messages = told(template, [HEALTHY, { ...DEAD, minutes: 8, isDeployed: true }, HEALTHY]);

    expect(messages.filter(({ state }) => state !== 'OK')).toEqual([]);
  });

  test('hides no outage that lasts', () => {
    const messages = told(template, [HEALTHY, { ...DEAD, isDeployed: true }]);

    expect(messages.map(({ alarm, state }) => `${alarm} ${state}`)).toEqual(['Shop/Shop/Critical ALARM']);
    expect(messages[0].minute - HEALTHY.minutes).toBeGreaterThanOrEqual(quietMinutes);
    expect(messages[0].minute - HEALTHY.minutes).toBeLessThanOrEqual(quietMinutes + 5);
  });
});
