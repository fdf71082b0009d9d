import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Problem } from '../../core';

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
  /** Whether the reference may mean another image tomorrow. */
  readonly floats: boolean;
  /** @param architecture of the instances, if it is known */
  problems(prop: string, architecture: InstanceArchitecture | undefined): Problem[];
  /** The image with placeholders for what is not made yet. It makes nothing. */
  draft(): PulledImage;
  /** Makes the image, or finds it. */
  bind(scope: Construct, architecture: InstanceArchitecture): PulledImage;
}
