import { BacklogPerTarget, type BacklogPerTargetOptions } from './backlog-per-target';
import { CpuSteps, type CpuStepsOptions } from './cpu-steps';
import { RequestsPerTarget, type RequestsPerTargetOptions } from './requests-per-target';
import type { ScalingVariant } from './scaling-variant';
import { CapacitySchedule, type ScalingScheduleOptions } from './schedule';
import { CPU, MEMORY, UtilizationTarget, type UtilizationTargetOptions } from './utilization-target';
import { guardFactories } from '../core';

/**
 * How the number of tasks or instances follows the load, inside its `CapacityRange`.
 *
 * Several policies work together: the largest number wins, and capacity is removed only when all policies that track a
 * target agree. Two policies of the same kind are rejected, except schedules.
 *
 * @example
 * const scaling = [
 *   ScalingPolicy.cpuSteps({ scaleOut: { thresholdPercent: 60 } }),
 *   ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 1000 }),
 *   ScalingPolicy.schedule({ name: 'BusinessHours', cron: { hour: '7', weekDay: 'MON-FRI' }, minCapacity: 4 }),
 * ];
 */
export class ScalingPolicy {
  /**
   * A fixed number more when CPU is high, and less when it is low, with a pause after each change.
   *
   * Two CloudWatch alarms in the stack drive it, so anybody can see what scales and why. It reacts in steady steps, and
   * takes longer than target tracking to follow a large jump.
   *
   * @param options above 70 % for 2 x 120 s adds 2, below 30 % for 5 x 120 s removes 1, 300 s pause, if left out
   */
  public static cpuSteps(options: CpuStepsOptions = {}): ScalingPolicy {
    return new ScalingPolicy(new CpuSteps(options));
  }

  /**
   * As many as keep the average CPU utilization near a target. AWS makes and removes the alarms of the policy itself.
   *
   * @param options 70 % if left out
   */
  public static cpuTarget(options: UtilizationTargetOptions = {}): ScalingPolicy {
    return new ScalingPolicy(new UtilizationTarget(CPU, options));
  }

  /**
   * As many as keep the average memory utilization near a target, for applications whose memory grows with the load.
   *
   * On instances it reads `mem_used_percent` of the CloudWatch agent, aggregated by Auto Scaling group.
   *
   * @param options 80 % if left out
   */
  public static memoryTarget(options: UtilizationTargetOptions = {}): ScalingPolicy {
    return new ScalingPolicy(new UtilizationTarget(MEMORY, options));
  }

  /**
   * As many as keep the requests that each task or instance gets near a target: the only metric that shows a jump in
   * full, as CPU ends at 100 %.
   *
   * Where deployments shift traffic between two target groups, the sum over both is looked at. Rejected without
   * ingress.
   */
  public static requestsPerTarget(options: RequestsPerTargetOptions): ScalingPolicy {
    return new ScalingPolicy(new RequestsPerTarget(options));
  }

  /**
   * As many as keep the work that waits for each task or instance near a target: for workers on a queue, whose CPU says
   * nothing about how much is left to do.
   *
   * It needs no Container Insights. With a lower bound of 0 the last worker is removed when nothing waits, and an alarm
   * starts the first one when something does.
   */
  public static backlogPerTarget(options: BacklogPerTargetOptions): ScalingPolicy {
    return new ScalingPolicy(new BacklogPerTarget(options));
  }

  /**
   * Other bounds from a given time on, for load that comes by the clock.
   *
   * It moves the bounds, not the number between them. A second schedule has to move them back.
   */
  public static schedule(options: ScalingScheduleOptions): ScalingPolicy {
    return new ScalingPolicy(new CapacitySchedule(options));
  }

  private constructor(/** @internal */ public readonly _variant: ScalingVariant) {}
}

guardFactories(ScalingPolicy);
