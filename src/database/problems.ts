import { RemovalPolicy, type Duration } from 'aws-cdk-lib';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import {
  contradiction, days, encryptionKeyProblems, gibibytes, integer, isKnown, isQuantity, known, oneOf, placeProblems,
  Profile, relation, text, unitProblems, whereaboutsOfArn, windowProblems, type Problem,
} from '../core';
import {
  AwsService, dataSubnetProblems, endpointProblems, privateSubnetProblems, selectionProblems, vpcPlaceProblems,
} from '../network';
import { engineProblems } from './engine-problems';
import type { PostgresDatabaseProps } from './postgres-database-props';
import { MAX_STORAGE_GIB, type ResolvedDatabaseProps } from './resolved-props';

const MIN_PORT = 1150;
const MAX_PORT = 65535;
const MIN_STORAGE_GIB = 20;
const GROWTH_PERCENT = 10;
const MAX_READ_REPLICAS = 15;
const MAX_BACKUP_DAYS = 35;
const MONITORING_SECONDS = [0, 1, 5, 10, 15, 30, 60];
const MIN_ZONES = 2;
const MIN_WINDOW_MINUTES = 30;
/**
 * The rest of the day is for a backup.
 *
 * @see https://repost.aws/knowledge-center/maintenance-window-amazon-rds-how-long
 */
const MAX_WINDOW_MINUTES = 24 * 60 - MIN_WINDOW_MINUTES;

/** Names that users give and those that RDS and AWS Backup make, alone or at the end of an ARN. */
const SNAPSHOT = /(?:arn:[a-z-]+:rds:[a-z0-9-]+:\d{12}:snapshot:)?(?:[a-z]+:)?(?=.{1,255}$)[A-Za-z](?:-?[A-Za-z0-9])*/;

/**
 * What RDS would reject at deployment, and what would lose data.
 *
 * @param props with the subnets that the database gets
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export function databaseProblems(
  scope: Construct, props: PostgresDatabaseProps & { readonly vpcSubnets: SubnetSelection },
  resolved: ResolvedDatabaseProps,
): Problem[] {
  const { vpc, vpcSubnets, encryptionKey } = props;
  return [
    ...engineProblems(resolved),
    ...integer('port', resolved.port, { min: MIN_PORT, max: MAX_PORT }),
    ...resolved.credentials._variant.problems('credentials', scope, resolved.snapshotIdentifier !== undefined),
    ...resolved.pooling._variant.problems('pooling', vpc),
    ...storageProblems(resolved),
    ...replicaProblems(resolved),
    ...restoreProblems(scope, resolved),
    ...encryptionKeyProblems(scope, 'encryptionKey', encryptionKey),
    ...backupProblems(resolved, Profile.of(scope)._isProduction),
    ...windowProblems({
      backup: ['backup.window', resolved.backupWindow],
      maintenance: ['engine.maintenanceWindow', resolved.maintenanceWindow],
      shortest: MIN_WINDOW_MINUTES,
      longest: MAX_WINDOW_MINUTES,
    }),
    ...monitoringProblems(resolved.monitoringInterval),
    ...removalProblems(resolved),
    ...vpcPlaceProblems(scope, 'vpc', vpc),
    ...networkProblems(scope, vpc, vpcSubnets, resolved.credentials._variant.rotateEvery !== undefined),
    ...parameterProblems(resolved.parameters),
  ];
}

function storageProblems({ allocatedStorage, maxAllocatedStorage }: ResolvedDatabaseProps): Problem[] {
  const bounds = { min: MIN_STORAGE_GIB, max: MAX_STORAGE_GIB };
  const range = [
    ...gibibytes('storage.allocated', allocatedStorage, bounds),
    ...gibibytes('storage.maxAllocated', maxAllocatedStorage, bounds),
  ];
  if (range.length > 0) return range;
  return relation(
    {
      prop: 'storage.maxAllocated',
      must: `be equal to "storage.allocated", or larger by at least ${GROWTH_PERCENT} percent`,
      got: maxAllocatedStorage,
      advice: 'RDS grows storage in such steps; equal sizes turn growth off',
    },
    [allocatedStorage, maxAllocatedStorage],
    () => {
      const [from, to] = [allocatedStorage.toGibibytes(), maxAllocatedStorage.toGibibytes()];
      return to === from || to * 100 >= from * (100 + GROWTH_PERCENT);
    },
  );
}

function replicaProblems({ readReplicas, credentials, backupRetention }: ResolvedDatabaseProps): Problem[] {
  const wanted = isKnown(readReplicas) && readReplicas > 0;
  return [
    ...known('readReplicas', readReplicas),
    ...integer('readReplicas', readReplicas, { min: 0, max: MAX_READ_REPLICAS }),
    ...contradiction(wanted && credentials.isManagedByRds, {
      prop: 'readReplicas',
      must: 'be 0 while RDS manages the master password',
      got: readReplicas,
      advice: 'set "credentials" to DatabaseCredentials.generated()',
    }),
    ...relation(
      {
        prop: 'backup.retention', must: 'be at least 1 day for read replicas', got: backupRetention,
        advice: 'RDS makes replicas from backups',
      },
      [readReplicas, backupRetention], () => !wanted || backupRetention.toSeconds({ integral: false }) > 0,
    ),
  ];
}

function restoreProblems(scope: Construct, { snapshotIdentifier, credentials }: ResolvedDatabaseProps): Problem[] {
  return [
    ...text('initial.snapshotIdentifier', snapshotIdentifier, SNAPSHOT, 'be the name or the ARN of a snapshot'),
    ...placeProblems(scope, {
      prop: 'initial.snapshotIdentifier', is: whereaboutsOfArn(snapshotIdentifier),
      advice: 'copy the snapshot to the Region of the database first',
    }),
    ...contradiction(snapshotIdentifier !== undefined && credentials.isManagedByRds, {
      prop: 'initial.snapshotIdentifier',
      must: 'be absent while RDS manages the master password',
      got: snapshotIdentifier,
      advice: 'set "credentials" to DatabaseCredentials.generated() with the user name of the snapshot',
    }),
  ];
}

function backupProblems({ backupRetention }: ResolvedDatabaseProps, isProduction: boolean): Problem[] {
  return isProduction
    ? days('backup.retention', backupRetention, {
        min: 1, max: MAX_BACKUP_DAYS,
        advice: 'without backups a mistake is final; only the development and staging profiles allow 0',
      })
    : days('backup.retention', backupRetention, { min: 0, max: MAX_BACKUP_DAYS });
}

function monitoringProblems(interval: Duration): Problem[] {
  const later = unitProblems('monitoringInterval', interval, 'Duration.seconds');
  return later.length > 0
    ? later
    : relation(
        { prop: 'monitoringInterval', must: `be one of ${MONITORING_SECONDS.join(', ')} seconds`, got: interval },
        [interval],
        () => isQuantity(interval) && MONITORING_SECONDS.includes(interval.toSeconds({ integral: false })),
      );
}

function removalProblems({ removalPolicy, deletionProtection }: ResolvedDatabaseProps): Problem[] {
  return [
    ...oneOf('removalPolicy', removalPolicy, Object.values(RemovalPolicy)),
    ...relation(
      {
        prop: 'removalPolicy',
        must: 'not be "destroy" while "deletionProtection" is on',
        got: removalPolicy,
        advice: 'the data would be lost for good: set "deletionProtection" to false if that is meant',
      },
      [deletionProtection], () => !(deletionProtection && removalPolicy === RemovalPolicy.DESTROY),
    ),
  ];
}

/** The subnets of a database, and the endpoint that the rotation of its password calls. */
function networkProblems(scope: Construct, vpc: IVpc, subnets: SubnetSelection, rotates: boolean): Problem[] {
  const wrong = subnetProblems(scope, vpc, subnets);
  return wrong.length === 0 && rotates ? endpointProblems('vpc', vpc, [AwsService.SECRETS_MANAGER]) : wrong;
}

/** Private subnets in two zones. */
export function subnetProblems(scope: Construct, vpc: IVpc, subnets: SubnetSelection): Problem[] {
  const noSubnets = privateSubnetProblems('vpc', vpc);
  if (noSubnets.length > 0) return noSubnets;
  const unselectable = selectionProblems(scope, 'vpcSubnets', vpc, subnets);
  return unselectable.length > 0
    ? unselectable
    : dataSubnetProblems(
        'vpcSubnets', vpc.selectSubnets(subnets), MIN_ZONES, 'RDS asks for it even without a standby',
      );
}

/** A value that is missing would make CloudFormation drop the parameter without a word. */
function parameterProblems(parameters: { readonly [name: string]: string }): Problem[] {
  return Object.entries(parameters).flatMap(([name, value]) => [
    ...text('engine.parameters', name, /[A-Za-z][A-Za-z0-9_.]*/, 'have names of letters, digits, "_" and "."'),
    ...contradiction(typeof value !== 'string', { prop: `engine.parameters.${name}`, must: 'be a text', got: value }),
  ]);
}
