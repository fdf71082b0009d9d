import { Annotations, Fn, Stack } from 'aws-cdk-lib';
import {
  FlowLog, FlowLogDestination, FlowLogResourceType, IpAddresses, SubnetType, Vpc, type IVpc, type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  acknowledge, createLogGroup, LeastPrivilegeRole, parseCidr, Profile, rejectProblems, writeOutputs,
} from '../core';
import type { IMonitored, Signal } from '../signal';
import { AwsService } from './aws-service';
import { createEndpoints, declareEndpoints } from './endpoints';
import { Nat } from './nat';
import { MAX_ZONES, networkProblems, SUBNET_BITS } from './rules';
import { networkSignals } from './signals';
import { DATA_SUBNETS, PUBLIC_SUBNETS, SERVICE_SUBNETS } from './subnets';

/** The largest network that a VPC may have, in the private range that fewest home routers and containers use. */
const DEFAULT_CIDR = '10.0.0.0/16';
const FEWER_ZONES = 'cdk-elastic-web:network.fewerZones';

/** Props of a `Network`. */
export interface NetworkProps {
  /**
   * Address range of the VPC, an IPv4 network from /16 to /24.
   *
   * It is cut into 16 blocks, one a subnet: a /16 gives subnets of a /20 with 4091 addresses each, a /24 subnets of a
   * /28 with 11.
   * Rejected if it has host bits, and if it is only known at deployment. A later change replaces the VPC and all
   * inside.
   *
   * @default '10.0.0.0/16'
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
   */
  readonly cidr?: string;

  /**
   * Number of Availability Zones, an integer from 2 to 5.
   *
   * Addresses are set aside for 5, so that a zone can be added later without moving a subnet. A stack without an
   * environment gets 2
   * and a warning, because only a region is known to have more.
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
   * How long flow logs are kept.
   *
   * @default - as all log groups of the profile: 1 month, 1 week in development, 1 year in regulated
   */
  readonly flowLogRetention?: RetentionDays;
}

/**
 * A VPC with three groups of subnets in several Availability Zones.
 *
 * - `Public` holds load balancers and NAT gateways, and nothing else.
 * - `Service` holds tasks and instances; it reaches the internet by NAT, or AWS services by endpoints.
 * - `Data` holds databases and caches; it has no route out of the VPC.
 *
 * Nothing gets a public address by itself, the default security group is closed, and all traffic is logged.
 *
 * @example
 * const shopNetwork = new Network(this, 'ShopNetwork', { cidr: '10.20.0.0/16', nat: Nat.single() });
 */
export class Network extends Construct implements IMonitored {
  /**
   * Says that an imported VPC without NAT has endpoints for these services.
   *
   * Synthesis cannot see the endpoints of a VPC that the app does not make. Services in such a VPC are rejected with a
   * list of what
   * they miss, unless the endpoints are created in the app or declared here.
   *
   * @param vpc from `Vpc.fromLookup` or `Vpc.fromVpcAttributes`
   * @param services added to those that were declared before
   */
  public static declareEndpoints(vpc: IVpc, services: AwsService[]): void {
    rejectProblems(
      vpc, 'Network.declareEndpoints', services.flatMap((service, index) => service._problems(`services[${index}]`)),
    );
    declareEndpoints(vpc, services);
  }

  /** The VPC underneath. */
  public readonly vpc: Vpc;
  /** Log group of the flow logs. */
  public readonly flowLogGroup: ILogGroup;
  /** Where load balancers stand. */
  public readonly publicSubnets: SubnetSelection = { subnetGroupName: PUBLIC_SUBNETS };
  /** Where tasks and instances run. */
  public readonly serviceSubnets: SubnetSelection = { subnetGroupName: SERVICE_SUBNETS };
  /** Where databases and caches live. */
  public readonly dataSubnets: SubnetSelection = { subnetGroupName: DATA_SUBNETS };

  constructor(scope: Construct, id: string, props: NetworkProps = {}) {
    super(scope, id);
    rejectProblems(this, 'Network', networkProblems(props));

    this.vpc = this.createVpc(props);
    this.flowLogGroup = createLogGroup(this, 'FlowLogs', { retention: props.flowLogRetention });
    this.logTraffic();
    // free, and keeps image layers and backups off the NAT gateways, which charge for each GB.
    createEndpoints(this.vpc, [AwsService.S3]);
  }

  /** What is worth watching: the NAT gateways, and the interface endpoints that there are by now. */
  public signals(): Signal[] {
    return networkSignals(this.vpc);
  }

  /**
   * Writes the ids of the network as stack outputs with stable names, for stacks and tools outside the app.
   *
   * @param prefix first part of each name, by default the id of the construct: `NetworkVpcId`
   */
  public exportOutputs(prefix: string = this.node.id): void {
    const ids = (selection: SubnetSelection) => Fn.join(',', this.vpc.selectSubnets(selection).subnetIds);
    writeOutputs(this, prefix, {
      VpcId: this.vpc.vpcId,
      PublicSubnetIds: ids(this.publicSubnets),
      ServiceSubnetIds: ids(this.serviceSubnets),
      DataSubnetIds: ids(this.dataSubnets),
    });
  }

  private createVpc({ cidr = DEFAULT_CIDR, availabilityZones, nat }: NetworkProps): Vpc {
    const profile = Profile.of(this);
    const zones = this.zones(availabilityZones ?? profile._defaults.availabilityZones);
    const plan = (nat ?? Nat._ofProfile(profile))._plan(zones);
    const cidrMask = parseCidr(cidr)!.prefix + SUBNET_BITS;
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(cidr),
      maxAzs: zones,
      reservedAzs: MAX_ZONES - zones,
      natGateways: plan.gateways,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        { name: PUBLIC_SUBNETS, subnetType: SubnetType.PUBLIC, cidrMask, mapPublicIpOnLaunch: false },
        { name: SERVICE_SUBNETS, subnetType: plan.serviceSubnets, cidrMask },
        { name: DATA_SUBNETS, subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask },
      ],
    });
    acknowledge(vpc, 'fixedZones');
    return vpc;
  }

  private zones(asked: number): number {
    const offered = Stack.of(this).availabilityZones.length;
    if (offered < asked) {
      Annotations.of(this).addWarningV2(
        FEWER_ZONES,
        `${asked} Availability Zones were asked for and ${offered} are used: `
        + 'a stack without account and region in its env gets 2, and a region may have no more',
      );
    }
    return Math.min(asked, offered);
  }

  private logTraffic(): void {
    const role = new LeastPrivilegeRole(this, 'FlowLogRole', {
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com'), description: 'Writes the flow logs of the VPC',
    });
    const log = new FlowLog(this, 'FlowLog', {
      resourceType: FlowLogResourceType.fromVpc(this.vpc),
      destination: FlowLogDestination.toCloudWatchLogs(this.flowLogGroup, role),
    });
    log.node.addDependency(role);
  }
}
