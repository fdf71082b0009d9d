import { Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../../signal';
import { ec2Metric, machineSignals, MINUTE, type Dimensions, type InstancesOptions } from './signals';

/**
 * For checks whose alarm acts on the instance: one that is stopped sends no data, and is neither broken nor well.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/UsingAlarmActions.html
 */
const STAYS_UNKNOWN = TreatMissingData.MISSING;

/** What is worth watching about a single instance. */
export function instanceSignals({ dimensions, hasAgent, hasTargets, volumeId }: InstancesOptions & {
  /** Whether a load balancer tells if the instance is healthy. */
  readonly hasTargets: boolean;
  /** The data volume, if there is one. */
  readonly volumeId?: string;
}): Signal[] {
  return [
    ...machineSignals(dimensions, hasAgent),
    systemCheckSignal(dimensions),
    instanceCheckSignal(dimensions),
    volumeCheckSignal(dimensions),
    ...volumeId === undefined ? [] : [dataVolumeSignal(dimensions, volumeId)],
    // a stopped instance fails no check: without targets nobody else would notice.
    ...hasTargets ? [] : [reportsSignal(dimensions)],
  ];
}

/** A disk does not answer: EBS repairs most of these by itself within minutes. */
function volumeCheckSignal(dimensions: Dimensions): Signal {
  return {
    id: 'VolumeCheck',
    title: 'Volumes of the instance',
    metric: ec2Metric(dimensions, 'StatusCheckFailed_AttachedEBS', 'Maximum', MINUTE),
    unit: SignalUnit.COUNT,
    group: SignalGroup.HEALTH,
    critical: Threshold.atLeast(1, { periods: 10 }),
    reason: 'A volume has not answered for 10 minutes, so the application hangs. Look at the AWS Health Dashboard; '
      + 'stop and start the instance to move it to another host.',
  };
}

function dataVolumeSignal(dimensions: Dimensions, volumeId: string): Signal {
  return {
    id: 'DataVolume',
    title: 'Data volume that does not answer',
    metric: new Metric({
      namespace: 'AWS/EBS', metricName: 'VolumeStalledIOCheck',
      dimensionsMap: { ...dimensions, VolumeId: volumeId }, statistic: 'Maximum', period: MINUTE,
    }),
    unit: SignalUnit.COUNT,
    group: SignalGroup.HEALTH,
    warning: Threshold.atLeast(1, { periods: 10 }),
    reason: 'Reads and writes of the data volume have stood still for 10 minutes: it is this volume that the check of '
      + 'the volumes fails for.',
  };
}

function reportsSignal(dimensions: Dimensions): Signal {
  return {
    id: 'Reports',
    title: 'Reports of the instance',
    metric: ec2Metric(dimensions, 'StatusCheckFailed', 'SampleCount', MINUTE),
    unit: SignalUnit.COUNT,
    group: SignalGroup.HEALTH,
    critical: Threshold.below(1, { periods: 5, missingData: TreatMissingData.BREACHING }),
    reason: 'The instance has reported nothing for 5 minutes: it is stopped or gone. Look at its state, and at who '
      + 'stopped it.',
  };
}

/** The host is broken: EC2 moves the instance, with its volumes and addresses, to another one. */
export function systemCheckSignal(dimensions: Dimensions): Signal {
  return {
    id: 'SystemCheck',
    title: 'Host of the instance',
    metric: ec2Metric(dimensions, 'StatusCheckFailed_System', 'Maximum', MINUTE),
    unit: SignalUnit.COUNT,
    group: SignalGroup.HEALTH,
    critical: Threshold.atLeast(1, { periods: 2, missingData: STAYS_UNKNOWN }),
    reason: 'The host, its power or its network failed twice in a row: the instance is moved to another host.',
  };
}

/** The operating system is broken: a restart is the first thing that a person would try. */
export function instanceCheckSignal(dimensions: Dimensions): Signal {
  return {
    id: 'InstanceCheck',
    title: 'Operating system of the instance',
    metric: ec2Metric(dimensions, 'StatusCheckFailed_Instance', 'Maximum', MINUTE),
    unit: SignalUnit.COUNT,
    group: SignalGroup.HEALTH,
    critical: Threshold.atLeast(1, { periods: 3, missingData: STAYS_UNKNOWN }),
    reason: 'The operating system failed its check three times in a row: the instance is restarted. Look at the '
      + 'system log before it happens again.',
  };
}
