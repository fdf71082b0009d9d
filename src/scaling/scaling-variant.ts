import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { CapacityRange, Problem } from '../core';
import type { ScalableGroup, ScalableService } from './scalable';

/** What the scaling policies differ in. */
export interface ScalingVariant {
  /** As the factory is called. */
  readonly name: string;
  /** Two policies with the same id contradict each other. */
  readonly id: string;
  /** Lower bound that the policy may set; alarms must not expect more capacity than that. */
  readonly minCapacity?: number;
  /**
   * @param hasTargets whether there is a target group to count requests of
   * @param capacity the range that scaling moves in; left out where a policy is checked alone
   */
  problems(prop: string, hasTargets: boolean, capacity?: CapacityRange): Problem[];
  /** Renders onto an ECS service, and returns the alarms that were made. */
  bindService(scope: Construct, target: ScalableService): Alarm[];
  /** Renders onto an Auto Scaling group, and returns the alarms that were made. */
  bindGroup(scope: Construct, target: ScalableGroup): Alarm[];
}
