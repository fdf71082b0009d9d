import { Connections, Port } from 'aws-cdk-lib/aws-ec2';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  grantAliasUse, oneOf, otherAccountProblems, placeProblems, rejectOtherKinds, rejectProblems, whereaboutsOf,
  type Problem,
} from '../core';
import { AwsService } from '../network';
import { API_PORT } from './api-port';
import type { IBackend } from './backend';
import { prefixProblems } from './connect-problems';
import { injectedSetting } from './injected-setting';

/** What an application may do with the objects of a bucket. */
export enum BucketRights {
  /** List and read objects. */
  READ = 'read',
  /** Write and delete objects. */
  WRITE = 'write',
  /** List, read, write and delete objects. */
  READ_WRITE = 'readWrite',
}

/** A bucket of Amazon S3, and what an application may do with it. */
export interface BucketBackendProps {
  /** The bucket, made in this app or imported; rejected if it is known to be in another Region. */
  readonly bucket: IBucket;

  /** What the application may do. */
  readonly rights: BucketRights;

  /**
   * First part of the name of the environment variable: letters, digits and "_" that do not begin with a digit.
   *
   * @default 'BUCKET'
   */
  readonly environmentPrefix?: string;
}

const PREFIX = 'BUCKET';

const GRANTS: Readonly<Record<BucketRights, (bucket: IBucket, grantee: IGrantable) => Grant>> = {
  [BucketRights.READ]: (bucket, grantee) => bucket.grantRead(grantee),
  [BucketRights.WRITE]: (bucket, grantee) => bucket.grantWrite(grantee),
  [BucketRights.READ_WRITE]: (bucket, grantee) => bucket.grantReadWrite(grantee),
};

/**
 * A bucket that services connect to. The application gets its name as `<prefix>_NAME`, and rights on its objects.
 *
 * @example
 * const pictures = new BucketBackend(this, 'Pictures', {
 *   bucket: new s3.Bucket(this, 'Bucket'), rights: BucketRights.READ_WRITE,
 * });
 * shop.connectTo(pictures, { environmentPrefix: 'PICTURES' });
 */
export class BucketBackend extends Construct implements IBackend {
  /** Prefix of the environment variable when the service names none. */
  public readonly defaultEnvironmentPrefix: string;
  /** Port of Amazon S3. */
  public readonly backendPort = API_PORT;
  /** Empty: no security group guards a bucket, the rights of a role do. */
  public readonly connections = new Connections({ defaultPort: Port.tcp(API_PORT) });
  /** Amazon S3. */
  public readonly requiredServices = [AwsService.S3];

  constructor(scope: Construct, id: string, private readonly props: BucketBackendProps) {
    super(scope, id);
    rejectOtherKinds(this, 'BucketBackend', props);
    rejectProblems(this, 'BucketBackend', this.problems());
    this.defaultEnvironmentPrefix = props.environmentPrefix ?? PREFIX;
  }

  /** Nothing: the name comes through `secretsFor`, because container environments show in the task definition. */
  public environmentFor(_prefix: string): { [name: string]: string } {
    return {};
  }

  /**
   * `<prefix>_NAME`.
   *
   * @param prefix first part of the name
   */
  public secretsFor(prefix: string): { [name: string]: Secret } {
    return { [`${prefix}_NAME`]: injectedSetting(this, 'Name', this.props.bucket.bucketName) };
  }

  /**
   * Lets an identity read or write objects.
   *
   * @param grantee the role of the application
   */
  public grantAccess(grantee: IGrantable): Grant {
    const { bucket, rights } = this.props;
    const actions = ['kms:Decrypt', ...rights === BucketRights.READ ? [] : ['kms:GenerateDataKey*']];
    grantAliasUse(this, bucket.encryptionKey, grantee, 's3', actions);
    return GRANTS[rights](bucket, grantee);
  }

  private problems(): Problem[] {
    const { bucket, rights, environmentPrefix } = this.props;
    return [
      ...placeProblems(this, {
        prop: 'bucket', thing: bucket, is: whereaboutsOf(bucket, bucket.bucketArn),
        advice: 'applications call Amazon S3 in their own Region',
      }),
      ...otherAccountProblems(this, 'bucket', bucket),
      ...oneOf('rights', rights, Object.values(BucketRights)),
      ...prefixProblems(environmentPrefix),
    ];
  }
}
