import { Connections, Port, type IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import {
  grantSecretRead, groupPlaceProblems,
  injectedSecretProblems, placeProblems, port, rejectOtherKinds, rejectProblems, SHELL_VARIABLES,
  variableProblems, whereaboutsOf, type Problem, type VariableRules,
} from '../core';
import type { AwsService } from '../network';
import type { IBackend } from './backend';
import { prefixProblems } from './connect-problems';

/** Names that a shell can export too, because instances are clients as well as tasks. */
const VARIABLES: VariableRules = {
  ...SHELL_VARIABLES, readableIn: 'the task definition, or the settings of the instances,',
};

/** Something that exists already, and how an application reaches it. */
export interface ExistingBackendProps {
  /** Port that clients connect to, 1 to 65535. */
  readonly port: number;

  /**
   * First part of the names of the environment variables, for example `DB`: letters, digits and "_" that do not begin
   * with a digit.
   */
  readonly environmentPrefix: string;

  /**
   * What admits the clients: a security group, or anything that has one, such as an imported `rds.DatabaseInstance`.
   * Its port is opened with a rule in the stack of each client.
   *
   * @default - no rule is made: for a backend that is not in the VPC, or that admits the clients already
   */
  readonly admittedBy?: IConnectable;

  /**
   * Settings that are not secret, by the second part of the name: `HOST` becomes `DB_HOST`. A name that looks like a
   * secret is rejected.
   *
   * @default - no settings
   */
  readonly environment?: { [name: string]: string };

  /**
   * Settings from Secrets Manager or from the SSM Parameter Store, by the second part of the name: `PASSWORD` becomes
   * `DB_PASSWORD`.
   *
   * @default - no secrets
   */
  readonly secrets?: { [name: string]: Secret };

  /**
   * The secret that rotates, if one does: applications are started again after a rotation. Without `secrets` they may
   * read it at run time.
   *
   * @default - nothing rotates
   */
  readonly rotatingSecret?: ISecret;
}

/**
 * A database, a cache or another backend that this app did not make: connected with the same one call as those of the
 * library.
 *
 * @example
 * const secret = secretsmanager.Secret.fromSecretNameV2(this, 'Secret', 'legacy/database');
 * const legacy = new ExistingBackend(this, 'Legacy', {
 *   port: 3306,
 *   environmentPrefix: 'DB',
 *   admittedBy: ec2.SecurityGroup.fromSecurityGroupId(this, 'SecurityGroup', 'sg-0123456789abcdef0'),
 *   environment: { HOST: 'legacy.cluster-abc.eu-west-1.rds.amazonaws.com' },
 *   secrets: {
 *     USER: ecs.Secret.fromSecretsManager(secret, 'username'),
 *     PASSWORD: ecs.Secret.fromSecretsManager(secret, 'password'),
 *   },
 *   rotatingSecret: secret,
 * });
 */
export class ExistingBackend extends Construct implements IBackend {
  /** Prefix of the environment variables when the service names none. */
  public readonly defaultEnvironmentPrefix: string;
  /** Port that clients connect to. */
  public readonly backendPort: number;
  /** What admits the clients. */
  public readonly connections: Connections;
  /** A secret that rotates. */
  public readonly rotatingSecret?: ISecret;
  /** With `secrets`: the application then gets them injected, and need not read the secret. */
  public readonly grantsCredentialsOnly?: boolean;
  /** None of its own: the services that hold its `secrets` are found from those. */
  public readonly requiredServices: AwsService[] = [];

  constructor(scope: Construct, id: string, private readonly props: ExistingBackendProps) {
    super(scope, id);
    rejectOtherKinds(this, 'ExistingBackend', props);
    rejectProblems(this, 'ExistingBackend', [
      ...port('port', props.port),
      ...prefixProblems(props.environmentPrefix),
      ...variableProblems('', props, VARIABLES),
      ...injectedSecretProblems(this, '', props.secrets),
      ...groupPlaceProblems(
        this, 'admittedBy.connections.securityGroups', props.admittedBy?.connections.securityGroups,
      ),
      ...props.rotatingSecret ? rotationProblems(this, props.rotatingSecret) : [],
    ]);
    this.defaultEnvironmentPrefix = props.environmentPrefix;
    this.backendPort = props.port;
    this.rotatingSecret = props.rotatingSecret;
    this.grantsCredentialsOnly = Object.keys(props.secrets ?? {}).length > 0;
    this.connections = new Connections({
      securityGroups: props.admittedBy?.connections.securityGroups, defaultPort: Port.tcp(props.port),
    });
  }

  /**
   * Settings that are not secret.
   *
   * @param prefix first part of each name
   */
  public environmentFor(prefix: string): { [name: string]: string } {
    return prefixed(prefix, this.props.environment);
  }

  /**
   * Settings that AWS injects.
   *
   * @param prefix first part of each name
   */
  public secretsFor(prefix: string): { [name: string]: Secret } {
    return prefixed(prefix, this.props.secrets);
  }

  /**
   * Lets an identity read the secret that rotates; without one there is nothing to grant.
   *
   * @param grantee the role of the application
   */
  public grantAccess(grantee: IGrantable): Grant {
    return this.rotatingSecret
      ? grantSecretRead(this.rotatingSecret, grantee)
      : Grant.drop(grantee, 'the backend has no secret that rotates');
  }
}

function prefixed<T>(prefix: string, values: { readonly [name: string]: T } = {}): { [name: string]: T } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}_${name}`, value]));
}

/** Secrets Manager tells of a rotation where the secret is. */
function rotationProblems(scope: Construct, secret: ISecret): Problem[] {
  return placeProblems(scope, {
    prop: 'rotatingSecret', thing: secret, is: whereaboutsOf(secret, secret.secretArn), sameAccount: true,
    advice: 'no rotation of another Region or account is heard of: replicate the secret, and give the replica',
  });
}
