import type { Platform } from './platforms';

/** An environment that a pipeline deploys to. */
export interface PlannedEnvironment {
  readonly name: string;
  /** Selectors of its stacks, for `cdk deploy`. */
  readonly stacks: readonly string[];
  /** Nothing if only the deployment knows it. */
  readonly region?: string;
}

/** An image that a pipeline builds. */
export interface PlannedImage {
  readonly name: string;
  readonly directory: string;
  /** Of the tasks and instances that run it. */
  readonly platform: Platform;
}

/** What the app says about its delivery. */
export interface DeliveryPlan {
  readonly branch: string;
  /** In the order of the deployment. */
  readonly environments: readonly PlannedEnvironment[];
  readonly images: readonly PlannedImage[];
  /** Region of the role that builds; nothing if only the deployment knows it. */
  readonly imageRegion?: string;
  /** What pull requests are compared with; nothing if they get no role. */
  readonly preview?: PlannedEnvironment & { readonly workflow: string };
  /** Whether a stack can be deployed to any Region, so that nothing says by which prices it is paid. */
  readonly isAnywhere: boolean;
  /** Name of the output with the address of an environment. */
  readonly address?: string;
}

/** What the workflows do that the app does not say. */
export interface WorkflowChoices {
  /** Command of the unit tests. */
  readonly test: string;
  /** Path that answers with a success when the service is healthy. */
  readonly health: string;
  /** Requests a second of the load test. */
  readonly rate: number;
  /** Seconds of the load test. */
  readonly duration: number;
  /** Milliseconds within which 99 of 100 requests have to be answered. */
  readonly latency: number;
  /** Version of the command line of the CDK. */
  readonly cdk: string;
  /** Whether a pull request fails whose update would replace or remove what holds data, or remove outputs. */
  readonly failOnDanger?: true;
}

/** Files in the folder of workflows. */
export const FILES = { pullRequest: 'pull-request.yml', delivery: 'delivery.yml', rollback: 'rollback.yml' } as const;

/** Name of the variable of the repository that has the address of the repository of an image. */
export function repositoryVariable(image: string): string {
  return `${image.toUpperCase().replaceAll('-', '_')}_REPOSITORY`;
}
