import { Duration } from 'aws-cdk-lib';
import { AdjustmentType, CfnScalableTarget, StepScalingAction } from 'aws-cdk-lib/aws-applicationautoscaling';
import { CfnAutoScalingGroup, CfnScalingPolicy, type AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import {
  Alarm, ComparisonOperator, MathExpression, TreatMissingData, type IAlarmAction, type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { ApplicationScalingAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ScalableTaskCount } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { isKnown } from '../core';

const MINUTE = Duration.minutes(1);
/** Long enough for the first worker to start and report, and for the alarm to end. */
const COOLDOWN = Duration.minutes(5);

/**
 * Starts the first task when work waits and nothing runs. Target tracking multiplies what runs, so from 0 it never
 * leaves 0.
 */
export function wakeService(
  scope: Construct, backlog: IMetric, running: IMetric, taskCount: ScalableTaskCount,
): Alarm[] {
  const target = taskCount.node.findAll().find((node) => CfnScalableTarget.isCfnScalableTarget(node));
  if (!mayBeZero(target?.minCapacity)) return [];
  return wakeUp(scope, backlog, running, (parent) => {
    const action = new StepScalingAction(parent, 'Policy', {
      scalingTarget: taskCount, adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY, cooldown: COOLDOWN,
    });
    action.addAdjustment({ adjustment: 1, lowerBound: 0 });
    return new ApplicationScalingAction(action);
  });
}

/** The same for instances. */
export function wakeGroup(scope: Construct, backlog: IMetric, running: IMetric, group: AutoScalingGroup): Alarm[] {
  const minSize = (group.node.defaultChild as CfnAutoScalingGroup).minSize;
  if (!mayBeZero(isKnown(minSize) ? Number(minSize) : minSize)) return [];
  return wakeUp(scope, backlog, running, (parent) => {
    const policy = new CfnScalingPolicy(parent, 'Policy', {
      autoScalingGroupName: group.autoScalingGroupName,
      policyType: 'SimpleScaling',
      adjustmentType: 'ChangeInCapacity',
      scalingAdjustment: 1,
      cooldown: String(COOLDOWN.toSeconds()),
    });
    return { bind: () => ({ alarmActionArn: policy.attrArn }) };
  });
}

/** A bound of the deployment may be 0 too. */
function mayBeZero(min: unknown): boolean {
  return !isKnown(min) || min === 0;
}

function wakeUp(
  scope: Construct, backlog: IMetric, running: IMetric, action: (parent: Construct) => IAlarmAction,
): Alarm[] {
  const parent = new Construct(scope, 'WakeUp');
  const alarm = new Alarm(parent, 'Alarm', {
    alarmDescription: 'Starts the first one when work waits and nothing runs',
    metric: new MathExpression({
      expression: 'IF(FILL(running, 0) < 1, backlog, 0)', usingMetrics: { backlog, running }, period: MINUTE,
    }),
    threshold: 0,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    // a formula has a value for a minute whose points are still on their way, so one bad minute of three is enough.
    evaluationPeriods: 3,
    datapointsToAlarm: 1,
    // a gap in the metric says nothing about the load, so it must not move the capacity.
    treatMissingData: TreatMissingData.IGNORE,
  });
  alarm.addAlarmAction(action(parent));
  return [alarm];
}
