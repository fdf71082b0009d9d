import type { LoadTrace } from './load-trace';

/** Which group or service of a template is simulated. */
export interface SimulatedGroupOptions {
  /**
   * Construct path or logical id of an Auto Scaling group, of an ECS service, or of a construct around one of them.
   *
   * @default - the only one that scales; an error if there are several
   */
  readonly group?: string;
  /**
   * Values of the parameters of templates, by name.
   *
   * @default - parameters have their defaults
   */
  readonly parameters?: { readonly [name: string]: string };
  /**
   * Region of stacks and templates that do not say theirs, for example `eu-west-1`. Only the cost of a run depends on
   * it.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;
}

/** What a group or a service has to bear, and how quick it is. */
export interface SimulationOptions {
  /** The load over time. */
  readonly trace: LoadTrace;
  /**
   * How much one instance or task bears at a time, above 0, in the unit of the trace: users, or requests a second. For
   * a worker it is how many pieces of work one of them gets done in a second. Measure it with a load test of one of
   * them.
   *
   * A policy on requests for each target takes the unit of the trace as requests a second.
   */
  readonly unitCapacity: number;
  /**
   * Seconds from a decision until an instance or a task is in service, from 0 to 86,400. No template tells them: an
   * instance has to boot and to install, a task to load its image.
   *
   * @default - 33 for instances and 23 for tasks, as seen in public logs with quick images
   */
  readonly launchSeconds?: number;
  /**
   * Seconds from in service until requests arrive, from 0 to 86,400.
   *
   * @default - what the health check of the target group takes: threshold times interval; 0 without a target group
   */
  readonly healthySeconds?: number;
  /**
   * Seconds that something that ends is paid for, from 0 to 86,400.
   *
   * @default - the deregistration delay of the target group; 0 without a target group
   */
  readonly drainSeconds?: number;
  /**
   * Seconds by which metrics are late, from 0 to 3600. AWS does not document them.
   *
   * @default - 60 for instances and for queues; 183 for the CPU of tasks, as measured in June 2026
   */
  readonly metricDelaySeconds?: number;
  /**
   * Instances or tasks at the start, an integer within the bounds of the template.
   *
   * @default - desired capacity where the template sets it, else the smallest one
   */
  readonly initialCapacity?: number;
  /**
   * When the trace begins, in ISO form. Only schedules depend on it.
   *
   * @default '2026-01-05T00:00:00Z' - a Monday at midnight
   */
  readonly startsAt?: string;
}
