import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct, IConstruct } from 'constructs';
import type { CapacityRange, Problem } from '../core';
import type { ScalableGroup, ScalableService } from './scalable';

/** When a schedule begins, and the bounds that it sets. */
export interface PlannedSchedule {
  readonly name: string;
  /** Fields of cron and time zone. */
  readonly moment: string;
  readonly minCapacity?: number;
  readonly maxCapacity?: number;
}

/** What the scaling policies differ in. */
export interface ScalingVariant {
  /** As the factory is called. */
  readonly name: string;
  /** Two policies with the same id contradict each other. */
  readonly id: string;
  /** Lower bound that the policy may set; alarms must not expect more capacity than that. */
  readonly minCapacity?: number;
  /** What a schedule does; left out by policies that follow the load. */
  readonly schedule?: PlannedSchedule;
  /** Whether it can start the first task or instance when none runs. */
  readonly startsFromZero?: boolean;
  /**
   * @param hasTargets whether there is a target group to count requests of
   * @param capacity the range that scaling moves in; left out where a policy is checked alone
   * @param scope what is scaled; left out likewise
   */
  problems(prop: string, hasTargets: boolean, capacity?: CapacityRange, scope?: IConstruct): Problem[];
  /** Renders onto an ECS service, and returns the alarms that were made. */
  bindService(scope: Construct, target: ScalableService): Alarm[];
  /** Renders onto an Auto Scaling group, and returns the alarms that were made. */
  bindGroup(scope: Construct, target: ScalableGroup): Alarm[];
}
