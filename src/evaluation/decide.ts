import { COMPARISONS, type AlarmState, type Condition } from './definition';
import type { Points } from './points';
import type { RuleName } from './rules';

/** What an evaluation came to, and by which rule. */
export interface Verdict {
  readonly state: AlarmState;
  readonly rule: RuleName;
}

/**
 * What CloudWatch makes of the points of the evaluation range.
 *
 * @param points of the whole range, the oldest first
 * @param current state until now
 */
export function decide(points: Points, condition: Condition, current: AlarmState): Verdict {
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison } = condition;
  const breaches = (point: number) => COMPARISONS[comparison](point, threshold);
  const real = points.filter((point) => point !== undefined).slice(-evaluationPeriods);
  const bad = real.filter(breaches).length;
  if (real.length >= evaluationPeriods) return verdict(bad >= datapointsToAlarm, 'enoughPoints');
  switch (condition.missingData) {
    case 'breaching':
      return verdict(bad + evaluationPeriods - real.length >= datapointsToAlarm, 'filledBreaching');
    case 'notBreaching':
      return verdict(bad >= datapointsToAlarm, 'filledNotBreaching');
    default:
      return undecided(points, bad, real.length, condition, current);
  }
}

/** Too few points, and a gap says neither good nor bad. */
function undecided(points: Points, bad: number, real: number, condition: Condition, current: AlarmState): Verdict {
  const { datapointsToAlarm, missingData } = condition;
  if (bad >= datapointsToAlarm) return verdict(true, 'enoughBreaching');
  if (bad < real) return verdict(false, 'tooFewToBreach');
  if (missingData === 'ignore') return { state: current, rule: 'ignored' };
  if (real === 0) return { state: 'INSUFFICIENT_DATA', rule: 'noPoints' };
  const ageOfOldest = points.length - points.findIndex((point) => point !== undefined);
  return ageOfOldest >= datapointsToAlarm ? verdict(true, 'premature') : { state: current, rule: 'waiting' };
}

function verdict(isAlarm: boolean, rule: RuleName): Verdict {
  return { state: isAlarm ? 'ALARM' : 'OK', rule };
}
