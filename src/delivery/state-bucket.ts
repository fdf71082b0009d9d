import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  days, encryptionKeyProblems, grantsForAwsResourcesOnly, rejectOtherArguments, rejectOtherKinds, rejectProblems, text,
  writeOutputs,
} from '../core';
import { createLogBucket, logAccess } from '../ingress';
import type { StateBucketProps } from './state-bucket-props';

const OLDER_VERSIONS = Duration.days(365);
const ABANDONED_UPLOAD = Duration.days(7);
const TLS = 1.2;
/** What Terraform puts behind the key of a state to lock it. */
const LOCK = '.tflock';
/** What Amazon S3 does with the key for whoever reads and writes. */
const KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];
/** Amazon S3 takes names of 1024 bytes, and the lock needs some of them; Terraform refuses empty parts. */
const STATE = /(?!\/)(?!.*\/(?:\/|$))[A-Za-z0-9!_.'()/=@:+,-]{1,1000}/;

/**
 * A bucket for the state of teams that run Terraform beside this app: shared, locked, kept in versions, encrypted.
 *
 * The stacks of the CDK do not need it, because CloudFormation keeps their state. Terraform locks a state in the bucket
 * itself with `use_lockfile = true`, from version 1.10 on; no table of DynamoDB is needed.
 *
 * The bucket refuses calls without TLS and every kind of public access, and writes who reads it into a bucket beside
 * it. It stays when the stack goes.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 *
 * @example
 * const states = new StateBucket(this, 'States');
 * const terraform = iam.Role.fromRoleName(this, 'Terraform', 'terraform');
 * states.grantState(terraform, 'shop/network.tfstate');
 */
export class StateBucket extends Construct {
  /** The bucket underneath. */
  public readonly bucket: IBucket;

  constructor(scope: Construct, id: string, private readonly props: StateBucketProps = {}) {
    super(scope, id);
    rejectOtherKinds(this, 'StateBucket', props);
    rejectProblems(this, 'StateBucket', [
      ...encryptionKeyProblems(this, 'encryptionKey', props.encryptionKey),
      ...days('olderVersions', props.olderVersions, { min: 1, max: 3650 }),
    ]);

    const bucket = this.createBucket();
    logAccess(bucket, createLogBucket(this, 'Logs', { objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED }));
    this.bucket = bucket;
  }

  /**
   * Lets an identity read, write and lock one state.
   *
   * @param grantee the role that runs Terraform
   * @param key of the state in the bucket, 1 to 1000 characters without `*`, `?` and spaces, and as Terraform asks with
   *   no `/` first, last or twice in a row; that of a workspace is `env:/<workspace>/<key>`
   */
  public grantState(grantee: IGrantable, key: string): Grant {
    rejectOtherArguments(this, 'StateBucket.grantState', 'grantee:IGrantable key:string', [grantee, key]);
    rejectProblems(this, 'StateBucket.grantState', text('key', key, STATE,
      'have 1 to 1000 letters, digits and signs of ASCII without "*", "?" and spaces, '
      + 'and no "/" first, last or twice in a row'));
    const { bucket } = this;
    const right = (actions: string[], arn: string) => Grant.addToPrincipalOrResource({
      grantee, actions, resourceArns: [arn], resource: bucket,
    });
    bucket.encryptionKey?.grant(grantee, ...KEY_ACTIONS);
    // without the right to list, Amazon S3 answers 403 for a state that is not there yet, and Terraform gives up.
    return right(['s3:ListBucket'], bucket.bucketArn)
      .combine(right(['s3:GetObject', 's3:PutObject'], bucket.arnForObjects(key)))
      .combine(right(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], bucket.arnForObjects(`${key}${LOCK}`)));
  }

  /**
   * Writes the stack output `<prefix>BucketName`.
   *
   * @param prefix first part of the name; the id of the construct by default
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, { BucketName: this.bucket.bucketName });
  }

  /** Not the key of the stack, which goes with it in development. */
  private createKey(): Key {
    const key = new Key(this, 'Key', {
      description: `States of Terraform in ${this.node.path}`, enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    key.addToResourcePolicy(grantsForAwsResourcesOnly());
    return key;
  }

  private createBucket(): Bucket {
    return new Bucket(this, 'Resource', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.props.encryptionKey ?? this.createKey(),
      // a state is read often, and each read would be a call of the key.
      bucketKeyEnabled: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: TLS,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{
        id: 'Expire',
        noncurrentVersionExpiration: this.props.olderVersions ?? OLDER_VERSIONS,
        abortIncompleteMultipartUploadAfter: ABANDONED_UPLOAD,
      }],
    });
  }
}
