import type { Construct } from 'constructs';
import { Profile, type CapacityRange, type Problem } from '../core';
import { taskScalingProblems, type TaskSize } from '../fargate-service';
import type { ScalingPolicy } from '../scaling';
import type { AdminPage } from './admin-page';

/** Tasks of a page. */
export interface VotingPageOptions {
  /**
   * CPU, memory and disk of a task.
   *
   * @default - 0.5 vCPU and 1 GiB; 0.25 vCPU and 512 MiB with Profile.DEVELOPMENT and Profile.STAGING
   */
  readonly size?: TaskSize;

  /**
   * How many tasks may run.
   *
   * @default - 2 to 10 tasks; 1 to 2 with Profile.DEVELOPMENT and 1 to 4 with Profile.STAGING
   */
  readonly capacity?: CapacityRange;

  /**
   * How the number of tasks follows the load. At least one policy with a range, none with a fixed number.
   *
   * @default - CPU at 70 % on average
   */
  readonly scaling?: ScalingPolicy[];
}

/** Tasks of the page with the result. */
export interface VotingResultOptions extends VotingPageOptions {
  /**
   * Page where administrators open, close, empty and export polls. A generated token leaves the stack with the page.
   *
   * @default AdminPage.none() - whoever has the token can empty a poll
   */
  readonly adminPage?: AdminPage;
}

/** Tasks of the worker. */
export interface VotingWorkerOptions {
  /**
   * CPU, memory and disk of a task.
   *
   * @default - 0.5 vCPU and 1 GiB; 0.25 vCPU and 512 MiB with Profile.DEVELOPMENT and Profile.STAGING
   */
  readonly size?: TaskSize;

  /**
   * How many tasks may run, from 1 on: the worker itself reports how many votes wait, so none would never start again.
   *
   * @default - 2 to 10 tasks; 1 to 2 with Profile.DEVELOPMENT and 1 to 4 with Profile.STAGING
   */
  readonly capacity?: CapacityRange;

  /**
   * How many votes may wait for each task before another one starts, a number of at least 1. No effect with a fixed
   * number of tasks.
   *
   * @default 10000 - a task of 0.25 vCPU stores them in a few seconds
   */
  readonly votesPerTask?: number;
}

/** What the service of a page would reject. */
export function pageProblems(
  scope: Construct, prop: string, { size, capacity, scaling }: VotingPageOptions,
): Problem[] {
  const range = capacity ?? Profile.of(scope)._defaults.taskCapacity;
  return [
    ...sizeProblems(prop, { size, capacity }),
    ...taskScalingProblems(scope, `${prop}.scaling`, scaling, range, true),
  ];
}

export function sizeProblems(
  prop: string, { size, capacity }: { readonly size?: TaskSize; readonly capacity?: CapacityRange },
): Problem[] {
  return [...size?._problems(`${prop}.size`) ?? [], ...capacity?._problems(`${prop}.capacity`) ?? []];
}
