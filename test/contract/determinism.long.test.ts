import fs from 'node:fs';
import path from 'node:path';
import { synthesizeAll, type SynthesizedExample } from '../support/examples';

describe('synthesis is pure', () => {
  test('two syntheses of every example give the same bytes', async () => {
    const [first, second] = [templates(await synthesizeAll()), templates(await synthesizeAll())];

    expect(Object.keys(first).length).toBeGreaterThan(3);
    expect(second).toEqual(first);
  });
});

function templates(examples: readonly SynthesizedExample[]): Record<string, string> {
  return Object.fromEntries(examples.flatMap(({ name, assembly }) => assembly.stacksRecursively.map((stack) =>
    [`${name}/${stack.stackName}`, fs.readFileSync(path.join(assembly.directory, stack.templateFile), 'utf8')])));
}
