// golden templates: what every example deployed with the last release, one property a line.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { readAllowed, sortOut, type Sorted } from '../cli/src/upgrade/allowed';
import { dangersBetween } from '../cli/src/upgrade/check';
import { STACK_TEMPLATES, type StackTemplate } from '../cli/src/upgrade/stack-template';
import { exampleContext, loadExamples } from '../demo/examples';

export const GOLDEN = path.join(__dirname, '../test/golden');
const TEMPLATES = path.join(GOLDEN, 'templates');
/** What the next release breaks on purpose; empty again once the templates have moved. */
export const ALLOWED = path.join(GOLDEN, 'allowed.yaml');

/** The stacks of an example. */
export interface Golden {
  readonly name: string;
  readonly stacks: readonly StackTemplate[];
}

/** Every example as it is now. */
export async function currentGoldens(): Promise<Golden[]> {
  return (await loadExamples()).map(({ name, build }) => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'golden-'));
    const app = new App({
      outdir, context: exampleContext(), analyticsReporting: false,
      // as the command line of the CDK asks for: construct paths tell a resource whose logical id changes.
      postCliContext: { 'aws:cdk:enable-path-metadata': true },
    });
    build(app);
    const stacks = STACK_TEMPLATES.fromAssembly(app.synth().directory);
    fs.rmSync(outdir, { recursive: true });
    return { name, stacks: JSON.parse(withoutHashes(JSON.stringify(stacks))) as StackTemplate[] };
  });
}

/** Every example as it was with the last release. */
export function committedGoldens(): Golden[] {
  return fs.readdirSync(TEMPLATES).sort().map((file) => ({
    name: path.basename(file, '.json'),
    stacks: JSON.parse(fs.readFileSync(goldenFile(path.basename(file, '.json')), 'utf8')) as StackTemplate[],
  }));
}

/** What an update from the last release to this state would break, example by example. */
export function upgradeOf(before: readonly Golden[], after: readonly Golden[]): Sorted {
  const dangers = before.flatMap(({ name, stacks }) => {
    const now = after.find((golden) => golden.name === name);
    // an example that is given up says nothing of the library.
    return now ? dangersBetween(stacks, now.stacks).map((each) => ({ ...each, stack: `${name}/${each.stack}` })) : [];
  });
  return sortOut(dangers, readAllowed(ALLOWED));
}

export function goldenFile(name: string): string {
  return path.join(TEMPLATES, `${name}.json`);
}

/** Replaces all templates. */
export function writeTemplates(goldens: readonly Golden[]): void {
  fs.rmSync(TEMPLATES, { recursive: true, force: true });
  fs.mkdirSync(TEMPLATES, { recursive: true });
  for (const { name, stacks } of goldens) fs.writeFileSync(goldenFile(name), inLines(stacks));
}

/** Of stacks, a stack, its template, its resources, a resource and its properties each entry has a line of its own. */
const DEPTH = 5;

/** JSON with sorted keys whose diff shows which property changed. */
export function inLines(value: unknown, depth = DEPTH): string {
  const text = (inner: unknown) => depth > 0 ? inLines(inner, depth - 1) : JSON.stringify(sorted(inner));
  const lines = (parts: readonly string[], [open, close]: string) =>
    parts.length === 0 ? open + close : `${open}\n${parts.join(',\n')}\n${close}`;
  const end = depth === DEPTH ? '\n' : '';
  if (Array.isArray(value)) return lines(value.map(text), '[]') + end;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return lines(entries.map(([name, inner]) => `${JSON.stringify(name)}: ${text(inner)}`), '{}') + end;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]));
}

/** The content of an asset is no matter of an upgrade. */
function withoutHashes(text: string): string {
  return text.replace(/\b[0-9a-f]{64}\b/g, 'hash-of-an-asset');
}
