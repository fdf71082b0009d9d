import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import type { AwsService } from '../network';
import type { IIamLogin } from './iam-login';

/**
 * Anything that a service can be connected to with one call: a database, a cache, a queue of your own.
 *
 * `connectTo(backend)` opens the network path, grants access, passes the settings to the application, and lets the
 * service start after the backend.
 */
export interface IBackend extends IConstruct, IConnectable {
  /** Prefix of the environment variables when the service names none, for example `DB`. */
  readonly defaultEnvironmentPrefix: string;

  /** Port that clients connect to, 1 to 65535. */
  readonly backendPort: number;

  /** AWS services that a client calls in order to use the backend, for example `AwsService.SQS` for a queue. */
  readonly requiredServices: AwsService[];

  /**
   * A secret that rotates: services are restarted after a rotation, because a running task keeps the value that it
   * started with.
   */
  readonly rotatingSecret?: ISecret;

  /** Log-in with IAM, for `BackendAccess.iam`; nothing where the backend knows passwords only. */
  readonly iamLogin?: IIamLogin;

  /**
   * Settings that are not secret, as environment variables.
   *
   * @param prefix first part of each name, for example `DB` for `DB_HOST`
   */
  environmentFor(prefix: string): { [name: string]: string };

  /**
   * Settings that AWS injects from Secrets Manager or from the SSM Parameter Store, as environment variables.
   *
   * @param prefix first part of each name, for example `DB` for `DB_PASSWORD`
   */
  secretsFor(prefix: string): { [name: string]: Secret };

  /**
   * Whether `grantAccess` only opens another way to the credentials. An application that gets its credentials injected
   * needs none of these rights, so `connectTo` does not grant them to it.
   *
   * @default false - `connectTo` grants access to every application
   */
  readonly grantsCredentialsOnly?: boolean;

  /**
   * Lets an identity use the backend at run time, beyond the secrets that are injected at its start.
   *
   * @param grantee the role of the application
   */
  grantAccess(grantee: IGrantable): Grant;
}
