import fs from 'node:fs';
import path from 'node:path';
import { RULES } from './seam-rules';
import { SEAMS, type Shown } from './seams';

const TESTS = path.join(__dirname, '..');
const SOURCE = path.join(__dirname, '../../src');
/** The CDK keeps this promise. */
const OF_THE_CDK = ['a service that leaves what it shares'];
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

  test('each relation names the place of its rules, which can be switched off one by one', () => {
    const places = Object.entries(RULES).flatMap(([what, rules]) => rules.map(([file, place]) => [what, file, place]));
    const times = ([, file, place]: string[]) =>
      fs.readFileSync(path.join(SOURCE, file), 'utf8').split(place).length - 1;

    expect(Object.keys(RULES).sort()).toEqual(SEAMS.map(({ what }) => what).sort());
    expect(Object.keys(RULES).filter((what) => RULES[what].length === 0)).toEqual(OF_THE_CDK);
    expect(places.filter((one) => times(one) !== 1)).toEqual([]);
  });

  test('each relation is one row, and nearly all are shown on both sides', () => {
    const both = SEAMS.filter(({ refused, taken }) => refused !== undefined && taken !== undefined);

    expect(new Set(SEAMS.map(({ what }) => what)).size).toBe(SEAMS.length);
    expect(SEAMS.length).toBeGreaterThanOrEqual(85);
    expect(both.length).toBeGreaterThanOrEqual(60);
  });
});
