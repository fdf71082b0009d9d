// R-MON-1, R-MON-2
import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  CapacityRange, Deployment, FargateService, Ingress, Monitored, Monitoring, Objective, WebLoadBalancer,
  type FargateServiceProps, type MonitoringProps, type RequestMetrics,
} from '../../../src';
import {
  badPercent, badPercentNow, budgetLeft, burnRate, failedRequests,
} from '../../../src/monitoring/objectives/counts';
import { IMAGE } from '../../fargate-service/support';
import { stackWithVpc } from '../../support/stacks';
import { alarmsOf, healthOf, ofType, resourcesOf, signal, Subject, type Resource, type Resources } from '../support';

const AVAILABLE = Objective.availability(99.9);
const FAST = Objective.latency({ under: Duration.millis(500), percent: 99 });

/** A subject that answers requests for services with these names; without a name it is one service. */
class Serving extends Subject {
  public requestMetrics(): RequestMetrics[] {
    const of = (id: string) => signal(id).metric;
    const count = (id: string) => [of(id)] as RequestMetrics['responseTimes'];
    return this.names.map((name) => ({
      name, requests: [of('Requests')], failures: [of('Failures')], responseTimes: count('Time'),
    }));
  }

  constructor(scope: Stack, id: string, private readonly names: (string | undefined)[] = [undefined]) {
    super(scope, id, []);
  }
}

function shop(props: MonitoringProps): Resources {
  const stack = new Stack(new App(), 'Shop');
  new Serving(stack, 'Web');
  new Monitoring(stack, 'Monitoring', props);
  return resourcesOf(stack);
}

/** Resources whose logical id starts so, by the rest of it without its hash. */
function below(resources: Resources, start: string): Record<string, Resource> {
  return Object.fromEntries(Object.entries(resources).filter(([id]) => id.startsWith(start))
    .map(([id, resource]) => [id.slice(start.length, -8), resource]));
}

interface Measured { readonly Id: string; readonly MetricStat?: { Metric: Record<string, unknown>; Stat: string } }

const expressionOf = (alarm: Resource['Properties']): string =>
  (alarm.Metrics as { Expression?: string }[]).find(({ Expression }) => Expression)!.Expression!;
const periodOf = (alarm: Resource['Properties']): number =>
  (alarm.Metrics as { MetricStat?: { Period: number } }[]).find(({ MetricStat }) => MetricStat)!.MetricStat!.Period;
/** Name, statistic and dimensions of the metrics of an alarm, by their ids. */
const metricsOf = (alarm: Resource['Properties']) => (alarm.Metrics as Measured[]).flatMap(({ Id, MetricStat: m }) => {
  const dimensions = (m?.Metric.Dimensions as { Name: string }[] | undefined ?? []).map(({ Name }) => Name);
  return m ? [[Id, m.Metric.MetricName, m.Stat, dimensions]] : [];
});

describe('an objective', () => {
  const resources = shop({ objectives: [AVAILABLE], runbooks: 'https://wiki.example.com' });
  const all = below(resources, 'WebObjectivesAvailability');

  test('has two windows for each of four rates, and an alarm for each severity', () => {
    expect(Object.entries(all).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
      .map(([id, { Properties: p }]) => [id, p.Threshold, periodOf(p)])).toEqual([
      ['HourLong', 1.44, 3600], ['HourShort', 1.44, 300],
      ['SixHoursLong', 0.6, 21_600], ['SixHoursShort', 0.6, 1800],
      ['DayLong', 0.3, 86_400], ['DayShort', 0.3, 7200],
      ['ThreeDaysLong', 0.1, 259_200], ['ThreeDaysShort', 0.1, 21_600],
    ]);
    expect(Object.keys(all).filter((id) => /^(Critical|Warning)$/.test(id))).toEqual(['Critical', 'Warning']);
  });

  test('is in alarm above the limit, in one period, and not without data', () => {
    for (const { Properties: p } of Object.values(all).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')) {
      expect(p).toMatchObject({
        ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, TreatMissingData: 'notBreaching',
      });
      expect(p).not.toHaveProperty('AlarmActions');
      // CloudWatch looks back over a week at most.
      expect(periodOf(p)).toBeLessThanOrEqual(604_800);
    }
  });

  test('is raised while both windows of a rate are', () => {
    const rule = JSON.stringify(all.Critical.Properties.AlarmRule);
    const alarms = [...rule.matchAll(/"Fn::GetAtt":\["WebObjectivesAvailability(\w+?)[0-9A-F]{8}","Arn"\]/g)];

    expect(alarms.map(([, id]) => id)).toEqual(['HourLong', 'HourShort', 'SixHoursLong', 'SixHoursShort']);
    expect(rule.match(/ AND | OR /g)).toEqual([' AND ', ' OR ', ' AND ']);
    expect(JSON.stringify(all.Warning.Properties.AlarmRule)).toContain('ThreeDaysLong');
  });

  test('tells through the alarm of its subject, and does nothing itself', () => {
    const health = healthOf(resources).filter(({ AlarmActions: actions }) => actions);

    expect(health.map(({ AlarmName }) => AlarmName as string)).toEqual(['Shop/Web/Critical', 'Shop/Web/Warning']);
    expect(JSON.stringify(health[0].AlarmRule)).toContain('WebObjectivesAvailabilityCritical');
    expect(JSON.stringify(health[1].AlarmRule)).toContain('WebObjectivesAvailabilityWarning');
    expect(health[0].AlarmDescription).toContain('99.9 % of the requests do not fail');
  });

  test('has a name and words for people', () => {
    expect(all.Critical.Properties).toMatchObject({
      AlarmName: 'Shop/Web/Objectives/Availability/Critical',
      AlarmDescription: 'CRITICAL: 99.9 % of the requests do not fail (Web). The budget of 30 days burns too fast: 2 % '
        + 'in 1 hour or 5 % in 6 hours, and it goes on. Look at the errors of the service and at what was deployed '
        + 'last. Runbook: https://wiki.example.com/Availability',
    });
  });

  test('counts a long window from five bad requests on, a short one always', () => {
    expect(expressionOf(all.HourLong.Properties))
      .toBe('IF((FILL(m1, 0)) >= 5, 100 * (FILL(m1, 0)) / (FILL(m0, 0)), 0)');
    expect(expressionOf(all.HourShort.Properties))
      .toBe('IF((FILL(m0, 0)) > 0, 100 * (FILL(m1, 0)) / (FILL(m0, 0)), 0)');
  });
});

describe('the ingress decides what is counted', () => {
  const alarmOf = (objective: Objective, props: (stack: Stack) => Partial<FargateServiceProps>) => {
    const { stack, vpc } = stackWithVpc();
    new FargateService(stack, 'Web', { vpc, image: IMAGE, capacity: CapacityRange.fixed(2), ...props(stack) });
    new Monitoring(stack, 'Monitoring', { objectives: [objective] });
    const alarms = below(resourcesOf(stack), `WebObjectives${objective._variant.id}`);
    return alarms.HourLong.Properties;
  };
  const own = () => ({ ingress: Ingress.http() });
  const shared = (stack: Stack) => {
    const loadBalancer = new WebLoadBalancer(stack, 'Edge', {
      vpc: stack.node.findChild('Vpc') as never, domainName: '*.example.com',
      hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
    });
    return { ingress: Ingress.route(loadBalancer, { hosts: ['shop.example.com'] }) };
  };
  const GROUP = ['LoadBalancer', 'TargetGroup'];

  test('errors of an own load balancer are failed requests', () => {
    expect(metricsOf(alarmOf(AVAILABLE, own))).toEqual([
      ['m0', 'RequestCount', 'Sum', GROUP],
      ['m1', 'HTTPCode_ELB_5XX_Count', 'Sum', ['LoadBalancer']],
      ['m2', 'HTTPCode_Target_5XX_Count', 'Sum', GROUP],
    ]);
    expect(expressionOf(alarmOf(AVAILABLE, own))).toBe('IF((FILL(m2, 0) + FILL(m1, 0)) >= 5, '
      + '100 * (FILL(m2, 0) + FILL(m1, 0)) / (FILL(m0, 0) + FILL(m1, 0)), 0)');
  });

  test('behind a shared load balancer only what the service itself got and answered', () => {
    const alarm = alarmOf(AVAILABLE, shared);

    expect(metricsOf(alarm)).toEqual([
      ['m0', 'RequestCount', 'Sum', GROUP], ['m1', 'HTTPCode_Target_5XX_Count', 'Sum', GROUP],
    ]);
  });

  test('both target groups are added up where deployments shift traffic', () => {
    const alarm = alarmOf(AVAILABLE, () => ({ ...own(), deployment: Deployment.blueGreen() }));

    expect(metricsOf(alarm)).toHaveLength(5);
    expect(expressionOf(alarm)).toBe('IF((FILL(m3, 0) + FILL(m4, 0) + FILL(m2, 0)) >= 5, '
      + '100 * (FILL(m3, 0) + FILL(m4, 0) + FILL(m2, 0)) / (FILL(m0, 0) + FILL(m1, 0) + FILL(m2, 0)), 0)');
  });

  test('the share of slow requests is weighed by the requests of each target group', () => {
    const alarm = alarmOf(FAST, () => ({ ...own(), deployment: Deployment.blueGreen() }));
    const slow = '(FILL(n0, 0) * (100 - FILL(fast0, 100)) / 100 + FILL(n1, 0) * (100 - FILL(fast1, 100)) / 100)';

    expect(metricsOf(alarm).map(([id, metric, statistic]) => [id, metric, statistic])).toEqual([
      ['n0', 'TargetResponseTime', 'SampleCount'], ['n1', 'TargetResponseTime', 'SampleCount'],
      ['fast0', 'TargetResponseTime', 'PR(:0.5)'], ['fast1', 'TargetResponseTime', 'PR(:0.5)'],
    ]);
    expect(expressionOf(alarm)).toBe(`IF(${slow} >= 5, 100 * ${slow} / (FILL(n0, 0) + FILL(n1, 0)), 0)`);
  });
});

describe('what is left of a budget', () => {
  const counts = failedRequests(new Serving(new Stack(new App(), 'Shop'), 'Web').requestMetrics()[0]);
  const bad = 'IF((FILL(m0, 0)) > 0, 100 * (FILL(m1, 0)) / (FILL(m0, 0)), 0)';

  test('is the share of bad requests by the share that is allowed', () => {
    expect(burnRate(counts, 99.9, Duration.hours(1)).expression).toBe(`${bad} / 0.1`);
    expect(budgetLeft(counts, 99.9, Duration.days(30)).expression).toBe(`100 - 100 * ${bad} / 0.1`);
  });

  test('is measured over the window that is asked for', () => {
    expect(badPercent(counts, Duration.days(3)).period.toDays()).toBe(3);
    expect(badPercentNow(counts, Duration.hours(6)).period.toHours()).toBe(6);
  });
});

describe('which services an objective is for', () => {
  const titlesOf = (props: MonitoringProps, ...subjects: Subject[]): string[] => {
    const stack = Stack.of(subjects[0]);
    new Monitoring(stack, 'Monitoring', props);
    return healthOf(resourcesOf(stack)).map(({ AlarmName }) => AlarmName as string)
      .filter((name) => /Objectives.*Critical/.test(name)).map((name) => name.replace(/^Shop\/|\/Critical$/g, ''));
  };
  const inShop = () => new Stack(new App(), 'Shop');

  test('all that answer requests, if it names none', () => {
    const stack = inShop();

    expect(titlesOf({ objectives: [AVAILABLE] }, new Serving(stack, 'Web'), new Serving(stack, 'Api'),
      new Subject(stack, 'Database'))).toEqual(['Web/Objectives/Availability', 'Api/Objectives/Availability']);
  });

  test('the one that it names, before one for all', () => {
    const stack = inShop();
    const [web, api] = [new Serving(stack, 'Web'), new Serving(stack, 'Api')];
    new Monitoring(stack, 'Monitoring', { objectives: [AVAILABLE, Objective.availability(99).of(web), FAST.of(api)] });
    const resources = resourcesOf(stack);
    const limitOf = (id: string) => below(resources, id).HourLong.Properties.Threshold as number;

    expect([limitOf('WebObjectivesAvailability'), limitOf('ApiObjectivesAvailability')]).toEqual([14.4, 1.44]);
    expect(below(resources, 'WebObjectivesLatency')).toEqual({});
    expect(limitOf('ApiObjectivesLatencyUnder500Ms')).toBe(14.4);
  });

  test('each service of a construct that has several', () => {
    expect(titlesOf({ objectives: [AVAILABLE, FAST] }, new Serving(inShop(), 'App', ['Vote', 'Result']))).toEqual([
      'App/Objectives/VoteAvailability', 'App/Objectives/VoteLatencyUnder500Ms',
      'App/Objectives/ResultAvailability', 'App/Objectives/ResultLatencyUnder500Ms',
    ]);
  });

  test('load balancers of the CDK too, with or without their target groups', () => {
    const { stack, vpc } = stackWithVpc();
    const serviceOf = (id: string) => new FargateService(stack, id, { vpc, image: IMAGE, ingress: Ingress.http() });
    const { loadBalancer, targetGroup } = serviceOf('Web');
    const namesOf = (services: RequestMetrics[]) => services.map(({ requests, failures, responseTimes }) =>
      [requests, failures, responseTimes].map((metrics) => metrics.length));

    const [web, api] = [
      Monitored.alb(loadBalancer!, { targetGroups: [targetGroup!] }), Monitored.alb(serviceOf('Api').loadBalancer!),
    ];

    expect(namesOf(web.requestMetrics())).toEqual([[2, 2, 1]]);
    expect(namesOf(api.requestMetrics())).toEqual([[2, 2, 1]]);
  });

  test('a service once for each kind, whoever watches it', () => {
    const stack = inShop();
    new Serving(stack, 'Web');
    new Monitoring(stack, 'First', { objectives: [AVAILABLE] });
    new Monitoring(stack, 'Second', { objectives: [Objective.availability(99), FAST] });

    const resources = resourcesOf(stack);

    // the first that asks for an objective of a kind gets it.
    expect(alarmsOf(resources)).toHaveLength(16);
    expect(below(resources, 'WebObjectivesAvailability').HourLong.Properties.Threshold).toBe(1.44);
  });
});

describe('bad input', () => {
  const problemsOf = (...objectives: Objective[]) => () => {
    const stack = new Stack(new App(), 'Shop');
    new Serving(stack, 'Web');
    new Monitoring(stack, 'Monitoring', { objectives });
  };

  test.each([94, 99.9, 99.999])('%d %% can be promised', (percent) => {
    expect(problemsOf(Objective.availability(percent))).not.toThrow();
  });

  test.each([0.999, 93.9, 100, NaN])('%d %% can not', (percent) => {
    expect(problemsOf(Objective.availability(percent))).toThrow(new Error(
      'Shop/Monitoring (Monitoring) has an invalid prop:\n  "objectives[0].percent" must be a number from 94 to '
      + `99.999, got ${percent}: it is a share of all requests, such as 99.9`,
    ));
  });

  test.each([Duration.millis(1), Duration.minutes(1)])('%s is a time to answer in', (under) => {
    expect(problemsOf(Objective.latency({ under, percent: 99 }))).not.toThrow();
  });

  test.each([[Duration.millis(0), 0], [Duration.millis(0.5), 0.5], [Duration.millis(60_001), 60_001]])(
    '%s is not', (under, milliseconds) => {
      expect(problemsOf(Objective.latency({ under, percent: 99 }))).toThrow(
        `"objectives[0].under" must be an integer from 1 to 60000 milliseconds, got ${milliseconds}`,
      );
    },
  );

  test('what is only known at deployment decides nothing', () => {
    const percent = Lazy.number({ produce: () => 99.9 });

    expect(problemsOf(Objective.availability(percent))).toThrow('"objectives[0].percent" must be known at synthesis');
  });

  test('two of one kind for the same services contradict each other', () => {
    expect(problemsOf(AVAILABLE, FAST, Objective.availability(99))).toThrow(
      '"objectives[2]" must promise something else than "objectives[0]", got "99 % of the requests do not fail"',
    );
  });

  test('two times to answer in do not', () => {
    expect(problemsOf(FAST, Objective.latency({ under: Duration.seconds(2), percent: 99.9 }))).not.toThrow();
  });

  test('an objective for what answers no requests is an error at synthesis', () => {
    const { stack, vpc } = stackWithVpc();
    const worker = new FargateService(stack, 'Worker', { vpc, image: IMAGE });
    new Monitoring(stack, 'Monitoring', { objectives: [FAST, AVAILABLE.of(worker)] });

    expect(() => resourcesOf(stack)).toThrow(
      '[Stack/Monitoring] "objectives[0]" must be for something that is watched and answers requests, got nothing '
      + 'that has an ingress: a service without ingress, a database and a cache have no requests to count\n  '
      + '[Stack/Monitoring] "objectives[1]" must be for something that is watched and answers requests, got '
      + 'Stack/Worker',
    );
  });
});

test('objectives give no warning of the CDK', () => {
  const stack = new Stack(new App(), 'Shop');
  new Serving(stack, 'Web');
  new Monitoring(stack, 'Monitoring', { emails: ['ops@example.com'], objectives: [AVAILABLE, FAST] });

  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});

test('ids do not move when an objective is added', () => {
  const idsWith = (...objectives: Objective[]) =>
    ofType(shop({ objectives }), 'AWS::CloudWatch::Alarm').map(([id]) => id);

  expect(idsWith(FAST, AVAILABLE)).toEqual(expect.arrayContaining(idsWith(AVAILABLE)));
});
