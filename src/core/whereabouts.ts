import { CfnResource, Reference, Stack, Tokenization, type IResource } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct, type IConstruct } from 'constructs';
import { inWords, type Problem } from './problem';
import { stageProblems } from './reach';
import { isMade, isSame } from './resources';
import { isKnown } from './tokens';

/** Where something is, as far as synthesis knows. */
export interface Whereabouts {
  readonly partition?: string;
  readonly region?: string;
  readonly account?: string;
  /** What the app makes, even where an import stands for it. */
  readonly made?: IConstruct;
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
  if (arn?.startsWith('arn:')) return { ...partsOf(arn), made: madeIn(arn) };
  return arn === undefined ? {} : whereaboutsOfReference(arn);
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

/** The first resource of the app that an ARN has a reference to. */
function madeIn(arn: string): CfnResource | undefined {
  if (isKnown(arn)) return undefined;
  return Tokenization.reverseString(arn).tokens
    .map((token) => Reference.isReference(token) ? token.target : undefined)
    .find((target) => CfnResource.isCfnResource(target));
}

/** Where the resource is that a text begins with a reference to. Those of IAM are everywhere. */
function whereaboutsOfReference(text: string): Whereabouts {
  const target = referredBy(text);
  if (target === undefined) return {};
  if (target.cfnResourceType.startsWith('AWS::IAM::')) return { made: target };
  const [region, account] = [Stack.of(target).region, Stack.of(target).account].map((part) =>
    isKnown(part) ? part : undefined);
  return { partition: partitionOf(region), region, account, made: target };
}

/**
 * Where a resource is: as its ARN says, else as its stack says.
 *
 * The environment of an import is only a default, so it counts where the user gave another one than that of the stack.
 *
 * @param arn of the resource, or its id: an import may have that of something that the app makes
 */
export function whereaboutsOf(resource: IResource, arn?: string): Whereabouts {
  const said = isMade(resource) ? { ...partsOf(arn), made: resource } : whereaboutsOfArn(arn);
  const stack = Stack.of(resource);
  const { env } = resource;
  const from = (field: 'region' | 'account') =>
    said[field] ?? (isKnown(env[field]) && (isMade(resource) || env[field] !== stack[field]) ? env[field] : undefined);
  return { ...said, region: from('region'), account: from('account') };
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
  if (!wrong) return stageProblems(scope, prop, thing && isMade(thing) ? thing : is.made);
  const [field, theirs, ours] = wrong;
  return [{ prop, must: `be in the ${field} ${ours} of the stack`, got: inWords(`one in ${theirs}`), advice }];
}

/** A security group or a prefix list is known in its own Region only. */
export function groupPlaceProblems(scope: IConstruct, prop: string, peers: readonly unknown[] = []): Problem[] {
  return peers.flatMap((peer, i) => {
    const { region, made } = whereaboutsOfPeer(peer);
    return placeProblems(scope, {
      prop: `${prop}[${i}]`, is: { region, made }, advice: 'name the addresses of that network',
    });
  });
}

/** Where a group or a prefix list is, of which a peer may be the id; addresses mean the same everywhere. */
function whereaboutsOfPeer(peer: unknown): Whereabouts {
  const { uniqueId, securityGroupId, prefixListId = securityGroupId } = (peer ?? {}) as { [field: string]: unknown };
  if (typeof prefixListId !== 'string') return typeof uniqueId === 'string' ? { made: referredBy(uniqueId) } : {};
  return Construct.isConstruct(peer)
    ? whereaboutsOf(peer as unknown as IResource, prefixListId)
    : whereaboutsOfArn(prefixListId);
}

/** The partition of a Region, where that is known: the CDK keeps the partition of a stack open even then. */
export function partitionOf(region: string | undefined): string | undefined {
  return isKnown(region) ? RegionInfo.get(region).partition : undefined;
}
