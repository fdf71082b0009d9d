import fs from 'node:fs';
import path from 'node:path';
import { SEAMS, type Shown } from './seams';

const TESTS = path.join(__dirname, '..');
const sources = new Map<string, string>();

/** A table of rows stands beside the test that reads it; some tests take long. */
function sourceOf(file: string): string {
  const files = ['.test.ts', '.long.test.ts', '.ts'].map((end) => path.join(TESTS, `${file}${end}`));
  if (!sources.has(file)) {
    sources.set(file, files.filter((name) => fs.existsSync(name)).map((name) => fs.readFileSync(name, 'utf8')).join());
  }
  return sources.get(file)!;
}

/** Titles that no test of their file has. */
function missing([file, ...titles]: Shown): string[] {
  const has = (title: string) => ['\'', '`'].some((quote) => sourceOf(file).includes(`${quote}${title}${quote}`));
  return titles.filter((title) => !has(title)).map((title) => `${file}: ${title}`);
}

describe('where the library meets what a company has', () => {
  test.each(SEAMS.map(({ what, refused = [], taken = [] }) => [what, [...refused, ...taken]] as const))(
    '%s is shown by tests', (_, shown) => {
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.flatMap((one) => missing(one))).toEqual([]);
    },
  );

  test('each relation is one row, and nearly all are shown on both sides', () => {
    const both = SEAMS.filter(({ refused, taken }) => refused !== undefined && taken !== undefined);

    expect(new Set(SEAMS.map(({ what }) => what)).size).toBe(SEAMS.length);
    expect(SEAMS.length).toBeGreaterThanOrEqual(85);
    expect(both.length).toBeGreaterThanOrEqual(60);
  });
});
