import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const APP = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(APP, '../../docs/voting-app-attacks.md'), 'utf8');
const NAMED = /`((?:unit|integration|bench)\/[\w-]+)` "([^"]+)"/g;
/** A value that a title gets when its test runs. */
const VALUE = '(?:\\$\\{[^}]+\\}|%[.\\d]*[a-z])';

/** The file of a name; a test that takes long says so in its own. */
function fileOf(name: string): string {
  const files = name.startsWith('bench/')
    ? [`tools/${name}.ts`]
    : [`test/${name}.test.ts`, `test/${name}.long.test.ts`];
  return files.map((file) => join(APP, file)).find(existsSync) ?? '';
}

function has(source: string, title: string): boolean {
  const text = title.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll("'", "\\\\?'"));
  return new RegExp(`(['"\`])${text.join(VALUE)}\\1`).test(source);
}

describe('the page of attacks', () => {
  const named = [...PAGE.matchAll(NAMED)].map(([, name, title]) => ({ name, title }));

  test.each(named)('names a test that exists: $name "$title"', ({ name, title }) => {
    expect(fileOf(name)).not.toBe('');
    expect(has(readFileSync(fileOf(name), 'utf8'), title)).toBe(true);
  });

  test('names a test for every attack', () => {
    const rows = PAGE.split('\n').filter((line) => /^\| (?!---|(?:attack|situation|part|promise) )/.test(line));

    expect(rows.filter((row) => row.match(NAMED) === null)).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });

  test('does not take a part of a title, or another word, for the title', () => {
    const source = "test('of %s is refused, and the server lives on', …); test(`of the role ${role}`, …)";

    expect(has(source, 'of … is refused, and the server lives on')).toBe(true);
    expect(has(source, 'of the role …')).toBe(true);
    for (const other of ['is refused', 'of … is refused', 'of the role vote']) expect(has(source, other)).toBe(false);
  });
});
