import { type CfnResource, type Duration, Stack, Stage } from 'aws-cdk-lib';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import {
  contradiction, days, guardFactories, inWords, Mark, namelessProblems, placeProblems, type Problem, text,
  whereaboutsOf,
} from '../core';
import { createLogBucket, hasKmsKey } from './log-bucket';

/** The statements of a bucket so far, in their order. */
const STATEMENTS = new Mark<readonly string[]>('access-log-statements');

/** How access logs are kept in a bucket of their own. */
export interface AccessLogsOptions {
  /**
   * How long they are kept, in whole days, at least 1.
   *
   * @default - by profile: 90 days, 30 days in development and staging, 365 days when regulated
   */
  readonly retention?: Duration;
}

/** Where in your bucket the access logs are written. */
export interface AccessLogsBucketOptions {
  /**
   * First part of the names of the log files: 1 to 512 visible characters that neither start nor end with "/" nor hold
   * "AWSLogs".
   *
   * @default - the files start at the root of the bucket
   */
  readonly prefix?: string;
}

/**
 * Where the load balancer writes a line for each request.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 *
 * @example
 * Ingress.http({ loadBalancer: { accessLogs: AccessLogs.toNewBucket({ retention: Duration.days(400) }) } });
 */
export class AccessLogs {
  /**
   * To a bucket of its own: private, versioned, TLS only, encrypted with S3 managed keys, emptied by age.
   *
   * The bucket outlives the stack where the profile says so, in production for example.
   *
   * @param options how long the logs are kept
   */
  public static toNewBucket(options?: AccessLogsOptions): AccessLogs {
    return new AccessLogs(newBucket(options ?? {}));
  }

  /**
   * To a bucket of yours, in the Region of the load balancer; one that is known to be elsewhere is rejected.
   *
   * The bucket has to be encrypted with S3 managed keys. A bucket with a KMS key is rejected, because the load balancer
   * could not write to it. In a bucket of this app the library adds the bucket policy that lets the load balancer
   * write; for an imported bucket you write that policy.
   *
   * @param bucket the bucket
   * @param options where in the bucket the logs are written
   */
  public static toBucket(bucket: IBucket, options?: AccessLogsBucketOptions): AccessLogs {
    return new AccessLogs(givenBucket(bucket, options ?? {}));
  }

  /** No access logs. Every rule pack reports it. */
  public static none(): AccessLogs {
    return new AccessLogs({ problems: () => [], bind: () => undefined });
  }

  private constructor(/** @internal */ public readonly _variant: AccessLogsVariant) {}
}

guardFactories(AccessLogs);

/** What the destinations of access logs differ in. */
export interface AccessLogsVariant {
  problems(prop: string, scope: IConstruct): Problem[];
  /** @returns the bucket, if there is one */
  bind(scope: Construct, loadBalancer: ApplicationLoadBalancer): IBucket | undefined;
}

function newBucket({ retention }: AccessLogsOptions): AccessLogsVariant {
  return {
    problems: (prop) => days(`${prop}.retention`, retention, { min: 1 }),
    bind: (scope, loadBalancer) => writeLogs(loadBalancer, createLogBucket(scope, 'AccessLogs', {
      retention, objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    })),
  };
}

function givenBucket(bucket: IBucket, { prefix }: AccessLogsBucketOptions): AccessLogsVariant {
  return {
    problems: (prop, scope) => [
      ...text(`${prop}.prefix`, prefix, /(?!.*AWSLogs)[!-.0-~](?:[!-~]{0,510}[!-.0-~])?/,
        'have 1 to 512 visible characters, and neither start nor end with "/" nor hold "AWSLogs"'),
      ...contradiction(hasKmsKey(bucket), {
        prop: `${prop}.bucket`, must: 'be encrypted with S3 managed keys', got: inWords('a bucket with a KMS key'),
        advice: 'Elastic Load Balancing cannot write to a bucket with a KMS key',
      }),
      ...bucketPlaceProblems(scope, `${prop}.bucket`, bucket),
    ],
    bind: (_scope, loadBalancer) => writeLogs(loadBalancer, bucket, prefix),
  };
}

function bucketPlaceProblems(scope: IConstruct, prop: string, bucket: IBucket): Problem[] {
  const problems = placeProblems(scope, {
    prop, is: whereaboutsOf(bucket, bucket.bucketArn),
    advice: 'a load balancer writes to buckets of its own Region; the account may be another one',
  });
  return problems.length > 0 ? problems : namelessProblems(scope, prop, bucket);
}

function writeLogs(loadBalancer: ApplicationLoadBalancer, bucket: IBucket, prefix?: string): IBucket {
  loadBalancer.setAttribute('access_logs.s3.enabled', 'true');
  loadBalancer.setAttribute('access_logs.s3.bucket', bucket.bucketName);
  if (prefix !== undefined) loadBalancer.setAttribute('access_logs.s3.prefix', prefix);
  allowDelivery(loadBalancer, bucket, prefix);
  return bucket;
}

/**
 * The CDK's own `logAccessLogs` is of no use here: it throws if the Region is not known, and it names accounts that AWS
 * no longer delivers from.
 */
function allowDelivery(loadBalancer: ApplicationLoadBalancer, bucket: IBucket, prefix?: string): void {
  const stack = Stack.of(loadBalancer);
  const objects = `${prefix === undefined ? '' : `${prefix}/`}AWSLogs/${stack.account}/*`;
  bucket.addToResourcePolicy(new PolicyStatement({
    sid: statementIdOf(bucket, `${stack.region} ${objects}`),
    principals: [new ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(objects)],
    conditions: {
      ArnLike: {
        'aws:SourceArn': stack.formatArn({
          service: 'elasticloadbalancing', resource: 'loadbalancer', resourceName: '*',
        }),
      },
      StringEquals: { 'aws:SourceAccount': stack.account },
    },
  }));
  // AWS writes a test file as soon as the attribute is set.
  const policy = bucket.policy?.node.defaultChild;
  // a stage of another account may have the bucket, and stages do not wait for each other.
  if (!policy || Stage.of(policy) !== Stage.of(loadBalancer)) return;
  (loadBalancer.node.defaultChild as CfnResource).addResourceDependency(policy as CfnResource);
}

/**
 * An id for the statement: load balancers with a prefix or an account of their own have one each, and no policy takes
 * an id twice.
 *
 * @param content equal for statements that are equal
 */
function statementIdOf(bucket: IBucket, content: string): string {
  const known = STATEMENTS.get(bucket) ?? [];
  if (!known.includes(content)) STATEMENTS.set(bucket, [...known, content]);
  const place = STATEMENTS.get(bucket)!.indexOf(content);
  return `LoadBalancerAccessLogs${place === 0 ? '' : place + 1}`;
}
