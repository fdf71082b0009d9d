// what a metric does in the life of a system: the samples of each minute. Written down by hand, November 2026, from
// the pages below; what AWS does not say is the case that is worse for an alarm.

/** What a system goes through. */
export type Life = 'healthy' | 'idle' | 'empty' | 'dead';

/** A sample of each minute, nothing where the metric is silent. */
export type Behaviour = Readonly<Record<Life, number | undefined>> & {
  /** Minutes from one sample to the next. */
  readonly everyMinutes: number;
};

interface Namespace {
  readonly source: string;
  readonly metrics: Readonly<Record<string, Behaviour>>;
}

const SILENT = undefined;
const DAY = 24 * 60;

/**
 * @param healthy three targets, tasks or instances with some load
 * @param idle the same, and nobody uses them
 * @param empty scaled to zero
 * @param dead what is reported, if anything, when nothing works any more
 */
const of = (
  healthy: number | undefined, idle: number | undefined, empty: number | undefined, dead: number | undefined,
  everyMinutes = 1,
): Behaviour => ({ healthy, idle, empty, dead, everyMinutes });

const GAUGE_OF_MACHINE = (healthy: number, idle: number) => of(healthy, idle, SILENT, SILENT);
const FAILURES = of(SILENT, SILENT, SILENT, SILENT);
const CHECK = of(0, 0, SILENT, 1);

/** By namespace and name. */
export const METRIC_BEHAVIOUR: Readonly<Record<string, Namespace>> = {
  'AWS/ApplicationELB': {
    // counts are reported when they are not 0; hosts while targets are registered.
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
    metrics: {
      RequestCount: of(600, SILENT, SILENT, SILENT),
      HTTPCode_Target_4XX_Count: of(6, SILENT, SILENT, SILENT),
      // one in 6000 requests keeps every promise.
      HTTPCode_Target_5XX_Count: of(1, SILENT, SILENT, SILENT, 10),
      HTTPCode_ELB_5XX_Count: of(SILENT, SILENT, SILENT, 600),
      TargetConnectionErrorCount: FAILURES,
      RejectedConnectionCount: FAILURES,
      HealthyHostCount: of(3, 3, SILENT, 0),
      UnHealthyHostCount: of(0, 0, SILENT, 3),
      TargetResponseTime: of(0.1, SILENT, SILENT, SILENT),
    },
  },
  'AWS/CertificateManager': {
    // ends with the certificate.
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html',
    metrics: { DaysToExpiry: of(200, 200, 200, SILENT, DAY) },
  },
  'AWS/ECS': {
    // each running task sends a sample a minute.
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html',
    metrics: { CPUUtilization: GAUGE_OF_MACHINE(40, 1), MemoryUtilization: GAUGE_OF_MACHINE(50, 20) },
  },
  'ECS/ContainerInsights': {
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html',
    metrics: {
      RunningTaskCount: of(3, 3, 0, 0), DesiredTaskCount: of(3, 3, 0, 3),
      EphemeralStorageUtilized: GAUGE_OF_MACHINE(5, 2), EphemeralStorageReserved: GAUGE_OF_MACHINE(20, 20),
    },
  },
  'AWS/Scheduler': {
    // a job that starts once a day, whatever else happens.
    source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html',
    metrics: { InvocationAttemptCount: of(1, 1, 1, SILENT, DAY) },
  },
  'AWS/EC2': {
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html',
    metrics: {
      CPUUtilization: GAUGE_OF_MACHINE(40, 1),
      StatusCheckFailed: CHECK, StatusCheckFailed_System: CHECK, StatusCheckFailed_Instance: CHECK,
      StatusCheckFailed_AttachedEBS: CHECK,
    },
  },
  'AWS/EBS': {
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/using_cloudwatch_ebs.html',
    metrics: { VolumeStalledIOCheck: CHECK },
  },
  'AWS/AutoScaling': {
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html',
    metrics: { GroupInServiceInstances: of(3, 3, 0, 0), GroupDesiredCapacity: of(3, 3, 0, 3) },
  },
  'CWAgent': {
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html',
    metrics: { mem_used_percent: GAUGE_OF_MACHINE(50, 20), disk_used_percent: GAUGE_OF_MACHINE(40, 40) },
  },
  'AWS/RDS': {
    // latencies need reads and writes; a replica of a database without writes is up to five minutes behind.
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html',
    metrics: {
      'CPUUtilization': GAUGE_OF_MACHINE(40, 1), 'DBLoad': GAUGE_OF_MACHINE(0.5, 0),
      'FreeStorageSpace': GAUGE_OF_MACHINE(100e9, 100e9), 'FreeableMemory': GAUGE_OF_MACHINE(2e9, 3e9),
      'DatabaseConnections': GAUGE_OF_MACHINE(50, 0), 'MaximumUsedTransactionIDs': GAUGE_OF_MACHINE(1e8, 1e8),
      'ReadLatency': of(0.001, SILENT, SILENT, SILENT), 'WriteLatency': of(0.001, SILENT, SILENT, SILENT),
      'CPUCreditBalance': of(500, 500, SILENT, SILENT, 5), 'ReplicaLag': GAUGE_OF_MACHINE(1, 300),
      'EBSIOBalance%': GAUGE_OF_MACHINE(99, 99), 'EBSByteBalance%': GAUGE_OF_MACHINE(99, 99),
    },
  },
  'AWS/ElastiCache': {
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.html',
    metrics: {
      CPUUtilization: GAUGE_OF_MACHINE(20, 1), EngineCPUUtilization: GAUGE_OF_MACHINE(20, 1),
      DatabaseMemoryUsagePercentage: GAUGE_OF_MACHINE(50, 1), CurrConnections: GAUGE_OF_MACHINE(50, 5),
      Evictions: GAUGE_OF_MACHINE(0, 0), ReplicationLag: GAUGE_OF_MACHINE(0.5, 0),
      // all nodes alike: which one is primary does not matter, only that it stays.
      CPUCreditBalance: of(500, 500, SILENT, SILENT, 5), IsMaster: GAUGE_OF_MACHINE(1, 1),
    },
  },
  'AWS/NATGateway': {
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html',
    metrics: {
      ErrorPortAllocation: of(0, 0, 0, SILENT), PacketsDropCount: of(0, 0, 0, SILENT),
      PacketsInFromSource: of(50_000, 0, 0, SILENT), PacketsInFromDestination: of(50_000, 0, 0, SILENT),
    },
  },
  'AWS/PrivateLinkEndpoints': {
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html',
    metrics: { PacketsDropped: of(0, SILENT, SILENT, SILENT) },
  },
  'AWS/SQS': {
    // a queue that nobody has used for six hours is silent. Only a dead-letter queue is alarmed on what waits.
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/'
      + 'sqs-available-cloudwatch-metrics.html',
    metrics: {
      ApproximateAgeOfOldestMessage: of(5, SILENT, SILENT, SILENT),
      ApproximateNumberOfMessagesVisible: of(0, SILENT, SILENT, SILENT),
      ApproximateNumberOfMessagesNotVisible: of(10, SILENT, SILENT, SILENT),
    },
  },
  'AWS/Lambda': {
    // nothing without a run.
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
    metrics: {
      Errors: of(0, SILENT, SILENT, SILENT), Throttles: of(0, SILENT, SILENT, SILENT),
      Duration: of(200, SILENT, SILENT, SILENT),
    },
  },
  'AWS/Events': {
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html',
    metrics: { TriggeredRules: FAILURES },
  },
  'AWS/SNS': {
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html',
    // what is published is the heartbeat of Prometheus, every five minutes.
    metrics: { NumberOfNotificationsFailed: FAILURES, NumberOfMessagesPublished: of(1, 1, 1, SILENT, 5) },
  },
  // lines of logs that a filter counts: a minute without one is silent.
  'LogErrors': {
    source: 'docs/monitoring.md',
    metrics: { 'Shop/Shop': of(1, SILENT, SILENT, SILENT), 'Office/Office': of(1, SILENT, SILENT, SILENT) },
  },
  // what a worker of the voting application reports; the differences of the recount come with every recount.
  'VotingApp': {
    source: 'docs/voting-app-processes.md',
    metrics: {
      QueueLag: GAUGE_OF_MACHINE(100, 0), DeadLetters: GAUGE_OF_MACHINE(0, 0),
      TallyMismatches: of(0, 0, SILENT, SILENT, 60),
    },
  },
  // the example's own.
  'Shop': {
    source: 'examples/monitoring-plain-cdk',
    metrics: { PaymentErrors: of(0, SILENT, SILENT, SILENT) },
  },
};

/** What a metric does. */
export function behaviourOf({ namespace, name }: { namespace: string; name: string }): Behaviour {
  // each voting application has a namespace of its own.
  const behaviour = METRIC_BEHAVIOUR[namespace.startsWith('VotingApp/') ? 'VotingApp' : namespace]?.metrics[name];
  if (!behaviour) throw new Error(`test/monitoring/metric-behaviour.ts does not say what ${namespace} ${name} does`);
  return behaviour;
}
