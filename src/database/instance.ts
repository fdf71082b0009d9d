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
import type { ResolvedDatabaseProps } from './resolved-props';

const USUAL_PORT = 5432;

/** What the user gives for the database and its replicas together. */
export interface SharedOptions {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets: ec2.SubnetSelection;
  readonly encryptionKey?: IKey;
  readonly parameters?: { readonly [name: string]: string };
}

/** What a database shares with its replicas. */
export interface SharedParts extends SharedOptions {
  readonly engine: rds.IInstanceEngine;
  readonly subnetGroup: rds.SubnetGroup;
  readonly parameterGroup: rds.ParameterGroup;
  readonly monitoringRole?: ReturnType<typeof createMonitoringRole>;
}

/** Makes what a database shares with its replicas. */
export function createShared(scope: Construct, resolved: ResolvedDatabaseProps, options: SharedOptions): SharedParts {
  const engine = rds.DatabaseInstanceEngine.postgres({ version: resolved.version });
  const removalPolicy = removalOfParts(resolved.removalPolicy);
  const subnetGroup = new rds.SubnetGroup(scope, 'SubnetGroup', {
    description: 'Subnets of a PostgreSQL database', vpc: options.vpc, vpcSubnets: options.vpcSubnets,
    removalPolicy,
  });
  const parameterGroup = new rds.ParameterGroup(scope, 'ParameterGroup', {
    description: 'Parameters of a PostgreSQL database', engine,
    parameters: { ...DEFAULT_PARAMETERS, ...options.parameters }, removalPolicy,
  });
  const monitoringRole = isMonitored(resolved) ? createMonitoringRole(scope, 'MonitoringRole') : undefined;
  return { ...options, engine, subnetGroup, parameterGroup, monitoringRole };
}

/** An interval that is only known at deployment may be one. */
function isMonitored({ monitoringInterval }: ResolvedDatabaseProps): boolean {
  return !areKnown(monitoringInterval) || monitoringInterval.toSeconds() > 0;
}

/** The props that the writer and its replicas have in common. */
export function sharedProps(
  resolved: ResolvedDatabaseProps, shared: SharedParts, instanceIdentifier: string, securityGroup: ec2.ISecurityGroup,
) {
  return {
    instanceIdentifier,
    instanceType: resolved.instanceType,
    vpc: shared.vpc,
    subnetGroup: shared.subnetGroup,
    securityGroups: [securityGroup],
    publiclyAccessible: false,
    multiAz: resolved.multiAz,
    parameterGroup: shared.parameterGroup,
    storageType: rds.StorageType.GP3,
    iamAuthentication: true,
    caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
    autoMinorVersionUpgrade: true,
    preferredMaintenanceWindow: resolved.maintenanceWindow,
    cloudwatchLogsExports: LOG_EXPORTS,
    enablePerformanceInsights: true,
    performanceInsightEncryptionKey: shared.encryptionKey,
    monitoringInterval: resolved.monitoringInterval,
    monitoringRole: shared.monitoringRole,
    copyTagsToSnapshot: true,
    deletionProtection: resolved.deletionProtection,
  };
}

/** GiB that storage grows to by itself; nothing where growth is off. */
export function largestStorage({ allocatedStorage, maxAllocatedStorage }: ResolvedDatabaseProps): number | undefined {
  const grows = !areKnown(allocatedStorage, maxAllocatedStorage)
    || maxAllocatedStorage.toBytes() > allocatedStorage.toBytes();
  return grows ? maxAllocatedStorage.toGibibytes() : undefined;
}

/** Lets an instance start after its log groups and the role that watches it, and takes the port that it has. */
export function finishInstance(
  instance: rds.IDatabaseInstance, port: number, logGroups: DatabaseLogGroups, shared: SharedParts,
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
  scope: Construct, resolved: ResolvedDatabaseProps, shared: SharedParts, securityGroup: ec2.ISecurityGroup,
): rds.DatabaseInstance | rds.DatabaseInstanceFromSnapshot {
  const { allocatedStorage } = resolved;
  const instanceIdentifier = identifierOf(scope);
  const logGroups = new DatabaseLogGroups(scope, 'Logs', instanceIdentifier);
  const instance = createResource(scope, resolved, shared, {
    ...sharedProps(resolved, shared, instanceIdentifier, securityGroup), ...writerProps(resolved, shared),
  });
  const resource = finishInstance(instance, resolved.port, logGroups, shared);
  // the L2 has no `storageEncrypted` for a restore, and cannot write a size that is only known at deployment.
  resource.storageEncrypted = true;
  resource.allocatedStorage = Tokenization.stringifyNumber(allocatedStorage.toGibibytes());
  const generated = instance.node.tryFindChild('Secret') as Secret | undefined;
  generated?.applyRemovalPolicy(removalOfParts(resolved.removalPolicy));
  return instance;
}

/** What the writer has and its replicas have not. */
function writerProps(resolved: ResolvedDatabaseProps, { engine }: SharedParts) {
  return {
    engine,
    allowMajorVersionUpgrade: resolved.allowMajorVersionUpgrade || undefined,
    port: resolved.port,
    allocatedStorage: resolved.allocatedStorage.toGibibytes(),
    maxAllocatedStorage: largestStorage(resolved),
    backupRetention: resolved.backupRetention,
    preferredBackupWindow: resolved.backupWindow,
    deleteAutomatedBackups: resolved.removalPolicy === RemovalPolicy.DESTROY,
    removalPolicy: resolved.removalPolicy,
  };
}

function createResource(
  scope: Construct, { credentials, snapshotIdentifier, databaseName }: ResolvedDatabaseProps,
  { encryptionKey }: SharedParts, props: rds.DatabaseInstanceSourceProps,
): rds.DatabaseInstance | rds.DatabaseInstanceFromSnapshot {
  const user = credentials._variant.bind(scope, encryptionKey);
  if (snapshotIdentifier === undefined) {
    return new rds.DatabaseInstance(scope, 'Instance', {
      ...props,
      databaseName,
      storageEncryptionKey: encryptionKey,
      manageMasterUserPassword: credentials.isManagedByRds || undefined,
      credentials: user,
    });
  }
  return new rds.DatabaseInstanceFromSnapshot(scope, 'Instance', {
    ...props, snapshotIdentifier, credentials: ofSnapshot(user),
  });
}

/** The same user at a database that is restored. */
function ofSnapshot({ secret, username, encryptionKey, replicaRegions }: rds.Credentials): rds.SnapshotCredentials {
  return secret
    ? rds.SnapshotCredentials.fromSecret(secret)
    : rds.SnapshotCredentials.fromGeneratedSecret(username, { encryptionKey, replicaRegions });
}
