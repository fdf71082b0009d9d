import { Annotations, Fn, Stack } from 'aws-cdk-lib';
import {
  FlowLog, FlowLogDestination, FlowLogResourceType, IpAddresses, IpProtocol, SubnetType, Vpc,
  type IVpc, type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  acknowledge, createLogGroup, restrictProvider, LeastPrivilegeRole, parseCidr, Profile, rejectOtherArguments,
  rejectOtherKinds, rejectProblems, rememberLogicalIds, writeOutputs,
} from '../core';
import type { IMonitored, Signal } from '../signal';
import { AwsService } from './aws-service';
import { createEndpoints, declareEndpoints, serviceNameProblems } from './endpoints';
import { Nat } from './nat';
import type { NetworkProps } from './network-props';
import { MAX_ZONES, networkProblems, SUBNET_BITS } from './problems';
import { networkSignals } from './signals';
import { DATA_SUBNETS, PUBLIC_SUBNETS, SERVICE_SUBNETS } from './subnets';

/** The largest network that a VPC may have, in the private range that fewest home routers and containers use. */
const DEFAULT_CIDR = '10.0.0.0/16';
/**
 * Load balancers and tasks ask for their addresses themselves; nothing else in a subnet gets one that is not asked for.
 */
const NO_IPV6_BY_ITSELF = { ipv6AssignAddressOnCreation: false };
const FEWER_ZONES = 'cdk-elastic-web:fewerZones';

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
   * list of what they miss, unless the endpoints are created in the app or declared here.
   *
   * @param vpc from `Vpc.fromLookup` or `Vpc.fromVpcAttributes`
   * @param services added to those that were declared before
   */
  public static declareEndpoints(vpc: IVpc, services: AwsService[]): void {
    rejectOtherArguments(vpc, 'Network.declareEndpoints', 'vpc:IVpc services:AwsService[]', [vpc, services]);
    rejectProblems(vpc, 'Network.declareEndpoints', serviceNameProblems('services', services));
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
    rememberLogicalIds(this);
    rejectOtherKinds(this, 'Network', props);
    rejectProblems(this, 'Network', networkProblems(props));

    this.vpc = this.createVpc(props);
    this.flowLogGroup = createLogGroup(this, 'FlowLogs', { content: 'flows', retention: props.flowLogRetention });
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

  private createVpc({ cidr = DEFAULT_CIDR, availabilityZones, nat, ipProtocol }: NetworkProps): Vpc {
    const profile = Profile.of(this);
    const zones = this.zones(availabilityZones ?? profile._defaults.availabilityZones);
    const plan = (nat ?? Nat._ofProfile(profile))._variant.plan(zones);
    const cidrMask = parseCidr(cidr)!.prefix + SUBNET_BITS;
    const subnet = ipProtocol === IpProtocol.DUAL_STACK ? { cidrMask, ...NO_IPV6_BY_ITSELF } : { cidrMask };
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(cidr),
      ipProtocol,
      maxAzs: zones,
      reservedAzs: MAX_ZONES - zones,
      natGateways: plan.gateways,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        { name: PUBLIC_SUBNETS, subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false, ...subnet },
        { name: SERVICE_SUBNETS, subnetType: plan.serviceSubnets, ...subnet },
        { name: DATA_SUBNETS, subnetType: SubnetType.PRIVATE_ISOLATED, ...subnet },
      ],
    });
    plan.complete?.(vpc);
    acknowledge(vpc, 'fixedZones');
    restrictProvider('VpcRestrictDefaultSG', vpc);
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
