import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { Construct, IConstruct } from 'constructs';
import type { Problem } from '../../core';

/** Where an image is to run. */
export interface ImageContext {
  /** The tier, or whoever else stands in its stack. */
  readonly scope: IConstruct;
  /** Architecture of the instances, if it is known. */
  readonly architecture?: InstanceArchitecture;
}

/** What an instance needs to pull an image. */
export interface PulledImage {
  readonly uri: string;
  /** Host name of a private registry. Docker logs in to it. */
  readonly registry?: string;
  /** Private repository. The instances get the right to pull from it. */
  readonly repository?: IRepository;
}

/** What the sources of an image differ in. */
export interface TierImageVariant {
  readonly isPublic: boolean;
  /** A private repository that the user has named. */
  readonly repository?: IRepository;
  /** Whether the reference may mean another image tomorrow. */
  readonly floats: boolean;
  problems(prop: string, context: ImageContext): Problem[];
  /** The image with placeholders for what is not made yet. It makes nothing. */
  draft(): PulledImage;
  /** Makes the image, or finds it. */
  bind(scope: Construct, architecture: InstanceArchitecture): PulledImage;
}
