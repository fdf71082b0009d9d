import { Duration, Size } from 'aws-cdk-lib';
import fc from 'fast-check';
import { integers, plain, Recipe, type Choice } from './recipe';

const PORT = fc.oneof(plain(80, 443, 3000, 8080), integers(1, 65_535));

/** Numbers by the name of the field, or by struct and field where a name means several things. */
export const NUMBERS: { readonly [name: string]: Choice } = {
  'port': PORT, 'containerPort': PORT, 'furtherPorts': PORT, 'resultPort': PORT,
  'PostgresDatabaseProps.port': integers(1150, 65_535),
  'WebLoadBalancerProps.port': PORT,
  'priority': integers(1, 50_000),
  'weight': integers(0, 255), 'Ingress.weighted.weight': integers(0, 999),
  'fiveMinuteRequestLimit': integers(10, 2_000_000),
  'percent': integers(1, 99), 'Objective.availability.percent': plain(99, 99.5, 99.9, 99.95),
  'LatencyObjectiveOptions.percent': plain(90, 99, 99.9), 'percentile': plain(50, 90, 95, 99),
  'stepPercent': integers(3, 50),
  'maxHealthyPercent': plain(125, 150, 200), 'minHealthyPercent': plain(50, 90, 100),
  'InstanceRefreshReplacementOptions.maxHealthyPercent': plain(110, 150, 200),
  'criticalThreshold': integers(50, 90), 'warningThreshold': integers(1, 49),
  'adjustment': integers(1, 4), 'periods': integers(1, 5), 'thresholdPercent': integers(1, 100),
  'CpuStep.periods': integers(1, 10), 'datapointsToAlarm': integers(1, 5),
  'targetUtilizationPercent': integers(10, 90), 'requestsPerTargetPerMinute': integers(1, 100_000),
  'backlogPerTarget': integers(1, 1000),
  'maxCapacity': integers(1, 30), 'minCapacity': integers(0, 4),
  'onDemandBase': integers(0, 4), 'onDemandWeight': integers(0, 10), 'spotWeight': integers(1, 10),
  'onDemandPercent': integers(0, 100),
  'memoryMiB': integers(32, 256), 'cpu': integers(16, 64),
  'minInstances': integers(0, 2), 'replacedInstances': integers(1, 2),
  'iops': integers(3000, 16_000), 'keepImages': integers(1, 1000),
  'availabilityZones': integers(2, 3), 'shards': integers(1, 4), 'nodes': integers(1, 6),
  'maxConnectionsPercent': integers(1, 100), 'maxIdleConnectionsPercent': integers(0, 100),
  'readReplicas': integers(0, 3), 'maxReceiveCount': integers(1, 1000), 'retries': integers(0, 185),
  'proxies': integers(0, 3), 'votesPerTask': integers(1, 5000), 'linesPerMinute': integers(0, 100),
  'value': integers(0, 1000), 'minHealthyTargetCount': integers(1, 4), 'maxInstances': integers(2, 8),
  'minTasks': integers(1, 4), 'maxConnections': integers(50, 5000),
  'ThresholdOptions.periods': integers(1, 5),
};

const seconds = (...all: readonly number[]): Choice =>
  fc.constantFrom(...all.map((each) => new Recipe(`Duration.seconds(${each})`, () => Duration.seconds(each))));
const days = (min: number, max: number): Choice => integers(min, max)
  .map(({ text, make }) => new Recipe(`Duration.days(${text})`, (world) => Duration.days(make(world) as number)));
const COOLDOWN = seconds(0, 30, 60, 300, 600);
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Lengths of time in the same way. */
export const DURATIONS: { readonly [name: string]: Choice } = {
  'untaggedExpiry': days(1, 90), 'stopTimeout': seconds(2, 30, 90, 120),
  'ContainerOptions.stopTimeout': seconds(70, 90, 120),
  'healthCheckGracePeriod': seconds(0, 30, 60, 300), 'bakeTime': seconds(0, 5 * MINUTE, HOUR),
  'stepBakeTime': seconds(0, MINUTE, 10 * MINUTE), 'sessionTimeout': seconds(1, HOUR, 7 * 24 * HOUR),
  'deregistrationDelay': seconds(0, 5, 60), 'slowStart': seconds(30, 60, 900),
  'lifetime': seconds(1, HOUR, 7 * 24 * HOUR), 'clientKeepAlive': seconds(60, HOUR, 7 * 24 * HOUR),
  'idleTimeout': seconds(1, 60, 4000), 'timeout': seconds(30, MINUTE, 10 * MINUTE),
  'retention': days(1, 35), 'AccessLogsOptions.retention': days(1, 3653), 'SelfHostedOptions.retention': days(1, 30),
  'scaleInCooldown': COOLDOWN, 'scaleOutCooldown': COOLDOWN, 'cooldown': COOLDOWN,
  'period': seconds(60, 300), 'perRequestTimeout': seconds(1, 15, 600),
  'startTimeout': seconds(MINUTE, 10 * MINUTE), 'instanceWarmup': seconds(0, 60, 300),
  'maxInstanceLifetime': days(1, 365), 'snapshotRetention': days(0, 35), 'rotateEvery': days(1, 1000),
  'monitoringInterval': seconds(0, 1, 5, 10, 15, 30, 60),
  'borrowTimeout': seconds(0, 1, 60, 300), 'idleClientTimeout': seconds(MINUTE, HOUR, 8 * HOUR),
  'maxAge': seconds(MINUTE, HOUR), 'processingTime': seconds(1, MINUTE, HOUR), 'retentionPeriod': days(1, 14),
  'visibilityTimeout': seconds(30, 6 * MINUTE, 12 * HOUR), 'interval': seconds(MINUTE, HOUR, 24 * HOUR),
  'under': seconds(1, 2, 5), 'suppressDuringDeployments': seconds(5 * MINUTE, HOUR),
  'olderVersions': days(1, 3650), 'scrapeInterval': seconds(10, 15, 60), 'sessionDuration': seconds(60, HOUR),
};

const sizes = (...all: readonly number[]): Choice =>
  fc.constantFrom(...all.map((each) => new Recipe(`Size.gibibytes(${each})`, () => Size.gibibytes(each))));

/** Sizes in the same way. */
export const SIZES: { readonly [name: string]: Choice } = {
  ephemeralStorage: sizes(21, 50, 200), size: sizes(1, 20, 500), rootVolumeSize: sizes(8, 30, 100),
  allocated: sizes(20, 100, 400), allocatedStorage: sizes(20, 500), maxAllocated: sizes(150, 500, 65_536),
};
