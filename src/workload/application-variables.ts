import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { Variables } from '../core';

/** Something that hands variables to an application: a container, or the settings that instances read. */
export interface VariableTarget {
  addEnvironment(name: string, value: string): void;
  addSecret(name: string, secret: Secret): void;
}

/** The environment variables of an application: which names are taken, and who is told about new ones. */
export class ApplicationVariables {
  private readonly taken: Set<string>;
  private readonly targets: VariableTarget[] = [];

  /** @param given variables that the application has from the start; no target is told about them */
  constructor(given: Variables = {}) {
    this.taken = new Set(namesOf(given));
  }

  /** Names that are taken. */
  public get names(): ReadonlySet<string> {
    return this.taken;
  }

  /**
   * Hands every variable that is added from now on to a target.
   *
   * @param own names for which the target keeps a value of its own
   */
  public passTo(target: VariableTarget, own: readonly string[] = []): void {
    this.targets.push(own.length === 0 ? target : unless(own, target));
  }

  /** Adds the variables of a backend, for example. */
  public add({ environment = {}, secrets = {} }: Variables): void {
    for (const [name, value] of Object.entries(environment)) {
      this.taken.add(name);
      for (const target of this.targets) target.addEnvironment(name, value);
    }
    for (const [name, secret] of Object.entries(secrets)) {
      this.taken.add(name);
      for (const target of this.targets) target.addSecret(name, secret);
    }
  }
}

/** Names of settings and secrets together. */
export function namesOf({ environment = {}, secrets = {} }: Variables): string[] {
  return [...Object.keys(environment), ...Object.keys(secrets)];
}

function unless(own: readonly string[], target: VariableTarget): VariableTarget {
  return {
    addEnvironment: (name, value) => own.includes(name) || target.addEnvironment(name, value),
    addSecret: (name, secret) => own.includes(name) || target.addSecret(name, secret),
  };
}
