// R-DEL-6: what the library makes has a price, or stands in the list of what costs nothing.
import fs from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { exampleContext, exampleNames, loadExample } from '../../demo/examples';
import { costTable } from '../../scripts/tables';
import { CostEstimate } from '../../src/cost';
import { billedBy, freeBecause, freeTypes, typesBilledByUse } from '../../src/cost/charges/free';
import { pricedTypes } from '../../src/cost/charges/rules';
import { isWithin, stacksOf } from '../../src/template';

async function anExample(name: string) {
  const app = new App({ context: exampleContext(), analyticsReporting: false });
  (await loadExample(name)).build(app);
  return { app, stacks: stacksOf(app), estimate: CostEstimate.of(app, { region: 'eu-west-1' }) };
}

/** What the price book does not know in the Regions of the examples. */
const UNPRICED = [
  // a replica in another Region is as large as its source, which its template does not say.
  'the size of the storage is known at deployment only',
];

describe.each(exampleNames())('the example %s', (name) => {
  let example: Awaited<ReturnType<typeof anExample>>;
  beforeAll(async () => { example = await anExample(name); });

  test('makes nothing that the estimate does not know', () => {
    const isKnown = (type: string) =>
      pricedTypes().includes(type) || freeBecause(type) !== undefined || billedBy(type) !== undefined;
    const unknown = example.stacks.flatMap(({ template }) => template.resources.map(({ type }) => type))
      .filter((type) => !isKnown(type));

    expect(unknown).toEqual([]);
  });

  test('costs something, more at its largest capacity, and has a price for everything', () => {
    const { monthly, unpriced } = example.estimate;

    expect(monthly.minimum).toBeGreaterThan(5);
    expect(monthly.maximum).toBeGreaterThanOrEqual(monthly.minimum);
    expect(unpriced.filter(({ text }) => !UNPRICED.includes(text))).toEqual([]);
  });

  test('costs as much as its stacks do together, and each construct as much as what is in it', () => {
    const { app, estimate } = example;
    const own = (path: string) => estimate.lines.filter((line) => line.path === path)
      .reduce((sum, { monthly }) => sum + monthly.expected, 0);
    const at = (path: string) =>
      estimate.lines.some((line) => isWithin(line.path, path)) ? estimate.atPath(path).expected : 0;

    expect(at('')).toBeCloseTo(estimate.monthly.expected, 6);
    for (const { node } of app.node.findAll()) {
      const inside = node.children.reduce((sum, child) => sum + at(child.node.path), 0);
      expect(own(node.path) + inside).toBeCloseTo(at(node.path), 6);
    }
  });
});

test('no type is in two lists', () => {
  const all = [...pricedTypes(), ...freeTypes().map(([type]) => type), ...typesBilledByUse().map(([type]) => type)];

  expect(all.filter((type, i) => all.indexOf(type) !== i)).toEqual([]);
});

test('the page lists every type that is known', () => {
  const page = fs.readFileSync(path.join(__dirname, '../../docs/cost.md'), 'utf8');

  expect(page).toContain(`<!-- table -->\n${costTable()}\n<!-- end of table -->`);
});
