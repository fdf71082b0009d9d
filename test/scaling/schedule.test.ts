import { CfnParameter, Lazy, Stack, TimeZone } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CapacityRange, ScalingPolicy, type ScalingScheduleOptions } from '../../src';
import { scaledGroup, scaledService } from './support';
import { rendered } from '../support/templates';

const day: ScalingScheduleOptions = {
  name: 'Day', cron: { hour: '7', minute: '30', weekDay: 'MON-FRI' }, timeZone: TimeZone.EUROPE_BERLIN,
  minCapacity: 4, maxCapacity: 8,
};
const night: ScalingScheduleOptions = { name: 'Night', cron: { hour: '20' }, minCapacity: 1 };

// R-SCALE-3
describe('schedules', () => {
  test('move the bounds of a service', () => {
    const { template } = scaledService([ScalingPolicy.schedule(day), ScalingPolicy.schedule(night)]);

    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity: 2, MaxCapacity: 10,
      ScheduledActions: [
        {
          ScheduledActionName: 'Day', Schedule: 'cron(30 7 ? * MON-FRI *)', Timezone: 'Europe/Berlin',
          ScalableTargetAction: { MinCapacity: 4, MaxCapacity: 8 },
        },
        {
          ScheduledActionName: 'Night', Schedule: 'cron(0 20 * * ? *)',
          ScalableTargetAction: { MinCapacity: 1, MaxCapacity: Match.absent() },
        },
      ],
    });
  });

  test('move the bounds of a group, and never the number between them', () => {
    const { template, scope } = scaledGroup([ScalingPolicy.schedule(day), ScalingPolicy.schedule(night)]);
    const [group] = Object.keys(template.findResources('AWS::AutoScaling::AutoScalingGroup'));

    expect(Object.values(template.findResources('AWS::AutoScaling::ScheduledAction'))
      .map(({ Properties }) => Properties))
      .toEqual(
        [
          {
            AutoScalingGroupName: { Ref: group }, Recurrence: '30 7 * * MON-FRI', TimeZone: 'Europe/Berlin', MinSize: 4,
            MaxSize: 8,
          },
          { AutoScalingGroupName: { Ref: group }, Recurrence: '0 20 * * *', MinSize: 1 },
        ],
      );
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
  const problems = (
    changes: Partial<ScalingScheduleOptions>, capacity: CapacityRange | undefined = CapacityRange.between(2, 10),
  ) =>
    rendered(ScalingPolicy.schedule({ name: 'Day', cron: { hour: '7' }, ...changes })._variant.problems(
      'scaling[0]', false, capacity,
    ));
  const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' }).valueAsNumber;

  test.each<Partial<ScalingScheduleOptions>>([
    { minCapacity: 10 }, { maxCapacity: 2 }, { minCapacity: 0, maxCapacity: 0 }, { minCapacity: 20, maxCapacity: 20 },
    { minCapacity: parameter },
    { minCapacity: 5, maxCapacity: parameter }, { maxCapacity: parameter },
    { minCapacity: 3, cron: { weekDay: 'SAT,sun' } }, { minCapacity: 3, cron: { weekDay: '*' } },
    { minCapacity: 3, cron: { day: '1', month: '1' } },
  ])('accept case %#', (changes) => {
    expect(problems(changes)).toEqual([]);
  });

  const byName = 'must name its days, such as MON-FRI or SAT,SUN';
  const reason = 'the number of a day means another one on ECS than on EC2, and a range does not go beyond SAT';
  test.each<[Partial<ScalingScheduleOptions>, string]>([
    [{}, '"scaling[0]" must have "minCapacity", "maxCapacity" or both, got neither'],
    [
      { minCapacity: 3, name: 'business hours' },
      '"scaling[0].name" must be a name in PascalCase, got "business hours"',
    ],
    [{ minCapacity: -1 }, '"scaling[0].minCapacity" must be an integer of at least 0, got -1'],
    [{ minCapacity: 2.5 }, '"scaling[0].minCapacity" must be an integer of at least 0, got 2.5'],
    [{ maxCapacity: 3.5 }, '"scaling[0].maxCapacity" must be an integer of at least 0, got 3.5'],
    [{ minCapacity: 11 }, '"scaling[0].minCapacity" must be at most "capacity.max" (10), got 11'],
    [{ minCapacity: 5, maxCapacity: 4 }, '"scaling[0].minCapacity" must be at most "maxCapacity" (4), got 5'],
    [{ maxCapacity: 1 }, '"scaling[0].maxCapacity" must be at least "capacity.min" (2), got 1: give "minCapacity" too'],
    [{ minCapacity: 3, cron: { weekDay: '1-5' } }, `"scaling[0].cron.weekDay" ${byName}, got "1-5": ${reason}`],
    [{ minCapacity: 3, cron: { weekDay: 'MONDAY' } }, `"scaling[0].cron.weekDay" ${byName}, got "MONDAY": ${reason}`],
    [
      { minCapacity: 3, cron: { day: '1', weekDay: 'MON' } },
      '"scaling[0].cron" must have either "day" or "weekDay", got both',
    ],
  ])('fail for case %#', (changes, message) => {
    expect(problems(changes)).toEqual([message]);
  });

  const forms = {
    minute: 'be "*", a minute from 0 to 59, a range, a step such as "*/2", or a list of those',
    hour: 'be "*", an hour from 0 to 23, a range, a step such as "*/2", or a list of those',
    day: 'be "*", a day from 1 to 31, a range, a step such as "*/2", or a list of those',
    month: 'be "*", a month from 1 to 12 or JAN to DEC, a range, a step such as "*/2", or a list of those',
  };
  test.each<[keyof typeof forms, string]>([
    ['minute', '60'], ['minute', '-1'], ['minute', '*/0'], ['minute', 'x'], ['hour', '24'], ['hour', '8-7'],
    ['hour', '7x'], ['hour', ''], ['hour', '1-'],
    ['day', '0'], ['day', '32'], ['day', 'L'], ['day', '?'], ['month', '0'], ['month', '13'], ['month', 'FOO'],
    ['month', 'DEC-JAN'],
  ])('fail for the %s %j', (field, value) => {
    expect(problems({ minCapacity: 3, cron: { [field]: value } }))
      .toEqual([`"scaling[0].cron.${field}" must ${forms[field]}, got "${value}"`]);
  });

  test.each(['SAT-SUN', 'MON/2', '*/2', 'MON,', '?'])('fail for the days of the week %j', (weekDay) => {
    expect(problems({ minCapacity: 3, cron: { weekDay } }))
      .toEqual([`"scaling[0].cron.weekDay" ${byName}, got "${weekDay}": ${reason}`]);
  });

  test.each([
    { minute: '0' }, { minute: '59' }, { minute: '*/15' }, { minute: '5,10-20/2' }, { hour: '0' }, { hour: '23' },
    { day: '1' }, { day: '31' }, { month: 'jan-DEC' },
    { month: '12' }, { weekDay: 'SUN-SAT' }, { hour: Lazy.string({ produce: () => '7' }) },
  ])('accept the time %j', (cron) => {
    expect(problems({ minCapacity: 3, cron })).toEqual([]);
  });

  test('compare with the range only where it is known', () => {
    expect(ScalingPolicy.schedule({ ...night, minCapacity: 99 })._variant.problems('scaling[0]', false)).toEqual([]);
    expect(problems({ minCapacity: 99 }, CapacityRange.between(2, parameter))).toEqual([]);
  });
});
