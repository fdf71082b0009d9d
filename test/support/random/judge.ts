// what becomes of random props: refused with the one clear error, or accepted with everything that has to hold.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ConnectOptions, IBackend } from '../../../src';
import { brokenInvariants, type TemplateJson } from '../invariants';
import { withoutCustomerKey } from '../key-users';
import { changesTowards, type Change } from './change';
import { makeOf } from './constructs';
import { lossesBetween } from './losses';
import { isDocumented } from './known-losses';
import type { Recipe } from './recipe';
import { World, type Setting } from './world';

/** One thing to try. */
export interface Trial {
  readonly construct: string;
  readonly setting: Setting;
  readonly props: Recipe<object>;
  /** What a service is connected to afterwards. */
  readonly connections?: Recipe;
  /** What is proved beside the invariants; each of these costs a second synthesis. */
  readonly also: 'nothing' | 'same bytes' | 'a second one' | 'a change';
  /** For a change: the set from which one value is taken over, and which one. */
  readonly towards?: { readonly props: Recipe<object>; readonly pick: number };
}

/** Whether a set is accepted; nothing that is accepted or refused may have problems. */
export interface Verdict {
  readonly isAccepted: boolean;
  readonly problems: readonly string[];
  /** What was changed, if both sets are accepted. */
  readonly changed?: string;
}

/** The head of the one clear error: the path, the class, and how many props are wrong. */
const CLEAR = /^\S+ \([A-Z]\w+(?:\.\w+)?\) has (?:an invalid prop|\d+ invalid props):\n {2}"/;
/** A problem that can only be seen when the app is complete, in the same words. */
const LATE = /^Validation failed with the following errors:\n(?: {2}\[[^\]]+\] [^\n]*\b(?:must|cannot)\b[^\n]*\n?)+$/;

/** Builds a set and says what is wrong with the result, or with the error. */
export function judge(trial: Trial): Verdict {
  const first = built(trial, trial.also === 'a second one' ? 2 : 1);
  if ('error' in first) return { isAccepted: false, problems: unclear(first.error) };
  const problems = brokenIn(first, trial);
  if (trial.also === 'nothing') return { isAccepted: true, problems };
  if (trial.also === 'a change') return afterChange(trial, first, problems);
  const again = built(trial, 1);
  if ('error' in again) return { isAccepted: true, problems: [...problems, `only once: ${again.error.message}`] };
  return { isAccepted: true, problems: [...problems, ...differences(trial, first, again)] };
}

function brokenIn({ templates, things }: BuiltApp, trial: Trial): string[] {
  const all = Object.values(templates);
  const keyless = trial.setting.profile === 'REGULATED' ? all.flatMap(withoutCustomerKey) : [];
  return [
    ...all.flatMap(brokenInvariants).filter((line) => !isAskedFor(line, trial)),
    ...keyless.filter((id) => !things.has(id)).map((id) => `no key of the customer: ${id}`),
  ];
}

/** What two syntheses of the same props must have in common. */
function differences({ also }: Trial, first: BuiltApp, again: BuiltApp): string[] {
  if (also === 'same bytes') {
    const isSame = JSON.stringify(first.templates) === JSON.stringify(again.templates);
    return isSame ? [] : ['two syntheses give other bytes'];
  }
  return Object.entries(again.templates).flatMap(([stack, { Resources }]) =>
    Object.keys(Resources).filter((id) => !(id in first.templates[stack].Resources)))
    .map((id) => `a second one in the stack changes the logical id ${id}`);
}

/** A second deployment with one other value keeps what holds something. */
function afterChange(trial: Trial, before: BuiltApp, problems: readonly string[]): Verdict {
  const change = changeOf(trial);
  if (!change) return { isAccepted: true, problems };
  const other = { ...trial, props: change.changed as Recipe<object> };
  const after = built(other, 1);
  if ('error' in after) return { isAccepted: true, problems: [...problems, ...unclear(after.error)] };
  const lost = Object.keys(before.templates).flatMap((stack) => lossesBetween(
    before.templates[stack], after.templates[stack] ?? { Resources: {} },
    (id) => !before.things.has(id) || after.things.has(id),
  ));
  const losses = lost.filter((loss) => !isDocumented(change.place, loss))
    .map((loss) => `${change.place} changed, and ${loss}: ${other.props.text}`);
  return { isAccepted: true, problems: [...problems, ...brokenIn(after, other), ...losses], changed: change.place };
}

function changeOf({ props, towards }: Trial): Change | undefined {
  const changes = towards ? changesTowards(props, towards.props) : [];
  return changes.length === 0 ? undefined : changes[towards!.pick % changes.length];
}

/** A program error, or an error of the CDK, is never what a user should see. */
function unclear(error: Error): string[] {
  const isClear = CLEAR.test(error.message) || LATE.test(error.message);
  return isClear ? [] : [`no clear error: ${error.stack ?? String(error)}`];
}

/** Choices by name that give up a promise on purpose. */
const ASKED_FOR: readonly (readonly [given: RegExp, promise: string])[] = [
  [/RetentionDays\.INFINITE/, 'every log group has a retention'],
  [/Placement\.inPublicSubnets/, 'tasks and instances have no public address'],
  // the CDK makes a role for a hook that brings none.
  [/given\.Hook/, 'no inline policy'],
  // a promoted replica is encrypted as it was made; to say so later would replace it.
  [/promoted: true/, 'data at rest is encrypted'],
];

function isAskedFor(line: string, { props }: Trial): boolean {
  return ASKED_FOR.some(([given, promise]) => given.test(props.text) && line.startsWith(promise));
}

interface BuiltApp {
  readonly templates: { readonly [stack: string]: TemplateJson };
  /** Logical ids of what belongs to the things beside the construct. */
  readonly things: ReadonlySet<string>;
}
type Built = BuiltApp | { readonly error: Error };

interface Connecting { connectTo(backend: IBackend, options?: ConnectOptions): void }
interface Connection { readonly backend: IBackend; readonly options?: ConnectOptions }

function built({ construct, setting, props, connections }: Trial, count: number): Built {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'random-'));
  try {
    const world = new World(setting, outdir);
    for (let i = 0; i < count; i += 1) {
      const made = makeOf(construct)(world, `It${i === 0 ? '' : i}`, props.make(world));
      for (const { backend, options } of (connections?.make(world) ?? []) as Connection[]) {
        (made as never as Connecting).connectTo(backend, options);
      }
    }
    const stacks = world.app.synth().stacksRecursively;
    return {
      templates: Object.fromEntries(stacks.map(({ stackName, template }) => [stackName, template as TemplateJson])),
      things: idsOfThings(world),
    };
  } catch (error) {
    return { error: withReport(error as Error, outdir) };
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

function idsOfThings({ things }: World): ReadonlySet<string> {
  const resources = [...things.values()].filter((thing) => Construct.isConstruct(thing))
    .flatMap((thing) => thing.node.findAll()).filter((each) => CfnResource.isCfnResource(each));
  return new Set(resources.map((each) => Stack.of(each).resolve(each.logicalId) as string));
}

/** Of the validator of the CDK the message says nothing, and the report all. */
function withReport(error: Error, outdir: string): Error {
  const file = path.join(outdir, 'validation-report.json');
  if (fs.existsSync(file)) error.stack = `${error.message}\n${fs.readFileSync(file, 'utf8')}`;
  return error;
}
