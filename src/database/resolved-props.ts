import { Size, SizeRoundingBehavior, type Duration, type RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { isKnown, isQuantity, Profile } from '../core';
import { DatabaseCredentials } from './credentials';
import { Pooling } from './pooling';
import type { PostgresDatabaseProps } from './postgres-database-props';
import { offeredType } from './regions';

/** The largest storage of an instance, which growth stops at. */
export const MAX_STORAGE_GIB = 65536;

const DEFAULT_VERSION = rds.PostgresEngineVersion.VER_17;
const DEFAULT_DATABASE_NAME = 'app';
const DEFAULT_STORAGE = Size.gibibytes(20);
const DEFAULT_GROWTH_FACTOR = 2;

/** The props of a database with their defaults. */
export interface ResolvedDatabaseProps {
  readonly version: rds.PostgresEngineVersion;
  readonly isVersionGiven: boolean;
  readonly allowMajorVersionUpgrade: boolean;
  readonly instanceType: ec2.InstanceType;
  readonly databaseName: string;
  readonly port: number;
  readonly credentials: DatabaseCredentials;
  readonly pooling: Pooling;
  readonly allocatedStorage: Size;
  readonly maxAllocatedStorage: Size;
  readonly multiAz: boolean;
  readonly readReplicas: number;
  readonly backupRetention: Duration;
  readonly backupWindow?: string;
  readonly maintenanceWindow?: string;
  readonly monitoringInterval: Duration;
  readonly deletionProtection: boolean;
  readonly removalPolicy: RemovalPolicy;
  readonly snapshotIdentifier?: string;
  readonly parameters: { readonly [name: string]: string };
}

/** The user's props, completed by the profile and by the defaults that are the same everywhere. */
export function resolveProps(scope: Construct, props: PostgresDatabaseProps): ResolvedDatabaseProps {
  const profile = Profile.of(scope)._defaults;
  const [engine, storage] = [props.engine ?? {}, props.storage ?? {}];
  const [backup, initial] = [props.backup ?? {}, props.initial ?? {}];
  const allocatedStorage = storage.allocated ?? DEFAULT_STORAGE;
  return {
    version: engine.version ?? DEFAULT_VERSION,
    isVersionGiven: engine.version !== undefined,
    allowMajorVersionUpgrade: engine.allowMajorVersionUpgrade ?? false,
    instanceType: props.instanceType ?? offeredType(scope, new ec2.InstanceType(profile.databaseInstanceType)),
    databaseName: initial.databaseName ?? DEFAULT_DATABASE_NAME,
    port: props.port ?? profile.databasePort,
    credentials: props.credentials ?? DatabaseCredentials.managedByRds(),
    pooling: props.pooling ?? Pooling.none(),
    allocatedStorage,
    maxAllocatedStorage: storage.maxAllocated ?? largestOf(allocatedStorage, profile.databaseStorage),
    multiAz: props.multiAz ?? profile.databaseMultiAz,
    readReplicas: props.readReplicas ?? 0,
    backupRetention: backup.retention ?? profile.databaseBackupRetention,
    backupWindow: backup.window,
    maintenanceWindow: engine.maintenanceWindow,
    monitoringInterval: props.monitoringInterval ?? profile.databaseMonitoringInterval,
    deletionProtection: props.deletionProtection ?? profile.deletionProtection,
    removalPolicy: props.removalPolicy ?? profile.databaseRemoval,
    snapshotIdentifier: initial.snapshotIdentifier,
    parameters: engine.parameters ?? {},
  };
}

function largestOf(allocated: Size, usual: Size): Size {
  if (!isKnown(allocated) || !isQuantity(allocated)) return usual;
  const grown = Math.min(
    MAX_STORAGE_GIB, allocated.toGibibytes({ rounding: SizeRoundingBehavior.FLOOR }) * DEFAULT_GROWTH_FACTOR,
  );
  return Size.gibibytes(Math.max(usual.toGibibytes(), grown));
}
