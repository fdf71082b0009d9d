// what becomes of random props: refused with the one clear error, or accepted with everything that has to hold.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as library from '../../../src';
import { brokenInvariants, type TemplateJson } from '../invariants';
import type { Recipe } from './recipe';
import { World, type Setting } from './world';

/** One thing to try. */
export interface Trial {
  readonly construct: string;
  readonly setting: Setting;
  readonly props: Recipe<object>;
  /** What is proved beside the invariants; each of these costs a second synthesis. */
  readonly also: 'nothing' | 'same bytes' | 'a second one';
}

/** Whether a set is accepted; nothing that is accepted or refused may have problems. */
export interface Verdict {
  readonly isAccepted: boolean;
  readonly problems: readonly string[];
}

/** The head of the one clear error: the path, the class, and how many props are wrong. */
const CLEAR = /^\S+ \([A-Z]\w+(?:\.\w+)?\) has (?:an invalid prop|\d+ invalid props):\n {2}"/;
/** A problem that can only be seen when the app is complete, in the same words. */
const LATE = /^Validation failed with the following errors:\n(?: {2}\[[^\]]+\] [^\n]*\b(?:must|cannot)\b[^\n]*\n?)+$/;

/** Builds a set and says what is wrong with the result, or with the error. */
export function judge(trial: Trial): Verdict {
  const first = built(trial, trial.also === 'a second one' ? 2 : 1);
  if ('error' in first) return { isAccepted: false, problems: unclear(first.error) };
  const problems = brokenInvariants(first.template).filter((line) => !isAskedFor(line, trial));
  if (trial.also === 'nothing') return { isAccepted: true, problems };
  const again = built(trial, 1);
  if ('error' in again) return { isAccepted: true, problems: [...problems, `only once: ${again.error.message}`] };
  return { isAccepted: true, problems: [...problems, ...differences(trial, first.template, again.template)] };
}

/** What two syntheses of the same props must have in common. */
function differences({ also }: Trial, first: TemplateJson, again: TemplateJson): string[] {
  if (also === 'same bytes') {
    return JSON.stringify(first) === JSON.stringify(again) ? [] : ['two syntheses give other bytes'];
  }
  return Object.keys(again.Resources).filter((id) => !(id in first.Resources))
    .map((id) => `a second one in the stack changes the logical id ${id}`);
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
];

function isAskedFor(line: string, { props }: Trial): boolean {
  return ASKED_FOR.some(([given, promise]) => given.test(props.text) && line.startsWith(promise));
}

type ConstructClass = new (scope: Stack, id: string, props: object) => IConstruct;
type Built = { readonly template: TemplateJson } | { readonly error: Error };

function built({ construct, setting, props }: Trial, count: number): Built {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'random-'));
  try {
    const world = new World(setting, outdir);
    const classOf = (library as never as { readonly [name: string]: ConstructClass })[construct];
    for (let i = 0; i < count; i += 1) new classOf(world.stack, `It${i === 0 ? '' : i}`, props.make(world));
    return { template: world.app.synth().getStackByName('Stack').template as TemplateJson };
  } catch (error) {
    return { error: withReport(error as Error, outdir) };
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

/** Of the validator of the CDK the message says nothing, and the report all. */
function withReport(error: Error, outdir: string): Error {
  const file = path.join(outdir, 'validation-report.json');
  if (fs.existsSync(file)) error.stack = `${error.message}\n${fs.readFileSync(file, 'utf8')}`;
  return error;
}
