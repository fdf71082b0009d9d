import type { IConstruct } from 'constructs';
import { Mark } from './marks';
import { isAttached, populationOf } from './population';

/** Something that a construct of the app is or has, and the name that others know it by. */
export interface DirectoryEntry<T> {
  readonly name: string;
  readonly value: T;
}

interface Listed<T> extends DirectoryEntry<T> { readonly construct: IConstruct }

/** What is listed so far. */
interface List<T> {
  readonly entries: Listed<T>[];
  readonly byName: Map<string, Listed<T>[]>;
  /** The constructs of the app, and how many of them were looked at. */
  readonly population: readonly IConstruct[];
  position: number;
  /** Constructs around whoever asked last: they are still being made, and may be listed later. */
  unfinished: readonly IConstruct[];
}

/**
 * What the constructs of an app are known by: their ARNs, their ids, their types.
 *
 * The list is kept at the root of the app, where another copy of the library finds it too, and takes in what was made
 * since the last search.
 */
export class Directory<T> {
  private readonly list: Mark<List<T>>;

  /**
   * @param name unique among the directories of the library
   * @param entryOf what a construct is listed as; nothing for one that is not listed. It looks at what a construct has
   *   for good
   */
  constructor(name: string, private readonly entryOf: (construct: IConstruct) => DirectoryEntry<T> | undefined) {
    this.list = new Mark(`directory.${name}`);
  }

  /** Entries of the app that fit. */
  public find(scope: IConstruct, fits: (entry: DirectoryEntry<T>) => boolean): readonly DirectoryEntry<T>[] {
    return this.upToDate(scope).entries.filter((entry) => fits(entry) && isAttached(entry.construct));
  }

  /** Entries of the app with this name, of which only those that fit are looked for in the tree. */
  public named(
    scope: IConstruct, name: string, fits: (entry: DirectoryEntry<T>) => boolean = () => true,
  ): readonly DirectoryEntry<T>[] {
    return (this.upToDate(scope).byName.get(name) ?? []).filter((entry) => fits(entry) && isAttached(entry.construct));
  }

  private upToDate(scope: IConstruct): List<T> {
    const population = populationOf(scope);
    const known = this.list.get(scope.node.root);
    const list = known?.population === population ? known : newList<T>(population);
    this.list.set(scope.node.root, list);
    const candidates = [...list.unfinished, ...population.slice(list.position)];
    list.position = population.length;
    list.unfinished = [];
    const around = new Set<IConstruct>(scope.node.scopes);
    for (const construct of candidates) {
      const entry = this.entryOf(construct);
      if (entry) add(list, { ...entry, construct });
      else if (around.has(construct)) list.unfinished = [...list.unfinished, construct];
    }
    return list;
  }
}

function newList<T>(population: readonly IConstruct[]): List<T> {
  return { entries: [], byName: new Map(), population, position: 0, unfinished: [] };
}

function add<T>({ entries, byName }: List<T>, entry: Listed<T>): void {
  entries.push(entry);
  const sameName = byName.get(entry.name);
  if (sameName) sameName.push(entry);
  else byName.set(entry.name, [entry]);
}
