import { CfnParameter, Lazy, Stack, TimeZone } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CapacityRange, ScalingPolicy, type ScalingScheduleOptions } from '../../src';
import { renderProblem } from '../../src/core';
import { scaledGroup, scaledService } from './support';

const day: ScalingScheduleOptions = {
  name: 'Day', cron: { hour: '7', minute: '30', weekDay: 'MON-FRI' }, timeZone: TimeZone.EUROPE_BERLIN, minCapacity: 4, maxCapacity: 8,
};
const night: ScalingScheduleOptions = { name: 'Night', cron: { hour: '20' }, minCapacity: 1 };

// R-SCALE-3
describe('schedules', () => {
  test('move the bounds of a service', () => {
    const { template } = scaledService([ScalingPolicy.schedule(day), ScalingPolicy.schedule(night)]);

    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 2, MaxCapacity: 10, ScheduledActions: [
      { ScheduledActionName: 'Day', Schedule: 'cron(30 7 ? * MON-FRI *)', Timezone: 'Europe/Berlin', ScalableTargetAction: { MinCapacity: 4, MaxCapacity: 8 } },
      { ScheduledActionName: 'Night', Schedule: 'cron(0 20 * * ? *)', ScalableTargetAction: { MinCapacity: 1, MaxCapacity: Match.absent() } },
    ] });
  });

  test('move the bounds of a group, and never the number between them', () => {
    const { template, scope } = scaledGroup([ScalingPolicy.schedule(day), ScalingPolicy.schedule(night)]);
    const [group] = Object.keys(template.findResources('AWS::AutoScaling::AutoScalingGroup'));

    expect(Object.values(template.findResources('AWS::AutoScaling::ScheduledAction')).map(({ Properties }) => Properties)).toEqual([
      { AutoScalingGroupName: { Ref: group }, Recurrence: '30 7 * * MON-FRI', TimeZone: 'Europe/Berlin', MinSize: 4, MaxSize: 8 },
      { AutoScalingGroupName: { Ref: group }, Recurrence: '0 20 * * *', MinSize: 1 },
    ]);
    expect(scope.node.findChild('Schedules').node.children.map((child) => child.node.id)).toEqual(['Day', 'Night']);
  });

  test('without a minute begin on the full hour, and not every minute', () => {
    const { stack } = scaledGroup([ScalingPolicy.schedule(night)]);

    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('every minute'));
  });

  test('take bounds that are known at deployment only', () => {
    const minCapacity = Lazy.number({ produce: () => 3 });
    const { template } = scaledService([ScalingPolicy.schedule({ ...night, minCapacity })]);

    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      ScheduledActions: [Match.objectLike({ ScalableTargetAction: { MinCapacity: 3 } })],
    });
  });
});

describe('rules', () => {
  const problems = (changes: Partial<ScalingScheduleOptions>, capacity: CapacityRange | undefined = CapacityRange.between(2, 10)) =>
    ScalingPolicy.schedule({ name: 'Day', cron: { hour: '7' }, ...changes })._problems('scaling[0]', false, capacity).map(renderProblem);
  const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' }).valueAsNumber;

  test.each<Partial<ScalingScheduleOptions>>([
    { minCapacity: 10 }, { maxCapacity: 2 }, { minCapacity: 0, maxCapacity: 0 }, { minCapacity: 20, maxCapacity: 20 }, { minCapacity: parameter },
    { minCapacity: 5, maxCapacity: parameter }, { maxCapacity: parameter },
    { minCapacity: 3, cron: { weekDay: 'SAT,sun' } }, { minCapacity: 3, cron: { weekDay: '*' } }, { minCapacity: 3, cron: { day: '1', month: '1' } },
  ])('accept case %#', (changes) => {
    expect(problems(changes)).toEqual([]);
  });

  const byName = 'must name its days, such as MON-FRI or SAT,SUN';
  const reason = 'the number of a day means another one on ECS than on EC2';
  test.each<[Partial<ScalingScheduleOptions>, string]>([
    [{}, '"scaling[0]" must have "minCapacity", "maxCapacity" or both, got neither'],
    [{ minCapacity: 3, name: 'business hours' }, '"scaling[0].name" must be a name in PascalCase, got "business hours"'],
    [{ minCapacity: -1 }, '"scaling[0].minCapacity" must be an integer of at least 0, got -1'],
    [{ minCapacity: 2.5 }, '"scaling[0].minCapacity" must be an integer of at least 0, got 2.5'],
    [{ maxCapacity: 3.5 }, '"scaling[0].maxCapacity" must be an integer of at least 0, got 3.5'],
    [{ minCapacity: 11 }, '"scaling[0].minCapacity" must be at most "capacity.max" (10), got 11'],
    [{ minCapacity: 5, maxCapacity: 4 }, '"scaling[0].minCapacity" must be at most "maxCapacity" (4), got 5'],
    [{ maxCapacity: 1 }, '"scaling[0].maxCapacity" must be at least "capacity.min" (2), got 1: give "minCapacity" too'],
    [{ minCapacity: 3, cron: { weekDay: '1-5' } }, `"scaling[0].cron.weekDay" ${byName}, got "1-5": ${reason}`],
    [{ minCapacity: 3, cron: { weekDay: 'MONDAY' } }, `"scaling[0].cron.weekDay" ${byName}, got "MONDAY": ${reason}`],
    [{ minCapacity: 3, cron: { day: '1', weekDay: 'MON' } }, '"scaling[0].cron" must have either "day" or "weekDay", got both'],
  ])('fail for case %#', (changes, message) => {
    expect(problems(changes)).toEqual([message]);
  });

  test('compare with the range only where it is known', () => {
    expect(ScalingPolicy.schedule({ ...night, minCapacity: 99 })._problems('scaling[0]', false)).toEqual([]);
    expect(problems({ minCapacity: 99 }, CapacityRange.between(2, parameter))).toEqual([]);
  });
});
