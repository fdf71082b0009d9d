import { DangerKind, type Danger } from './danger';
import { helperDangers } from './helper-dangers';
import { hiddenDangers } from './hidden-dangers';
import { outputDangers } from './output-dangers';
import { conditionDangers, protectionDangers } from './protection-dangers';
import { holdsData, isKnownOutside, resourcesOf } from './raw-resource';
import { replacedIn, resourceDangers } from './resource-dangers';
import { settled, type IdsByStack } from './settled';
import type { StackTemplate } from './stack-template';

const FINDERS = [
  resourceDangers, hiddenDangers, conditionDangers, protectionDangers, helperDangers, outputDangers,
] as const;

/** Everything that an update from some templates to others would break, stack by stack. */
export function dangersBetween(deployed: readonly StackTemplate[], next: readonly StackTemplate[]): Danger[] {
  const before = settled(deployed, new Map());
  const after = withReplacements(before, next.map((stack) => withNewParameters(stack, deployed, next)));
  const gone = before.filter((stack) => !counterpart(stack, before, after));
  return before.flatMap((stack) => {
    const now = counterpart(stack, before, after);
    const found = now
      ? FINDERS.flatMap((find) => find(stack, now))
      // what is nested in a stack that goes, goes with it.
      : gone.some((outer) => outer !== stack && isIn(stack, outer)) ? [] : removedStack(stack, before);
    return found.map((danger) => ({ ...danger, stack: labelOf(stack, before) }));
  });
}

/** A stack that says which of its parameters the deployed one does not have. */
function withNewParameters(
  stack: StackTemplate, deployed: readonly StackTemplate[], next: readonly StackTemplate[],
): StackTemplate {
  const then = deployed.find((each) => counterpart(each, deployed, next) === stack);
  const [known = {}, now = {}] = [then, stack].map((each) => each?.json.Parameters as object | undefined);
  return then ? { ...stack, newParameters: Object.keys(now).filter((name) => !(name in known)) } : stack;
}

/** The next templates, in which each reference says if what it names is replaced, however far above. */
function withReplacements(
  before: readonly StackTemplate[], next: readonly StackTemplate[], known: IdsByStack = new Map(),
): StackTemplate[] {
  const after = settled(next, known);
  const replaced = new Map(next.map((stack, i) => {
    const then = before.find((each) => counterpart(each, before, after) === after[i]);
    return [stack, then ? replacedIn(then, after[i]) : new Set<string>()] as const;
  }));
  const isMore = [...replaced].some(([stack, ids]) => ids.size > (known.get(stack)?.size ?? 0));
  return isMore ? withReplacements(before, next, replaced) : after;
}

/** A name for people, and for permissions: with the place where several stacks have the same name. */
function labelOf({ id, place = 'anywhere' }: StackTemplate, all: readonly StackTemplate[]): string {
  return all.filter((stack) => stack.id === id).length > 1 ? `${id} (${place})` : id;
}

/** Whether a stack is another one, or nested in it. */
function isIn(inner: StackTemplate, outer: StackTemplate): boolean {
  return inner.place === outer.place && (inner.id === outer.id || inner.id.startsWith(`${outer.id}/`));
}

/** The same stack later: by name and place, or by name alone as far as one of the places is not known. */
function counterpart(
  stack: StackTemplate, before: readonly StackTemplate[], after: readonly StackTemplate[],
): StackTemplate | undefined {
  const [rivals, sameName] = [before, after].map((stacks) => stacks.filter(({ id }) => id === stack.id));
  const exact = sameName.find(({ place }) => place === stack.place);
  if (exact || rivals.length > 1 || sameName.length > 1) return exact;
  return sameName.find(({ place }) => mayBeSame(place, stack.place));
}

/** Whether account and Region are the same as far as both are known. */
function mayBeSame(one = '/', other = '/'): boolean {
  const [left, right] = [one.split('/'), other.split('/')];
  return left.every((part, i) => part === '' || right[i] === '' || part === right[i]);
}

function removedStack(stack: StackTemplate, before: readonly StackTemplate[]): Danger[] {
  const inside = before.filter((other) => isIn(other, stack));
  const resources = inside.flatMap(({ json, nested }) => Object.entries(resourcesOf(json))
    .flatMap(([id, resource]) => nested.includes(id) ? [] : [resource]));
  const [holding, known] = [resources.filter(holdsData), resources.filter(isKnownOutside)];
  const outputs = inside.flatMap(({ json }) => Object.keys(json.Outputs ?? {}));
  if (holding.length + known.length + outputs.length === 0) return [];
  return [{
    stack: stack.id, kind: DangerKind.REMOVE_STACK, id: stack.id, type: 'stack', path: stack.id,
    text: `the stack is not there any more; resources that hold data: ${holding.length}, outputs: ${outputs.length}`
      + (known.length === 0 ? '' : `, addresses and the like that others know: ${known.length}`),
  }];
}
