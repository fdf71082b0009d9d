import { Tokenization } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { IBackend, IIamLogin } from '../backend';
import {
  grantSecretRead, profileKeyOf, rejectOtherKinds, rejectProblems, rememberLogicalIds, removalOfParts, shareableSecret,
  writeOutputs,
} from '../core';
import { dataSubnets, warnOfDataGroups, type AwsService } from '../network';
import type { IMonitored, Signal } from '../signal';
import { ClientSettings } from './client-settings';
import { grantLogin } from './iam-login';
import { createInstance, createShared, type SharedParts } from './instance';
import type { PostgresDatabaseProps } from './postgres-database-props';
import { databaseProblems } from './problems';
import { PROXY_PORT, type DatabaseProxy } from './proxy';
import { ReadReplicas } from './read-replicas';
import { warnOfType } from './regions';
import { resolveProps, type ResolvedDatabaseProps } from './resolved-props';
import { Rotation } from './rotation';
import { databaseSignals, metricOf } from './signals';

const CLASS_NAME = 'PostgresDatabase';

/**
 * PostgreSQL on Amazon RDS: encrypted, backed up, monitored, reachable by the services that are connected to it and by
 * nobody else.
 *
 * `service.connectTo(database)` opens the port, grants access and passes `DB_HOST`, `DB_PORT`, `DB_NAME`, `DB_USER` and
 * `DB_PASSWORD` to the service. Clients have to use TLS; with a proxy they trust Amazon's public root certificates,
 * else the certificate bundle of RDS.
 *
 * The database has a name that derives from the id of the stack, so CloudFormation refuses every change that would
 * replace it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_PostgreSQL.html
 * @example
 * const database = new PostgresDatabase(this, 'Database', { vpc });
 */
export class PostgresDatabase extends Construct implements IBackend, IIamLogin, IMonitored {
  public readonly defaultEnvironmentPrefix: string = 'DB';
  public readonly backendPort: number;
  public readonly requiredServices: AwsService[];
  public readonly rotatingSecret?: ISecret;
  /** `grantAccess` is for applications that read the credentials themselves. */
  public readonly grantsCredentialsOnly?: boolean = true;
  /** The database itself; nothing behind RDS Proxy, which logs in with the secret. */
  public readonly iamLogin?: IIamLogin;
  /** What clients connect to: the proxy or else the database, and the replicas. */
  public readonly connections: ec2.Connections;

  /** The database instance. */
  public readonly instance: rds.IDatabaseInstance;
  /** User name and password of the master user. */
  public readonly secret: ISecret;
  /** Group of the database itself. */
  public readonly securityGroup: ec2.SecurityGroup;
  /** The proxy, with `Pooling.rdsProxy`. */
  public readonly proxy?: rds.DatabaseProxy;
  /** Host that clients connect to: the proxy's, or else the database's. */
  public readonly host: string;
  /** Name of the first database. */
  public readonly databaseName: string;

  /** @internal */
  public readonly _resolved: ResolvedDatabaseProps;
  private readonly replicas?: ReadReplicas;
  private readonly clientSettings: ClientSettings;

  constructor(scope: Construct, id: string, private readonly props: PostgresDatabaseProps) {
    super(scope, id);
    rememberLogicalIds(this);
    rejectOtherKinds(this, CLASS_NAME, props);

    this._resolved = resolveProps(this, props);
    const vpcSubnets = this.check();
    const { port, databaseName, credentials, snapshotIdentifier } = this._resolved;
    this.databaseName = databaseName;

    this.securityGroup = this.createSecurityGroup();
    const shared = createShared(this, this._resolved, {
      vpc: props.vpc, vpcSubnets, encryptionKey: props.encryptionKey ?? profileKeyOf(this),
      parameters: this._resolved.parameters,
    });
    const instance = createInstance(this, this._resolved, shared, this.securityGroup);
    this.instance = instance;
    // every kind of credentials brings a secret.
    const ownSecret = instance.secret!;
    this.secret = shareableSecret(this, 'SharedSecret', ownSecret);
    this.rotatingSecret = this.secret;
    this.scheduleRotation(ownSecret);

    const proxy = this.createProxy(shared, ownSecret);
    this.proxy = proxy?.proxy;
    this.iamLogin = proxy ? undefined : this;
    this.host = proxy?.proxy.endpoint ?? instance.dbInstanceEndpointAddress;
    this.backendPort = proxy ? PROXY_PORT : port;
    this.replicas = this.createReplicas(shared);
    this.connections = this.createConnections(proxy);
    this.clientSettings = new ClientSettings(this, 'ClientSettings', {
      host: this.host,
      port: this.backendPort,
      databaseName,
      readerHosts: this.replicas?.hosts,
      secret: this.secret,
      isInSecret: !credentials.isManagedByRds && !proxy && snapshotIdentifier === undefined,
    });
    this.requiredServices = this.clientSettings.requiredServices;
  }

  /** Name of the master user. */
  public get masterUserName(): string { return this._resolved.credentials.userName; }

  /** The read replicas. */
  public get readReplicas(): rds.IDatabaseInstance[] { return [...this.replicas?.instances ?? []]; }

  /** Nothing: all settings come through `secretsFor`, because container environments show in the task definition. */
  public environmentFor(_prefix: string): { [name: string]: string } { return {}; }

  /**
   * `<prefix>_HOST`, `_PORT`, `_NAME`, `_USER` and `_PASSWORD`, and `_READER_HOSTS` (separated by commas) where there
   * are replicas.
   *
   * @param prefix first part of each name
   */
  public secretsFor(prefix: string): { [name: string]: Secret } {
    return Object.fromEntries(Object.entries(this.clientSettings.values)
      .map(([name, value]) => [`${prefix}_${name}`, value]));
  }

  /**
   * Lets an identity read the secret at run time, so that a rotation needs no restart, and log in as the master user
   * with IAM.
   *
   * @param grantee the role of the application
   */
  public grantAccess(grantee: IGrantable): Grant {
    return grantSecretRead(this.secret, grantee).combine(this.grantConnect(grantee, this.masterUserName));
  }

  /**
   * Lets an identity log in with IAM, at the database and at its replicas, as a user that was granted `rds_iam`.
   *
   * @param grantee the role of the application
   * @param userName name of the PostgreSQL user, of 1 to 63 characters; rejected if it has a wildcard, which would
   *   stand for every user
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
   */
  public grantConnect(grantee: IGrantable, userName: string): Grant {
    return grantLogin(this, CLASS_NAME, [this.instance, ...this.readReplicas], grantee, userName);
  }

  /** CPU, storage, memory, connections, latency, transaction ids, credits and replica lag. */
  public signals(): Signal[] {
    return databaseSignals(this.instance, this.readReplicas, this._resolved, this._resolved.parameters);
  }

  /** A metric of the database by its name in CloudWatch, the average by the minute if not said otherwise. */
  public metric(name: string, options?: MetricOptions): Metric {
    return metricOf(this.instance, name, options);
  }

  /** CPU in use, in percent. */
  public metricCpuUtilization(options?: MetricOptions): Metric {
    return this.metric('CPUUtilization', options);
  }

  /** Open connections. */
  public metricDatabaseConnections(options?: MetricOptions): Metric {
    return this.metric('DatabaseConnections', options);
  }

  /** Free storage, in bytes. */
  public metricFreeStorageSpace(options?: MetricOptions): Metric {
    return this.metric('FreeStorageSpace', options);
  }

  /** Memory that could be freed, in bytes. */
  public metricFreeableMemory(options?: MetricOptions): Metric {
    return this.metric('FreeableMemory', options);
  }

  /**
   * Writes the stack outputs `<prefix>Host`, `<prefix>Port`, `<prefix>Name`, `<prefix>SecretArn`,
   * `<prefix>InstanceIdentifier` and `<prefix>SecurityGroupId`.
   *
   * @param prefix first part of each name; the id of the construct by default
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, {
      Host: this.host,
      Port: Tokenization.stringifyNumber(this.backendPort),
      Name: this.databaseName,
      SecretArn: this.secret.secretArn,
      InstanceIdentifier: this.instance.instanceIdentifier,
      SecurityGroupId: this.connections.securityGroups[0].securityGroupId,
    });
  }

  /** Rejects what cannot work, and says which subnets the database gets. */
  private check(): ec2.SubnetSelection {
    const { vpcSubnets = dataSubnets(this.props.vpc) } = this.props;
    rejectProblems(this, CLASS_NAME, databaseProblems(this, { ...this.props, vpcSubnets }, this._resolved));
    warnOfType(this, this._resolved.instanceType);
    if (this.props.vpcSubnets === undefined) warnOfDataGroups(this, 'vpcSubnets', this.props.vpc);
    return vpcSubnets;
  }

  private createSecurityGroup(): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: this.props.vpc, description: 'PostgreSQL database', allowAllOutbound: false,
    });
    group.applyRemovalPolicy(removalOfParts(this._resolved.removalPolicy));
    return group;
  }

  private scheduleRotation(secret: ISecret): void {
    const { credentials: { _variant: { rotateEvery } }, port } = this._resolved;
    if (rotateEvery === undefined) return;
    const { vpc } = this.props;
    new Rotation(this, 'Rotation', { vpc, securityGroup: this.securityGroup, port, secret }, rotateEvery);
  }

  private createProxy({ vpc, vpcSubnets, engine }: SharedParts, secret: ISecret): DatabaseProxy | undefined {
    const { instance, securityGroup, _resolved: { pooling, port } } = this;
    return pooling._variant.bind(this, { vpc, vpcSubnets, engine, instance, securityGroup, secret, port });
  }

  private createConnections(proxy: DatabaseProxy | undefined): ec2.Connections {
    const replicas = this.replicas ? [this.replicas.securityGroup] : [];
    return new ec2.Connections({
      securityGroups: [proxy?.securityGroup ?? this.securityGroup, ...replicas],
      defaultPort: ec2.Port.tcp(this.backendPort),
    });
  }

  private createReplicas(shared: SharedParts): ReadReplicas | undefined {
    if (!(this._resolved.readReplicas > 0)) return undefined;
    return new ReadReplicas(this, 'ReadReplicas', this.instance, this._resolved, shared, this.backendPort);
  }
}
