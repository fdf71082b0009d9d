import { Aws, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, type IRule } from 'aws-cdk-lib/aws-events';
import { Construct, type IConstruct } from 'constructs';
import { acknowledge } from '../../core';
import { stackPartsOf } from '../notification';

const ID = 'Deployment';
const MINUTE = Duration.minutes(1);
/** CloudFormation says each of them once, so a long deployment is seen at its start, at a rollback and near its end. */
const RUNNING = ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'];

/** The rule that matches each sign of a deployment of the stack of a subject, if something is quiet meanwhile. */
export function deploymentRuleOf(subject: IConstruct): Rule | undefined {
  return stackPartsOf(subject).node.tryFindChild(ID)?.node.tryFindChild('Rule') as Rule | undefined;
}

/**
 * How often a rule matched. No metric says that a deployment runs or a task was killed; EventBridge counts the events
 * that say so, and that is a metric.
 */
export function matchesOf(rule: IRule, label?: string): Metric {
  return new Metric({
    namespace: 'AWS/Events', metricName: 'TriggeredRules', dimensionsMap: { RuleName: rule.ruleName },
    statistic: 'Sum', period: MINUTE, label,
  });
}

/**
 * An alarm that is raised while CloudFormation deploys the stack of a subject, made once for each stack.
 *
 * @param minutes how long after each sign of a deployment
 */
export function deploymentAlarmOf(subject: Construct, minutes: Duration): IAlarm {
  const parts = stackPartsOf(subject);
  const existing = parts.node.tryFindChild(ID)?.node.tryFindChild('Alarm');
  if (existing) return existing as Alarm;

  const parent = new Construct(parts, ID);
  const rule = new Rule(parent, 'Rule', {
    description: 'CloudFormation deploys the stack',
    eventPattern: {
      source: ['aws.cloudformation'],
      detailType: ['CloudFormation Stack Status Change'],
      detail: { 'stack-id': [Aws.STACK_ID], 'status-details': { status: RUNNING } },
    },
  });
  const alarm = new Alarm(parent, 'Alarm', {
    alarmDescription: 'The stack is being deployed; the alarms of its subjects are quiet meanwhile.',
    metric: matchesOf(rule),
    threshold: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: minutes.toMinutes(),
    datapointsToAlarm: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  acknowledge(alarm.node.defaultChild!, 'memberAlarm');
  return alarm;
}
