import { contradiction, isSame, type Problem } from '../../core';
import { partsOf, severitiesOf, type Signal } from '../../signal';

/** CloudWatch raises alarms on metrics of their own Region, and on no search. */
export function metricPlaceProblems(signals: readonly Signal[], region: string): Problem[] {
  return signals.filter((signal) => severitiesOf(signal).length > 0).flatMap(({ id, metric }) => {
    const [prop, parts] = [`signal ${id}.metric`, partsOf(metric)];
    const regions = parts.map(({ metricStat }) => metricStat?.region);
    const elsewhere = regions.find((there) => isSame(there, region) === false);
    const search = parts.map(({ mathExpression }) => mathExpression?.expression).find(isSearch);
    return [
      ...contradiction(elsewhere !== undefined, {
        prop, must: `be reported in the Region of its alarm (${region})`, got: elsewhere,
        advice: 'watch it from a stack of that Region, or leave out the thresholds',
      }),
      ...contradiction(search !== undefined, {
        prop, must: 'name its metrics', got: search, advice: 'CloudWatch raises no alarm on a search',
      }),
    ];
  });
}

function isSearch(expression: string | undefined): boolean {
  return expression !== undefined && /\bSEARCH\s*\(/i.test(expression);
}
