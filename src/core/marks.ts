import type { IConstruct } from 'constructs';

/**
 * A note that the library keeps on a construct.
 *
 * Two copies of the library may be in one app, for example when a dependency brings its own. The symbol is registered,
 * so both copies find the same note; a `WeakMap` or a symbol of one copy would hide it from the other.
 */
export class Mark<T> {
  private readonly key: symbol;

  /** @param name unique among the marks of the library; it stays the same in later versions */
  constructor(name: string) {
    this.key = Symbol.for(`cdk-elastic-web.${name}`);
  }

  public get(construct: IConstruct): T | undefined {
    return (construct as IConstruct & { readonly [key: symbol]: T | undefined })[this.key];
  }

  /** Replaces the note that is there. */
  public set(construct: IConstruct, value: T): void {
    Object.defineProperty(construct, this.key, { value, configurable: true });
  }
}
