// what AWS publishes, written down by hand from the pages below, November 2026: namespace, name, dimensions,
// statistics.

/** A metric as AWS documents it. */
export interface KnownMetric {
  /** Sets of dimensions that it is published with. */
  readonly dimensions: readonly (readonly string[])[];
  /** Statistics that mean something. */
  readonly statistics: readonly string[];
}

const ALL = ['Average', 'Minimum', 'Maximum', 'Sum', 'SampleCount'];
const LEVEL = ['Average', 'Minimum', 'Maximum'];
const SUM = ['Sum'];

const TARGETS = [['LoadBalancer', 'TargetGroup']];
const ELB = [...TARGETS, ['LoadBalancer']];
const EC2 = [['AutoScalingGroupName'], ['InstanceId']];
const RDS = [['DBInstanceIdentifier']];
const NODE = [['CacheClusterId'], ['CacheClusterId', 'CacheNodeId']];

const known = (
  names: string, dimensions: readonly (readonly string[])[], statistics: readonly string[],
): Record<string, KnownMetric> => Object.fromEntries(names.split(
  ' ',
).map((name) => [name, { dimensions, statistics }]));

/** By namespace and name. */
export const KNOWN_METRICS: Record<string, Record<string, KnownMetric>> = {
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
  'AWS/ApplicationELB': {
    ...known('RequestCount HTTPCode_Target_4XX_Count HTTPCode_Target_5XX_Count TargetConnectionErrorCount', ELB, SUM),
    ...known('HTTPCode_ELB_5XX_Count RejectedConnectionCount', [['LoadBalancer']], SUM),
    ...known('HealthyHostCount UnHealthyHostCount', TARGETS, LEVEL),
    ...known('TargetResponseTime', ELB, [
      'Average', 'p50', 'p90', 'p95', 'p99', 'SampleCount', 'PR(:0.5)',
    ]),
  },
  // https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
  'AWS/CertificateManager': known('DaysToExpiry', [['CertificateArn']], LEVEL),
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
  'AWS/ECS': known('CPUUtilization MemoryUtilization', [['ClusterName', 'ServiceName']], ALL),
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
  'ECS/ContainerInsights': known(
    'DesiredTaskCount RunningTaskCount EphemeralStorageUtilized EphemeralStorageReserved',
    [['ClusterName', 'ServiceName']], ALL,
  ),
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
  'AWS/Scheduler': known('InvocationAttemptCount', [['ScheduleGroup']], SUM),
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
  'AWS/EC2': {
    ...known('CPUUtilization', EC2, ALL),
    ...known('NetworkIn NetworkOut', EC2, ALL),
    ...known(
      'StatusCheckFailed StatusCheckFailed_System StatusCheckFailed_Instance StatusCheckFailed_AttachedEBS', EC2, ALL,
    ),
  },
  // https://docs.aws.amazon.com/ebs/latest/userguide/using_cloudwatch_ebs.html
  'AWS/EBS': known('VolumeStalledIOCheck', [['VolumeId', 'InstanceId'], ['VolumeId']], LEVEL),
  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
  'AWS/AutoScaling': known(
    'GroupInServiceInstances GroupDesiredCapacity GroupPendingInstances GroupTerminatingInstances',
    [['AutoScalingGroupName']], LEVEL,
  ),
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html
  'CWAgent': known('mem_used_percent disk_used_percent', EC2, LEVEL),
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
  'AWS/RDS': known(
    'CPUUtilization DBLoad FreeStorageSpace DatabaseConnections FreeableMemory ReadLatency WriteLatency '
    + 'MaximumUsedTransactionIDs CPUCreditBalance EBSIOBalance% EBSByteBalance% ReplicaLag', RDS, LEVEL,
  ),
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.html
  'AWS/ElastiCache': {
    ...known('CPUUtilization', NODE, LEVEL),
    ...known(
      'EngineCPUUtilization DatabaseMemoryUsagePercentage CurrConnections ReplicationLag CPUCreditBalance IsMaster',
      NODE, LEVEL,
    ),
    ...known('Evictions', NODE, SUM),
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html
  'AWS/NATGateway': known(
    'ErrorPortAllocation PacketsDropCount PacketsInFromSource PacketsInFromDestination', [['NatGatewayId']], SUM,
  ),
  // https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html
  'AWS/PrivateLinkEndpoints': known(
    'PacketsDropped', [['Endpoint Type', 'Service Name', 'VPC Endpoint Id', 'VPC Id']], SUM,
  ),
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': {
    ...known(
      'ApproximateAgeOfOldestMessage ApproximateNumberOfMessagesVisible ApproximateNumberOfMessagesNotVisible',
      [['QueueName']], LEVEL,
    ),
    ...known('NumberOfMessagesSent', [['QueueName']], SUM),
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  'AWS/Lambda': {
    ...known('Errors Throttles Invocations', [['FunctionName']], SUM),
    ...known('Duration', [['FunctionName']], [
      'Average', 'p50', 'p90', 'p95', 'p99', 'SampleCount', 'PR(:0.5)',
    ]),
  },
  // https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
  'AWS/SNS': known('NumberOfNotificationsFailed NumberOfMessagesPublished', [['TopicName']], SUM),
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
  'AWS/Events': known('TriggeredRules', [['RuleName']], SUM),
};
