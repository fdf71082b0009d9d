import { Annotations } from 'aws-cdk-lib';
import {
  SubnetType, type ISecurityGroup, type ISubnet, type IVpc, type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct, IConstruct } from 'constructs';
import { contradiction, groupsOfVpcProblems, guardFactories, inWords, type Problem, Profile } from '../core';
import {
  hasInternetEgress, privateSubnetProblems, selectionProblems, warnOfSeveralGroups, workloadSubnets,
} from '../network';

/** Where tasks or instances run. */
export interface PlacementOptions {
  /**
   * Subnets of the VPC, by group, type or one by one.
   *
   * @default - all subnets of the kind that the factory names; more than one group of private subnets gives a warning
   */
  readonly vpcSubnets?: SubnetSelection;
  /**
   * Security groups beside that of the workload, for example one that a shared database admits. At most 15. The library
   * adds no rules to them.
   *
   * @default - the workload has its own group only
   */
  readonly securityGroups?: ISecurityGroup[];
}

/** What the kinds of placement differ in. */
export interface PlacementVariant {
  /** Whether tasks have public addresses, and with them a way to the internet without NAT. */
  readonly isPublic: boolean;
  readonly securityGroups: readonly ISecurityGroup[];
  subnetsOf(vpc: IVpc): SubnetSelection;
  problems(prop: string, scope: IConstruct, vpc: IVpc): Problem[];
  warn(scope: Construct, vpc: IVpc): void;
}

/**
 * Where tasks or instances run, and which security groups they have beside their own.
 *
 * @example
 * new FargateService(this, 'Shop', {
 *   vpc,
 *   image: ServiceImage.fromAsset('./shop'),
 *   placement: Placement.inPrivateSubnets({
 *     vpcSubnets: { subnetGroupName: 'Applications' },
 *     securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(this, 'Clients', 'sg-0123456789abcdef0')],
 *   }),
 * });
 */
export class Placement {
  /** In subnets that the internet cannot reach into. */
  public static inPrivateSubnets(options: PlacementOptions = {}): Placement {
    return new Placement(inPrivateSubnets(options));
  }

  /**
   * In public subnets, each task with a public address: it reaches the internet without NAT, which saves about 33 USD a
   * month for each gateway and costs about 3.65 USD for each address. The security group still admits the load balancer
   * only.
   *
   * For development. In production it gives a warning: one wrong rule of a group would open the tasks to the internet.
   */
  public static inPublicSubnets(options: PlacementOptions = {}): Placement {
    return new Placement(inPublicSubnets(options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: PlacementVariant,
  ) {}
}

guardFactories(Placement);

/** `Placement.inPrivateSubnets`. */
function inPrivateSubnets({ vpcSubnets, securityGroups = [] }: PlacementOptions): PlacementVariant {
  return {
    isPublic: false,
    securityGroups,
    subnetsOf: (vpc) => vpcSubnets ?? workloadSubnets(vpc),
    problems: (prop, scope, vpc) => {
      const problems = [
        ...privateSubnetProblems('vpc', vpc),
        ...groupsOfVpcProblems(scope, `${prop}.securityGroups`, vpc, securityGroups),
      ];
      return problems.length > 0 ? problems : chosenProblems(scope, `${prop}.vpcSubnets`, vpc, vpcSubnets, false);
    },
    warn: (scope, vpc) => {
      if (vpcSubnets === undefined) warnAboutGroups(scope, vpc);
      else warnAboutIsolation(scope, vpc, vpcSubnets);
    },
  };
}

/** `Placement.inPublicSubnets`. */
function inPublicSubnets({ vpcSubnets, securityGroups = [] }: PlacementOptions): PlacementVariant {
  return {
    isPublic: true,
    securityGroups,
    subnetsOf: () => vpcSubnets ?? { subnetType: SubnetType.PUBLIC },
    problems: (prop, scope, vpc) => {
      const problems = [
        ...contradiction(vpc.publicSubnets.length === 0, {
          prop: 'vpc', must: 'have public subnets', got: inWords('private ones only'),
          advice: 'use Placement.inPrivateSubnets',
        }),
        ...groupsOfVpcProblems(scope, `${prop}.securityGroups`, vpc, securityGroups),
      ];
      return problems.length > 0 ? problems : chosenProblems(scope, `${prop}.vpcSubnets`, vpc, vpcSubnets, true);
    },
    warn: (scope) => warnAboutProduction(scope),
  };
}

/** The usual placement. */
export const PRIVATE_PLACEMENT = inPrivateSubnets({});

function chosenProblems(
  scope: IConstruct, prop: string, vpc: IVpc, chosen: SubnetSelection | undefined, isPublic: boolean,
): Problem[] {
  if (chosen === undefined) return [];
  const problems = selectionProblems(scope, prop, vpc, chosen);
  if (problems.length > 0) return problems;
  const { subnets, isPendingLookup } = vpc.selectSubnets(chosen);
  const wrong = isPendingLookup ? undefined : subnets.find((subnet) => vpc.publicSubnets.includes(subnet) !== isPublic);
  // subnets that the user imports one by one say nothing of their route.
  return contradiction(wrong !== undefined && isIn(vpc, wrong), {
    prop, must: isPublic ? 'be public subnets' : 'be private or isolated subnets', got: inWords(wrong?.node.path ?? ''),
    advice: isPublic
      ? 'a public address is of no use without a route to the internet gateway'
      : 'without a public address a task in a public subnet reaches nothing; use Placement.inPublicSubnets',
  });
}

function isIn(vpc: IVpc, subnet: ISubnet): boolean {
  return [...vpc.publicSubnets, ...vpc.privateSubnets, ...vpc.isolatedSubnets].includes(subnet);
}

function warnAboutGroups(scope: Construct, vpc: IVpc): void {
  warnOfSeveralGroups(scope, {
    vpc, subnets: vpc.selectSubnets(workloadSubnets(vpc)).subnets, taken: 'all of them are used',
    chosenBy: '"placement": Placement.inPrivateSubnets({ vpcSubnets: { subnetGroupName } })',
  });
}

/** Subnets without NAT in a VPC that has some elsewhere: the library makes no endpoints there. */
function warnAboutIsolation(scope: Construct, vpc: IVpc, chosen: SubnetSelection): void {
  const { subnets } = vpc.selectSubnets(chosen);
  if (!hasInternetEgress(vpc) || !subnets.some((subnet) => vpc.isolatedSubnets.includes(subnet))) return;
  Annotations.of(scope).addWarningV2('cdk-elastic-web:isolatedPlacement',
    'the chosen subnets have no route to the internet: what is called from there, Amazon ECR and CloudWatch Logs '
    + 'first, needs VPC endpoints');
}

function warnAboutProduction(scope: Construct): void {
  if (!Profile.of(scope)._defaults.deletionProtection) return;
  Annotations.of(scope).addWarningV2('cdk-elastic-web:publicTasks',
    'tasks have public addresses: one wrong rule of a security group would open them to the internet; use a VPC with '
    + 'NAT or endpoints in production');
}
