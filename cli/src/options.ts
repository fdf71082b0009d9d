import { InvalidArgumentError, type Command } from 'commander';
import type { Terminal } from './terminal';

/** Options of every command that reads an app. */
export interface AppOptions {
  readonly region?: string;
  readonly parameter?: Named<string>;
  readonly json?: true;
}

/** Values by name. */
export interface Named<T> { readonly [name: string]: T }

/**
 * Adds what every command that reads an app takes.
 *
 * @param terminal says in which Region
 * @param json whether the command can write JSON
 */
export function withApp(command: Command, { region }: Terminal, { json = true } = {}): Command {
  const regionOf = 'Region of stacks and templates that do not say theirs; AWS_REGION if left out';
  command
    .argument('[app]', 'cloud assembly of a CDK app, or one template in JSON or YAML', 'cdk.out')
    .option('-r, --region <region>', regionOf, region)
    .option('-p, --parameter <name=value>', 'value of a parameter of the templates; may be repeated', texts);
  return json ? command.option('-j, --json', 'write JSON for machines') : command;
}

/** Adds what every command that works on AWS takes. */
export function withStacks(command: Command): Command {
  return withAws(command.argument('[stacks...]', 'names of stacks; all stacks of the app if left out'));
}

/** Adds where AWS is, for commands that have arguments of their own. */
function withAws(command: Command): Command {
  return command
    .option('-a, --app <folder>', 'cloud assembly that names the stacks, their account and their Region', 'cdk.out')
    .option('-r, --region <region>', 'Region, if it is not that of the app or of the profile')
    .option('--profile <name>', 'profile of the AWS command line; AWS_PROFILE if left out')
    .option('-j, --json', 'write JSON for machines');
}

/** A number of at least 0. */
export function number(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError(`"${text}" is no number of at least 0.`);
  return value;
}

/** A whole number of at least 1. */
export function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError(`"${text}" is no whole number of at least 1.`);
  return Number(text);
}

/** Collects `name=value`, or several of them with commas between. */
export function numbers(text: string, before: Named<number> = {}): Named<number> {
  return { ...before, ...Object.fromEntries(text.split(',').map((part) => {
    const [name, value] = named(part);
    return [name, number(value)];
  })) };
}

/** Collects `name=value`, where the value may hold anything. */
export function texts(text: string, before: Named<string> = {}): Named<string> {
  const [name, value] = named(text);
  return { ...before, [name]: value };
}

/** Collects what is given several times. */
export function collected(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function named(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`"${text}" is not of the form name=value.`);
  return [text.slice(0, at).trim(), text.slice(at + 1)];
}
