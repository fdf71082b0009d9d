import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { CapacityRange, Problem } from '../core';
import type { ScalableGroup, ScalableService } from './scalable';

/** One kind of scaling policy; `ScalingPolicy` is its public face. */
export interface PolicyKind {
  /** As the factory is called. */
  readonly name: string;
  /** Two policies with the same id contradict each other. */
  readonly id: string;
  /** Lower bound that the policy may set, below which alarms must not expect capacity. */
  readonly minCapacity?: number;
  /**
   * @param hasTargets whether there is a target group to count requests of
   * @param capacity the range that scaling moves in, where it is checked with its policies
   */
  problems(prop: string, hasTargets: boolean, capacity?: CapacityRange): Problem[];
  /** Renders onto an ECS service, and returns the alarms that were made. */
  bindService(scope: Construct, target: ScalableService): Alarm[];
  /** Renders onto an Auto Scaling group, and returns the alarms that were made. */
  bindGroup(scope: Construct, target: ScalableGroup): Alarm[];
}
