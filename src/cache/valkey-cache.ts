import { Tokenization } from 'aws-cdk-lib';
import type { IMetric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { CfnParameterGroup, CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { IBackend } from '../backend';
import {
  acknowledge, createLogGroup, grantSecretRead, Profile, profileKeyOf, rejectOtherKinds, rejectProblems,
  rememberLogicalIds, removalOfParts, shareableSecret, writeOutputs,
} from '../core';
import { AwsService, dataSubnets, warnOfDataGroups } from '../network';
import type { IMonitored, Signal } from '../signal';
import type { BoundLogin } from './cache-login-variants';
import type { CacheUsers } from './cache-users';
import { createClientSettings } from './client-settings';
import { allNodesOf, worstOf, type Nodes } from './nodes';
import { createPassword } from './passwords';
import { cacheProblems, warnAboutCache } from './problems';
import { resolveProps, type ResolvedCacheProps } from './resolved-props';
import { cacheSignals } from './signals';
import type { ValkeyCacheProps } from './valkey-cache-props';

const CLASS_NAME = 'ValkeyCache';
const ENGINE = 'valkey';

/**
 * Valkey on Amazon ElastiCache, which speaks the protocol of Redis: encrypted on the wire and at rest, with
 * authentication and failover, reachable by the services that are connected to it and by nobody else.
 *
 * `service.connectTo(cache)` opens the port, grants access and passes `REDIS_HOST`, `REDIS_PORT`, `REDIS_PASSWORD` and
 * `REDIS_TLS` (always `true`) to the service. A full cache refuses writes and evicts nothing, because a queue must lose
 * nothing; `parameters` can change that.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/WhatIs.html
 * @example
 * const cache = new ValkeyCache(this, 'Cache', { vpc });
 */
export class ValkeyCache extends Construct implements IBackend, IMonitored {
  public readonly defaultEnvironmentPrefix: string = 'REDIS';
  public readonly backendPort: number;
  public readonly requiredServices: AwsService[] = [AwsService.SECRETS_MANAGER, AwsService.SSM];
  public readonly rotatingSecret?: ISecret;
  /** `grantAccess` is for applications that read the credentials themselves. */
  public readonly grantsCredentialsOnly?: boolean = true;
  public readonly connections: ec2.Connections;

  /** The nodes. */
  public readonly replicationGroup: CfnReplicationGroup;
  /** The token or password that applications authenticate with, in the field `password`. */
  public readonly secret: ISecret;
  /** Group of all nodes. */
  public readonly securityGroup: ec2.SecurityGroup;
  /** Host that accepts reads and writes, also after a failover; in cluster mode the one that clients begin with. */
  public readonly host: string;
  /** Host that spreads reads over the replicas; the primary where there is one node, and `host` in cluster mode. */
  public readonly readerHost: string;

  /**
   * Users beside that of the applications, where the cache knows users.
   *
   * @internal
   */
  public readonly _users?: CacheUsers;

  /** @internal */
  public readonly _resolved: ResolvedCacheProps;
  private readonly clientSettings: { readonly [name: string]: ContainerSecret };

  constructor(scope: Construct, id: string, private readonly props: ValkeyCacheProps) {
    super(scope, id);
    rememberLogicalIds(this);
    rejectOtherKinds(this, CLASS_NAME, props);

    this._resolved = resolveProps(props, Profile.of(this)._defaults);
    const vpcSubnets = this.check();
    this.backendPort = this._resolved.port;

    this.securityGroup = this.createSecurityGroup();
    this.connections = new ec2.Connections({
      securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.backendPort),
    });
    const { encryptionKey, _resolved: { removalPolicy } } = this;
    const kept = { encryptionKey, removalPolicy };
    const secret = props.secret ?? createPassword(this, 'Secret', `Token of ${this.node.path}`, kept);
    this.secret = shareableSecret(this, 'SharedSecret', secret);
    this.rotatingSecret = props.secret && this.secret;

    const { clusterMode: { _variant: mode }, login: { _variant: login } } = this._resolved;
    const { nodes, users } = login.bind(this, { ...kept, secret });
    this._users = users;
    this.replicationGroup = this.createNodes(vpcSubnets, nodes);
    if (users) acknowledge(this.replicationGroup, 'cacheUsers');
    this.host = mode.hostOf(this.replicationGroup);
    this.readerHost = mode.readerHostOf(this.replicationGroup);
    this.clientSettings = createClientSettings(new Construct(this, 'ClientSettings'), {
      host: this.host, port: this.backendPort, secret: this.secret, more: mode.settingsOf(this.replicationGroup),
    });
  }

  /** Nothing: all settings come through `secretsFor`, because container environments show in the task definition. */
  public environmentFor(_prefix: string): { [name: string]: string } {
    return {};
  }

  /**
   * `<prefix>_HOST`, `_PORT`, `_TLS` and `_PASSWORD`; also `_CLUSTER` in cluster mode, or else `_READER_HOST` where
   * there are two nodes or more.
   *
   * @param prefix first part of each name
   */
  public secretsFor(prefix: string): { [name: string]: ContainerSecret } {
    return Object.fromEntries(Object.entries(this.clientSettings).map(([name, value]) => [`${prefix}_${name}`, value]));
  }

  /**
   * Lets an identity read the token at run time.
   *
   * @param grantee the role of the application
   */
  public grantAccess(grantee: IGrantable): Grant {
    return grantSecretRead(this.secret, grantee);
  }

  /** CPU of the engine, memory, evictions, connections, replication lag and credits; in cluster mode of each shard. */
  public signals(): Signal[] {
    return cacheSignals(this.replicationGroup, { ...this._resolved, ...this.nodes });
  }

  /**
   * The largest value of all nodes of a metric, by its name in CloudWatch; the average by the minute if not said
   * otherwise. An alarm can look at ten nodes at most.
   */
  public metric(name: string, options?: MetricOptions): IMetric {
    return worstOf(allNodesOf(this.replicationGroup, this.nodes), name, options);
  }

  /**
   * Writes the stack outputs `<prefix>Host`, `<prefix>Port`, `<prefix>SecretArn` and `<prefix>SecurityGroupId`.
   *
   * @param prefix first part of each name; the id of the construct by default
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, {
      Host: this.host,
      Port: Tokenization.stringifyNumber(this.backendPort),
      SecretArn: this.secret.secretArn,
      SecurityGroupId: this.securityGroup.securityGroupId,
    });
  }

  /** Rejects what cannot work, and says which subnets the nodes get. */
  private check(): ec2.SubnetSelection {
    const { vpcSubnets = dataSubnets(this.props.vpc) } = this.props;
    rejectProblems(this, CLASS_NAME, cacheProblems(this, { ...this.props, vpcSubnets }, this._resolved));
    warnAboutCache(this, this._resolved);
    if (this.props.vpcSubnets === undefined) warnOfDataGroups(this, 'vpcSubnets', this.props.vpc);
    return vpcSubnets;
  }

  private createSecurityGroup(): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: this.props.vpc, description: 'Valkey cache', allowAllOutbound: false,
    });
    group.applyRemovalPolicy(removalOfParts(this._resolved.removalPolicy));
    return group;
  }

  /**
   * Whether keys are spread over several primaries.
   *
   * @internal
   */
  public get _isSharded(): boolean { return this.nodes.shards !== undefined; }

  private get nodes(): Nodes {
    return { nodes: this._resolved.nodes, shards: this._resolved.clusterMode._variant.shards };
  }

  private get encryptionKey(): IKey | undefined {
    return this.props.encryptionKey ?? profileKeyOf(this);
  }

  private createNodes(vpcSubnets: ec2.SubnetSelection, login: BoundLogin['nodes']): CfnReplicationGroup {
    const {
      version, nodeType, nodes, clusterMode, port, snapshotRetention, snapshotWindow, maintenanceWindow, removalPolicy,
    } = this._resolved;
    const hasFailover = nodes > 1;
    const group = new CfnReplicationGroup(this, 'ReplicationGroup', {
      replicationGroupDescription: `Valkey of ${this.node.path}`,
      engine: ENGINE,
      engineVersion: version,
      autoMinorVersionUpgrade: true,
      cacheNodeType: nodeType,
      ...clusterMode._variant.bind(nodes),
      automaticFailoverEnabled: hasFailover,
      multiAzEnabled: hasFailover,
      port,
      cacheSubnetGroupName: this.createSubnetGroup(vpcSubnets).ref,
      cacheParameterGroupName: this.createParameterGroup().ref,
      securityGroupIds: [this.securityGroup.securityGroupId],
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      ...login,
      atRestEncryptionEnabled: true,
      kmsKeyId: this.encryptionKey?.keyArn,
      snapshotRetentionLimit: snapshotRetention.toDays(),
      snapshotWindow,
      preferredMaintenanceWindow: maintenanceWindow,
      logDeliveryConfigurations: [
        delivery('slow-log', createLogGroup(this, 'SlowLog', { content: 'cacheCommands' })),
        delivery('engine-log', createLogGroup(this, 'EngineLog', { content: 'other' })),
      ],
    });
    group.cfnOptions.updatePolicy = clusterMode._variant.updatePolicy;
    group.applyRemovalPolicy(removalPolicy);
    return group;
  }

  private createSubnetGroup(vpcSubnets: ec2.SubnetSelection): CfnSubnetGroup {
    const { subnetIds } = this.props.vpc.selectSubnets(vpcSubnets);
    const group = new CfnSubnetGroup(this, 'SubnetGroup', { description: 'Subnets of a Valkey cache', subnetIds });
    group.applyRemovalPolicy(removalOfParts(this._resolved.removalPolicy));
    return group;
  }

  private createParameterGroup(): CfnParameterGroup {
    const { version, parameters, removalPolicy } = this._resolved;
    const group = new CfnParameterGroup(this, 'ParameterGroup', {
      cacheParameterGroupFamily: `${ENGINE}${version.split('.')[0]}`,
      description: 'Parameters of a Valkey cache',
      properties: { ...parameters },
    });
    group.applyRemovalPolicy(removalOfParts(removalPolicy));
    return group;
  }
}

function delivery(logType: string, logGroup: LogGroup): CfnReplicationGroup.LogDeliveryConfigurationRequestProperty {
  return {
    logType,
    logFormat: 'json',
    destinationType: 'cloudwatch-logs',
    destinationDetails: { cloudWatchLogsDetails: { logGroup: logGroup.logGroupName } },
  };
}
