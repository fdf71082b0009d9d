import type { IRepository } from 'aws-cdk-lib/aws-ecr';

/** A container image that a pipeline builds, and where it is pushed to. */
export interface DeliveredImageOptions {
  /** Private repository that the image is pushed to. The role that builds may push to it, and to no other. */
  readonly repository: IRepository;

  /**
   * Folder with the Dockerfile, from the root of the repository on GitHub: letters, digits, `/`, `-`, `_` and `.`.
   *
   * @default - the folder with the name of the image
   */
  readonly directory?: string;
}
