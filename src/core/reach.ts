import { CfnResource, Resource, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { inWords, type Problem } from './problem';
import { isMade, isSame } from './resources';
import { isKnown } from './tokens';
import { contradiction } from './validation';

const IMPORT = 'import it by its name, id or ARN';

/** What the CDK keeps to itself: whether it knows a name that it can write in place of a reference. */
interface Nameable { readonly _allowCrossEnvironment?: boolean }

/**
 * The CDK writes references between the stacks of one stage only, and only where it can tell if both stacks have the
 * same account and Region. What has a name is known by it in other accounts and Regions.
 */
export function stageProblems(scope: IConstruct, prop: string, thing: IConstruct | undefined): Problem[] {
  if (thing === undefined || (isElsewhere(scope, thing) && isNamed(thing))) return [];
  const apart = [...appProblems(scope, prop, thing), ...otherStageProblems(scope, prop, thing)];
  return apart.length > 0 ? apart : environmentProblems(scope, prop, thing);
}

/** Nothing of one app refers to what another one makes. */
export function appProblems(scope: IConstruct, prop: string, thing: IConstruct): Problem[] {
  return contradiction(thing.node.root !== scope.node.root, {
    prop, must: 'be made in this app, or imported', got: inWords(`${thing.node.path} of another app`),
    advice: `each app is deployed on its own: ${IMPORT}`,
  });
}

function otherStageProblems(scope: IConstruct, prop: string, thing: IConstruct): Problem[] {
  const [ours, theirs] = [Stage.of(scope), Stage.of(thing)];
  return contradiction(thing.node.root === scope.node.root && theirs !== ours, {
    prop, must: `be made in ${nameOf(ours)}, or imported`, got: inWords(`one of ${nameOf(theirs)}`),
    advice: `each stage is deployed on its own: ${IMPORT}`,
  });
}

function nameOf(stage: Stage | undefined): string {
  return stage?.node.path ? `the stage ${stage.node.path}` : 'the app outside of its stages';
}

function environmentProblems(scope: IConstruct, prop: string, thing: IConstruct): Problem[] {
  const [ours, theirs] = [Stack.of(scope), Stack.of(thing)];
  const field = (['account', 'region'] as const).find((one) => isKnown(ours[one]) !== isKnown(theirs[one]));
  const word = field === 'region' ? 'Region' : field;
  return contradiction(field !== undefined, {
    prop, must: `be made in a stack that ${isKnown(ours[field!]) ? 'names its' : 'names no'} ${word}, or imported`,
    got: inWords(`${thing.node.path} of ${theirs.node.path}`),
    advice: `the CDK cannot tell if it is the ${word} of ${ours.node.path}: give both stacks the same "env"`,
  });
}

/**
 * What another account or Region knows by its ARN alone has to have a name, because the CDK cannot write the ARN
 * without one.
 */
export function namelessProblems(scope: IConstruct, prop: string, thing: IConstruct | undefined): Problem[] {
  if (thing === undefined || !isMade(thing) || !isElsewhere(scope, thing)) return [];
  const { account, region } = Stack.of(thing);
  return contradiction((ownerOf(thing) as Nameable)._allowCrossEnvironment === false, {
    prop, must: 'have a name where it is made, or be imported',
    got: inWords(`${thing.node.path} in ${isSame(account, Stack.of(scope).account) === false ? account : region}`),
    advice: 'other accounts and Regions know it by its name: give it one, such as PhysicalName.GENERATE_IF_NEEDED',
  });
}

/**
 * What the app makes in another account gets a policy that names the role which uses it, and roles of the library have
 * no name before they are made. An import gets no policy.
 */
export function otherAccountProblems(scope: IConstruct, prop: string, thing: IConstruct | undefined): Problem[] {
  if (thing === undefined || !isMade(thing)) return [];
  const [ours, theirs] = [Stack.of(scope).account, Stack.of(thing).account];
  if (isSame(theirs, ours) === false) {
    return [{
      prop, must: `be made in the account ${ours} of the stack, or imported`, got: inWords(`one in ${theirs}`),
      advice: 'import it by its name or ARN, and let its policy admit this account',
    }];
  }
  // without a name it is a problem of every reference.
  return isNamed(thing) ? environmentProblems(scope, prop, thing) : [];
}

/** Whether the CDK takes the name of a thing in place of a reference to it. */
function isElsewhere(scope: IConstruct, thing: IConstruct): boolean {
  const [ours, theirs] = [Stack.of(scope), Stack.of(thing)];
  const { _crossRegionReferences: hasReferences } = ours as { readonly _crossRegionReferences?: boolean };
  return theirs.account !== ours.account || (theirs.region !== ours.region && hasReferences !== true);
}

function isNamed(thing: IConstruct): boolean {
  return (ownerOf(thing) as Nameable)._allowCrossEnvironment === true;
}

/** The construct that made a resource. */
function ownerOf(thing: IConstruct): IConstruct {
  const { scope } = thing.node;
  return CfnResource.isCfnResource(thing) && scope?.node.defaultChild === thing && Resource.isResource(scope)
    ? scope
    : thing;
}
