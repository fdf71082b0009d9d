import type { IConstruct } from 'constructs';
import { Mark } from './marks';

/**
 * What can be used once only in an app: a name in a namespace, a volume, a secret that belongs to a database.
 *
 * The list is kept at the root of the app, where another copy of the library finds it too.
 */
export class Register {
  private readonly taken: Mark<Map<string, IConstruct>>;

  /** @param name unique among the registers of the library */
  constructor(name: string) {
    this.taken = new Mark(`register.${name}`);
  }

  /** Who has it; nothing while nobody else has it. */
  public holderOf(scope: IConstruct, key: string): IConstruct | undefined {
    const holder = this.taken.get(scope.node.root)?.get(key);
    return holder === scope ? undefined : holder;
  }

  /** Notes that a construct uses it. */
  public take(scope: IConstruct, key: string): void {
    const { root } = scope.node;
    const taken = this.taken.get(root) ?? new Map<string, IConstruct>();
    taken.set(key, scope);
    this.taken.set(root, taken);
  }
}
