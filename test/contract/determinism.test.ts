import fs from 'node:fs';
import path from 'node:path';
import { synthesizeExamples } from '../support/examples';

describe('synthesis is pure', () => {
  test('two syntheses of every example give the same bytes', async () => {
    const [first, second] = [await templates(), await templates()];

    expect(Object.keys(first).length).toBeGreaterThan(3);
    expect(second).toEqual(first);
  });
});

async function templates(): Promise<Record<string, string>> {
  const examples = await synthesizeExamples();
  return Object.fromEntries(examples.flatMap(({ name, assembly }) => assembly.stacksRecursively.map((stack) =>
    [`${name}/${stack.stackName}`, fs.readFileSync(path.join(assembly.directory, stack.templateFile), 'utf8')])));
}
