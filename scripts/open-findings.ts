// findings that the library leaves open on purpose: what is right depends on the user. docs/compliance.md shows them.

export interface OpenFinding {
  readonly rule: string;
  readonly packs: readonly string[];
  readonly profiles: readonly string[];
  readonly reason: string;
  readonly remedy: string;
}

const ALL = ['development', 'staging', 'production', 'regulated'];
const UNREGULATED = ['development', 'staging', 'production'];
const TEST = ['development', 'staging'];

export const OPEN_FINDINGS: readonly OpenFinding[] = [
  {
    rule: 'VPCNoUnrestrictedRouteToIGW', packs: ['HIPAA', 'R5', 'PCI'], profiles: ALL,
    reason: 'A public load balancer and NAT gateways need public subnets, whose route leads to the internet; nothing '
      + 'else stands in them',
    remedy: 'Give the services a VPC of your own without public subnets, and use `Ingress.internal` or '
      + '`ContentDelivery`',
  },
  {
    rule: 'S3BucketReplicationEnabled', packs: ['HIPAA', 'R4', 'R5', 'PCI'], profiles: ALL,
    reason: 'A copy of the access logs in a second bucket is a choice of region, account and law',
    remedy: 'Pass a replicated bucket of your own with `AccessLogs`',
  },
  {
    rule: 'S3BucketDefaultLockEnabled', packs: ['R4'], profiles: ALL,
    reason: 'Logs that nobody can delete for years are a legal choice, and cannot be undone',
    remedy: 'Pass a bucket with object lock of your own with `AccessLogs`',
  },
  {
    rule: 'RDSInBackupPlan', packs: ['HIPAA', 'R4', 'R5'], profiles: ALL,
    reason: 'RDS backs the database up by itself and can restore any second; a central AWS Backup plan belongs to the '
      + 'account, not to one stack',
    remedy: 'Add `database.instance` to the selection of your backup plan, in the same stack',
  },
  {
    rule: 'ElastiCacheRedisClusterAutomaticBackup', packs: ['HIPAA', 'R4', 'R5'],
    profiles: ['development', 'production'],
    reason: 'The packs ask for 15 days of snapshots; a queue or a cache is seldom worth more than 7, and one of '
      + 'development is worth none',
    remedy: 'Use `Profile.REGULATED`, or set `snapshotRetention` to 15 days',
  },
  {
    rule: 'AEC4', packs: ['AwsSolutions'], profiles: ['development'],
    reason: 'A second node of a cache doubles its price',
    remedy: 'Set `nodes` to 2',
  },
  {
    rule: 'CloudWatchLogGroupEncrypted', packs: ['HIPAA', 'R4', 'R5', 'PCI'], profiles: UNREGULATED,
    reason: 'CloudWatch encrypts all logs with its own keys; customer managed keys cost money and are part of the '
      + 'regulated profile',
    remedy: 'Use `Profile.REGULATED`',
  },
  {
    rule: 'ELBv2ACMCertificateRequired', packs: ['HIPAA', 'R5', 'PCI'], profiles: UNREGULATED,
    reason: 'The listener on port 80 answers with a redirect to HTTPS and has no certificate',
    remedy: 'Use `Profile.REGULATED`, or set `tls: { redirectHttp: false }`',
  },
  {
    rule: 'ALBHttpToHttpsRedirection', packs: ['HIPAA', 'R4', 'R5', 'PCI'], profiles: ['development'],
    reason: 'The example asks for `Ingress.http` by name, because a preview has no domain',
    remedy: 'Use `Ingress.https`',
  },
  {
    rule: 'ALBWAFEnabled', packs: ['R4', 'R5', 'PCI'], profiles: TEST,
    reason: 'A web application firewall costs about 10 USD a month and is on in production',
    remedy: 'Set `firewall: Firewall.managed()`',
  },
  {
    rule: 'ALBWAFEnabled', packs: ['R4', 'R5', 'PCI'], profiles: ['production'],
    reason: 'A load balancer with private addresses has no firewall by default: only networks that are named reach it',
    remedy: 'Set `firewall: Firewall.managed()`; for Grafana, use `Grafana.https`, whose load balancer has one',
  },
  {
    rule: 'ELBDeletionProtectionEnabled', packs: ['HIPAA', 'R4', 'R5'], profiles: TEST,
    reason: 'A test environment must go away with one command',
    remedy: 'Set `attributes: { deletionProtection: true }` on the load balancer',
  },
  {
    rule: 'ECS4', packs: ['AwsSolutions'], profiles: TEST,
    reason: 'Container Insights is billed by metric and is on in production',
    remedy: 'Pass a `cluster` with Container Insights',
  },
  {
    rule: 'RDS3', packs: ['AwsSolutions'], profiles: TEST,
    reason: 'A standby doubles the price of the database',
    remedy: 'Set `multiAz: true`',
  },
  {
    rule: 'RDSMultiAZSupport', packs: ['HIPAA', 'R4', 'R5'], profiles: TEST,
    reason: 'A standby doubles the price of the database',
    remedy: 'Set `multiAz: true`',
  },
  {
    rule: 'RDS10', packs: ['AwsSolutions'], profiles: TEST,
    reason: 'A test environment must go away with one command',
    remedy: 'Set `deletionProtection: true` on the database',
  },
  {
    rule: 'RDSInstanceDeletionProtectionEnabled', packs: ['HIPAA', 'R4', 'R5'], profiles: TEST,
    reason: 'A test environment must go away with one command',
    remedy: 'Set `deletionProtection: true` on the database',
  },
  {
    rule: 'RDSEnhancedMonitoringEnabled', packs: ['HIPAA', 'R4', 'R5'], profiles: ['development'],
    reason: 'Operating system metrics are billed as logs',
    remedy: 'Set `monitoringInterval` of the database to a minute',
  },
  {
    rule: 'EC29', packs: ['AwsSolutions'], profiles: ['development'],
    reason: 'A test environment must go away with one command',
    remedy: 'Set `terminationProtection: true` in `Compute.singleInstance`',
  },
  {
    rule: 'EC2EBSInBackupPlan', packs: ['HIPAA', 'R4', 'R5'], profiles: ['development'],
    reason: 'The data volume of a single instance outlives it; copies of it belong to the backup plan of the account, '
      + 'not to one stack',
    remedy: 'Add the volume to the selection of your backup plan, in the same stack, or run a group and keep the data '
      + 'in a database',
  },
];
