// ids of warnings are public: people acknowledge a warning by its id.
import { sourcesIn } from '../support/sources';

/** A key of metadata in a template, which is no warning. */
const METADATA = ['cdk-elastic-web:delivery'];

const ids = sourcesIn('src').flatMap(({ text }) => text.match(/(?<=')cdk-elastic-web:[^']*/g) ?? [])
  .filter((id) => !METADATA.includes(id));

test('ids of warnings have one form, and say nothing of the rooms of the house', () => {
  expect(ids.length).toBeGreaterThan(20);
  expect(ids.filter((id) => !/^cdk-elastic-web:[a-z][A-Za-z]+$/.test(id))).toEqual([]);
});

test('each id stands in one place', () => {
  expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
});
