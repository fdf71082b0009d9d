import { minutes, seconds } from './range';
import type { TypicalTime } from './typical-time';

const ESTIMATE = 'estimate';

/**
 * Times of types that depend on no property, in the order in which people wait for them.
 *
 * Public logs are those of tools that wait as CloudFormation does, read in November 2026.
 */
export const FIXED_TIMES: { readonly [type: string]: TypicalTime } = {
  'AWS::RDS::DBCluster': { create: minutes(0.5, 2), update: minutes(0.5, 10), basis: ESTIMATE },
  'AWS::RDS::DBProxy': {
    create: minutes(3, 45), basis: 'estimate; one report says up to 45 minutes (aws-sam-cli #7403)',
  },
  'AWS::ElastiCache::ReplicationGroup': {
    create: minutes(6, 9.3), update: minutes(0.5, 9.3), basis: '4 public logs; changes are estimated',
  },
  'AWS::ElastiCache::CacheCluster': {
    create: minutes(6, 9.3), update: minutes(0.5, 9.3), basis: 'as a replication group',
  },
  'AWS::CloudFront::Distribution': {
    create: minutes(3, 12.6), update: minutes(3, 12.6), basis: '5 public logs, most of them 3 minutes',
  },
  'AWS::CloudFront::VpcOrigin': { create: minutes(3, 15), update: minutes(3, 15), basis: ESTIMATE },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { create: minutes(2.2, 3.1), basis: '6 public logs' },
  'AWS::EC2::NatGateway': { create: minutes(1.4, 2), basis: '8 public logs' },
  'AWS::EC2::VPC': { create: minutes(0.1, 1), basis: ESTIMATE },
  'AWS::EFS::FileSystem': { create: minutes(0.1, 1), basis: ESTIMATE },
  'AWS::EFS::MountTarget': { create: minutes(1, 2), basis: ESTIMATE },
  'AWS::IAM::InstanceProfile': {
    create: seconds(120, 125), basis: 'CloudFormation waits two minutes (public log, terraform-provider-aws #838)',
  },
  'AWS::IAM::Role': { create: minutes(0.2, 0.4), basis: ESTIMATE },
  'AWS::KMS::Key': {
    create: seconds(15, 75), update: seconds(60, 75),
    basis: 'waits of 15 to 60 seconds in the source of the resource provider',
  },
  'AWS::Route53::RecordSet': { create: minutes(0.5, 1), update: minutes(0.5, 1), basis: ESTIMATE },
};

/** What has no figure of its own, with one call of an API behind it. */
export const DEFAULT_TIME: TypicalTime = { create: seconds(3, 30), basis: 'default: no figure is known' };

/** A change in place that needs no new machine and no new copy. */
export const QUICK_CHANGE = seconds(3, 30);
