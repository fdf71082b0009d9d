import type { Secret } from 'aws-cdk-lib/aws-ecs';
import { inWords, type Problem } from './problem';
import { isKnown } from './tokens';
import { contradiction, text } from './validation';

/** Settings of an application by name. */
export interface Variables {
  readonly environment?: { [name: string]: string };
  readonly secrets?: { [name: string]: Secret };
}

/** What the carrier of the settings, a task or a shell, accepts. */
export interface VariableRules {
  /** Where people can read plain settings, for example `the task definition`. */
  readonly readableIn: string;
  readonly name: RegExp;
  /** Characters that a name may have besides letters and digits. */
  readonly signs: string;
  /** Names that the carrier needs itself. */
  readonly reserved?: readonly string[];
  /** Names that would hide the programs that start the application. */
  readonly hiding?: readonly string[];
}

/** What a container on ECS takes. */
export const CONTAINER_VARIABLES: VariableRules = {
  readableIn: 'the task definition', name: /[A-Za-z_][A-Za-z0-9_.-]*/, signs: '"_", "." and "-"',
};
/** What a shell can export. */
export const SHELL_VARIABLES: VariableRules = {
  readableIn: 'the SSM parameter of the settings', name: /[A-Za-z_][A-Za-z0-9_]*/, signs: '"_"',
  // of bash, which fails when one is set.
  reserved: ['BASHOPTS', 'BASH_VERSINFO', 'EUID', 'PPID', 'SHELLOPTS', 'UID'],
  // with a PATH of the application the shell would not find its own programs.
  hiding: ['BASH_ENV', 'IFS', 'PATH'],
};

// whole words, so that MONKEY, KEYBOARD_LAYOUT and TOKENIZER pass.
const SECRET_WORDS = [
  'PASSWORD', 'PASSWD', 'PASSPHRASE', 'PWD', 'SECRET', 'SECRETS', 'TOKEN', 'CREDENTIAL', 'CREDENTIALS', 'KEY', 'APIKEY',
];
/** Keys that everybody may know, or that open nothing. */
const OPEN_WORDS = ['FOREIGN', 'PARTITION', 'PRIMARY', 'PUBLIC', 'PUBLISHABLE', 'SORT'];
// a name that ends in one of these tells where a secret is, or something about it, but not the secret itself.
const ABOUT_WORDS = ['ARN', 'FILE', 'HEADER', 'ID', 'LENGTH', 'NAME', 'PATH', 'PREFIX', 'TIMEOUT', 'TTL', 'URI', 'URL'];

/** @param prefix of the props, with its dot */
export function variableProblems(
  prefix: string, { environment = {}, secrets = {} }: Variables,
  { readableIn, name, signs, reserved = [], hiding = [] }: VariableRules = CONTAINER_VARIABLES,
): Problem[] {
  const both = [['environment', environment], ['secrets', secrets]] as const;
  const later = both.flatMap(([prop, values]) => Object.keys(values).filter((key) => !isKnown(key)).map((key) => ({
    prop: `${prefix}${prop}`, must: 'have names that are known at synthesis', got: key,
  })));
  // other rules look into names.
  if (later.length > 0) return later;
  return [
    ...both.flatMap(([prop, values]) => Object.keys(values).flatMap((key) =>
      text(`${prefix}${prop}`, key, name, `have names of letters, digits, ${signs} that do not begin with a digit`))),
    ...both.flatMap(([prop, values]) => Object.keys(values).filter((key) => reserved.includes(key)).map((key) => ({
      prop: `${prefix}${prop}`, must: `have no variable that the shell keeps for itself (${reserved.join(', ')})`,
      got: key, advice: 'give it another name',
    }))),
    ...both.flatMap(([prop, values]) => Object.keys(values).filter((key) => hiding.includes(key)).map((key) => ({
      prop: `${prefix}${prop}`, must: `have no variable that hides the programs of the shell (${hiding.join(', ')})`,
      got: key, advice: 'set it where the application starts',
    }))),
    ...both.flatMap(([prop, values]) => Object.entries<string | Secret>(values).flatMap(([key, value]) =>
      contradiction(prop === 'environment' ? typeof value !== 'string' : !isSecret(value), {
        prop: `${prefix}${prop}.${key}`, must: prop === 'environment' ? 'be a text' : 'be a secret',
        // never the text itself, because it may be the secret.
        got: prop === 'secrets' && typeof value === 'string' ? inWords('a text') : value,
        advice: 'leave the name out if it has no value',
      }))),
    ...Object.keys(environment).filter((key) => looksSecret(key)).map((key) => ({
      prop: `${prefix}environment`, must: 'hold no secrets', got: key,
      advice: `everyone who may read ${readableIn} can read it; give it in "secrets" from Secrets Manager or the SSM `
        + 'Parameter Store',
    })),
    ...Object.keys(environment).filter((key) => key in secrets).map((key) => ({
      prop: `${prefix}environment`, must: 'share no name with "secrets"', got: key,
      advice: 'remove it from one of the two',
    })),
  ];
}

/** By its ARN, because languages without types may pass a text or the secret itself. */
function isSecret(value: unknown): boolean {
  return typeof (value as Partial<Secret> | undefined | null)?.arn === 'string';
}

function looksSecret(name: string): boolean {
  const words = name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toUpperCase());
  return words.some((word) => SECRET_WORDS.includes(word)) && !words.some((word) => OPEN_WORDS.includes(word))
    && !ABOUT_WORDS.includes(words[words.length - 1]);
}
