import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { rejectProblems } from '../../core';
import { admitAlarms, Severity } from '../../signal';
import { neededTopicProblems } from './needed-topics';
import type { BoundNotification, Reached } from './notification-variant';
import { reportTopicOf } from './report-topics';
import { topicProblems } from './topic-problems';

/** A notification with the severity that it is meant for; no severity means all. */
export interface Addressee {
  readonly notification: BoundNotification;
  readonly severity?: Severity;
}

/** Whom alarms and events of one subject and one severity go to. */
export interface Recipients {
  readonly topics: readonly ITopic[];
  /** What an alarm does when it is raised, and only some of it when it ends. */
  readonly onAlarm: readonly IAlarmAction[];
  readonly onOk: readonly IAlarmAction[];
}

/** The operations topic, and what the notifications add. */
export function recipientsOf(
  subject: IConstruct, severity: Severity, addressees: readonly Addressee[],
): Recipients {
  const reached = addressees.filter((addressee) => (addressee.severity ?? severity) === severity)
    .map((addressee) => addressee.notification.reach(() => reportTopicOf(subject, addressee.severity), severity));
  const added = reached.flatMap((one) => one.topics);
  const all = [reportTopicOf(subject), ...added];
  rejectProblems(subject, 'Monitoring', [
    ...added.flatMap((topic) => topicProblems('notifications', topic, subject)),
    ...all.flatMap((topic) => neededTopicProblems(subject, topic)),
  ]);
  for (const topic of added) admitAlarms(topic);
  // by ARN: the same topic may have been imported twice, and CloudFormation takes no action twice.
  const topics = [...new Map(all.map((topic) => [topic.topicArn, topic])).values()];
  const messages = topics.map((topic) => new SnsAction(topic));
  const actions = Object.values(Object.assign({}, ...reached.map((one) => one.actions)) as Reached['actions']);
  return { topics, onAlarm: [...messages, ...actions], onOk: messages };
}
