import fs from 'node:fs';
import path from 'node:path';
import { isWithin, type SynthesizedStack } from '../../../src/template';

/** What the manifest of a cloud assembly says about a part of it. */
interface Artifact {
  readonly type: string;
  readonly displayName?: string;
  readonly properties?: { readonly directoryName?: string };
}

/** Stacks as the app makes them: the CDK reads them by their names, which would put production before staging. */
export function inOrderOfApp<S extends SynthesizedStack>(folder: string, stacks: readonly S[]): S[] {
  const paths = pathsIn(folder);
  const place = ({ path: stack }: S) => paths.findIndex((top) => isWithin(stack, top));
  return [...stacks].sort((one, other) => place(one) - place(other));
}

function pathsIn(folder: string): string[] {
  const { artifacts = {} } = JSON.parse(fs.readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
    readonly artifacts?: { readonly [id: string]: Artifact };
  };
  return Object.entries(artifacts).flatMap(([id, { type, displayName, properties }]) => {
    if (type === 'cdk:cloud-assembly') return pathsIn(path.join(folder, properties?.directoryName ?? ''));
    return type === 'aws:cloudformation:stack' ? [displayName ?? id] : [];
  });
}
