import { ArnFormat, Stack, Tokenization } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { IBackend } from '../backend';
import { Profile, profileKeyOf, rejectProblems, removalOfParts, shareableSecret, text, writeOutputs } from '../core';
import { AwsService, dataSubnets, endpointProblems, privateSubnetProblems } from '../network';
import type { IMonitored, Signal } from '../signal';
import { ClientSettings } from './client-settings';
import { createInstance, createShared, type Shared } from './instance';
import type { PostgresDatabaseProps } from './postgres-database-props';
import { DatabaseProxy, PROXY_PORT } from './proxy';
import { ReadReplicas } from './read-replicas';
import { Rotation } from './rotation';
import { databaseProblems, parameterProblems, type DatabaseSettings } from './rules';
import { settingsOf } from './settings';
import { databaseSignals, metricOf } from './signals';

const KIND = 'PostgresDatabase';

/**
 * PostgreSQL on Amazon RDS: encrypted, backed up, monitored, reachable by the services that are connected to it and by
 * nobody else.
 *
 * `service.connectTo(database)` opens the port, grants access and passes `DB_HOST`, `DB_PORT`, `DB_NAME`, `DB_USER` and
 * `DB_PASSWORD`
 * to the service. Clients have to use TLS; with a proxy they trust Amazon's public root certificates, else the
 * certificate bundle of
 * RDS.
 *
 * The database has a name that derives from the id of the stack, so CloudFormation refuses every change that would
 * replace it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_PostgreSQL.html
 * @example
 * const database = new PostgresDatabase(this, 'Database', { vpc });
 */
export class PostgresDatabase extends Construct implements IBackend, IMonitored {
  public readonly defaultEnvironmentPrefix: string = 'DB';
  public readonly backendPort: number;
  public readonly requiredServices: AwsService[];
  public readonly rotatingSecret?: ISecret;
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

  private readonly settings: DatabaseSettings;
  private readonly replicas?: ReadReplicas;
  private readonly clientSettings: ClientSettings;

  constructor(scope: Construct, id: string, private readonly props: PostgresDatabaseProps) {
    super(scope, id);

    this.settings = settingsOf(props, Profile.of(this)._defaults);
    const vpcSubnets = this.check();
    const { port, databaseName, credentials } = this.settings;
    this.databaseName = databaseName;

    this.securityGroup = this.createSecurityGroup();
    const shared = createShared(this, this.settings, {
      ...props, vpcSubnets, encryptionKey: props.encryptionKey ?? profileKeyOf(this),
    });
    const instance = createInstance(this, this.settings, shared, this.securityGroup);
    this.instance = instance;
    // every kind of credentials brings a secret.
    const ownSecret = instance.secret!;
    this.secret = shareableSecret(this, 'SharedSecret', ownSecret);
    this.rotatingSecret = this.secret;
    this.scheduleRotation(ownSecret);

    const proxy = this.createProxy(shared, ownSecret);
    this.proxy = proxy?.proxy;
    this.host = proxy?.proxy.endpoint ?? instance.dbInstanceEndpointAddress;
    this.backendPort = proxy ? PROXY_PORT : port;
    this.replicas = this.createReplicas(shared);
    this.connections = new ec2.Connections({
      securityGroups: [
        proxy?.securityGroup ?? this.securityGroup, ...this.replicas ? [this.replicas.securityGroup] : [],
      ],
      defaultPort: ec2.Port.tcp(this.backendPort),
    });
    this.clientSettings = new ClientSettings(this, 'ClientSettings', {
      host: this.host,
      port: this.backendPort,
      databaseName,
      readerHosts: this.replicas?.hosts,
      secret: this.secret,
      isInSecret: !credentials.isManagedByRds && !proxy && props.snapshotIdentifier === undefined,
    });
    this.requiredServices = this.clientSettings.requiredServices;
  }

  /** The read replicas. */
  public get readReplicas(): rds.IDatabaseInstance[] {
    return [...this.replicas?.instances ?? []];
  }

  /** Nothing: all settings come through `secretsFor`, because container environments show in the task definition. */
  public environmentFor(_prefix: string): { [name: string]: string } {
    return {};
  }

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
    return this.secret.grantRead(grantee).combine(this.grantConnect(grantee, this.settings.credentials.userName));
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
    rejectProblems(
      this, `${KIND}.grantConnect`,
      text('userName', userName, /[^\s*?]{1,63}/, 'be the name of one user, of 1 to 63 characters'),
    );
    const userArns = [this.instance, ...this.readReplicas].map((instance) => Stack.of(this).formatArn({
      service: 'rds-db', resource: 'dbuser', resourceName: `${resourceIdOf(instance)}/${userName}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }));
    return Grant.addToPrincipal({ grantee, actions: ['rds-db:connect'], resourceArns: userArns });
  }

  /** CPU, storage, memory, connections, latency, transaction ids, credits and replica lag. */
  public signals(): Signal[] {
    return databaseSignals(this.instance, this.readReplicas, this.settings, this.props.parameters ?? {});
  }

  /** A metric of the database by its name in CloudWatch, the average by the minute if not said otherwise. */
  public metric(name: string, options?: MetricOptions): Metric {
    return metricOf(this.instance, name, options);
  }

  /** CPU in use, in percent. */
  public metricCPUUtilization(options?: MetricOptions): Metric {
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
   * `<prefix>InstanceIdentifier` and
   * `<prefix>SecurityGroupId`.
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

  /** Rejects what cannot work, and says where the database will live. */
  private check(): ec2.SubnetSelection {
    const { vpc, vpcSubnets } = this.props;
    rejectProblems(this, KIND, privateSubnetProblems('vpc', vpc));
    const selection = vpcSubnets ?? dataSubnets(vpc);
    const isProduction = [Profile.PRODUCTION, Profile.REGULATED].includes(Profile.of(this));
    const rotates = this.settings.credentials._rotateEvery !== undefined;
    rejectProblems(this, KIND, [
      ...databaseProblems(this.settings, isProduction, vpc.selectSubnets(selection)),
      ...parameterProblems(this.props.parameters),
      ...rotates ? endpointProblems('vpc', vpc, [AwsService.SECRETS_MANAGER]) : [],
    ]);
    return selection;
  }

  private createSecurityGroup(): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: this.props.vpc, description: 'PostgreSQL database', allowAllOutbound: false,
    });
    group.applyRemovalPolicy(removalOfParts(this.settings.removalPolicy));
    return group;
  }

  private scheduleRotation(secret: ISecret): void {
    const { credentials: { _rotateEvery: every }, port } = this.settings;
    if (every) {
      new Rotation(this, 'Rotation', { vpc: this.props.vpc, securityGroup: this.securityGroup, port, secret }, every);
    }
  }

  private createProxy({ vpc, vpcSubnets, engine }: Shared, secret: ISecret): DatabaseProxy | undefined {
    const { pooling, port } = this.settings;
    const settings = pooling._settings();
    const { instance, securityGroup } = this;
    return settings
      && new DatabaseProxy(this, 'Proxy', { vpc, vpcSubnets, engine, instance, securityGroup, secret, port }, settings);
  }

  private createReplicas(shared: Shared): ReadReplicas | undefined {
    return this.settings.readReplicas > 0
      ? new ReadReplicas(this, 'ReadReplicas', this.instance, this.settings, shared, this.backendPort)
      : undefined;
  }
}

function resourceIdOf(instance: rds.IDatabaseInstance): string {
  return (instance.node.defaultChild as rds.CfnDBInstance).attrDbiResourceId;
}
