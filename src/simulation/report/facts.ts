import { COMPARISONS } from '../../evaluation';
import type { Outcome, ScalingEvent } from '../engine/simulate';
import { SCALING_RULES } from '../engine/scaling-rules';
import type { ScalingDecision, TimelinePoint } from './simulation-result';
import type { Rule } from '../../evaluation';

const WORDS: Readonly<Record<keyof typeof COMPARISONS, string>> = {
  GreaterThanThreshold: 'above', GreaterThanOrEqualToThreshold: 'at least', LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'at most',
};

/** Minutes as users see them. */
export function pointsOf({ minutes }: Outcome): TimelinePoint[] {
  return minutes.map(({ seconds, load, borne, serving, desired, lost, waiting }) => ({
    atSeconds: seconds, loadValue: load, servingUnits: serving, desiredUnits: desired, droppedValue: lost,
    waitingValue: waiting,
    utilizationPercent: borne > 0 ? Math.min(100, 100 * (waiting > 0 ? borne : load) / borne) : load > 0 ? 100 : 0,
  }));
}

/** Changes as users see them. */
export function decisionsOf({ events }: Outcome): ScalingDecision[] {
  return events.map((event) => {
    const { text, status, source }: Rule = SCALING_RULES[event.rule];
    return {
      atSeconds: event.seconds, fromUnits: event.from, toUnits: event.to, cause: causeOf(event), rule: text, status,
      source,
    };
  });
}

function causeOf({ alarm, point, schedule }: ScalingEvent): string {
  if (!alarm) return `schedule ${schedule}`;
  const seen = point === undefined ? '' : ` saw ${Number(point.toPrecision(4))},`;
  return `${alarm.name}${seen} ${WORDS[alarm.comparison]} ${Number(alarm.threshold.toPrecision(4))}`;
}
