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
  private readonly added: Variables[] = [];

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
   * Hands every variable that was or will be added to another container with the same application, such as a job.
   *
   * @param own names for which that container keeps a value of its own
   */
  public passAllTo(target: VariableTarget, own: readonly string[]): void {
    const listener = { target: unless(own, target), isMigration: false };
    for (const variables of this.added) tell(listener, variables);
    this.listeners.push(listener);
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
    for (const listener of this.listeners) tell(listener, listener.isMigration ? forMigration : variables);
    this.added.push(variables);
  }
}

function tell({ target }: Listener, { environment = {}, secrets = {} }: Variables): void {
  for (const [name, value] of Object.entries(environment)) target.addEnvironment(name, value);
  for (const [name, secret] of Object.entries(secrets)) target.addSecret(name, secret);
}

/** Names of settings and secrets together. */
export function namesOf({ environment = {}, secrets = {} }: Variables): string[] {
  return [...Object.keys(environment), ...Object.keys(secrets)];
}

/** Variables of another container with the same application: those of the application, and its own in their place. */
export function inherited(given: Variables, own: Variables): Required<Variables> {
  const names = namesOf(own);
  return {
    environment: { ...without(given.environment, names), ...own.environment },
    secrets: { ...without(given.secrets, names), ...own.secrets },
  };
}

function without<T>(values: { readonly [name: string]: T } = {}, names: readonly string[]): { [name: string]: T } {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

function unless(own: readonly string[], target: VariableTarget): VariableTarget {
  return {
    addEnvironment: (name, value) => own.includes(name) || target.addEnvironment(name, value),
    addSecret: (name, secret) => own.includes(name) || target.addSecret(name, secret),
  };
}
