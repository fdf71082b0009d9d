import type { InstanceType, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { PostgresDatabase } from './postgres-database';

/** Settings of a `PostgresReplica`. Only `vpc` and `source` are required. */
export interface PostgresReplicaProps {
  /** Network of the Region that the replica lives in. */
  readonly vpc: IVpc;

  /**
   * Subnets of the replica, in at least two Availability Zones; public ones are rejected.
   *
   * @default - the isolated subnets of the VPC, else its private ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Database that is copied, in a stack of another Region of the same account.
   *
   * Rejected if it is in the same Region, where `readReplicas` of the database makes replicas, if RDS manages its
   * password, and if it has no backups. Both stacks have to name their Region.
   */
  readonly source: PostgresDatabase;

  /**
   * Copy of the source's secret in this Region, with the fields `username` and `password`.
   *
   * @default - the copy that `replicaRegions` of `DatabaseCredentials.generated` makes; an error if there is none
   */
  readonly secret?: ISecret;

  /**
   * Class of the instance, without the prefix `db.`.
   *
   * @default - that of the source, because the replica has to bear its load after a promotion; db.t3 in place of db.t4g
   * in Calgary (ca-west-1), where RDS does not offer it
   */
  readonly instanceType?: InstanceType;

  /**
   * Whether a standby in a second Availability Zone takes over by itself. It doubles the price.
   *
   * @default - as the source, for the same reason
   */
  readonly multiAz?: boolean;

  /**
   * Key of this Region that encrypts storage, backups and Performance Insights; a key of the source's Region cannot.
   *
   * CloudFormation refuses a change, because it would replace the replica.
   *
   * @default - the key of the stack
   */
  readonly encryptionKey?: IKey;

  /**
   * Whether the replica refuses to be deleted, by CloudFormation or by hand.
   *
   * @default - as the source
   */
  readonly deletionProtection?: boolean;

  /**
   * Whether the replica is a database of its own, which takes writes and no longer follows the source.
   *
   * Set it to promote a replica that exists, or after it was promoted by hand. There is no way back: without
   * it again, CloudFormation would replace the database by an empty replica. From then on it has the backups and the
   * removal policy of the source.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html
   * @default false - the replica follows its source and is read only
   */
  readonly promoted?: boolean;
}
