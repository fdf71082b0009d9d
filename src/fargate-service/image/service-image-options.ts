import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ImageRepositoryProps } from './image-repository';

/** How an image is fetched from a registry. */
export interface RegistryImageOptions {
  /**
   * Secret with the fields `username` and `password` of the registry.
   *
   * @default - the image is pulled anonymously
   */
  readonly credentials?: ISecret;
}

/** A repository that the service makes for itself, and the image that runs from it. */
export interface ManagedRepositoryOptions extends ImageRepositoryProps {
  /**
   * Tag or digest of the image that runs. Take it from context or a parameter of the pipeline, and give it from the
   * first push on.
   *
   * @default - the bootstrap image: a placeholder that answers every request with 200, so that the first deployment
   *   works while the repository is empty
   */
  readonly tag?: string;
}
