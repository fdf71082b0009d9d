import { CfnResource, Reference, Stack, Stage, Tokenization, type IResource } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct, type IConstruct } from 'constructs';
import { inWords, type Problem } from './problem';
import { isMade, isSame } from './resources';
import { contradiction } from './validation';
import { isKnown } from './tokens';

/** Where something is, as far as synthesis knows. */
export interface Whereabouts {
  readonly partition?: string;
  readonly region?: string;
  readonly account?: string;
}

/** What has to be near a construct. */
export interface Neighbour {
  /** The prop that holds it. */
  readonly prop: string;
  readonly is: Whereabouts;
  /** The thing itself, which has to be of the same stage where the app makes it. */
  readonly thing?: IConstruct;
  /** Whether it also has to be of the same account. */
  readonly sameAccount?: boolean;
  /** Why, and what to do. */
  readonly advice: string;
}

/** The parts of an ARN that are known, or where the app makes what it names; nothing of a text that is no ARN. */
export function whereaboutsOfArn(arn: string | undefined): Whereabouts {
  return arn === undefined || arn.startsWith('arn:') ? partsOf(arn) : whereaboutsOfReference(arn);
}

function partsOf(arn: string | undefined): Whereabouts {
  if (arn === undefined || !arn.startsWith('arn:')) return {};
  const parts = arn.split(':').map((part) => isKnown(part) && part !== '' ? part : undefined);
  const [, partition, , region, account] = parts;
  return { partition, region, account };
}

/** The resource of the app that a text begins with a reference to. */
export function referredBy(text: string | undefined): CfnResource | undefined {
  const token = text === undefined || isKnown(text) ? undefined : Tokenization.reverseString(text).firstToken;
  if (token === undefined || !text!.startsWith(token.toString()) || !Reference.isReference(token)) return undefined;
  return CfnResource.isCfnResource(token.target) ? token.target : undefined;
}

/** Where the resource is that a text begins with a reference to. Those of IAM are everywhere. */
function whereaboutsOfReference(text: string): Whereabouts {
  const target = referredBy(text);
  if (target === undefined || target.cfnResourceType.startsWith('AWS::IAM::')) return {};
  const [region, account] = [Stack.of(target).region, Stack.of(target).account].map((part) =>
    isKnown(part) ? part : undefined);
  return { partition: partitionOf(region), region, account };
}

/**
 * Where a resource is: as its ARN says, else as its stack says.
 *
 * The environment of an import is only a default, so it counts where the user gave another one than that of the stack.
 *
 * @param arn of the resource, if it has one
 */
export function whereaboutsOf(resource: IResource, arn?: string): Whereabouts {
  const said = partsOf(arn);
  const stack = Stack.of(resource);
  const { env } = resource;
  const from = (field: 'region' | 'account') =>
    said[field] ?? (isKnown(env[field]) && (isMade(resource) || env[field] !== stack[field]) ? env[field] : undefined);
  return { partition: said.partition, region: from('region'), account: from('account') };
}

/**
 * Domain of the console, by partition.
 *
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-console.html
 * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-arns.html
 * @see https://docs.aws.eu/general/latest/gr/endpoints.html
 */
const CONSOLES: { readonly [partition: string]: string } = {
  'aws-cn': 'console.amazonaws.cn', 'aws-eusc': 'console.amazonaws-eusc.eu',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};
const COMMERCIAL_CONSOLE = 'console.aws.amazon.com';

/** Where people find the console of a Region, or the usual one while the Region is not known. */
export function consoleDomainOf(region: string): string {
  return CONSOLES[partitionOf(region) ?? ''] ?? COMMERCIAL_CONSOLE;
}

/** A service of AWS reaches most resources in its own Region only, and some in its own account only. */
export function placeProblems(scope: IConstruct, { prop, is, thing, sameAccount, advice }: Neighbour): Problem[] {
  const { region, account } = Stack.of(scope);
  const fields: (readonly [string, string | undefined, string | undefined])[] = [
    ['partition', is.partition, partitionOf(region)], ['Region', is.region, region],
    ...sameAccount ? [['account', is.account, account] as const] : [],
  ];
  const wrong = fields.find(([, theirs, ours]) => isSame(theirs, ours) === false);
  // the name of what is made in another account is known, so another stage may use it.
  if (!wrong) return isSame(is.account, account) === false || !thing || !isMade(thing)
    ? []
    : stageProblems(scope, prop, thing);
  const [field, theirs, ours] = wrong;
  return [{ prop, must: `be in the ${field} ${ours} of the stack`, got: inWords(`one in ${theirs}`), advice }];
}

/** The CDK deploys each stage on its own, so nothing of one refers to what another one makes. */
export function stageProblems(scope: IConstruct, prop: string, thing: IConstruct | undefined): Problem[] {
  // what another app makes cannot be compared.
  if (thing?.node.root !== scope.node.root) return [];
  const [ours, theirs] = [Stage.of(scope), Stage.of(thing)];
  return contradiction(theirs !== ours, {
    prop, must: `be made in ${nameOf(ours)}, or imported`, got: inWords(`one of ${nameOf(theirs)}`),
    advice: 'each stage is deployed on its own: import it by its name, id or ARN',
  });
}

function nameOf(stage: Stage | undefined): string {
  return stage?.node.path ? `the stage ${stage.node.path}` : 'the app outside of its stages';
}

/**
 * What the app makes in another account gets a policy that names the role which uses it, and roles of the library have
 * no name before they are made. An import gets no policy.
 */
export function otherAccountProblems(scope: IConstruct, prop: string, thing: IConstruct | undefined): Problem[] {
  if (thing === undefined || !isMade(thing)) return [];
  const [ours, theirs] = [Stack.of(scope).account, Stack.of(thing).account];
  return contradiction(isSame(theirs, ours) === false, {
    prop, must: `be made in the account ${ours} of the stack, or imported`, got: inWords(`one in ${theirs}`),
    advice: 'import it by its name or ARN, and let its policy admit this account',
  });
}

/** A security group is known in its own Region only. */
export function groupPlaceProblems(scope: IConstruct, prop: string, peers: readonly unknown[] = []): Problem[] {
  // the id of a group is a peer too, and says no Region.
  return peers.flatMap((peer, i) => Construct.isConstruct(peer) && 'securityGroupId' in peer
    ? placeProblems(scope, {
        prop: `${prop}[${i}]`, thing: peer, is: { region: whereaboutsOf(peer as ISecurityGroup).region },
        advice: 'name the addresses of that network',
      })
    : []);
}

/** The partition of a Region, where that is known: the CDK keeps the partition of a stack open even then. */
export function partitionOf(region: string | undefined): string | undefined {
  return isKnown(region) ? RegionInfo.get(region).partition : undefined;
}
