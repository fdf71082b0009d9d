import type { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** Where Terraform keeps its state. */
export interface StateBucketProps {
  /**
   * Key that the states are encrypted with.
   *
   * @default - a key of its own, which stays with the bucket and costs about 1 USD a month: states hold passwords in
   *   clear text, and the right to read the bucket alone does not show them
   */
  readonly encryptionKey?: IKey;

  /**
   * For how many whole days an older version of a state is kept, from 1 to 3650.
   *
   * @default Duration.days(365) - long enough to find out what a change of last year did
   */
  readonly olderVersions?: Duration;
}
