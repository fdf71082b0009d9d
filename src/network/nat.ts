import { SubnetType, type Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Profile } from '../core';
import { createRegionalNat } from './regional-nat';

/** What the ways to the internet differ in. */
export interface NatVariant {
  plan(zones: number): NatPlan;
}

/** NAT gateways and subnets of a VPC. */
export interface NatPlan {
  readonly gateways: number;
  /** Type of the subnets that workloads run in. */
  readonly serviceSubnets: SubnetType;
  /** Makes what the VPC does not make itself. */
  readonly complete?: (vpc: Vpc) => void;
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
  /**
   * A NAT gateway in each Availability Zone: if a zone fails, the others keep their access, and no traffic crosses
   * zones.
   */
  public static perAz(): Nat {
    return new Nat({ plan: (zones) => ({ gateways: zones, serviceSubnets: SubnetType.PRIVATE_WITH_EGRESS }) });
  }

  /** One NAT gateway for all: cheaper, but if its zone fails, no workload reaches the internet. */
  public static single(): Nat {
    return new Nat({ plan: () => ({ gateways: 1, serviceSubnets: SubnetType.PRIVATE_WITH_EGRESS }) });
  }

  /**
   * One NAT gateway that AWS keeps in every zone with workloads, so that the loss of a zone cuts off nobody else.
   *
   * AWS bills it for each zone that it is active in, so with three busy zones it saves nothing over `Nat.perAz()`. It
   * has addresses of its own that change as it grows: take `Nat.perAz()` if others put your addresses on a list. It
   * may take up to an hour to reach a new zone, whose traffic crosses zones meanwhile. AWS offered it in commercial
   * Regions first: in China and GovCloud a warning says so. Changing from or to it gives new addresses and resets
   * connections.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
   */
  public static regional(): Nat {
    return new Nat({
      plan: () => ({
        gateways: 0, serviceSubnets: SubnetType.PRIVATE_WITH_EGRESS, complete: createRegionalNat,
      }),
    });
  }

  /**
   * No internet access.
   *
   * Workloads reach AWS services through VPC endpoints, which the constructs of this library create as they need them.
   * An interface endpoint costs about 7 USD a month in each zone, so more than four of them cost as much as a NAT
   * gateway.
   */
  public static none(): Nat {
    return new Nat({ plan: () => ({ gateways: 0, serviceSubnets: SubnetType.PRIVATE_ISOLATED }) });
  }

  /** @internal */
  public static _ofProfile(profile: Profile): Nat {
    return profile._defaults.natPerZone ? Nat.perAz() : Nat.single();
  }

  private constructor(/** @internal */ public readonly _variant: NatVariant) {}
}
