import fs from 'node:fs';
import path from 'node:path';
import { EXAMPLES, exampleNames, loadExample, type Example } from '../../demo/examples';

/** Folder of the project, ignored by git, whose children find `../../src` as the examples do. */
const ARTIFACTS = path.join(__dirname, '../../artifacts');

/** Where examples are moved to. */
export interface Place {
  readonly partition: string;
  /** In place of eu-west-1, where most examples stand. */
  readonly near: string;
  /** In place of eu-central-1. */
  readonly far: string;
}

/** Uses the examples as their authors would have written them for another part of AWS. */
export async function withMovedExamples(place: Place, use: (examples: readonly Example[]) => void): Promise<void> {
  fs.mkdirSync(ARTIFACTS, { recursive: true });
  // a folder for each example, because the depth below the project is what their imports ask for.
  const folders = exampleNames().map((name) => ({ name, to: fs.mkdtempSync(path.join(ARTIFACTS, `moved-${name}-`)) }));
  try {
    for (const { name, to } of folders) copyMoved(path.join(EXAMPLES, name), to, place);
    use(await Promise.all(folders.map(async ({ name, to }) =>
      ({ ...await loadExample(path.basename(to), ARTIFACTS), name }))));
  } finally {
    for (const { to } of folders) fs.rmSync(to, { recursive: true, force: true });
  }
}

/** A text about eu-west-1 and the commercial partition, as one about the place. */
export function moved(text: string, { partition, near, far }: Place): string {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return text.replaceAll('eu-west-1', near).replaceAll('eu-central-1', far).replaceAll('arn:aws:', `arn:${partition}:`)
    .replace(/(\.dkr\.ecr\.[a-z0-9-]+\.)amazonaws\.com/g, `$1${suffix}`);
}

function copyMoved(from: string, to: string, place: Place): void {
  fs.cpSync(from, to, { recursive: true });
  for (const file of fs.readdirSync(to).filter((name) => /\.(ts|ya?ml)$/.test(name))) {
    // a complete app finds the library by its name, which it has below examples/ only.
    const text = fs.readFileSync(path.join(to, file), 'utf8').replaceAll(`'cdk-elastic-web'`, `'../../src'`);
    fs.writeFileSync(path.join(to, file), moved(text, place));
  }
}
