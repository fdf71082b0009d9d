import { RuleStatus, type Rule } from '../evaluation';

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
    text: 'Capacity times metric, divided by the target and rounded up.', status: RuleStatus.MODELLED,
  },
  targetAlarms: {
    text: 'Above the target for 3 minutes, below nine tenths of it for 15.', status: RuleStatus.OBSERVED,
  },
  largestWins: {
    text: 'Of several policies the largest capacity wins.', status: RuleStatus.DOCUMENTED,
    source: `${GUIDE}/as-scaling-simple-step.html`,
  },
  utilization: {
    text: 'Load spreads evenly over the units that serve; none does more than it can.', status: RuleStatus.MODELLED,
  },
} as const satisfies Record<string, Rule>;

/** Name of a rule. */
export type ScalingRuleName = keyof typeof SCALING_RULES;
