import { contradiction, inWords, isKnown, type Problem } from '../core';
import type { PlannedSchedule } from './scaling-variant';

/**
 * Rules of several schedules together.
 *
 * @param schedules by their place in the list of policies; nothing where another policy stands
 */
export function schedulesProblems(
  prop: string, schedules: readonly (PlannedSchedule | undefined)[], most: number,
): Problem[] {
  const count = schedules.filter((schedule) => schedule !== undefined).length;
  return [
    ...contradiction(count > most, { prop, must: `have at most ${most} schedules`, got: count }),
    ...schedules.flatMap((schedule, i) => schedule === undefined
      ? []
      : schedules.slice(0, i).flatMap((other, j) =>
          other === undefined ? [] : pairProblems(`${prop}[${i}]`, schedule, `${prop}[${j}]`, other))),
  ];
}

function pairProblems(prop: string, one: PlannedSchedule, otherProp: string, other: PlannedSchedule): Problem[] {
  const crossed = crossing(one, other) ?? crossing(other, one);
  return [
    ...contradiction(isKnown(one.moment) && one.moment.toUpperCase() === other.moment.toUpperCase(), {
      prop: `${prop}.cron`, must: `begin at another time than "${otherProp}"`, got: one.moment,
      advice: 'of two schedules at one time, AWS takes one',
    }),
    ...contradiction(crossed !== undefined, {
      prop, must: `agree with "${otherProp}"`, got: inWords(crossed!),
      advice: 'a bound that a schedule leaves out stays as the last one has set it; give both bounds',
    }),
  ];
}

/** A lower bound of one schedule that is above an upper bound of another, where nothing moves it in between. */
function crossing(low: PlannedSchedule, high: PlannedSchedule): string | undefined {
  const [min, max] = [low.minCapacity, high.maxCapacity];
  if (!isKnown(min) || !isKnown(max) || min <= max) return undefined;
  return low.maxCapacity === undefined || high.minCapacity === undefined
    ? `at least ${min} from "${low.name}" and at most ${max} from "${high.name}"`
    : undefined;
}
