import fs from 'node:fs';
import path from 'node:path';
import type { App } from 'aws-cdk-lib';

export interface Example {
  readonly name: string;
  /** First line of the example's comment, without the ids of the requirements that it proves. */
  readonly title: string;
  build(app: App): void;
}

export const EXAMPLES = path.join(__dirname, '../examples');
/** Where a complete app finds the library by its name. */
const LIBRARY = 'node_modules';

/** What the CDK would look up in the account, as `cdk synth` keeps it. */
export function exampleContext(folder: string = EXAMPLES): Record<string, unknown> {
  const file = path.join(folder, 'cdk.context.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown> : {};
}

/** Every folder under examples/, or the named ones, in alphabetical order. */
export function exampleNames(names: readonly string[] = [], folder: string = EXAMPLES): string[] {
  const all = fs.existsSync(folder)
    ? fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
        .filter((name) => name !== LIBRARY).sort()
    : [];
  if (all.length === 0) throw new Error(`there is no example in ${folder}`);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw new Error(`there is no example named ${unknown.join(', ')}; there are ${all.join(', ')}`);
  }
  return names.length > 0 ? all.filter((name) => names.includes(name)) : all;
}

/** Loads one example. */
export async function loadExample(name: string, folder: string = EXAMPLES): Promise<Example> {
  const file = path.join(folder, name, 'main.ts');
  if (!fs.existsSync(file)) throw new Error(`there is no examples/${name}/main.ts`);
  const module = await import(file) as { build?: Example['build']; default?: { build?: Example['build'] } };
  const build = module.build ?? module.default?.build;
  if (!build) throw new Error(`examples/${name}/main.ts must export a function build(app)`);
  return { name, title: titleOf(fs.readFileSync(file, 'utf8')) ?? name, build };
}

/** What stands in the first comment before the ids of requirements, or else in its first line. */
function titleOf(source: string): string | undefined {
  const [comment = ''] = /(?:^(?:\/\/|\/\*\*?|\s\*)\s*\S.*\n)+/m.exec(source) ?? [];
  const lines = comment.split('\n').map((line) => line.replace(/^(?:\/\/|\/\*\*?|\s\*)\s*/, '').trim());
  const [title, ids] = lines.join(' ').split(/\s*\(R-/);
  return (ids === undefined ? lines[0] : title) || undefined;
}

/** Loads every example, in alphabetical order. */
export async function loadExamples(): Promise<Example[]> {
  return Promise.all(exampleNames().map((name) => loadExample(name)));
}
