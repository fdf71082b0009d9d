// R-DEL-8: what users of the last release have deployed survives an update to this one; see docs/upgrades.md.
import fs from 'node:fs';
import {
  committedGoldens, currentGoldens, goldenFile, inLines, upgradeOf, type Golden,
} from '../../scripts/goldens';
import { STATEFUL_TYPES, type JsonObject } from '../../src/template';

type Kept = JsonObject & { readonly Type: string; readonly DeletionPolicy?: string };
interface Resources { readonly [id: string]: { readonly Type: string } }

const before = committedGoldens();
let after: readonly Golden[];
beforeAll(async () => { after = await currentGoldens(); });

describe('an update from the last release', () => {
  test('keeps data, logical ids, outputs and exports of every example', () => {
    expect(upgradeOf(before, after).dangers).toEqual([]);
  });

  test('has no permission that nothing needs', () => {
    expect(upgradeOf(before, after).unused).toEqual([]);
  });

  test('is compared for nearly every example: the goldens are no empty promise', () => {
    const names = after.map(({ name }) => name);
    const compared = before.filter(({ name }) => names.includes(name));

    expect(compared.length).toBeGreaterThan(names.length / 2);
  });
});

describe('the gate', () => {
  const isStateful = ([, { Type }]: readonly [string, { Type: string }]) => STATEFUL_TYPES.has(Type);

  test.each<[string, (id: string, resource: Resources[string]) => [string, Resources[string]][]]>([
    ['gone', () => []], ['renamed', (id, resource) => [[`${id}New`, resource]]],
  ])('sees every resource with data that is %s', (_how, changed) => {
    for (const { name, stacks } of before) {
      const ids = stacks.flatMap(({ json, nested }) => Object.entries(json.Resources as Resources)
        .filter((entry) => isStateful(entry) && !nested.includes(entry[0])).map(([id]) => id));
      const later = stacks.map((stack) => ({ ...stack, json: { ...stack.json, Resources: Object.fromEntries(
        Object.entries(stack.json.Resources as Resources).flatMap((entry) =>
          isStateful(entry) && !stack.nested.includes(entry[0]) ? changed(...entry) : [entry]),
      ) } }));
      const { dangers } = upgradeOf([{ name, stacks }], [{ name, stacks: later }]);

      expect([name, dangers.map(({ id }) => id).sort()]).toEqual([name, ids.sort()]);
    }
    expect(before.length).toBeGreaterThan(10);
  });
});

test('the gate sees every resource with data whose policies become weaker', () => {
  const weak = { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' };
  for (const { name, stacks } of before) {
    const isKept = ({ Type, DeletionPolicy }: Kept) => STATEFUL_TYPES.has(Type) && DeletionPolicy !== 'Delete';
    const resourcesIn = ({ Resources }: JsonObject) => Resources as { readonly [id: string]: Kept };
    const ids = stacks.flatMap(({ json }) => Object.entries(resourcesIn(json))
      .filter(([, resource]) => isKept(resource)).map(([id]) => id));
    const later = stacks.map((stack) => ({ ...stack, json: { ...stack.json, Resources: Object.fromEntries(
      Object.entries(resourcesIn(stack.json)).map(([id, resource]) =>
        [id, isKept(resource) ? { ...resource, ...weak } : resource]),
    ) } }));
    const { dangers } = upgradeOf([{ name, stacks }], [{ name, stacks: later }]);

    expect([name, dangers.map(({ kind, id }) => `${kind} ${id}`).sort()])
      .toEqual([name, ids.map((id) => `unprotect ${id}`).sort()]);
  }
});

describe('the goldens', () => {
  test('are written by the script, one property a line', () => {
    for (const { name, stacks } of before) {
      expect([name, fs.readFileSync(goldenFile(name), 'utf8') === inLines(stacks)]).toEqual([name, true]);
    }
  });

  test('stay small enough for a repository', () => {
    const bytes = before.reduce((sum, { name }) => sum + fs.statSync(goldenFile(name)).size, 0);

    expect(bytes).toBeLessThan(3_000_000);
  });
});
