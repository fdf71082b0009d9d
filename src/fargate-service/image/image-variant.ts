import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { ContainerImage, CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct, IConstruct } from 'constructs';
import type { Problem } from '../../core';

/** What a task learns about its image. */
export interface ResolvedImage {
  readonly image: ContainerImage;
  /** The repository that was made for it. */
  readonly repository?: IRepository;
  /** Whether the placeholder runs in place of the application. */
  readonly isBootstrap: boolean;
}

/** What the variants of an image differ in. */
export interface ImageVariant {
  /** Whether a public registry holds it. Any other image is in private ECR, which needs a login and endpoints. */
  readonly isPublic: boolean;
  /** Whether the service makes the repository. */
  readonly isManaged: boolean;
  /** A repository of the user's. */
  readonly repository?: IRepository;
  /** A secret with the log-in to a registry. */
  readonly credentials?: ISecret;
  /** @param scope with which its relations are checked; left out where an image is checked alone */
  problems(prop: string, scope?: IConstruct): Problem[];
  bind(scope: Construct, architecture: CpuArchitecture): ResolvedImage;
}
