import { contradiction, isSame, type Problem } from '../../core';
import { partsOf, severitiesOf, type Signal } from '../../signal';

/** CloudWatch raises alarms on metrics of their own Region, on no search, and compares no band with a number. */
export function metricPlaceProblems(signals: readonly Signal[], region: string): Problem[] {
  return signals.filter((signal) => severitiesOf(signal).length > 0).flatMap(({ id, metric }) => {
    const [prop, parts] = [`signal ${id}.metric`, partsOf(metric)];
    const regions = parts.map(({ metricStat }) => metricStat?.region);
    const elsewhere = regions.find((there) => isSame(there, region) === false);
    const expressions = parts.map(({ mathExpression }) => mathExpression?.expression);
    const [search, band] = ['SEARCH', 'ANOMALY_DETECTION_BAND'].map((name) => expressions.find(calls(name)));
    return [
      ...contradiction(elsewhere !== undefined, {
        prop, must: `be reported in the Region of its alarm (${region})`, got: elsewhere,
        advice: 'watch it from a stack of that Region, or leave out the thresholds',
      }),
      ...contradiction(search !== undefined, {
        prop, must: 'name its metrics', got: search, advice: 'CloudWatch raises no alarm on a search',
      }),
      ...contradiction(band !== undefined, {
        prop, must: 'be a number that a threshold can be compared with', got: band,
        advice: 'make an AnomalyDetectionAlarm of the CDK, or leave out the thresholds',
      }),
    ];
  });
}

function calls(name: string): (expression: string | undefined) => boolean {
  return (expression) => expression !== undefined && new RegExp(`\\b${name}\\s*\\(`, 'i').test(expression);
}
