import type { Duration } from 'aws-cdk-lib';
import type { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import type { Problem } from '../../core';
import type { BootStep } from '../boot/script';

/** What every bootstrap that starts an application lets you set. */
export interface BootstrapOptions {
  /**
   * How long the application may take to answer its health check after it was started, 10 seconds to 30 minutes. An
   * instance that
   * does not answer in time signals failure.
   *
   * @default Duration.minutes(3)
   */
  readonly startTimeout?: Duration;

  /**
   * How long the application may take to end after SIGTERM, 1 to 120 seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly stopTimeout?: Duration;
}

/** What a bootstrap is told about the tier that it prepares instances for. */
export interface BootRequest {
  readonly port: string;
  /** Port of the health check, where it is not that of the requests. */
  readonly healthPort?: string;
  readonly architecture: InstanceArchitecture;
  /** Where a data volume is mounted. */
  readonly mountPath?: string;
}

/** What one kind of bootstrap does differently from the others. */
export interface BootPlan {
  readonly packages: readonly string[];
  readonly prepare: readonly BootStep[];
  /** Lines of the program that systemd runs. */
  readonly start: readonly string[];
  readonly stop?: string;
  readonly usesDocker: boolean;
  /** Private repositories that the instances pull from. */
  readonly repositories: readonly IRepository[];
}

/** One kind of bootstrap; `Bootstrap` is its public face. */
export interface BootstrapKind {
  /** As the factory is called. */
  readonly title: string;
  readonly usesDocker: boolean;
  /** Whether something is fetched that no endpoint leads to. */
  readonly needsInternet: boolean;
  readonly pullsPrivately: boolean;
  /** Whether the same reference may mean another image tomorrow. */
  readonly floats?: boolean;
  problems(prop: string, tier: { readonly port?: number; readonly architecture?: InstanceArchitecture }): Problem[];
  plan(scope: Construct, request: BootRequest, stopSeconds: number): BootPlan;
}
