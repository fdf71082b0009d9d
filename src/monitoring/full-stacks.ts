import { CfnResource, NestedStack, Stack } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { contradiction, inWords, Mark, rejectProblems } from '../core';
import type { WatchedSubject } from './panels';
import { idsInStack } from './subjects';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 500;
/** The same limit as the CDK checks; 0 switches it off. */
const LIMIT_CONTEXT = '@aws-cdk/core:stackResourceLimit';
/** The CDK adds one at the end that says which version of it was used. */
const METADATA = 1;
/** Each may need 20 of the 200 parameters of a nested stack: what it measures, and alarms that exist. */
const SUBJECTS_A_NESTED_STACK = 10;
/** Of what is allowed, so that a subject that lies across the border has room as well. */
const FULL_SHARE = 0.6;

/** The alarms of a subject, which can be made elsewhere instead. */
export interface MovableAlarms {
  readonly watched: WatchedSubject;
  /** How many resources they are. */
  readonly size: number;
  /** Makes them in another scope of the same account and Region, and takes them away where they are. */
  moveTo(scope: Construct): void;
}

/** The alarms of the subjects of a stack. */
interface StackAlarms {
  /** In the order of the tree. */
  readonly all: MovableAlarms[];
  readonly moved: Set<MovableAlarms>;
  /** Whether some were added since the resources were counted. */
  hasNews: boolean;
}

const IN_STACK = new Mark<StackAlarms>('monitoring.movable-alarms');

/** Notes alarms that can be moved when their stack is full. */
export function addMovable(alarms: MovableAlarms): void {
  const stack = Stack.of(alarms.watched.subject);
  const inStack = IN_STACK.get(stack) ?? { all: [], moved: new Set(), hasNews: true };
  inStack.all.push(alarms);
  inStack.hasNews = true;
  IN_STACK.set(stack, inStack);
}

/**
 * Moves alarms into nested stacks, as far as the stacks of some subjects have no room for them: those of the last
 * subjects, so that a further subject moves nothing of those before it.
 *
 * @returns the subjects whose alarms were moved
 */
export function splitFullStacks(subjects: readonly IConstruct[]): WatchedSubject[] {
  return [...new Set(subjects.map((subject) => Stack.of(subject)))].flatMap((stack) => split(stack));
}

function split(stack: Stack): WatchedSubject[] {
  const inStack = IN_STACK.get(stack);
  if (!inStack?.hasNews) return [];
  inStack.hasNews = false;
  const leaving = leavingFrom(stack, inStack);
  for (const alarms of leaving) {
    const nested = nestedIn(stack, placeOf(stack, inStack, alarms));
    alarms.moveTo(mirrorOf(alarms.watched.subject, nested));
    inStack.moved.add(alarms);
  }
  return leaving.map(({ watched }) => watched);
}

/** Those that have to go, from the last one on, until the rest has room. */
function leavingFrom(stack: Stack, inStack: StackAlarms): MovableAlarms[] {
  const most = mostIn(stack);
  const nested = new Set([...inStack.moved].map((alarms) => placeOf(stack, inStack, alarms)));
  const leaving: MovableAlarms[] = [];
  let count = resourcesIn(stack);
  for (const alarms of [...inStack.all].reverse()) {
    if (count <= most) break;
    if (alarms.size === 0 || inStack.moved.has(alarms)) continue;
    const place = placeOf(stack, inStack, alarms);
    count += (nested.has(place) ? 0 : 1) - alarms.size;
    nested.add(place);
    leaving.unshift(alarms);
  }
  rejectProblems(stack, 'Monitoring', contradiction(count > most, {
    prop: 'subjects', must: `leave at most ${most} resources in a stack`,
    got: inWords(`${count} without the alarms, which can stand in nested stacks`),
    advice: 'put some of the subjects into a stack of their own',
  }));
  return leaving;
}

/**
 * The id of the nested stack for some alarms. It depends on the subjects before them alone, so it stays when another
 * one is added at the end.
 */
function placeOf(stack: Stack, { all }: StackAlarms, alarms: MovableAlarms): string {
  const index = all.indexOf(alarms);
  const first = index - index % SUBJECTS_A_NESTED_STACK;
  const size = all.slice(first, index + 1).reduce((sum, one) => sum + one.size, 0);
  const part = Math.floor(size / (FULL_SHARE * mostIn(stack)));
  return `More${first / SUBJECTS_A_NESTED_STACK + 1}${part === 0 ? '' : `Part${part + 1}`}`;
}

function mostIn(stack: Stack): number {
  const limit = Number(stack.node.tryGetContext(LIMIT_CONTEXT) ?? MOST_RESOURCES);
  return limit === 0 ? Infinity : limit - METADATA;
}

function resourcesIn(stack: Stack): number {
  return stack.node.findAll().filter((child) => CfnResource.isCfnResource(child) && child.stack === stack
    // a policy without statements, for example, is not written.
    && child['shouldSynthesize']()).length;
}

function nestedOf(stack: Stack, id: string): NestedStack | undefined {
  return stack.node.tryFindChild('StackMonitoring')?.node.tryFindChild(id) as NestedStack | undefined;
}

function nestedIn(stack: Stack, id: string): NestedStack {
  return nestedOf(stack, id) ?? new NestedStack(childOf(stack, 'StackMonitoring'), id, {
    description: `Alarms for which ${stack.node.path} has no room`,
  });
}

/** A scope in a nested stack with the ids of a subject, so that its alarms have the ids that they would have had. */
function mirrorOf(subject: IConstruct, nested: NestedStack): Construct {
  return idsInStack(subject).reduce<Construct>(childOf, nested);
}

function childOf(scope: Construct, id: string): Construct {
  return scope.node.tryFindChild(id) as Construct | undefined ?? new Construct(scope, id);
}
