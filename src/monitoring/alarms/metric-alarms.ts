import { Lazy, Stack, type IResolveContext } from 'aws-cdk-lib';
import { CfnAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { acknowledge } from '../../core';
import { createAlarm, OperationsTopic, severitiesOf, thresholdOf, type Severity, type Signal } from '../../signal';
import { idsInStack } from '../subjects';
import { nameInStack } from '../subjects';

/** An alarm that tells only through the alarm of its subject. */
export interface MemberAlarm {
  /** For people, in the description of the alarm of the subject. */
  readonly title: string;
  readonly severity: Severity;
  readonly alarm: IAlarm;
}

/** The alarm of one limit of a signal. */
export interface SignalAlarm extends MemberAlarm {
  readonly signal: Signal;
}

/** The alarm of every threshold: the one that exists, or a new one that acts only through the alarm of its subject. */
export function signalAlarms(
  parent: () => Construct, signals: readonly Signal[], describe: (signal: Signal, severity: Severity) => string,
): SignalAlarm[] {
  return signals.flatMap((signal) => severitiesOf(signal).map((severity) => {
    const existing = thresholdOf(signal, severity)!.alarm;
    const alarm = existing ?? createAlarm(parent(), signal, severity, []);
    if (!existing) acknowledge(alarm.node.defaultChild!, 'memberAlarm');
    const resource = alarm.node.defaultChild;
    if (resource instanceof CfnAlarm) {
      resource.alarmDescription = describe(signal, severity);
      if (!isGiven(resource.alarmName, resource)) resource.alarmName = nameInStack(alarm, ...idsInStack(alarm));
    }
    return { signal, title: signal.title, severity, alarm };
  }));
}

/** Every alarm that the signals bring along. */
export function existingAlarms(signals: readonly Signal[]): IAlarm[] {
  return signals.flatMap((signal) => severitiesOf(signal).map((severity) => thresholdOf(signal, severity)!.alarm))
    .filter((alarm) => alarm !== undefined);
}

/**
 * Takes the message to the operations topic away from an alarm: the alarm of the subject sends it, or nobody wants it.
 * What else the alarm does, such as restarting an instance, stays.
 */
export function stopReporting(alarm: IAlarm): void {
  const resource = alarm.node.defaultChild;
  if (!(resource instanceof CfnAlarm)) return;
  const topic = OperationsTopic.of(alarm as unknown as Construct);
  resource.alarmActions = without(resource.alarmActions, topic.topicArn);
  resource.okActions = without(resource.okActions, topic.topicArn);
  if (isEmpty(resource.alarmActions, resource)) acknowledge(resource, 'memberAlarm');
}

function without(actions: string[] | undefined, arn: string): string[] {
  const others = (context: IResolveContext) => {
    const topic = JSON.stringify(context.resolve(arn));
    return ((context.resolve(actions) as unknown[] | undefined) ?? [])
      .filter((action) => JSON.stringify(action) !== topic) as string[];
  };
  return Lazy.uncachedList({ produce: others }, { omitEmpty: true });
}

/** The CDK passes a name on as a token, also when there is none. */
function isGiven(name: string | undefined, resource: CfnAlarm): boolean {
  return Stack.of(resource).resolve(name) !== undefined;
}

function isEmpty(actions: string[] | undefined, resource: CfnAlarm): boolean {
  return ((Stack.of(resource).resolve(actions) as unknown[] | undefined) ?? []).length === 0;
}
