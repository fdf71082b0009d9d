import { ArnFormat, Fn, ReferenceStrength, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { IBackend, IIamLogin } from '../backend';
import {
  acknowledge, encryptionKeyOf, grantSecretRead, rejectOtherKinds, rejectProblems, removalOfParts, writeOutputs,
} from '../core';
import { dataSubnets, warnOfDataGroups, type AwsService } from '../network';
import type { IMonitored, Signal } from '../signal';
import { ClientSettings } from './client-settings';
import { grantLogin } from './iam-login';
import { identifierOf } from './identifier';
import { createShared, finishInstance, largestStorage, sharedProps, type SharedParts } from './instance';
import { DatabaseLogGroups } from './log-groups';
import type { PostgresDatabase } from './postgres-database';
import type { PostgresReplicaProps } from './postgres-replica-props';
import { replicaProblems } from './replica-problems';
import { offeredType, warnOfType } from './regions';
import type { ResolvedDatabaseProps } from './resolved-props';
import { databaseSignals, metricOf } from './signals';

const CLASS_NAME = 'PostgresReplica';
/** Place of the name in the ARN of a secret. */
const SECRET_NAME = 6;

/**
 * A copy of a `PostgresDatabase` in another Region: read only and some seconds behind, until it is promoted.
 *
 * `service.connectTo(replica)` passes the same variables as the database itself, so the application is the same in both
 * Regions. A promotion changes neither the address nor the password.
 *
 * A service is not restarted after a rotation of the password, because Secrets Manager tells of it in the Region of the
 * source only: use `BackendAccess.iam` or `BackendAccess.secretAtRunTime`.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html
 * @example
 * const source = new PostgresDatabase(this, 'Database', {
 *   vpc, credentials: DatabaseCredentials.generated({ replicaRegions: [{ region: 'eu-central-1' }] }),
 * });
 * const frankfurt = new Stack(app, 'Frankfurt', { env: { account: '111122223333', region: 'eu-central-1' } });
 * const far = new Network(frankfurt, 'Network');
 * new PostgresReplica(frankfurt, 'Replica', { vpc: far.vpc, source });
 */
export class PostgresReplica extends Construct implements IBackend, IIamLogin, IMonitored {
  public readonly defaultEnvironmentPrefix: string = 'DB';
  public readonly backendPort: number;
  public readonly requiredServices: AwsService[];
  public readonly rotatingSecret?: ISecret;
  public readonly iamLogin?: IIamLogin;
  public readonly grantsCredentialsOnly?: boolean = true;
  public readonly connections: ec2.Connections;

  /** The database instance. */
  public readonly instance: rds.IDatabaseInstance;
  /** User name and password of the master user, as a copy in this Region. */
  public readonly secret: ISecret;
  /** Group of the replica. */
  public readonly securityGroup: ec2.SecurityGroup;
  /** Host that clients connect to, before and after a promotion. */
  public readonly host: string;
  /** Name of the first database. */
  public readonly databaseName: string;
  /** Name of the master user. */
  public readonly masterUserName: string;

  private readonly resolved: ResolvedDatabaseProps;
  private readonly clientSettings: ClientSettings;

  constructor(scope: Construct, id: string, private readonly props: PostgresReplicaProps) {
    super(scope, id);
    rejectOtherKinds(this, CLASS_NAME, props);
    const { vpc, vpcSubnets = dataSubnets(vpc), source } = props;
    rejectProblems(this, CLASS_NAME, replicaProblems(this, { ...props, vpcSubnets }));

    this.resolved = resolvedOf(this, props);
    warnOfType(this, this.resolved.instanceType);
    if (props.vpcSubnets === undefined) warnOfDataGroups(this, 'vpcSubnets', vpc);
    const { port, databaseName, credentials } = this.resolved;
    [this.backendPort, this.databaseName, this.masterUserName] = [port, databaseName, credentials.userName];
    this.securityGroup = this.createSecurityGroup();
    this.connections = new ec2.Connections({
      securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(port),
    });
    const encryptionKey = props.encryptionKey ?? encryptionKeyOf(this);
    const { parameters } = this.resolved;
    this.instance = this.createInstance(createShared(this, this.resolved, {
      vpc, vpcSubnets, encryptionKey, parameters,
    }));
    this.host = this.instance.dbInstanceEndpointAddress;
    this.secret = props.secret ?? this.findSecret();
    this.rotatingSecret = this.secret;
    this.iamLogin = this;
    this.clientSettings = new ClientSettings(this, 'ClientSettings', {
      host: this.host, port, databaseName, secret: this.secret, isInSecret: false,
    });
    this.requiredServices = this.clientSettings.requiredServices;
    // its references hold nothing there, and say nothing of the order.
    Stack.of(this).addStackDependency(Stack.of(source), 'the source of a replica is made first');
  }

  /** Nothing: all settings come through `secretsFor`, because container environments show in the task definition. */
  public environmentFor(_prefix: string): { [name: string]: string } { return {}; }

  /**
   * `<prefix>_HOST`, `_PORT`, `_NAME`, `_USER` and `_PASSWORD`.
   *
   * @param prefix first part of each name
   */
  public secretsFor(prefix: string): { [name: string]: ContainerSecret } {
    return Object.fromEntries(Object.entries(this.clientSettings.values)
      .map(([name, value]) => [`${prefix}_${name}`, value]));
  }

  /**
   * Lets an identity read the secret at run time, and log in as the master user with IAM.
   *
   * @param grantee the role of the application
   */
  public grantAccess(grantee: IGrantable): Grant {
    return grantSecretRead(this.secret, grantee).combine(this.grantConnect(grantee, this.masterUserName));
  }

  /**
   * Lets an identity log in with IAM as a user that was granted `rds_iam`.
   *
   * @param grantee the role of the application
   * @param userName name of the PostgreSQL user, of 1 to 63 characters; rejected if it has a wildcard
   */
  public grantConnect(grantee: IGrantable, userName: string): Grant {
    return grantLogin(this, CLASS_NAME, [this.instance], grantee, userName);
  }

  /** Those of a database; the lag behind the source too, until it is promoted. */
  public signals(): Signal[] {
    const following = this.props.promoted === true ? [] : [this.instance];
    return databaseSignals(this.instance, following, this.resolved, this.resolved.parameters);
  }

  /** A metric of the replica by its name in CloudWatch, the average by the minute if not said otherwise. */
  public metric(name: string, options?: MetricOptions): Metric {
    return metricOf(this.instance, name, options);
  }

  /**
   * Writes the stack outputs `<prefix>Host`, `<prefix>SecretArn`, `<prefix>InstanceIdentifier` and
   * `<prefix>SecurityGroupId`.
   *
   * @param prefix first part of each name; the id of the construct by default
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, {
      Host: this.host,
      SecretArn: this.secret.secretArn,
      InstanceIdentifier: this.instance.instanceIdentifier,
      SecurityGroupId: this.securityGroup.securityGroupId,
    });
  }

  private createSecurityGroup(): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: this.props.vpc, description: 'Replica of a PostgreSQL database', allowAllOutbound: false,
    });
    group.applyRemovalPolicy(removalOfParts(this.resolved.removalPolicy));
    return group;
  }

  private createInstance(shared: SharedParts): rds.DatabaseInstanceReadReplica {
    const { source, promoted = false } = this.props;
    const instanceIdentifier = identifierOf(this);
    const logGroups = new DatabaseLogGroups(this, 'Logs', instanceIdentifier);
    const replica = new rds.DatabaseInstanceReadReplica(this, 'Instance', {
      ...sharedProps(this.resolved, shared, instanceIdentifier, this.securityGroup),
      sourceDatabaseInstance: source.instance,
      port: this.resolved.port,
      storageEncryptionKey: shared.encryptionKey,
      removalPolicy: this.resolved.removalPolicy,
    });
    const resource = finishInstance(replica, this.resolved.port, logGroups, shared);
    resource.engine = shared.engine.engineType;
    resource.maxAllocatedStorage = largestStorage(this.resolved);
    // without a source CloudFormation promotes the replica.
    resource.sourceDbInstanceIdentifier = promoted ? undefined : sourceArn(source);
    // RDS makes no backups of what follows another database.
    resource.backupRetentionPeriod = promoted ? this.resolved.backupRetention.toDays() : undefined;
    resource.sourceRegion = Stack.of(source).region;
    // a copy is encrypted as its source is; the key says it, and RDS refuses to hear it twice.
    resource.storageEncrypted = undefined;
    acknowledge(resource, 'replicaEncryption');
    if (promoted) acknowledge(resource, 'promotedEncryption');
    return replica;
  }

  /** A copy has the name of its secret, and a Region of its own. */
  private findSecret(): ISecret {
    const stack = Stack.of(this);
    const { source } = this.props;
    const original = Stack.consumeReference(source.secret.secretArn, ReferenceStrength.WEAK);
    const copy = this.resolved.credentials._variant.replicaRegions?.find(({ region }) => region === stack.region);
    return Secret.fromSecretAttributes(this, 'Secret', {
      secretCompleteArn: stack.formatArn({
        service: 'secretsmanager', resource: 'secret', resourceName: Fn.select(SECRET_NAME, Fn.split(':', original)),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      encryptionKey: copy?.encryptionKey,
    });
  }
}

/** The settings of the source, with what the user says of the replica. */
function resolvedOf(
  scope: Construct, { source, instanceType, multiAz, deletionProtection, promoted }: PostgresReplicaProps,
) {
  const { _resolved: theirs } = source;
  return {
    ...theirs,
    instanceType: instanceType ?? offeredType(scope, theirs.instanceType),
    multiAz: multiAz ?? theirs.multiAz,
    deletionProtection: deletionProtection ?? theirs.deletionProtection,
    removalPolicy: promoted ? theirs.removalPolicy : RemovalPolicy.DESTROY,
  };
}

/** Weak, so that the source can be lost with its Region, and its stack changed. */
function sourceArn(source: PostgresDatabase): string {
  const { ref } = source.instance.node.defaultChild as rds.CfnDBInstance;
  return Stack.of(source).formatArn({
    service: 'rds', resource: 'db', arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName: Stack.consumeReference(ref, ReferenceStrength.WEAK),
  });
}
