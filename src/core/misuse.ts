import type { Problem } from './problem';

/** Registered, so that another copy of the library finds it too. */
const MISUSE = Symbol.for('cdk-elastic-web.misuse');

/** What was wrong with the parameters of a factory, told with the prop that its choice is given as. */
export type Misuse = (prop: string) => Problem[];

/** Notes on a choice that its factory was called with something wrong. */
export function markMisuse(choice: object, misuse: Misuse): void {
  Object.defineProperty(choice, MISUSE, { value: misuse });
}

/** What was wrong with the parameters of the factory that made a choice; nothing for one that is well made. */
export function misuseOf(choice: unknown): Misuse | undefined {
  return (choice as { readonly [MISUSE]?: Misuse } | undefined | null)?.[MISUSE];
}
