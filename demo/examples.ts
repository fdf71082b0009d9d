import fs from 'node:fs';
import path from 'node:path';
import type { App } from 'aws-cdk-lib';

export interface Example {
  readonly name: string;
  /** First line of the example's comment. */
  readonly title: string;
  build(app: App): void;
}

const FOLDER = path.join(__dirname, '../examples');

/** What the CDK would look up in the account, as `cdk synth` keeps it. */
export function exampleContext(): Record<string, unknown> {
  return JSON.parse(fs.readFileSync(path.join(FOLDER, 'cdk.context.json'), 'utf8')) as Record<string, unknown>;
}

/** Every folder under examples/, in alphabetical order. */
export async function loadExamples(names: readonly string[] = []): Promise<Example[]> {
  const all = fs.readdirSync(FOLDER).filter((name) => fs.existsSync(path.join(FOLDER, name, 'main.ts'))).sort();
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`no example named ${unknown.join(', ')}: there are ${all.join(', ')}`);

  return Promise.all((names.length > 0 ? names : all).map(async (name) => {
    const file = path.join(FOLDER, name, 'main.ts');
    const module = await import(file) as { build?: Example['build']; default?: { build?: Example['build'] } };
    const build = module.build ?? module.default?.build;
    if (!build) throw new Error(`examples/${name}/main.ts must export a function build(app)`);
    const title = /^(?:\/\/|\/\*\*?|\s\*)\s*(\S.*)$/m.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? name;
    return { name, title, build };
  }));
}
