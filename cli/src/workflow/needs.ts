import { isWithin, type SynthesizedStack } from '../../../src/template';

/** A stack with what the app says about its deployment. */
export interface MadeStack extends SynthesizedStack {
  /** Nothing if the stack can be deployed to any account. */
  readonly account?: string;
  /** Paths of the stacks that are deployed before it. */
  readonly needs?: readonly string[];
}

/** The stacks of an environment, nested ones included, as `cdk deploy` selects them. */
export function selectedBy(selectors: readonly string[], stacks: readonly MadeStack[]): MadeStack[] {
  const patterns = selectors.map((selector) =>
    new RegExp(`^${selector.replaceAll('.', '\\.').replace(/\*+/g, (stars) => stars.length > 1 ? '.*' : '[^/]*')}$`));
  return stacks.filter(({ path }) => patterns.some((pattern) => pattern.test(path)));
}

/**
 * What an environment deploys: its own stacks, and those that they need.
 *
 * The CDK would also take along what an environment must not touch: the stack that makes the roles, which a rollback
 * would bring back as it was, and stacks of other accounts, for which it has no role.
 */
export function withNeeds(
  selectors: readonly string[], stacks: readonly MadeStack[], isForeign: (stack: MadeStack) => boolean,
): string[] {
  const own = selectedBy(selectors, stacks);
  const accounts = new Set(own.map(({ account }) => account));
  const isReached = ({ account }: MadeStack) =>
    account === undefined || accounts.has(undefined) || accounts.has(account);
  const taken: MadeStack[] = [...own];
  for (const stack of taken) {
    const needed = stacks.filter(({ path }) => stack.needs?.includes(path));
    taken.push(...needed.filter((next) => !taken.includes(next) && isReached(next) && !isForeign(next)));
  }
  const others = taken.slice(own.length).map(({ path }) => path);
  return [...selectors, ...others.sort()];
}

/** Whether a stack, or one nested in it, is one of these. */
export function holds(stack: SynthesizedStack, paths: readonly string[]): boolean {
  return paths.some((path) => isWithin(path, stack.path));
}
