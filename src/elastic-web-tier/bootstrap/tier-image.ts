import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import { contradiction, guardFactories, type Problem } from '../../core';
import {
  floats, imageBuildProblems, imageReferenceProblems, repositoryPlaceProblems, tagOrDigestProblems,
  type ImageBuildOptions,
} from '../../workload';
import { placeholder } from '../boot/user-data-size';
import type { ImageContext, PulledImage, TierImageVariant } from './tier-image-variant';

/** What is known of an image that already exists. */
export interface TierImageOptions {
  /**
   * Architecture of an image that exists for one architecture only. Instances of another architecture are an error.
   *
   * @default - the image is expected to exist for both architectures
   */
  readonly architecture?: InstanceArchitecture;
}

const REGISTRY = { must: 'be an image of a public registry', instead: 'TierImage.fromRepository' };
/** Length of the address of a built image: account, region, default repository, and a hash as its tag. */
const ASSET_URI_LENGTH = 250;

/**
 * The container image that the instances of a tier run.
 *
 * @example
 * const bootstrap = Bootstrap.container(TierImage.fromRepository(repository, '1.4.2'));
 */
export class TierImage {
  /**
   * An image in a private ECR repository. The instances get the right to pull it.
   *
   * @param tag tag, or digest that begins with `sha256:`
   */
  public static fromRepository(repository: IRepository, tag: string, options: TierImageOptions = {}): TierImage {
    const image = (): PulledImage => ({
      uri: repository.repositoryUriForTagOrDigest(tag), registry: repository.registryUri, repository,
    });
    return new TierImage({
      isPublic: false,
      repository,
      floats: tag === 'latest',
      problems: (prop, context) => [
        ...tagOrDigestProblems(`${prop}.tag`, tag),
        ...repositoryPlaceProblems(`${prop}.repository`, context.scope, repository),
        ...architectureProblems(prop, options, context),
      ],
      draft: image,
      bind: image,
    });
  }

  /**
   * An image that `cdk deploy` builds from a directory. It is built for the architecture of the instances, whatever
   * the architecture of the machine that builds it.
   *
   * @param directory holds the Dockerfile
   */
  public static fromAsset(directory: string, options: ImageBuildOptions = {}): TierImage {
    return new TierImage({
      isPublic: false,
      floats: false,
      problems: (prop) => imageBuildProblems(prop, directory, options),
      draft: () => ({ uri: 'x'.repeat(ASSET_URI_LENGTH), registry: placeholder() }),
      bind: (scope, architecture) => {
        const { imageUri: uri, repository } = new DockerImageAsset(scope, 'Image', {
          directory, ...options,
          platform: architecture === InstanceArchitecture.ARM_64 ? Platform.LINUX_ARM64 : Platform.LINUX_AMD64,
        });
        return { uri, registry: repository.registryUri, repository };
      },
    });
  }

  /**
   * An image of a public registry. The instances pull it through the internet, so a VPC without internet access is an
   * error.
   *
   * @param name for example `public.ecr.aws/nginx/nginx:1.27.3`; there is a warning if it has no tag or digest, or the
   *   tag `latest`
   */
  public static fromRegistry(name: string, options: TierImageOptions = {}): TierImage {
    return new TierImage({
      isPublic: true,
      floats: floats(name),
      problems: (prop, context) => [
        ...imageReferenceProblems(prop, name, REGISTRY), ...architectureProblems(prop, options, context),
      ],
      draft: () => ({ uri: name }),
      bind: () => ({ uri: name }),
    });
  }

  private constructor(
    /** @internal */
    public readonly _variant: TierImageVariant,
  ) {}
}

guardFactories(TierImage);

function architectureProblems(
  prop: string, { architecture: own }: TierImageOptions, { architecture }: ImageContext,
): Problem[] {
  return contradiction(own !== undefined && architecture !== undefined && own !== architecture, {
    prop: `${prop}.architecture`, must: `be that of the instance type (${architecture})`, got: own,
    advice: 'choose another instance type, or build the image for both architectures',
  });
}
