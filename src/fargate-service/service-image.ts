import { Annotations } from 'aws-cdk-lib';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage, CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Problem } from '../core';
import {
  floats, imageReferenceProblems, tagOrDigestProblems, warnAboutFloatingImage, type ImageBuildOptions,
} from '../workload';
import { BOOTSTRAP_IMAGE } from './bootstrap-image';
import { ImageRepository, imageRepositoryProblems, type ImageRepositoryProps } from './image-repository';

/** How an image is fetched from a registry. */
export interface RegistryImageOptions {
  /**
   * Secret with the fields `username` and `password` of the registry.
   *
   * @default - the registry is asked anonymously
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
   *   works while the
   * repository is empty
   */
  readonly tag?: string;
}

/** What a service learns about its image. */
export interface BoundImage {
  readonly image: ContainerImage;
  /** Made by the image itself. */
  readonly repository?: IRepository;
  /** Whether the placeholder runs in place of the application. */
  readonly isBootstrap: boolean;
  /** Whether it comes from a private ECR repository, which needs a login and endpoints in a VPC without a way out. */
  readonly isPrivate: boolean;
}

const REGISTRY = {
  must: 'be an image of a public registry or of one with credentials', instead: 'ServiceImage.fromRepository',
};

type Bind = (scope: Construct, architecture: CpuArchitecture) => BoundImage;

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
   * @param tag tag, or digest that begins with `sha256:`; `latest` is accepted with a warning, because a rollback would
   *   run it as well
   */
  public static fromRepository(repository: IRepository, tag: string): ServiceImage {
    return new ServiceImage(
      (prop) => tagOrDigestProblems(`${prop}.tag`, tag),
      () => ({ image: ContainerImage.fromEcrRepository(repository, tag), isBootstrap: false, isPrivate: true }),
      tag === 'latest',
    );
  }

  /**
   * An image in a repository that the service makes for itself.
   *
   * The first deployment works while the repository is empty: until a `tag` is given, a placeholder runs that answers
   * every request
   * on the port of the service with 200. It comes from Amazon ECR Public, so it needs a way to the internet, which is
   * rejected to be
   * missing. Migrations, command, user and container health check wait for the first tag, because the placeholder has
   * none of them.
   */
  public static managedRepository(options: ManagedRepositoryOptions = {}): ServiceImage {
    const { tag } = options;
    return new ServiceImage(
      (prop) => [...tagOrDigestProblems(`${prop}.tag`, tag), ...imageRepositoryProblems(`${prop}.`, options)],
      (scope) => {
        const { repository } = new ImageRepository(scope, 'Repository', options);
        return tag === undefined
          ? { image: ContainerImage.fromRegistry(BOOTSTRAP_IMAGE), repository, isBootstrap: true, isPrivate: false }
          : {
              image: ContainerImage.fromEcrRepository(repository, tag), repository, isBootstrap: false, isPrivate: true,
            };
      },
      tag === 'latest',
      { isPublic: tag === undefined, isManaged: true },
    );
  }

  /**
   * An image that `cdk deploy` builds from a directory and pushes to the repository of the CDK bootstrap stack.
   *
   * It is built for the architecture of the service, whatever the machine that builds it.
   *
   * @param directory holds the Dockerfile
   */
  public static fromAsset(directory: string, options: ImageBuildOptions = {}): ServiceImage {
    return new ServiceImage(() => [], (_, architecture) => ({
      image: ContainerImage.fromAsset(directory, { ...options, platform: platformOf(architecture) }),
      isBootstrap: false,
      isPrivate: true,
    }));
  }

  /**
   * An image of a registry other than private ECR.
   *
   * @param name for example `public.ecr.aws/nginx/nginx:1.27.3`; without a tag or digest, or with `latest`, there is a
   *   warning
   */
  public static fromRegistry(name: string, options: RegistryImageOptions = {}): ServiceImage {
    return new ServiceImage(
      (prop) => imageReferenceProblems(prop, name, REGISTRY),
      () => ({ image: ContainerImage.fromRegistry(name, options), isBootstrap: false, isPrivate: false }),
      floats(name),
      { isPublic: true },
    );
  }

  private constructor(
    private readonly problems: (prop: string) => Problem[],
    private readonly bind: Bind,
    private readonly floats = false,
    private readonly origin: { readonly isPublic?: boolean; readonly isManaged?: boolean } = {},
  ) {}

  /** @internal */
  public get _isPublic(): boolean {
    return this.origin.isPublic ?? false;
  }

  /** @internal */
  public get _isManaged(): boolean {
    return this.origin.isManaged ?? false;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return this.problems(prop);
  }

  /** @internal */
  public _bind(scope: Construct, architecture: CpuArchitecture): BoundImage {
    if (this.floats) warnAboutFloatingImage(scope, 'task');
    const bound = this.bind(scope, architecture);
    if (bound.isBootstrap) {
      Annotations.of(scope).addWarningV2('cdk-elastic-web:bootstrapImage',
        'the placeholder runs in place of the application: push an image to the repository, then deploy with its tag '
        + 'in ServiceImage.managedRepository({ tag })');
    }
    return bound;
  }
}

function platformOf(architecture: CpuArchitecture): Platform {
  return architecture._cpuArchitecture === CpuArchitecture.ARM64._cpuArchitecture
    ? Platform.LINUX_ARM64
    : Platform.LINUX_AMD64;
}
