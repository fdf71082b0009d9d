import { Aws, Size } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { CfnDBInstance, type IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { gibibytes, integer, rejectProblems } from '../../core';
import { databaseSignals, type DatabaseShape } from '../../database';
import { Threshold, type IMonitored, type Signal } from '../../signal';
import { plainValue, speakFor } from './plain-subject';

/** What the CDK does not know of an instance that was made elsewhere. */
export interface MonitoredRdsOptions {
  /**
   * Class of the instance without `db.`, for example `m7g.large`: the limits of memory, load, connections and credits
   * depend on it.
   *
   * @default - the class of an instance that was made in this app, else there are no such limits
   */
  readonly instanceType?: InstanceType;

  /**
   * Size of the disk, in whole GiB.
   *
   * @default - the size of an instance that was made in this app, else 20 GiB, the smallest that RDS sells
   */
  readonly allocatedStorage?: Size;

  /**
   * Largest number of connections, an integer of at least 1.
   *
   * @default - what RDS computes for PostgreSQL; for other engines there is no limit
   */
  readonly maxConnections?: number;
}

/** Only PostgreSQL has transaction ids that run out. */
const POSTGRES_ONLY = ['TransactionIds'];
const CONNECTIONS = 'Connections';
const CONNECTIONS_SHARE = 0.8;

/** An instance of RDS, of any engine. */
export function watchRds(instance: IDatabaseInstance, options: MonitoredRdsOptions): IMonitored {
  rejectProblems(instance, 'Monitored.rds', [
    ...gibibytes('allocatedStorage', options.allocatedStorage, { min: 1 }),
    ...integer('maxConnections', options.maxConnections, { min: 1 }),
  ]);
  return speakFor(instance, options, () => {
    const resource = instance.node.findAll().find((child) => child instanceof CfnDBInstance);
    const signals = databaseSignals(instance, [], shapeOf(resource, options), {});
    const isPostgres = (plainValue(resource, resource?.engine) ?? 'postgres').startsWith('postgres');
    return signals.filter(({ id }) => isPostgres || !POSTGRES_ONLY.includes(id))
      .map((signal) => signal.id === CONNECTIONS ? limited(signal, isPostgres, options.maxConnections) : signal);
  });
}

function limited(signal: Signal, isPostgres: boolean, most: number | undefined): Signal {
  if (most === undefined) return isPostgres ? signal : { ...signal, warning: undefined };
  return { ...signal, warning: Threshold.above(Math.floor(most * CONNECTIONS_SHARE), { periods: 5 }) };
}

function shapeOf(resource: CfnDBInstance | undefined, options: MonitoredRdsOptions): DatabaseShape {
  const instanceClass = plainValue(resource, resource?.dbInstanceClass)?.replace(/^db\./, '');
  const allocated = options.allocatedStorage ?? sizeOf(plainValue(resource, resource?.allocatedStorage));
  return {
    // an unknown class is treated as one that is known at deployment only.
    instanceType: options.instanceType ?? new InstanceType(instanceClass ?? Aws.NO_VALUE),
    allocatedStorage: allocated,
    maxAllocatedStorage: sizeOf(plainValue(resource, resource?.maxAllocatedStorage)) ?? allocated,
  };
}

function sizeOf(gib: string | undefined): Size | undefined {
  return gib === undefined ? undefined : Size.gibibytes(Number(gib));
}
