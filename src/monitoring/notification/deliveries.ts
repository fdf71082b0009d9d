import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, type IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import { topStackOf } from '../../core';
import { isReportTopic, newAlarm, Severity, SignalGroup, SignalUnit, Threshold, type Signal } from '../../signal';
import type { Recipients } from './recipients';

const PERIOD = Duration.minutes(5);
const ID = 'FailedDeliveries';

/**
 * An alarm for each topic of the library whose messages do not arrive, told by every other way that there is. Where the
 * topic is the only way nobody could be told, so there is none.
 */
export function watchDeliveries(subject: IConstruct, { topics, onAlarm }: Recipients): void {
  const others = onAlarm.filter((action) => !(action instanceof SnsAction));
  const own = topics.filter((topic) => isReportTopic(topic) && topStackOf(topic) === topStackOf(subject));
  for (const topic of own.filter(({ node }) => !node.tryFindChild(ID))) {
    watchTopic(topic, topics.filter((other) => other !== topic), others);
  }
}

function watchTopic(topic: ITopic, others: readonly ITopic[], actions: readonly IAlarmAction[]): void {
  if (others.length + actions.length === 0) return;
  const messages = others.map((other) => new SnsAction(other));
  const alarm = newAlarm(topic as unknown as Construct, deliveriesOf(topic), Severity.WARNING, messages);
  // Systems Manager is told of the alarm, not of its end.
  alarm.addAlarmAction(...actions);
}

function deliveriesOf(topic: ITopic): Signal {
  return {
    id: ID,
    title: 'Messages that did not arrive',
    metric: new Metric({
      namespace: 'AWS/SNS', metricName: 'NumberOfNotificationsFailed', dimensionsMap: { TopicName: topic.topicName },
      statistic: Stats.SUM, period: PERIOD,
    }),
    unit: SignalUnit.COUNT,
    group: SignalGroup.UPKEEP,
    warning: Threshold.above(0, { periods: 1 }),
    reason: 'A message about an alarm or an event did not reach a subscriber. Look at the subscriptions of the topic: '
      + 'an endpoint that is gone or refuses, a key that is gone.',
  };
}
