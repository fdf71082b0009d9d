import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding of a rule pack about a resource that the library makes this way on purpose. */
export interface Acknowledgement {
  /** Ids of the finding, one for each rule pack. */
  readonly ids: readonly string[];
  /** Why the resource is as it is. */
  readonly reason: string;
  /** What the user can do to avoid the finding. */
  readonly remedy: string;
}

/**
 * Every finding that the library itself acknowledges.
 *
 * `docs/compliance.md` shows this table, and a test keeps the two equal: nothing is acknowledged silently.
 */
export const ACKNOWLEDGEMENTS = {
  publicLoadBalancer: {
    ids: ['AwsSolutions-EC23'],
    reason: 'A public load balancer accepts the internet on its listener ports; everything behind it accepts only the '
      + 'load balancer',
    remedy: 'Name the networks that may connect with `allowedCidrs`, put CloudFront in front, or use '
      + '`Ingress.internal`',
  },
  accessLogEncryption: {
    ids: [
      'HIPAA.Security-S3DefaultEncryptionKMS', 'NIST.800.53.R5-S3DefaultEncryptionKMS',
      'PCI.DSS.321-S3DefaultEncryptionKMS',
    ],
    reason: 'Elastic Load Balancing writes access logs only to buckets encrypted with S3 managed keys (SSE-S3)',
    remedy: 'Nothing: with a KMS key the load balancer could not write its log',
  },
  registryLogin: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'ecr:GetAuthorizationToken accepts no resource, so its statement has to name all',
    remedy: 'Nothing: IAM offers no narrower form; it gives no right to any image',
  },
  operatingSystemMetrics: {
    ids: [
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:RDSOSMetrics:*]',
    ],
    reason: 'RDS names the log streams of Enhanced Monitoring after instances that exist only later, and asks for the '
      + 'right before',
    remedy: 'Set `monitoringInterval` of the database to `Duration.seconds(0)`, which trades this finding for '
      + 'RDSEnhancedMonitoringEnabled',
  },
  databasePort: {
    ids: ['AwsSolutions-RDS11'],
    reason: 'The usual port of PostgreSQL is what tools and people expect; only the groups of connected services '
      + 'reach it',
    remedy: 'Set `port` of the database, or use the regulated profile, before the database exists: a later change '
      + 'would replace it',
  },
  cacheToken: {
    ids: [
      'AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled',
      'NIST.800.53.R5-SecretsManagerRotationEnabled',
    ],
    reason: 'AWS hosts no rotation for the authentication token of a cache; it is random, encrypted, and of use '
      + 'inside the VPC only',
    remedy: 'Pass a `secret` of your own that your function rotates',
  },
  cacheUsers: {
    ids: ['AwsSolutions-AEC6'],
    reason: 'Each user of the cache has a password and rights of its own; a cache with users has no token for all',
    remedy: 'Use `CacheLogin.token()` from the start, which gives monitoring every right',
  },
  cookieKey: {
    ids: [
      'AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled',
      'NIST.800.53.R5-SecretsManagerRotationEnabled',
    ],
    reason: 'A rotation by itself would log every voter out; the key signs cookies, is random and encrypted, and '
      + 'opens nothing in AWS',
    remedy: 'Rotate it by hand as `docs/voting-app.md` shows, which keeps every voter',
  },
  adminToken: {
    ids: [
      'AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled',
      'NIST.800.53.R5-SecretsManagerRotationEnabled',
    ],
    reason: 'The people who know the token would be locked out by a rotation that they do not ask for; it is random '
      + 'and encrypted, and opens nothing in AWS',
    remedy: 'Give `AdminPage.token` a secret of your own that rotates, or leave the admin page out',
  },
  replicaEncryption: {
    ids: [
      'AwsSolutions-RDS2', 'HIPAA.Security-RDSStorageEncrypted', 'NIST.800.53.R4-RDSStorageEncrypted',
      'NIST.800.53.R5-RDSStorageEncrypted',
      'PCI.DSS.321-RDSStorageEncrypted', 'CloudFormation-Validate::F3003',
    ],
    reason: 'A read replica is encrypted as its source is; CloudFormation rejects the property on a replica',
    remedy: 'Nothing: the source is always encrypted',
  },
  promotedEncryption: {
    ids: ['CloudFormation-Validate::W9008'],
    reason: 'A promoted replica is encrypted as it was made; CloudFormation would replace it for the property',
    remedy: 'Nothing: its source was always encrypted',
  },
  executionTelemetry: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'Log delivery of Step Functions and X-Ray segments accept no resource; without them the restart after a '
      + 'rotation would leave no trace',
    remedy: 'Connect a backend whose secret does not rotate, or read the secret at run time',
  },
  sessionChannels: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'The ssmmessages actions of ECS Exec and logs:DescribeLogGroups accept no resource',
    remedy: 'Leave `task.enableExecuteCommand` out, and switch it on for the time of an investigation',
  },
  trafficShift: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'The Describe actions of Elastic Load Balancing accept no resource; ECS may change only the rules and '
      + 'target groups of the service',
    remedy: 'Use `Deployment.rolling`, which needs no such role',
  },
  telemetrySidecar: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'X-Ray and metrics of CloudWatch accept no resource; metrics go to one namespace only',
    remedy: 'Give the sidecar a `config` of yours, which brings no rights, and grant what it needs',
  },
  scrapeDiscovery: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'The List and Describe actions by which Prometheus finds tasks and instances accept no resource; those of '
      + 'Amazon ECS are limited to the clusters that it watches',
    remedy: 'Nothing: IAM offers no narrower form; it can read and change nothing',
  },
  grafanaMetrics: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'The actions by which Grafana reads metrics and alarms of CloudWatch accept no resource',
    remedy: 'Nothing: IAM offers no narrower form; it can read and change nothing',
  },
  grafanaSecrets: {
    ids: [
      'AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled',
      'NIST.800.53.R5-SecretsManagerRotationEnabled',
    ],
    reason: 'Grafana reads the password of its administrator when its database is made, and its key for ever, so a '
      + 'rotation would change nothing; both are random and encrypted, and open nothing in AWS',
    remedy: 'Nothing: without a database, a new deployment with another secret changes both',
  },
  exporterLogin: {
    ids: [
      'AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled',
      'NIST.800.53.R5-SecretsManagerRotationEnabled',
    ],
    reason: 'The exporter gives its user at the database the password whenever it starts, so a rotation would lock it '
      + 'out until then; the user reads statistics only',
    remedy: 'Put another value into the secret and restart the exporter, or leave the exporter out',
  },
  deadRuns: {
    ids: ['AwsSolutions-SQS3'],
    reason: 'The queue is itself the dead-letter queue of a schedule, which the rule does not see',
    remedy: 'Nothing: what cannot be started stands in it for 14 days, and an alarm says so',
  },
  connectTls: {
    ids: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/'
      + 'AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity]',
    ],
    reason: 'Amazon ECS documents the rights that it needs for the certificates of Service Connect by this policy, '
      + 'which names only secrets and authorities that ECS manages',
    remedy: 'Leave `tls` of Service Connect out, or let the applications encrypt',
  },
  instanceTelemetry: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'Session Manager, metrics and the Describe actions of an instance accept no resource; what changes a '
      + 'group, an instance or a volume is limited to its own by tags',
    remedy: 'Nothing: IAM offers no narrower form; metrics go to the namespace of the CloudWatch agent only',
  },
  memberAlarm: {
    ids: [
      'HIPAA.Security-CloudWatchAlarmAction', 'NIST.800.53.R4-CloudWatchAlarmAction',
      'NIST.800.53.R5-CloudWatchAlarmAction',
    ],
    reason: 'The alarm of one signal acts only through the composite alarm of its subject, which pages once for all of '
      + 'them',
    remedy: 'Nothing: with an action of its own each signal would page again',
  },
  collectorDestination: {
    ids: ['CloudFormation-Validate::F3002', 'CloudFormation-Validate::F3018'],
    reason: 'The validator of the CDK knows CloudWatch as the destination of a collector from version 2.276 on',
    remedy: 'Nothing: CloudFormation takes it; the finding goes with a newer CDK',
  },
  fixedZones: {
    ids: ['CloudFormation-Validate::W3010'],
    reason: 'A subnet or volume must stay in its zone when the region adds one or lists its zones in another order: '
      + 'moving it would replace what stands in it',
    remedy: 'Give the stack no environment: zones are then chosen at deployment, and there are two',
  },
} as const satisfies Record<string, Acknowledgement>;

/** Acknowledges a finding of the table on one resource, never on a whole tree. */
export function acknowledge(resource: IConstruct, key: keyof typeof ACKNOWLEDGEMENTS): void {
  const { ids, reason } = ACKNOWLEDGEMENTS[key];
  for (const id of ids) {
    // the CDK rejects ids with two `::`, which an ARN of pseudo parameters has, so the record is written here.
    if (id.split('::').length <= 2) Validations.of(resource).acknowledge({ id, reason });
    else resource.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
  }
}
