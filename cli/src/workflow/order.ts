import fs from 'node:fs';
import path from 'node:path';
import { isWithin, type stacksIn } from '../../../src/template';
import type { MadeStack } from './needs';

const STACK = 'aws:cloudformation:stack';

/** What the manifest of a cloud assembly says about a part of it. */
interface Artifact {
  readonly type: string;
  readonly displayName?: string;
  /** Ids of artifacts that are deployed before it. */
  readonly dependencies?: readonly string[];
  readonly properties?: { readonly directoryName?: string };
}

type WrittenStack = ReturnType<typeof stacksIn>[number];

/** Path of a stack, and paths of those that are deployed before it. */
interface Place {
  readonly path: string;
  readonly needs: readonly string[];
}

/** Stacks as the app makes them: the CDK reads them by their names, which would put production before staging. */
export function inOrderOfApp(folder: string, stacks: readonly WrittenStack[]): MadeStack[] {
  const places = placesIn(folder);
  const placeOf = ({ path: stack }: WrittenStack) => places.findIndex(({ path: top }) => isWithin(stack, top));
  return [...stacks].sort((one, other) => placeOf(one) - placeOf(other))
    .map((stack) => ({ ...stack, needs: places[placeOf(stack)]?.needs }));
}

function placesIn(folder: string): Place[] {
  const { artifacts = {} } = JSON.parse(fs.readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
    readonly artifacts?: { readonly [id: string]: Artifact };
  };
  const pathOf = (id: string) => artifacts[id]?.displayName ?? id;
  return Object.entries(artifacts).flatMap(([id, { type, dependencies = [], properties }]) => {
    if (type === 'cdk:cloud-assembly') return placesIn(path.join(folder, properties?.directoryName ?? ''));
    return type === STACK
      ? [{ path: pathOf(id), needs: dependencies.filter((other) => artifacts[other]?.type === STACK).map(pathOf) }]
      : [];
  });
}
