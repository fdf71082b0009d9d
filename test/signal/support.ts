import type { Signal } from '../../src';
import { severitiesOf, thresholdOf } from '../../src/signal';

/** What a gap means to each threshold, as `<id> <severity> <missing data>`. */
export function missingDataOf(signals: readonly Signal[]): string[] {
  return signals.flatMap((signal) => severitiesOf(signal)
    .map((severity) => `${signal.id} ${severity} ${thresholdOf(signal, severity)!.missingData}`));
}
