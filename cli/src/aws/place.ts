import fs from 'node:fs';
import path from 'node:path';
import { WrongUse } from '../outcome';

/** A stack of an app on this machine. */
interface AppStack { readonly id: string; readonly name: string; readonly region?: string; readonly account?: string }

/** Options of every command that works on AWS. */
export interface AwsOptions {
  readonly app: string;
  readonly region?: string;
  readonly profile?: string;
  readonly json?: true;
}

/** Which stacks, and where. */
export interface Chosen {
  readonly stacks: readonly string[];
  readonly region?: string;
  readonly profile?: string;
  /** The account that the app says, if it says one. */
  readonly account?: string;
}

const UNKNOWN = /^unknown-/;

/** The stacks that were named, or else all stacks of the app; Region and account are those of the app. */
export function chosen(named: readonly string[], { app, region, profile }: AwsOptions): Chosen {
  const ofApp = stacksOf(app);
  const matching = named.length === 0
    ? ofApp.filter((stack) => region === undefined || stack.region === undefined || stack.region === region)
    : named.flatMap((name) => ofApp.find((stack) => stack.name === name || stack.id === name) ?? []);
  const stacks = named.length === 0
    ? matching.map(({ name }) => name)
    : named.map((name) => ofApp.find(({ id }) => id === name)?.name ?? name);
  if (stacks.length === 0) {
    throw new WrongUse(`no stack is named, and "${app}" is no app with stacks`,
      'name the stack, or run "npx cdk synth" in the project first');
  }
  return { stacks, profile, ...placeOf(matching, region) };
}

function placeOf(stacks: readonly AppStack[], region: string | undefined): Pick<Chosen, 'region' | 'account'> {
  const [regions, accounts] = [
    region === undefined ? distinct(stacks.map((stack) => stack.region)) : [region],
    distinct(stacks.map(({ account }) => account)),
  ];
  if (regions.length > 1) {
    throw new WrongUse(`the stacks are in ${regions.join(' and ')}`, `choose one, for example --region ${regions[0]}`);
  }
  if (accounts.length > 1) {
    throw new WrongUse(`the stacks are in several accounts: ${accounts.join(', ')}`, 'name the stacks of one of them');
  }
  return { region: regions[0], account: accounts[0] };
}

/** Every stack in a cloud assembly, with those of its stages. */
function stacksOf(app: string): AppStack[] {
  const file = path.join(app, 'manifest.json');
  if (!fs.existsSync(file)) return [];
  const { artifacts = {} } = JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
  return Object.entries(artifacts).flatMap(([id, { type, environment, properties = {}, displayName }]) => {
    if (type === 'cdk:cloud-assembly') return stacksOf(path.join(app, properties.directoryName ?? id));
    if (type !== 'aws:cloudformation:stack') return [];
    const [account, region] = (environment ?? '').replace('aws://', '').split('/').map(known);
    return [{ id: displayName ?? id, name: properties.stackName ?? id, region, account }];
  });
}

interface Manifest {
  readonly artifacts?: { readonly [id: string]: {
    readonly type: string;
    readonly environment?: string;
    readonly displayName?: string;
    readonly properties?: { readonly stackName?: string; readonly directoryName?: string };
  }; };
}

function known(word: string | undefined): string | undefined {
  return word === undefined || word === '' || UNKNOWN.test(word) ? undefined : word;
}

function distinct(words: readonly (string | undefined)[]): string[] {
  return [...new Set(words.flatMap((word) => word ?? []))];
}
