import type { HorizontalAnnotation } from 'aws-cdk-lib/aws-cloudwatch';
import { severitiesOf, thresholdOf, type Severity, type Signal } from '../../signal';
import { SEVERITY_COLORS } from './look';

/**
 * A line at every limit of some signals. Signals that share a limit share its line.
 *
 * @param isNamed whether a line says whose limit it is; by default it does where there are several signals
 */
export function limitLines(signals: readonly Signal[], isNamed: boolean = signals.length > 1): HorizontalAnnotation[] {
  const limits = signals.flatMap((signal) => severitiesOf(signal).map((severity) =>
    ({ title: signal.title, severity, value: thresholdOf(signal, severity)!.value })));
  const groups = new Map<string, { titles: string[]; severity: Severity; value: number }>();
  for (const { title, severity, value } of limits) {
    const key = `${severity} ${value}`;
    const group = groups.get(key) ?? { titles: [], severity, value };
    groups.set(key, { ...group, titles: [...group.titles, title] });
  }
  return [...groups.values()].map(({ titles, severity, value }) => ({
    value, color: SEVERITY_COLORS[severity],
    label: titles.length === 1 && isNamed ? `${titles[0]}: ${severity}` : severity,
  }));
}
