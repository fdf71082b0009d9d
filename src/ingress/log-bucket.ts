import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, type IBucket, type ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge, resourceOf, restrictProvider, Profile } from '../core';

const SERVER_ACCESS_LOG_PREFIX = 'server-access/';
const ABANDONED_UPLOAD = Duration.days(7);
const OVERWRITTEN = Duration.days(1);

/** What an aspect or a property injector of the app may have changed. */
const LATER_KEY = 'the bucket of logs must be encrypted with S3 managed keys, got a bucket with a KMS key: what writes '
  + 'these logs cannot write to it; leave this bucket out of the aspect or property injector that gives it the key';

/** A private bucket for logs that AWS services write. It has no KMS key, because they could not write with one. */
export function createLogBucket(
  scope: Construct, id: string, options: { retention?: Duration; objectOwnership: ObjectOwnership },
): Bucket {
  const defaults = Profile.of(scope)._defaults;
  const isEmptied = defaults.telemetryRemoval === RemovalPolicy.DESTROY;
  const bucket = new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: true,
    objectOwnership: options.objectOwnership,
    removalPolicy: defaults.telemetryRemoval,
    autoDeleteObjects: isEmptied,
    lifecycleRules: [{
      id: 'Expire',
      expiration: options.retention ?? defaults.accessLogRetention,
      noncurrentVersionExpiration: OVERWRITTEN,
      abortIncompleteMultipartUploadAfter: ABANDONED_UPLOAD,
    }],
  });
  if (isEmptied) restrictProvider('S3AutoDeleteObjects', bucket);
  bucket.node.addValidation({ validate: () => hasKmsKey(bucket) ? [LATER_KEY] : [] });
  logAccess(bucket, bucket);
  acknowledge(bucket, 'accessLogEncryption');
  return bucket;
}

/**
 * Writes who reads a bucket into a bucket for logs, which may be the same. A bucket policy allows it, because the CDK's
 * own way writes an access control list.
 */
export function logAccess(read: Bucket, logs: Bucket): void {
  (read.node.defaultChild as CfnBucket).loggingConfiguration = {
    ...read !== logs && { destinationBucketName: logs.bucketName }, logFilePrefix: SERVER_ACCESS_LOG_PREFIX,
  };
  logs.addToResourcePolicy(new PolicyStatement({
    // one name for each statement of a policy.
    sid: read === logs ? 'ServerAccessLogs' : 'ServerAccessLogsOfAnother',
    principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [logs.arnForObjects(`${SERVER_ACCESS_LOG_PREFIX}*`)],
    conditions: {
      ArnLike: { 'aws:SourceArn': read.bucketArn },
      StringEquals: { 'aws:SourceAccount': Stack.of(read).account },
    },
  }));
}

/**
 * Whether a bucket has a KMS key, as far as the app knows: your own key shows on the construct, the AWS managed key
 * only in the resource below it.
 */
export function hasKmsKey(bucket: IBucket): boolean {
  const encryption = resourceOf<CfnBucket>(bucket, CfnBucket.CFN_RESOURCE_TYPE_NAME)?.bucketEncryption;
  return bucket.encryptionKey !== undefined
    || /"sseAlgorithm":"aws:kms/.test(JSON.stringify(Stack.of(bucket).resolve(encryption) ?? {}));
}
