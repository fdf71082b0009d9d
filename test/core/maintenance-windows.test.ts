import { CfnParameter, Stack } from 'aws-cdk-lib';
import { windowProblems } from '../../src/core';
import { rendered } from '../support/templates';

const messages = (backup?: string, maintenance?: string) =>
  rendered(windowProblems({
    backup: ['nightly', backup], maintenance: ['weekly', maintenance], shortest: 30, longest: 24 * 60 - 30,
  }));

describe('windows of managed data stores', () => {
  test.each([
    [undefined, undefined], ['01:00-01:30', undefined], [undefined, 'sun:03:00-sun:03:30'],
    ['23:45-00:15', 'mon:00:15-mon:00:45'],
  ])('accepts %s and %s', (backup, maintenance) => expect(messages(backup, maintenance)).toEqual([]));

  test('names the props of its caller, and both that have the wrong form', () => {
    expect(messages('1-2', 'sunday')).toEqual([
      '"nightly" must be a time span in UTC such as "01:00-02:00", got "1-2"',
      '"weekly" must be a span of the week in UTC such as "sun:03:00-sun:04:00", got "sunday"',
    ]);
  });

  test('knows that a window may pass midnight, and the end of the week', () => {
    expect(messages('23:50-00:19')).toEqual(['"nightly" must last at least 30 minutes, got "23:50-00:19"']);
    expect(messages(undefined, 'sun:23:50-mon:00:19'))
      .toEqual(['"weekly" must last at least 30 minutes, got "sun:23:50-mon:00:19"']);
    expect(messages('23:30-00:30', 'mon:00:00-mon:01:00')).toEqual([
      '"weekly" must not overlap "nightly" ("23:30-00:30"), got "mon:00:00-mon:01:00": AWS does one thing at a time',
    ]);
  });

  test('accepts values that are known at deployment only', () => {
    const value = new CfnParameter(new Stack(), 'Window').valueAsString;

    expect(messages(value, 'sun:03:00-sun:03:30')).toEqual([]);
    expect(messages('01:00-01:30', value)).toEqual([]);
  });
});
