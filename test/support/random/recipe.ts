import fc from 'fast-check';
import type { World } from './world';

/** What a value is made of, so that one part of it can be another one. */
export interface Parts {
  /** The struct or the factory: values of the same one have the same parts. */
  readonly shape: string;
  readonly given: { readonly [name: string]: Recipe };
  readonly withOthers: (given: { readonly [name: string]: Recipe }) => Recipe;
}

/** How to make a value in a place, and how a user would write it: what a counterexample shows. */
export class Recipe<T = unknown> {
  constructor(
    public readonly text: string, public readonly make: (world: World) => T, public readonly parts?: Parts,
  ) {}

  public toString(): string {
    return this.text;
  }

  public [fc.toStringMethod](): string {
    return this.text;
  }
}

export type Choice<T = unknown> = fc.Arbitrary<Recipe<T>>;

/** Values that are the same in every place. */
export function plain(...values: readonly unknown[]): Choice {
  return fc.constantFrom(...values.map((value) => new Recipe(JSON.stringify(value), () => value)));
}

/** Values of the CDK, each written as code and made for each place anew. */
export function written(values: { readonly [text: string]: (world: World) => unknown }): Choice {
  return fc.constantFrom(...Object.entries(values).map(([text, make]) => new Recipe(text, make)));
}

/** One of the things of a place. */
export function thing(...names: readonly string[]): Choice {
  return fc.constantFrom(...names.map((name) => new Recipe(`given.${name}`, (world) => world.of(name))));
}

/** Whole numbers, the limits more often than others. */
export function integers(min: number, max: number): Choice {
  const [limits, all] = [fc.constantFrom(min, max), fc.integer({ min, max })];
  return fc.oneof({ weight: 1, arbitrary: limits }, { weight: 3, arbitrary: all })
    .map((value) => new Recipe(String(value), () => value));
}

/** Sometimes, and else nothing. */
export function sometimes<T>(
  choice: Choice<T>, [yes, of]: readonly [number, number],
): fc.Arbitrary<Recipe<T> | undefined> {
  return fc.oneof({ weight: of - yes, arbitrary: fc.constant(undefined) }, { weight: yes, arbitrary: choice });
}
