import { RemovalPolicy, Tokenization } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge, areKnown, removalOfParts } from '../core';
import { identifierOf } from './identifier';
import { DatabaseLogGroups, LOG_EXPORTS } from './log-groups';
import { createMonitoringRole } from './monitoring-role';
import { DEFAULT_PARAMETERS } from './parameters';
import type { DatabaseSettings } from './rules';

const USUAL_PORT = 5432;

/** Where a database lives, and with which key. */
export interface Surroundings {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets: ec2.SubnetSelection;
  readonly encryptionKey?: IKey;
  readonly parameters?: { readonly [name: string]: string };
}

/** What a database shares with its replicas. */
export interface Shared extends Surroundings {
  readonly engine: rds.IInstanceEngine;
  readonly subnetGroup: rds.SubnetGroup;
  readonly parameterGroup: rds.ParameterGroup;
  readonly monitoringRole?: ReturnType<typeof createMonitoringRole>;
}

/** Makes what a database shares with its replicas. */
export function createShared(scope: Construct, settings: DatabaseSettings, surroundings: Surroundings): Shared {
  const engine = rds.DatabaseInstanceEngine.postgres({ version: settings.version });
  const removalPolicy = removalOfParts(settings.removalPolicy);
  const subnetGroup = new rds.SubnetGroup(scope, 'SubnetGroup', {
    description: 'Subnets of a PostgreSQL database', vpc: surroundings.vpc, vpcSubnets: surroundings.vpcSubnets,
    removalPolicy,
  });
  const parameterGroup = new rds.ParameterGroup(scope, 'ParameterGroup', {
    description: 'Parameters of a PostgreSQL database', engine,
    parameters: { ...DEFAULT_PARAMETERS, ...surroundings.parameters }, removalPolicy,
  });
  const monitoringRole = isMonitored(settings) ? createMonitoringRole(scope, 'MonitoringRole') : undefined;
  return { ...surroundings, engine, subnetGroup, parameterGroup, monitoringRole };
}

/** An interval that is only known at deployment may be one. */
function isMonitored({ monitoringInterval }: DatabaseSettings): boolean {
  return !areKnown(monitoringInterval) || monitoringInterval.toSeconds() > 0;
}

/** The props that the writer and its replicas have in common. */
export function sharedProps(
  settings: DatabaseSettings, shared: Shared, instanceIdentifier: string, securityGroup: ec2.ISecurityGroup,
) {
  return {
    instanceIdentifier,
    instanceType: settings.instanceType,
    vpc: shared.vpc,
    subnetGroup: shared.subnetGroup,
    securityGroups: [securityGroup],
    publiclyAccessible: false,
    multiAz: settings.multiAz,
    parameterGroup: shared.parameterGroup,
    storageType: rds.StorageType.GP3,
    iamAuthentication: true,
    caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
    autoMinorVersionUpgrade: true,
    preferredMaintenanceWindow: settings.maintenanceWindow,
    cloudwatchLogsExports: LOG_EXPORTS,
    enablePerformanceInsights: true,
    performanceInsightEncryptionKey: shared.encryptionKey,
    monitoringInterval: settings.monitoringInterval,
    monitoringRole: shared.monitoringRole,
    copyTagsToSnapshot: true,
    deletionProtection: settings.deletionProtection,
  };
}

/** GiB that storage grows to by itself; nothing where growth is off. */
export function largestStorage({ allocatedStorage, maxAllocatedStorage }: DatabaseSettings): number | undefined {
  const grows = !areKnown(allocatedStorage, maxAllocatedStorage)
    || maxAllocatedStorage.toBytes() > allocatedStorage.toBytes();
  return grows ? maxAllocatedStorage.toGibibytes() : undefined;
}

/** Ties an instance to what it needs before it starts. */
export function complete(
  instance: rds.IDatabaseInstance, port: number, logGroups: DatabaseLogGroups, shared: Shared,
): rds.CfnDBInstance {
  const resource = instance.node.defaultChild as rds.CfnDBInstance;
  resource.node.addDependency(logGroups);
  // RDS tries the role when it makes the instance, so its rights have to be there.
  if (shared.monitoringRole) resource.node.addDependency(shared.monitoringRole);
  if (port === USUAL_PORT) acknowledge(resource, 'databasePort');
  return resource;
}

/** The writer: empty, or from a snapshot. */
export function createInstance(
  scope: Construct, settings: DatabaseSettings, shared: Shared, securityGroup: ec2.ISecurityGroup,
): rds.DatabaseInstance | rds.DatabaseInstanceFromSnapshot {
  const { credentials, snapshotIdentifier, allocatedStorage } = settings;
  const instanceIdentifier = identifierOf(scope);
  const props = {
    ...sharedProps(settings, shared, instanceIdentifier, securityGroup),
    engine: shared.engine,
    allowMajorVersionUpgrade: settings.allowMajorVersionUpgrade || undefined,
    port: settings.port,
    allocatedStorage: allocatedStorage.toGibibytes(),
    maxAllocatedStorage: largestStorage(settings),
    backupRetention: settings.backupRetention,
    preferredBackupWindow: settings.backupWindow,
    deleteAutomatedBackups: settings.removalPolicy === RemovalPolicy.DESTROY,
    removalPolicy: settings.removalPolicy,
  };
  const logGroups = new DatabaseLogGroups(scope, 'Logs', instanceIdentifier);
  const instance = snapshotIdentifier === undefined
    ? new rds.DatabaseInstance(scope, 'Instance', {
        ...props,
        databaseName: settings.databaseName,
        storageEncryptionKey: shared.encryptionKey,
        manageMasterUserPassword: credentials.isManagedByRds || undefined,
        credentials: credentials._bind(scope, shared.encryptionKey),
      })
    : new rds.DatabaseInstanceFromSnapshot(scope, 'Instance', {
        ...props, snapshotIdentifier, credentials: credentials._bindToSnapshot(scope, shared.encryptionKey),
      });
  const resource = complete(instance, settings.port, logGroups, shared);
  // the L2 cannot say the first for a restore, and the second not with a lazy number.
  resource.storageEncrypted = true;
  resource.allocatedStorage = Tokenization.stringifyNumber(allocatedStorage.toGibibytes());
  const generated = instance.node.tryFindChild('Secret') as Secret | undefined;
  generated?.applyRemovalPolicy(removalOfParts(settings.removalPolicy));
  return instance;
}
