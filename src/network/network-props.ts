import type { IpProtocol } from 'aws-cdk-lib/aws-ec2';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Nat } from './nat';

/** Props of a `Network`. */
export interface NetworkProps {
  /**
   * Address range of the VPC, an IPv4 network from /16 to /24.
   *
   * It is cut into 16 blocks, one a subnet: a /16 gives subnets of a /20 with 4091 addresses each, a /24 subnets of a
   * /28 with 11. Rejected if it has host bits, and if it is only known at deployment. A later change replaces the VPC
   * and all inside.
   *
   * @default '10.0.0.0/16' - the largest network that a VPC may have, in the private range that fewest home routers and
   *   containers use
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
   */
  readonly cidr?: string;

  /**
   * Number of Availability Zones, an integer from 2 to 5.
   *
   * Addresses are set aside for 5, so that a zone can be added later without moving a subnet. A stack without an
   * environment gets 2 and a warning, because only a region is known to have more.
   *
   * @default - 3 with the production and regulated profiles, else 2: three zones keep two thirds of the capacity when
   *   one is lost
   */
  readonly availabilityZones?: number;

  /**
   * How workloads reach the internet.
   *
   * @default - `Nat.perAz()` with the production and regulated profiles, else `Nat.single()`: a NAT gateway costs about
   *   33 USD a month
   */
  readonly nat?: Nat;

  /**
   * IPv4 alone, or IPv6 beside it.
   *
   * With `IpProtocol.DUAL_STACK` the VPC and each subnet get IPv6 addresses of Amazon, public subnets a route to the
   * internet gateway, and private ones a way out that nobody comes in through. Instances get no IPv6 address by
   * themselves; tasks do if the account setting `dualStackIPv6` of Amazon ECS is on. NAT gateways stay, because much
   * of AWS answers over IPv4 alone, Amazon ECR among it. A change adds or removes addresses and replaces no subnet.
   *
   * @default IpProtocol.IPV4_ONLY - all that the library makes works with it
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
   */
  readonly ipProtocol?: IpProtocol;

  /**
   * How long flow logs are kept.
   *
   * @default - as all log groups of the profile: 1 month, 1 week in development, 1 year in regulated
   */
  readonly flowLogRetention?: RetentionDays;
}
