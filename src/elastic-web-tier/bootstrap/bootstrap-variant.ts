import type { Duration } from 'aws-cdk-lib';
import type { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import type { Problem } from '../../core';
import type { ScrapedProgram } from '../../signal';
import type { BootStep } from '../boot/script';
import type { ImageContext } from './tier-image-variant';

/** What a bootstrap knows of the tier when it checks its options. */
export interface BootstrapContext extends ImageContext {
  readonly port?: number;
}

/** What a boot depends on besides its bootstrap. */
export interface BootSpec {
  /** Port of the requests. */
  readonly port: string;
  /** Port of the health check, if it is another one. */
  readonly healthPort?: string;
  readonly architecture: InstanceArchitecture;
  /** Folder that a data volume is mounted to. */
  readonly mountPath?: string;
}

/** How a boot installs, starts and stops the application. */
export interface BootPlan {
  readonly packages: readonly string[];
  readonly prepare: readonly BootStep[];
  /** Lines of the program that systemd runs. */
  readonly start: readonly string[];
  readonly stop?: string;
  /** Private repositories that the instances pull from. */
  readonly repositories: readonly IRepository[];
}

/** A program on each instance that answers Prometheus. */
export interface InstanceExporter {
  readonly name: string;
  readonly port: number;
  readonly program: ScrapedProgram;
}

/** What the bootstraps differ in. */
export interface BootstrapVariant {
  /** The factory as users call it. */
  readonly title: string;
  /** Whether the machine image brings everything. Then instances get no user data, and signal nothing. */
  readonly isNone: boolean;
  readonly usesDocker: boolean;
  /** Whether the boot downloads something that no VPC endpoint offers. */
  readonly needsInternet: boolean;
  /** What to change for a VPC without internet, if that is not the image. */
  readonly withoutInternet?: string;
  /** Whether the instances pull images from private repositories. */
  readonly pullsPrivately: boolean;
  /** The repository of the one image, if the user has named it. */
  readonly repository?: IRepository;
  /** Whether the reference of the image may mean another image tomorrow. */
  readonly floats: boolean;
  readonly startTimeout: Duration;
  readonly stopTimeout: Duration;
  /** Programs that answer Prometheus, beside the application. */
  readonly exporters: readonly InstanceExporter[];
  problems(prop: string, context: BootstrapContext): Problem[];
  /** The plan with placeholders for what is not made yet. It makes nothing. */
  draft(spec: BootSpec): BootPlan | undefined;
  /** Makes what the instances pull. */
  bind(scope: Construct, spec: BootSpec): BootPlan | undefined;
}
