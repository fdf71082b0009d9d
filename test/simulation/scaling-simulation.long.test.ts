// R-SCALE-4: whether a policy bears a load, and after how long, from the templates of anybody.
import fs from 'node:fs';
import path from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, MachineImage } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { decisions, JUMP, runOf, serviceTemplate, tierWithout, YAML } from './support';
import { scalingTable } from '../../scripts/tables';
import {
  Bootstrap, CapacityRange, Compute, ElasticWebTier, FargateService as WebService, Ingress, Network, ScalingPolicy,
  ServiceImage, TierImage, WorkQueue,
} from '../../src';
import { LoadTrace, ScalingSimulation, type SimulationOptions } from '../../src/simulation';
import { describedTier } from '../cost/templates/described-tier';

const EXACT = { unitCapacity: 1000, metricDelaySeconds: 0, healthySeconds: 60 };

describe('the described tier, as its Terraform would be written, from 1,000 to 10,000 users', () => {
  const simulation = ScalingSimulation.fromTemplate(describedTier(), { region: 'us-east-1' });
  const run = simulation.run({ trace: JUMP, ...EXACT });

  test('takes the 22.5 minutes that it was never said to take', () => {
    expect(decisions(run)).toEqual(['3:00 4', '9:00 6', '15:00 8', '21:00 10']);
    expect(run.secondsToAbsorb).toBe(22 * 60 + 33);
    expect(run.droppedLoad / 60).toBe(108_400);
    expect(run.peakCapacity).toBe(10);
  });

  test('costs what its hours cost', () => {
    const { monthly } = run.costEstimate();
    const idle = 203.29;

    expect(run.unitHours).toBeCloseTo(run.averageCapacity, 10);
    // an instance: 30.368 dollars, its volume and its metrics.
    expect(monthly.expected).toBeCloseTo(idle + (run.averageCapacity - 2) * (0.0416 * 730 + 0.64 + 2.1), 1);
  });

  test('tells by which alarm and by which rule it changes', () => {
    expect(run.decisions[0]).toMatchObject({
      cause: 'High saw 100, above 70', status: 'documented',
      rule: 'Simple scaling waits until a change is complete, and then for its cooldown.',
    });
    expect(run.alarms).toEqual([{ alarm: 'High', isHigh: true, fromSeconds: 780, toSeconds: 3600 }]);
    expect(run.thresholds.map(({ percent }) => percent)).toEqual([70, 30]);
  });

  test('warns of instances that burst', () => {
    expect(run.warnings).toEqual([expect.stringMatching(/^t3\.medium may use 20 % of its CPU for good and uses 9/)]);
  });

  test('reacts later to metrics that are late', () => {
    const after = (metricDelaySeconds?: number) =>
      decisions(simulation.run({ trace: JUMP, ...EXACT, metricDelaySeconds }))[0];

    expect([0, 120, 180, 300].map(after)).toEqual(['3:00 4', '5:00 4', '5:00 4', '7:00 4']);
    expect(after()).toBe(after(60));
  });

  test('gives the same bytes each time', () => {
    const again = ScalingSimulation.fromTemplate(describedTier(), { region: 'us-east-1' })
      .run({ trace: JUMP, ...EXACT });

    expect(again.toJson()).toBe(run.toJson());
    expect(again.toText()).toBe(run.toText());
    expect(JSON.parse(run.toJson())).toMatchObject({ secondsToAbsorb: 1353, peakCapacity: 10, droppedLoad: 6_504_000 });
  });
});

test('a template in YAML is read with its parameters', () => {
  const run = ScalingSimulation.fromFile(YAML, { parameters: { Least: '6' } }).run({ trace: JUMP, ...EXACT });

  // six instances are used by a sixth before, so the first alarm needs another minute above the threshold.
  expect(decisions(run)).toEqual(['4:00 8', '10:00 10']);
});

describe('constructs', () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop');
  const { vpc } = new Network(stack, 'Network');
  const tier = new ElasticWebTier(stack, 'Tier', {
    vpc, ingress: Ingress.http(),
    bootstrap: Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29')),
  });
  const group = new AutoScalingGroup(stack, 'Group', {
    vpc, instanceType: new InstanceType('m7g.large'), machineImage: MachineImage.latestAmazonLinux2023(),
    minCapacity: 2, maxCapacity: 10, defaultInstanceWarmup: Duration.seconds(60),
  });
  group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70 });
  const taskDefinition = new FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('Web', { image: ContainerImage.fromRegistry('nginx') });
  const service = new FargateService(stack, 'Service', {
    cluster: new Cluster(stack, 'Cluster', { vpc }), taskDefinition,
  });
  service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
    .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70, scaleOutCooldown: Duration.seconds(60) });
  const template = Template.fromStack(stack).toJSON();

  test('a tier of this library', () => {
    const run = ScalingSimulation.of(tier).run({ trace: JUMP, ...EXACT });

    expect(run.group).toBe('Shop/Tier/Group/ASG');
    expect(run.secondsToAbsorb).toBe(22 * 60 + 33);
    expect(run.assumptions[0]).toBe(
      'instances go into service when their start script says so: give "launchSeconds"',
    );
  });

  test('a group of the plain CDK', () => {
    const run = ScalingSimulation.of(group).run({ trace: JUMP, ...EXACT });

    expect(decisions(run)).toEqual(['3:00 3', '5:00 5', '7:00 8', '9:00 10']);
    expect(run.secondsToAbsorb).toBe(10 * 60 + 33);
    expect(run.droppedLoad / 60).toBe(64_400);
  });

  test('a service of the plain CDK, by the name of its construct', () => {
    const run = ScalingSimulation.of(stack, { group: 'Shop/Service' }).run({ trace: JUMP, ...EXACT });

    expect(run.group).toBe('Shop/Service/Service');
    expect(run.peakCapacity).toBe(10);
  });

  test('the same from a template, by logical ids', () => {
    const id = Object.keys(template.Resources as object).find((key) => key.startsWith('ServiceTaskCountTarget'));

    expect(ScalingSimulation.fromTemplate(template, { group: id }).maxCapacity).toBe(10);
  });

  test('several at once fail with their names', () => {
    expect(() => ScalingSimulation.of(stack)).toThrow(new Error(
      '"group" must name one of Shop/Tier/Group/ASG, Shop/Group/ASG, Shop/Service/Service, got nothing',
    ));
    expect(() => ScalingSimulation.of(stack, { group: 'Nothing' })).toThrow(/got "Nothing"$/);
    expect(() => ScalingSimulation.of(vpc)).toThrow(
      new Error('Shop/Network/Vpc has no Auto Scaling group and no ECS service that scales'),
    );
  });
});

describe('schedules', () => {
  const morning = {
    ScheduledActionName: 'Morning', Schedule: 'cron(0 8 ? * MON-FRI *)', Timezone: 'Europe/Berlin',
    ScalableTargetAction: { MinCapacity: 6 },
  };
  const trace = LoadTrace.steps([{ atSeconds: 0, value: 1000 }], { durationSeconds: 86_400 });
  const at = (startsAt?: string) => runOf(serviceTemplate({}, { ScheduledActions: [morning] }), { trace, startsAt })
    .decisions.filter(({ cause }) => cause.startsWith('schedule'))
    .map(({ atSeconds, toUnits }) => [atSeconds / 3600, toUnits]);

  test('of a service follow its time zone, summer and winter', () => {
    expect(at()).toEqual([[7, 6]]);
    expect(at('2026-07-06T00:00:00Z')).toEqual([[6, 6]]);
    expect(at('2026-07-05T00:00:00Z')).toEqual([]);
  });

  test('of a group move both of its bounds', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Office');
    const { vpc } = new Network(stack, 'Network');
    const tier = new ElasticWebTier(stack, 'Tier', {
      vpc, ingress: Ingress.http(),
      bootstrap: Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29')),
      compute: Compute.autoScaling({
        scaling: [
          ScalingPolicy.schedule({
            name: 'Day', cron: { hour: '7', weekDay: 'MON-FRI' }, minCapacity: 4, maxCapacity: 10,
          }),
          ScalingPolicy.schedule({ name: 'Night', cron: { hour: '19' }, minCapacity: 2, maxCapacity: 3 }),
        ],
      }),
    });

    expect(ScalingSimulation.of(tier).run({ ...EXACT, trace }).decisions)
      .toMatchObject([
        { atSeconds: 7 * 3600, fromUnits: 2, toUnits: 4, status: 'documented' },
        { atSeconds: 19 * 3600, fromUnits: 4, toUnits: 3 },
      ]);
  });
});

describe('work that waits', () => {
  const metrics = [
    { Id: 'perTask', Expression: 'backlog / IF(FILL(running, 0) < 1, 1, FILL(running, 0))', ReturnData: true },
    {
      Id: 'backlog', ReturnData: false,
      MetricStat: { Stat: 'Maximum', Metric: { Namespace: 'Shop', MetricName: 'Orders' } },
    },
    {
      Id: 'running', ReturnData: false,
      MetricStat: { Stat: 'SampleCount', Metric: { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization' } },
    },
  ];
  const policy = {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy', Properties: {
      PolicyType: 'TargetTrackingScaling', ScalingTargetId: { Ref: 'Target' },
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 600, ScaleOutCooldown: 60, CustomizedMetricSpecification: { Metrics: metrics },
      },
    },
  };
  const trace = LoadTrace.spike({ baseValue: 10, peakValue: 80, spikeSeconds: 1800, durationSeconds: 7200 });
  const run = runOf(serviceTemplate({ Policy: policy }), { trace, unitCapacity: 10 });

  test('is not dropped, and brings more tasks until it is done', () => {
    expect(run.droppedLoad).toBe(0);
    expect(run.peakCapacity).toBeGreaterThan(8);
    expect(run.secondsToAbsorb).toBeGreaterThan(180);
    expect(run.secondsToAbsorb).toBeLessThan(1800);
    expect(run.timeline.at(-1)).toMatchObject({ waitingValue: 0 });
    expect(run.timeline.find(({ atSeconds }) => atSeconds === 660)!.waitingValue).toBe(2 * 60 * 60);
  });

  test('is seen although its points are late, from zero up and down to zero', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Shop', {
      env: { account: '111122223333', region: 'eu-west-1' },
    });
    const jobs = new WorkQueue(stack, 'Jobs');
    const worker = new WebService(stack, 'Worker', {
      vpc: new Network(stack, 'Network').vpc, image: ServiceImage.fromRegistry('public.ecr.aws/acme/worker:1.0.0'),
      capacity: CapacityRange.between(0, 20),
      scaling: [ScalingPolicy.backlogPerTarget({ metric: jobs.metricBacklog(), backlogPerTarget: 10 })],
    });
    const steps = [{ atSeconds: 0, value: 0 }, { atSeconds: 600, value: 0.5 }, { atSeconds: 4200, value: 0 }];

    const { decisions, timeline } = ScalingSimulation.of(worker)
      .run({ trace: LoadTrace.steps(steps, { durationSeconds: 10_800 }), unitCapacity: 0.1 });

    expect(decisions[0]).toMatchObject({ fromUnits: 0, toUnits: 1 });
    expect(Math.max(...decisions.map(({ toUnits }) => toUnits))).toBeGreaterThanOrEqual(5);
    expect(decisions.at(-1)).toMatchObject({ toUnits: 0 });
    expect(timeline.at(-1)).toMatchObject({ waitingValue: 0 });
  });

  test('is dropped by a policy that sees the CPU only', () => {
    expect(runOf(serviceTemplate(), { trace, unitCapacity: 10 }).droppedLoad).toBeGreaterThan(0);
  });
});

describe('warnings', () => {
  const warningsOf = (template: { [key: string]: unknown }, options: Partial<SimulationOptions> = {}) =>
    runOf(template, options).warnings;
  const changed = (changes: object, id = 'High') => {
    const { Resources } = describedTier();
    const resource = (Resources as unknown as { [key: string]: { Type: string; Properties: object } })[id];
    return { Resources: { ...Resources, [id]: { ...resource, Properties: { ...resource.Properties, ...changes } } } };
  };

  test('a burst that ends before any alarm can fire', () => {
    const trace = LoadTrace.spike({ baseValue: 600, peakValue: 10_000, spikeSeconds: 8 });

    expect(warningsOf(describedTier(), { trace })[0]).toBe(
      'the load was too much for 8 seconds, and no alarm fired: each needs at least 240 seconds of it',
    );
  });

  test('a maximum that is too small', () => {
    expect(warningsOf(changed({ MaxSize: '4' }, 'Group'))[0]).toBe('a load of 10000 needs 10, and the maximum is 4');
  });

  test('an alarm that waits for what cannot come', () => {
    expect(warningsOf(changed({ Threshold: 100 }))).toContain('High can never fire: it waits for more than 100 %');
    expect(warningsOf(changed({ Threshold: 100, ComparisonOperator: 'GreaterThanOrEqualToThreshold' })).join())
      .not.toContain('never fire');
  });

  test('thresholds between which capacity goes back and forth', () => {
    const run = runOf(changed({ Threshold: 60 }, 'Low'), {
      trace: LoadTrace.steps([{ atSeconds: 0, value: 1700 }], { durationSeconds: 14_400 }), initialCapacity: 3,
    });

    expect(run.warnings[0]).toMatch(/^capacity went down and up again within 15 minutes, \d+ times$/);
    expect(run.flaps).toBeGreaterThan(2);
    expect(run.warnings[1]).toBe('thresholds are too near to each other: from 3, 4, 5, 6 down, what is left is over '
      + 'the upper threshold');
  });

  test('a warm-up that is the cooldown, and metrics every five minutes', () => {
    const stepPolicy = changed({
      PolicyType: 'StepScaling', StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }],
    }, 'ScaleOut');
    const basic = changed({ LaunchTemplateData: { InstanceType: 'm7g.large' } }, 'Launch');

    expect(warningsOf(stepPolicy).find((text) => text.includes('warm-up'))).toMatch(/cooldown of 300 seconds/);
    expect(warningsOf(basic)).toEqual(['instances report their CPU every 5 minutes: turn detailed monitoring on']);
    // the report of the first five minutes, all of which are too much.
    expect(decisions(runOf(basic))[0]).toBe('5:00 4');
    expect(decisions(runOf(describedTier()))[0]).toBe('3:00 4');
  });

  test('nothing that adds, and nothing that ends', () => {
    expect(warningsOf(tierWithout('High', 'ScaleOut'))[0])
      .toMatch(/^nothing adds capacity: no policy watches for too much load, and the load was too much for 3000 sec/);
    expect(warningsOf(tierWithout('Low', 'ScaleIn')))
      .toContain('nothing ends capacity: no policy watches for too little load');
  });
});

describe('templates that AWS would reject, or that cannot be simulated', () => {
  const { Resources } = describedTier();
  const changed = (id: 'Group' | 'High' | 'ScaleOut', changes: object) => () => ScalingSimulation.fromTemplate({
    Resources: { ...Resources, [id]: { ...Resources[id], Properties: { ...Resources[id].Properties, ...changes } } },
  });
  const scheduled = (action: object) => () =>
    runOf(serviceTemplate({}, { ScheduledActions: [{ ScalableTargetAction: { MinCapacity: 3 }, ...action }] }));

  test.each<[string, () => unknown, string]>([
    ['crossed bounds', changed('Group', { MinSize: 12 }), 'Group has bounds that AWS rejects: MinSize 12, MaxSize 10'],
    ['a bound below zero', changed('Group', { MinSize: -1 }),
      'Group has bounds that AWS rejects: MinSize -1, MaxSize 10'],
    ['half an instance', changed('Group', { MinSize: 1.5 }),
      'Group has bounds that AWS rejects: MinSize 1.5, MaxSize 10'],
    ['a period of seconds', changed('High', { Period: 10 }),
      'High has a period of 10 seconds; only whole minutes can be simulated'],
    ['an alarm that does nothing', changed('High', { ActionsEnabled: false }),
      'ScaleOut has no alarm in the template that triggers it'],
    ['an unknown type of policy', changed('ScaleOut', { PolicyType: 'Magic' }),
      'ScaleOut is of a type that is not known: Magic'],
    ['an unknown adjustment', changed('ScaleOut', { AdjustmentType: 'Twice' }), 'ScaleOut has an adjustment type of '
    + 'Twice; AWS knows ChangeInCapacity, PercentChangeInCapacity, ExactCapacity'],
    ['no adjustment', changed('ScaleOut', { ScalingAdjustment: null }),
      'ScaleOut has no ScalingAdjustment that is known before the deployment'],
    ['no steps', changed('ScaleOut', { PolicyType: 'StepScaling' }), 'ScaleOut has no StepAdjustments'],
    ['a target of zero', changed('ScaleOut', {
      PolicyType: 'TargetTrackingScaling', TargetTrackingConfiguration: { TargetValue: 0 },
    }), 'ScaleOut has a target of 0; it must be above 0'],
    ['a time zone of nowhere', scheduled({ Schedule: 'cron(0 1 * * ? *)', Timezone: 'Mars/Phobos' }),
      'Target: a schedule has a time zone that is not known: Mars/Phobos'],
  ])('%s fails', (_, act, message) => {
    expect(act).toThrow(new Error(message));
  });

  test('a schedule that is no cron is left out, with a warning', () => {
    expect(scheduled({ Schedule: 'rate(5 minutes)' })().warnings)
      .toContain('the schedule Target: a schedule is left out: only cron and at are simulated');
  });
});

describe('bad input', () => {
  const simulation = ScalingSimulation.fromTemplate(describedTier());
  const trace = LoadTrace.steps([{ atSeconds: 0, value: 1 }]);

  test('fails once with everything that is wrong', () => {
    expect(() => simulation.run({
      trace: LoadTrace.steps([{ atSeconds: 5, value: -1 }], { durationSeconds: 1 }), unitCapacity: 0, launchSeconds: -1,
      healthySeconds: 0.5, drainSeconds: 1e9, metricDelaySeconds: NaN, initialCapacity: 11, startsAt: '2026-11-26',
    })).toThrow(new Error([
      'the simulation cannot run:',
      '  "trace[0].atSeconds" must be 0, so that the load is known from the start, got 5',
      '  "trace[0].value" must be a number of at least 0, got -1',
      '  "trace.durationSeconds" must be an integer from 60 to 2678400 seconds, got 1',
      '  "unitCapacity" must be a number above 0, got 0',
      '  "launchSeconds" must be an integer from 0 to 86400 seconds, got -1',
      '  "healthySeconds" must be an integer from 0 to 86400 seconds, got 0.5',
      '  "drainSeconds" must be an integer from 0 to 86400 seconds, got 1000000000',
      '  "metricDelaySeconds" must be a number from 0 to 3600 seconds, got NaN',
      '  "initialCapacity" must be an integer from 2 to 10 instances or tasks, got 11',
      '  "startsAt" must be a moment in ISO form on a whole minute, such as 2026-11-26T08:00:00Z, got "2026-11-26"',
    ].join('\n')));
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a capacity that is no number', () => simulation.run({ trace, unitCapacity: NaN }), /"unitCapacity" must be a nu/],
    ['no trace', () => simulation.run({ unitCapacity: 1 } as never), /"trace" must be a LoadTrace, got undefined/],
    ['no template', () => ScalingSimulation.fromTemplate({}), /not a template of CloudFormation/],
    ['no file', () => ScalingSimulation.fromFile('nowhere.yaml'), /ENOENT.*nowhere\.yaml/],
  ])('%s fails', (_, act, message) => {
    expect(act).toThrow(message);
  });
});

test('W16: a service whose metrics are 183 seconds late reacts about 363 seconds after its load has come', () => {
  const jump = 630; // nobody knows when in a minute it came: in the middle of one.
  const trace = LoadTrace.steps([{ atSeconds: 0, value: 100 }, { atSeconds: jump, value: 2000 }]);
  const run = runOf(serviceTemplate(), { trace, metricDelaySeconds: undefined });
  const grown = run.timeline.find(({ servingUnits }) => servingUnits > 2)!;

  expect(Math.abs(run.decisions[0].atSeconds - jump - 363)).toBeLessThanOrEqual(60);
  expect(Math.abs(grown.atSeconds + 60 - jump - 386)).toBeLessThanOrEqual(60);
});

describe('W15: a group that tracks its CPU', () => {
  const tracking = {
    PolicyType: 'TargetTrackingScaling', AutoScalingGroupName: { Ref: 'Group' }, EstimatedInstanceWarmup: 300,
    TargetTrackingConfiguration: {
      TargetValue: 70, PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    },
  };
  const template = { Resources: {
    ...tierWithout('High', 'Low', 'ScaleIn').Resources,
    ScaleOut: { Type: 'AWS::AutoScaling::ScalingPolicy', Properties: tracking },
  } };

  test('counts a new instance after 333 seconds, its launch and its warm-up', () => {
    const [first, second] = runOf(template, { healthySeconds: 0 }).decisions;

    // at the next whole minute.
    expect(second.atSeconds - first.atSeconds).toBe(360);
  });

  test('takes for granted how it tracks its target, and nothing about queues', () => {
    expect(runOf(template).assumptions).toEqual([
      'Capacity when the metric was measured, times the metric, divided by the target and rounded up.',
      'Load spreads evenly over the units that serve; none does more than it can.',
    ]);
  });

  test('goes from 4 to 2 within the minute that its log shows', () => {
    const trace = LoadTrace.ramp({ fromValue: 2400, toValue: 100, rampSeconds: 60 });
    const ends = runOf(template, { trace, initialCapacity: 4 }).decisions;

    expect([ends[0].fromUnits, ends.at(-1)!.toUnits]).toEqual([4, 2]);
    expect(ends.at(-1)!.atSeconds - ends[0].atSeconds).toBeLessThanOrEqual(60);
  });
});

test('W17: a load of 80 % is one of 40 % for twice the tasks', () => {
  const at = (initialCapacity: number) => runOf(serviceTemplate(), {
    initialCapacity, unitCapacity: 50, trace: LoadTrace.steps([{ atSeconds: 0, value: 80 }]),
  }).timeline[0].utilizationPercent;

  expect([at(2), at(4)]).toEqual([80, 40]);
});

test('the page has every rule', () => {
  expect(fs.readFileSync(path.join(__dirname, '../../docs/simulation.md'), 'utf8')).toContain(scalingTable());
});

// the first run of a process compiles the program, and other programs take caches away: the quickest run counts.
test('a day by the second takes less than a second of CPU', () => {
  const simulation = ScalingSimulation.fromTemplate(describedTier());
  const trace = LoadTrace.diurnal({ lowValue: 500, highValue: 9000 }).withNoise(10, 1);
  const secondsOfCpu = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    const run = simulation.run({ trace, unitCapacity: 1000 });
    const { user, system } = process.cpuUsage(start);
    expect(run.timeline).toHaveLength(1440);
    return (user + system) / 1e6;
  });

  expect(Math.min(...secondsOfCpu)).toBeLessThan(1);
});
