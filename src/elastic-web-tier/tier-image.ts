import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { contradiction, type Problem } from '../core';
import { floats, imageReferenceProblems, tagOrDigestProblems, type ImageBuildOptions } from '../workload';

/** What is known of an image that already exists. */
export interface TierImageOptions {
  /**
   * Architecture of an image that exists for one only; rejected if the instances have another one.
   *
   * @default - the image is taken to exist for both architectures
   */
  readonly architecture?: InstanceArchitecture;
}

/** What a bootstrap learns about its image. */
export interface BoundTierImage {
  readonly uri: string;
  /** Set for an image in a private repository, which needs a login and the right to pull. */
  readonly repository?: IRepository;
}

type Bind = (scope: Construct, architecture: InstanceArchitecture) => BoundTierImage;

const REGISTRY = { must: 'be an image of a public registry', instead: 'TierImage.fromRepository' };

/**
 * The container image that the instances of a tier run, and where it comes from.
 *
 * @example
 * const bootstrap = Bootstrap.container(TierImage.fromRepository(repository, '1.4.2'));
 */
export class TierImage {
  /**
   * An image in a private ECR repository; the instances are granted the right to pull it.
   *
   * @param tag tag, or digest that begins with `sha256:`
   */
  public static fromRepository(repository: IRepository, tag: string, options: TierImageOptions = {}): TierImage {
    return new TierImage(
      (prop) => tagOrDigestProblems(`${prop}.tag`, tag),
      () => ({ uri: repository.repositoryUriForTagOrDigest(tag), repository }),
      options.architecture, false, tag === 'latest',
    );
  }

  /**
   * An image that `cdk deploy` builds from a directory, for the architecture of the instances, whatever the machine
   * that builds it.
   *
   * @param directory holds the Dockerfile
   */
  public static fromAsset(directory: string, options: ImageBuildOptions = {}): TierImage {
    return new TierImage(() => [], (scope, architecture) => {
      const asset = new DockerImageAsset(scope, 'Image', {
        directory, ...options,
        platform: architecture === InstanceArchitecture.ARM_64 ? Platform.LINUX_ARM64 : Platform.LINUX_AMD64,
      });
      return { uri: asset.imageUri, repository: asset.repository };
    });
  }

  /**
   * An image of a public registry. It is pulled through the internet, so a VPC without a way out is rejected.
   *
   * @param name for example `public.ecr.aws/nginx/nginx:1.27.3`; without a tag or digest, or with `latest`, there is a
   *   warning
   */
  public static fromRegistry(name: string, options: TierImageOptions = {}): TierImage {
    return new TierImage(
      (prop) => imageReferenceProblems(prop, name, REGISTRY), () => ({ uri: name }), options.architecture, true, floats(name),
    );
  }

  private constructor(
    private readonly problems: (prop: string) => Problem[],
    /** @internal */
    public readonly _bind: Bind,
    private readonly architecture?: InstanceArchitecture,
    /** @internal */
    public readonly _isPublic = false,
    /** @internal */
    public readonly _floats = false,
  ) {}

  /** @internal */
  public _problems(prop: string, architecture: InstanceArchitecture | undefined): Problem[] {
    return [
      ...this.problems(prop),
      ...contradiction(
        this.architecture !== undefined && architecture !== undefined && this.architecture !== architecture,
        {
          prop: `${prop}.architecture`, must: `be that of the instance type (${architecture})`, got: this.architecture,
          advice: 'choose another instance type, or build the image for both architectures',
        },
      ),
    ];
  }
}
