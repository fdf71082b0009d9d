import { Severity, SignalUnit, thresholdOf, type IMonitored, type Signal } from '../signal';
import { namespaceOf } from './cloudwatch-signals';
import { DEFAULT_THRESHOLDS, type MetricThresholds } from './content';

/** A limit that Monitoring and Prometheus share. */
interface SharedLimit {
  /** Id of the signal, with what a part of a subject puts before or behind it. */
  readonly id: RegExp;
  /** Where it is measured; anywhere if not given. */
  readonly namespace?: string;
  readonly severity: Severity;
  readonly threshold: keyof MetricThresholds;
}

const CACHE = 'AWS/ElastiCache';
const SHARED: readonly SharedLimit[] = [
  {
    id: /^(?:Vote|Result)?ErrorRatio$/, namespace: 'AWS/ApplicationELB', severity: Severity.CRITICAL,
    threshold: 'errorPercent',
  },
  { id: /^QueueLag$/, severity: Severity.WARNING, threshold: 'queueAgeSeconds' },
  { id: /^QueueLag$/, severity: Severity.CRITICAL, threshold: 'stuckQueueAgeSeconds' },
  { id: /^Memory(?:Shard\d+)?$/, namespace: CACHE, severity: Severity.WARNING, threshold: 'cacheMemoryPercent' },
  {
    id: /^ReplicationLag(?:Shard\d+)?$/, namespace: CACHE, severity: Severity.WARNING,
    threshold: 'cacheReplicaLagSeconds',
  },
];

/** The limits of the subjects, the lowest of each kind, and the usual ones where no subject has any. */
export function sharedThresholds(subjects: readonly IMonitored[]): MetricThresholds {
  const signals = subjects.flatMap((subject) => subject.signals());
  const found = SHARED.map((shared) =>
    [shared.threshold, lowest(signals.flatMap((one) => limitOf(one, shared)))] as const);
  return { ...DEFAULT_THRESHOLDS, ...Object.fromEntries(found.filter(([, value]) => value !== undefined)) };
}

function limitOf(signal: Signal, { id, namespace, severity }: SharedLimit): number[] {
  if (!id.test(signal.id) || (namespace !== undefined && namespaceOf(signal) !== namespace)) return [];
  const threshold = thresholdOf(signal, severity);
  return threshold === undefined
    ? []
    : [signal.unit === SignalUnit.MILLISECONDS ? threshold.value / 1000 : threshold.value];
}

function lowest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.min(...values);
}
