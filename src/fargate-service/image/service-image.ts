import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { ImageBuildOptions } from '../../workload';
import type { ImageVariant } from './image-variant';
import { assetImage, managedImage, registryImage, repositoryImage } from './image-variants';
import type { ManagedRepositoryOptions, RegistryImageOptions } from './service-image-options';
import { guardFactories } from '../../core';

/**
 * The container image of a service, and where it comes from.
 *
 * @example
 * const image = ServiceImage.fromRepository(repository, '1.4.2');
 */
export class ServiceImage {
  /**
   * An image in a repository of yours.
   *
   * @param repository private ECR repository; the service is granted the right to pull
   * @param tag tag, or digest that begins with `sha256:`. `latest` gives a warning, because a rollback would run it as
   *   well
   */
  public static fromRepository(repository: IRepository, tag: string): ServiceImage {
    return new ServiceImage(repositoryImage(repository, tag));
  }

  /**
   * An image in a repository that the service makes for itself.
   *
   * The first deployment works while the repository is empty: until you give a `tag`, a placeholder answers every
   * request on the port of the service with 200. The placeholder comes from Amazon ECR Public, so it needs internet
   * access; in a VPC without it this is an error. Migrations, command, user and container health check wait for the
   * first tag, because the placeholder has none of them.
   */
  public static managedRepository(options: ManagedRepositoryOptions = {}): ServiceImage {
    return new ServiceImage(managedImage(options));
  }

  /**
   * An image that `cdk deploy` builds from a directory and pushes to the repository of the CDK bootstrap stack.
   *
   * It is built for the architecture of the service, whatever machine builds it.
   *
   * @param directory holds the Dockerfile
   */
  public static fromAsset(directory: string, options: ImageBuildOptions = {}): ServiceImage {
    return new ServiceImage(assetImage(directory, options));
  }

  /**
   * An image of a registry other than private ECR.
   *
   * @param name for example `public.ecr.aws/nginx/nginx:1.27.3`, at most 255 characters. Without a tag or digest, or
   *   with `latest`, there is a warning
   */
  public static fromRegistry(name: string, options: RegistryImageOptions = {}): ServiceImage {
    return new ServiceImage(registryImage(name, options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: ImageVariant,
  ) {}
}

guardFactories(ServiceImage);
