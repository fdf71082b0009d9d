import type { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** Where Terraform keeps its state. */
export interface StateBucketProps {
  /**
   * Key that the states are encrypted with. A state holds passwords in clear text, so whoever may use the key and read
   * the bucket knows them.
   *
   * @default - keys of Amazon S3; with Profile.REGULATED the customer managed key of the stack
   */
  readonly encryptionKey?: IKey;

  /**
   * For how many whole days an older version of a state is kept, from 1 to 3650.
   *
   * @default Duration.days(365) - long enough to find out what a change of last year did
   */
  readonly olderVersions?: Duration;
}
