// the rules of the house: see docs/architecture.md.
import { importCycles, longFiles, longFunctions, longLines, wrongImports } from '../support/architecture';
import { sourcesIn } from '../support/sources';

describe('the sources of the library', () => {
  const sources = sourcesIn('src');

  test('are there', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  test('import downwards, through the index of a room', () => {
    expect(wrongImports(sources)).toEqual([]);
  });

  test('never import in a circle, except props and their rules', () => {
    expect(importCycles(sources)).toEqual([]);
  });

  test('have no function of more than 40 lines', () => {
    expect(longFunctions(sources)).toEqual([]);
  });

  test('have no file of more than 250 lines', () => {
    expect(longFiles(sources)).toEqual([]);
  });
});

test('no line of our TypeScript has more than 120 characters', () => {
  const all = sourcesIn('src', 'test', 'demo', 'scripts', 'examples', 'projenrc', 'app', '.ci');

  expect(all.length).toBeGreaterThan(300);
  expect(longLines(all)).toEqual([]);
});
