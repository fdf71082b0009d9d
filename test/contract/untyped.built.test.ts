// languages without types can pass anything: each value of the public API is missing once, or of a kind that is wrong.
import { API_FACTORIES } from '../../src/core/api-factories';
import { API_PROPS } from '../../src/core/api-props';
import { API_STRUCTS } from '../../src/core/api-structs';
import { kinds } from '../../scripts/kinds';
import { constructs, laterCases, untypedCases } from '../support/untyped';

const CLEAR = /^[\w/]+ \([A-Z][\w.]+\) has (an invalid prop|\d+ invalid props):\n {2}"[^"]+" must [^]+, got [^]+/;

describe('a value of another kind', () => {
  const cases = untypedCases();
  const outcomes = cases.map(({ construct, name, build }) => {
    try {
      build();
      return `${construct} ${name}: passed`;
    } catch (error) {
      const { message } = error as Error;
      return CLEAR.test(message) ? undefined : `${construct} ${name}: ${message}`;
    }
  });

  test('is the one clear error of its construct, wherever it is given', () => {
    expect(outcomes.filter((outcome) => outcome !== undefined)).toEqual([]);
  });

  test('was tried in every construct', () => {
    expect(new Set(cases.map(({ construct }) => construct))).toEqual(new Set(constructs()));
    expect(cases.length).toBeGreaterThan(1000);
  });
});

test('a number that is known at deployment only passes, or is told with the unit that it needs', () => {
  const unclear = laterCases().flatMap(({ construct, name, build }) => {
    try {
      build().synth();
      return [];
    } catch (error) {
      const { message } = error as Error;
      return /token/.test(message) && !CLEAR.test(message) ? [`${construct} ${name}: ${message}`] : [];
    }
  });

  expect(unclear).toEqual([]);
});

test('the tables of the library say what the public API says: npx tsx scripts/write-kinds.ts writes them', () => {
  expect({ props: API_PROPS, structs: API_STRUCTS, factories: API_FACTORIES }).toEqual(kinds());
});
