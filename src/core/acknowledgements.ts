import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding that a rule pack reports on purpose-built resources of this library. */
export interface Acknowledgement {
  /** Ids of the finding, one a pack. */
  readonly ids: readonly string[];
  /** Why the resource is as it is. */
  readonly reason: string;
  /** What the user can do to be without the finding. */
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
    reason: 'A public load balancer accepts the internet on its listener ports; everything behind it accepts only the load balancer',
    remedy: 'Name the networks that may connect with `allowedCidrs`, put CloudFront in front, or use `Ingress.internal`',
  },
  accessLogEncryption: {
    ids: ['HIPAA.Security-S3DefaultEncryptionKMS', 'NIST.800.53.R5-S3DefaultEncryptionKMS', 'PCI.DSS.321-S3DefaultEncryptionKMS'],
    reason: 'Elastic Load Balancing writes access logs only to buckets encrypted with S3 managed keys (SSE-S3)',
    remedy: 'Nothing: with a KMS key the load balancer could not write its log',
  },
  registryLogin: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'ecr:GetAuthorizationToken accepts no resource, so its statement has to name all',
    remedy: 'Nothing: IAM offers no narrower form; it gives no right to any image',
  },
  operatingSystemMetrics: {
    ids: ['AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:RDSOSMetrics:log-stream:*]'],
    reason: 'RDS names the log streams of Enhanced Monitoring after instances that exist only later, and asks for the right before',
    remedy: 'Set `monitoringInterval` of the database to `Duration.seconds(0)`, which trades this finding for RDSEnhancedMonitoringEnabled',
  },
  executionTelemetry: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'Log delivery of Step Functions and X-Ray segments accept no resource; without them the restart after a rotation would leave no trace',
    remedy: 'Connect a backend whose secret does not rotate, or read the secret at run time',
  },
  sessionChannels: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'The ssmmessages actions of ECS Exec and logs:DescribeLogGroups accept no resource',
    remedy: 'Leave `enableExecuteCommand` out, and switch it on for the time of an investigation',
  },
  trafficShift: {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'The Describe actions of Elastic Load Balancing accept no resource; ECS may change only the rules and target groups of the service',
    remedy: 'Use `Deployment.rolling`, which needs no such role',
  },
} as const satisfies Record<string, Acknowledgement>;

/** Acknowledges a finding of the table on a resource, never on a whole tree of the user's. */
export function acknowledge(resource: IConstruct, key: keyof typeof ACKNOWLEDGEMENTS): void {
  const { ids, reason } = ACKNOWLEDGEMENTS[key];
  Validations.of(resource).acknowledge(...ids.map((id) => ({ id, reason })));
}
