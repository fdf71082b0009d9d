import type { IConstruct } from 'constructs';
import { Mark } from './marks';

/** Constructs of an app, as far as they were looked at, and those that were made since. */
interface Population {
  readonly seen: IConstruct[];
  readonly waiting: IConstruct[];
}

/** The method of a node by which a construct becomes its child; `constructs` keeps it to itself. */
interface Watchable { addChild?: (child: IConstruct, name: string) => void }

const POPULATION = new Mark<Population>('population');

/**
 * Every construct of an app, in the order in which they were found; the list only grows.
 *
 * Each construct is looked at once, however often it is asked: a search that begins anew each time would make the time
 * of a synthesis grow with the square of the app. A construct that was removed stays in the list.
 */
export function populationOf(scope: IConstruct): readonly IConstruct[] {
  const { root } = scope.node;
  if (!isWatchable(root)) return root.node.findAll();
  const population = POPULATION.get(root) ?? { seen: [], waiting: [root] };
  POPULATION.set(root, population);
  // the list of those that wait grows while it is read.
  for (const construct of population.waiting) admit(population, construct);
  population.waiting.length = 0;
  return population.seen;
}

/** Whether a construct is still in the tree. */
export function isAttached(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(id) === construct && isAttached(scope));
}

function admit(population: Population, construct: IConstruct): void {
  population.seen.push(construct);
  population.waiting.push(...construct.node.children);
  watch(construct, population.waiting);
}

/** A tree tells nobody of new constructs, so each node that was looked at is made to. */
function watch({ node }: IConstruct, waiting: IConstruct[]): void {
  const watched = node as unknown as Required<Watchable>;
  const { addChild } = watched;
  Object.defineProperty(watched, 'addChild', {
    configurable: true,
    value: (child: IConstruct, name: string): void => {
      addChild.call(watched, child, name);
      waiting.push(child);
    },
  });
}

/** A later version of `constructs` may have another method: then the tree is walked each time. */
function isWatchable({ node }: IConstruct): boolean {
  return typeof (node as unknown as Watchable).addChild === 'function';
}
