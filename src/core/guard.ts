import { argumentProblems } from './kinds';
import { markMisuse } from './misuse';

type Factory = (...given: unknown[]) => object;
/** A choice: its constructor is private, its static methods make it. */
export type Choice = object & { readonly name: string; readonly prototype: object };

/**
 * Makes the factories of choices safe for languages without types.
 *
 * A factory never throws, because it knows no construct that an error could name. So a factory that is called with
 * something missing, or of another kind than the API says, makes a choice that only remembers this. The construct that
 * gets it tells it with its other problems.
 */
export function guardFactories(...choices: readonly Choice[]): void {
  for (const choice of choices) {
    const factories = choice as never as { [name: string]: Factory };
    for (const name of Object.getOwnPropertyNames(choice)) {
      if (typeof factories[name] !== 'function') continue;
      const make = factories[name].bind(choice);
      factories[name] = (...given) => argumentProblems(`${choice.name}.${name}`, given, '').length === 0
        ? make(...given)
        : misused(choice, name, given);
    }
  }
}

function misused(choice: Choice, factory: string, given: readonly unknown[]): object {
  const made = Object.create(choice.prototype) as object;
  markMisuse(made, (prop) => argumentProblems(`${choice.name}.${factory}`, given, prop));
  return made;
}
