// comments cite requirements by their ids: each has to be on the page, and each row of the page has to be proved.
import fs from 'node:fs';
import path from 'node:path';
import { sourcesIn } from '../support/sources';

const ID = /\bR-[A-Z0-9]+-\d+\b/g;
/** Ids of texts that tests make up. */
const INVENTED = ['R-TEST-1'];

const page = fs.readFileSync(path.join(__dirname, '../../docs/requirements.md'), 'utf8');
const [rows, planned] = page.split('\n## Not built yet\n');
const promised = [...rows.matchAll(/^\| (R-[A-Z0-9]+-\d+) \|/gm)].map(([, id]) => id);
const notBuilt = [...planned.matchAll(/^- ([^:]+): planned,/gm)].flatMap(([, ids]) => ids.match(ID) ?? []);
const cited = new Set(sourcesIn('src', 'test', 'examples', 'app', 'cli').flatMap(({ text }) => text.match(ID) ?? [])
  .filter((id) => !INVENTED.includes(id)));

describe('the requirements', () => {
  test('stand on the page once each', () => {
    expect(promised.length).toBeGreaterThan(40);
    expect(promised.filter((id, i) => promised.indexOf(id) < i)).toEqual([]);
  });

  test('are on the page when a test or an example cites them', () => {
    expect([...cited].filter((id) => !promised.includes(id))).toEqual([]);
  });

  test('are cited by a test or an example, or planned', () => {
    expect(promised.filter((id) => !cited.has(id) && !notBuilt.includes(id))).toEqual([]);
  });

  test('are no longer planned when a test or an example cites them', () => {
    expect(notBuilt.filter((id) => cited.has(id) || !promised.includes(id))).toEqual([]);
  });
});
