import type { IConstruct } from 'constructs';
import { Mark } from './marks';

/** Something that a construct of the app is or has, and the name that others know it by. */
export interface DirectoryEntry<T> {
  readonly name: string;
  readonly value: T;
}

/**
 * What the constructs of an app are known by: their ARNs, their ids.
 *
 * A search looks at every construct, so the list is kept at the root of the app and is made anew only when it lacks
 * what is looked for. Otherwise the time of a synthesis would grow with the square of the app.
 */
export class Directory<T> {
  private readonly list: Mark<readonly DirectoryEntry<T>[]>;

  /**
   * @param name unique among the directories of the library
   * @param entryOf what a construct is listed as; nothing for one that is not listed
   */
  constructor(name: string, private readonly entryOf: (construct: IConstruct) => DirectoryEntry<T> | undefined) {
    this.list = new Mark(`directory.${name}`);
  }

  /**
   * Entries that fit.
   *
   * @param isAll whether there can be no further ones; if not, constructs that were made since are looked at
   */
  public find(
    scope: IConstruct, fits: (entry: DirectoryEntry<T>) => boolean,
    isAll: (found: readonly DirectoryEntry<T>[]) => boolean = (found) => found.length > 0,
  ): readonly DirectoryEntry<T>[] {
    const known = this.list.get(scope.node.root)?.filter(fits) ?? [];
    return isAll(known) ? known : this.renew(scope.node.root).filter(fits);
  }

  private renew(root: IConstruct): readonly DirectoryEntry<T>[] {
    const list = root.node.findAll().flatMap((construct) => this.entryOf(construct) ?? []);
    this.list.set(root, list);
    return list;
  }
}
