// the public API of the last release, as jsii writes it, without what no user depends on.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { GOLDEN } from './goldens';

const ROOT = path.join(__dirname, '..');
const ASSEMBLY = path.join(ROOT, '.jsii');
export const API = path.join(GOLDEN, 'api.json');
/** Keys of breaks that are meant, one a line, with the reason in a comment above: the file that projen's task reads. */
const MEANT = path.join(ROOT, '.compatignore');
/** Inside of the project, so that the CDK is found. */
const WORK = path.join(ROOT, 'artifacts/api-baseline');

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Texts and places, which may change, and what can be read elsewhere. */
const LEFT_OUT = ['dependencyClosure', 'fingerprint', 'locationInModule', 'readme', 'symbolId'];
/** Of docs; `jsii-diff` takes what is not marked for stable. */
const KEPT_OF_DOCS = ['deprecated'];

/** The API of the last compilation, one type a line, so that a change can be read in a diff. */
export function currentApi(): string {
  const all = JSON.parse(fs.readFileSync(ASSEMBLY, 'utf8')) as Json;
  const { types, ...rest } = withoutTexts(all) as { readonly types: Record<string, Json> };
  const lines = Object.entries(types).map(([name, type]) => `${JSON.stringify(name)}: ${JSON.stringify(type)}`);
  return `${JSON.stringify(rest).slice(0, -1)},\n"types": {\n${lines.join(',\n')}\n}}\n`;
}

function withoutTexts(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, child]) => {
    if (LEFT_OUT.includes(name)) return [];
    if (name !== 'docs') return [[name, withoutTexts(child as Json)]];
    const kept = Object.entries(child as Record<string, Json>).filter(([each]) => KEPT_OF_DOCS.includes(each));
    return kept.length === 0 ? [] : [[name, Object.fromEntries(kept)]];
  }));
}

/** What the last compilation breaks of an API, as `jsii-diff` says it; what is meant does not count. */
export function apiBreaks(api: string): string[] {
  fs.rmSync(WORK, { recursive: true, force: true });
  fs.mkdirSync(WORK, { recursive: true });
  fs.writeFileSync(path.join(WORK, '.jsii'), api);
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(WORK, 'package.json'));
  const program = path.join(ROOT, 'node_modules/jsii-diff/bin/jsii-diff.js');
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  const { status, stderr, stdout } = spawnSync(
    process.execPath, [program, WORK, ROOT, '--keys', '--ignore-file', MEANT], { encoding: 'utf8', env },
  );
  const breaks = stderr.split('\n').filter((line) => line.startsWith('err '));
  if (status !== 0 && breaks.length === 0) throw new Error(`jsii-diff failed: ${stderr}${stdout}`);
  return status === 0 ? [] : breaks;
}
