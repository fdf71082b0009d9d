import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { Variables } from '../core';

/** Something that hands variables to an application: a container, or the settings that instances read. */
export interface VariableTarget {
  addEnvironment(name: string, value: string): void;
  addSecret(name: string, secret: Secret): void;
}

/** Who is told about new variables. */
interface Listener {
  readonly target: VariableTarget;
  readonly isMigration: boolean;
}

/** The environment variables of an application: which names are taken, and who is told about new ones. */
export class ApplicationVariables {
  private readonly taken: Set<string>;
  private readonly listeners: Listener[] = [];

  /** @param given variables that the application has from the start; no target is told about them */
  constructor(given: Variables = {}) {
    this.taken = new Set(namesOf(given));
  }

  /** Names that are taken. */
  public get names(): ReadonlySet<string> {
    return this.taken;
  }

  /** Hands every variable that is added from now on to the application. */
  public passTo(target: VariableTarget): void {
    this.listeners.push({ target, isMigration: false });
  }

  /**
   * Hands every variable that is added from now on to the migration.
   *
   * @param own names for which the migration keeps a value of its own
   */
  public passToMigration(target: VariableTarget, own: readonly string[] = []): void {
    this.listeners.push({ target: own.length === 0 ? target : unless(own, target), isMigration: true });
  }

  /**
   * Adds the variables of a backend, for example.
   *
   * @param forMigration what the migration gets in their place
   */
  public add(variables: Variables, forMigration: Variables = variables): void {
    for (const name of [...namesOf(variables), ...namesOf(forMigration)]) this.taken.add(name);
    for (const { target, isMigration } of this.listeners) {
      const { environment = {}, secrets = {} } = isMigration ? forMigration : variables;
      for (const [name, value] of Object.entries(environment)) target.addEnvironment(name, value);
      for (const [name, secret] of Object.entries(secrets)) target.addSecret(name, secret);
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
