import { RuleStatus, type Rule } from '../../evaluation';

const GUIDE = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide';

/** The rules that a simulated group follows besides those of its alarms. */
export const SCALING_RULES = {
  simpleScaling: {
    text: 'Simple scaling waits until a change is complete, and then for its cooldown.', status: RuleStatus.DOCUMENTED,
    source: `${GUIDE}/as-scaling-simple-step.html`,
  },
  stepScaling: {
    text: 'Step scaling adds only what units that warm up do not bring already.', status: RuleStatus.DOCUMENTED,
    source: `${GUIDE}/as-scaling-simple-step.html`,
  },
  cooldown: {
    text: 'In the cooldown of a change upwards only what is more than it is added; one downwards is waited for.',
    status: RuleStatus.DOCUMENTED,
    source: 'https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html',
  },
  targetTracking: {
    text: 'Capacity when the metric was measured, times the metric, divided by the target and rounded up.',
    status: RuleStatus.MODELLED,
  },
  endsOneByOne: {
    text: 'A group that tracks a target ends one instance a minute, as far as the metric allows.',
    status: RuleStatus.OBSERVED,
  },
  targetAlarms: {
    text: 'Above the target for 3 minutes, below nine tenths of it for 15.', status: RuleStatus.OBSERVED,
  },
  largestWins: {
    text: 'Of several policies the largest capacity wins.', status: RuleStatus.DOCUMENTED,
    source: `${GUIDE}/as-scaling-simple-step.html`,
  },
  endsTogether: {
    text: 'Target tracking ends units only if every target can do with fewer.', status: RuleStatus.DOCUMENTED,
    source: `${GUIDE}/as-scaling-target-tracking.html`,
  },
  schedule: {
    text: 'A schedule moves the bounds, and the capacity follows if it lies outside.', status: RuleStatus.DOCUMENTED,
    source: `${GUIDE}/ec2-auto-scaling-scheduled-scaling.html`,
  },
  backlog: {
    text: 'Work that no unit has taken waits; units take from it what they can bear.', status: RuleStatus.MODELLED,
  },
  launch: {
    text: 'A launch takes 33 seconds for an instance and 23 for a task.', status: RuleStatus.OBSERVED,
  },
  health: {
    text: 'A new unit gets requests after its first health checks: threshold times interval.',
    status: RuleStatus.DOCUMENTED,
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  },
  drain: {
    text: 'A unit that ends is paid for until its connections are drained.', status: RuleStatus.DOCUMENTED,
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
  },
  warmup: {
    text: 'The warm-up of a policy; without it that of its group; without that the cooldown of the group.',
    status: RuleStatus.DOCUMENTED, source: `${GUIDE}/ec2-auto-scaling-default-instance-warmup.html`,
  },
  basicMonitoring: {
    text: 'Without detailed monitoring an instance reports its CPU every 5 minutes.', status: RuleStatus.DOCUMENTED,
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html',
  },
  utilization: {
    text: 'Load spreads evenly over the units that serve; none does more than it can.', status: RuleStatus.MODELLED,
  },
} as const satisfies Record<string, Rule>;

/** Name of a rule. */
export type ScalingRuleName = keyof typeof SCALING_RULES;
