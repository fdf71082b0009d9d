import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { MetricStatConfig } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { Mark } from '../../core';
import { severitiesOf, type IMonitored, type Signal } from '../../signal';
import { silenced, type TunedSignal } from './tuning';

/** The first subject that has an alarm on a metric, by signal and metric. */
const ALARMED = new Mark<Map<string, IMonitored>>('monitoring.alarmed-metrics');

/**
 * Leaves a signal without alarm where another subject of the app has one on the same metric: two load balancers with
 * one certificate, two queues with one dead-letter queue. It is still drawn, with the reason beside it.
 *
 * @param nameOf what people call a subject
 */
export function onceForEachMetric(
  subject: IMonitored, signals: readonly TunedSignal[], nameOf: (subject: IMonitored) => string,
): TunedSignal[] {
  const alarmed = ALARMED.get(subject.node.root) ?? new Map<string, IMonitored>();
  ALARMED.set(subject.node.root, alarmed);
  return signals.map((tuned) => {
    const { signal } = tuned;
    const key = keyOf(subject, signal);
    if (key === undefined || severitiesOf(signal).length === 0) return tuned;
    const first = alarmed.get(key) ?? subject;
    alarmed.set(key, first);
    return first === subject
      ? tuned
      : silenced(signal, `the alarm on the same metric is that of ${nameOf(first)}`);
  });
}

/** The signal, and what it measures where; nothing for what is calculated, because only one subject calculates it. */
function keyOf(subject: IConstruct, { id, metric }: Signal): string | undefined {
  const { metricStat } = metric.toMetricConfig();
  if (!metricStat?.dimensions) return undefined;
  const { account, region } = Stack.of(subject);
  return JSON.stringify([id, account, region, ...measured(metricStat)]);
}

function measured({ namespace, metricName, statistic, dimensions = [] }: MetricStatConfig): unknown[] {
  return [namespace, metricName, statistic, ...dimensions.map(({ name, value }) => [name, whose(value)])];
}

/** A text, or the resource that it comes from: another stack refers to it in other words. */
function whose(value: unknown): unknown {
  if (!Token.isUnresolved(value)) return value;
  const parts = Tokenization.reverseString(String(value)).mapTokens({
    mapToken: (token) => Reference.isReference(token) ? `${token.target.node.path}.${token.displayName}` : token,
  });
  return parts.tokens.length === 0 ? parts.join({ join: (left, right) => `${left}${right}` }) : value;
}
