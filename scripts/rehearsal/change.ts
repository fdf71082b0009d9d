import type { App } from 'aws-cdk-lib';

/** A change of a deployed program: the same stacks, built otherwise. */
export interface Change {
  readonly name: string;
  /** How the logical ids begin that go with what the program leaves out; nothing else of worth may go. */
  readonly removes?: readonly string[];
  /** Types of resources that the change makes anew; every other resource stays. */
  readonly replaces?: readonly string[];
  build(app: App): void;
}

/** Programs whose stacks live through changes, one after the other. */
export interface Life {
  readonly name: string;
  readonly changes: readonly Change[];
}

/** A step: its name, what it chooses anew, and what goes with it. */
export type Step<Choices> = readonly [
  name: string, change: Partial<Choices>, effect?: Pick<Change, 'removes' | 'replaces'>,
];

/** Each step keeps what the steps before it chose. */
export function lifeOf<Choices extends object>(
  name: string, start: Choices, steps: readonly Step<Choices>[], build: (choices: Choices) => (app: App) => void,
): Life {
  let choices = start;
  return {
    name,
    changes: steps.map(([step, change, effect]) => {
      choices = { ...choices, ...change };
      return { name: step, ...effect, build: build(choices) };
    }),
  };
}
