import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { Profile } from '../core';

/** What a NAT strategy means for the subnets of a VPC. */
export interface NatPlan {
  readonly gateways: number;
  /** Type of the subnets that workloads run in. */
  readonly serviceSubnets: SubnetType;
}

/**
 * How workloads in private subnets reach the internet.
 *
 * Changing it later adds or removes gateways and routes; no subnet is replaced.
 *
 * @example
 * new Network(this, 'SmallNetwork', { nat: Nat.single() });
 */
export class Nat {
  /** A NAT gateway in each Availability Zone: the loss of a zone cuts off nobody else, and no traffic crosses zones. */
  public static perAz(): Nat {
    return new Nat((zones) => ({ gateways: zones, serviceSubnets: SubnetType.PRIVATE_WITH_EGRESS }));
  }

  /** One NAT gateway for all: cheaper, but the loss of its zone cuts off all workloads from the internet. */
  public static single(): Nat {
    return new Nat(() => ({ gateways: 1, serviceSubnets: SubnetType.PRIVATE_WITH_EGRESS }));
  }

  /**
   * No way to the internet at all.
   *
   * AWS services are reached by VPC endpoints, which the constructs of this library create as they need them. An
   * interface endpoint
   * costs about 7 USD a month in each zone, so more than four of them cost as much as a NAT gateway.
   */
  public static none(): Nat {
    return new Nat(() => ({ gateways: 0, serviceSubnets: SubnetType.PRIVATE_ISOLATED }));
  }

  /** @internal */
  public static _ofProfile(profile: Profile): Nat {
    return profile._defaults.natPerZone ? Nat.perAz() : Nat.single();
  }

  private constructor(private readonly plan: (zones: number) => NatPlan) {}

  /** @internal */
  public _plan(zones: number): NatPlan {
    return this.plan(zones);
  }
}
