import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Repository, TagMutability, TagStatus, type IRepository } from 'aws-cdk-lib/aws-ecr';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, type IConstruct } from 'constructs';
import {
  days, encryptionKeyProblems, integer, known, oneOf, Profile, profileKeyOf, rejectOtherKinds, rejectProblems,
  REMOVALS_WITHOUT_SNAPSHOT, type Problem,
} from '../../core';

/** Enough to roll back to any release of the last months; each costs about 0.10 USD per GB and month. */
const KEPT_IMAGES = 30;
/** Long enough to look into a failed build. Layers without a tag cost money. */
const UNTAGGED_EXPIRY = Duration.days(7);

/** How images are kept. */
export interface ImageRepositoryProps {
  /**
   * How many images are kept; older ones are removed. From 1 to 1000, and known at synthesis.
   *
   * @default 30 - a month of daily releases to go back to
   */
  readonly keepImages?: number;
  /**
   * After how many whole days an image without a tag is removed, from 1 to 365 days, and known at synthesis.
   *
   * @default Duration.days(7) - long enough to look into a failed build; layers without a tag cost money
   */
  readonly untaggedExpiry?: Duration;
  /**
   * Key that the images are encrypted with. A later change replaces the repository, and the new one is empty: push the
   * images again before a service needs them.
   *
   * @default - a key of AWS; with Profile.REGULATED the customer managed key of the stack
   */
  readonly encryptionKey?: IKey;
  /**
   * What happens to the repository when it leaves the stack. DESTROY removes its images too.
   *
   * @default - RETAIN, with Profile.DEVELOPMENT DESTROY: images of production are what a rollback needs
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A private repository of container images: tags that never change their image, scanned on push, old images removed.
 *
 * A tag stands for one image for ever, so a rollback runs what ran before, and `latest` cannot be pushed twice. Push
 * each build under a tag of its own, for example the commit.
 *
 * @example
 * const images = new ImageRepository(this, 'Images');
 * new FargateService(this, 'Shop', { vpc, image: ServiceImage.fromRepository(images.repository, '1.4.2') });
 */
export class ImageRepository extends Construct {
  /** The repository underneath. */
  public readonly repository: IRepository;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps = {}) {
    super(scope, id);
    rejectOtherKinds(this, 'ImageRepository', props);
    rejectProblems(this, 'ImageRepository', imageRepositoryProblems(this, '', props));

    const removalPolicy = props.removalPolicy ?? Profile.of(this)._defaults.imageRemoval;
    this.repository = new Repository(this, 'Resource', {
      imageTagMutability: TagMutability.IMMUTABLE,
      imageScanOnPush: true,
      encryptionKey: props.encryptionKey ?? profileKeyOf(this),
      removalPolicy,
      emptyOnDelete: removalPolicy === RemovalPolicy.DESTROY ? true : undefined,
      lifecycleRules: [
        {
          rulePriority: 1, description: 'untagged', tagStatus: TagStatus.UNTAGGED,
          maxImageAge: props.untaggedExpiry ?? UNTAGGED_EXPIRY,
        },
        {
          rulePriority: 2, description: 'old', tagStatus: TagStatus.ANY, maxImageCount: props.keepImages ?? KEPT_IMAGES,
        },
      ],
    });
  }
}

export function imageRepositoryProblems(
  scope: IConstruct | undefined, prefix: string, props: ImageRepositoryProps,
): Problem[] {
  return [
    ...scope ? encryptionKeyProblems(scope, `${prefix}encryptionKey`, props.encryptionKey) : [],
    // the CDK writes both into a JSON text at synthesis.
    ...known(`${prefix}keepImages`, props.keepImages),
    ...known(`${prefix}untaggedExpiry`, props.untaggedExpiry),
    ...integer(`${prefix}keepImages`, props.keepImages, { min: 1, max: 1000 }),
    ...oneOf(`${prefix}removalPolicy`, props.removalPolicy, REMOVALS_WITHOUT_SNAPSHOT, 'Amazon ECR makes no snapshots'),
    ...days(`${prefix}untaggedExpiry`, props.untaggedExpiry, { min: 1, max: 365 }),
  ];
}
