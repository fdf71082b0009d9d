import { Aws, CfnParameter, Duration, Fn, Lazy, Size, Stack } from 'aws-cdk-lib';
import { areKnown, isKnown } from '../../src/core';

const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' });

describe('isKnown', () => {
  test.each<[string, unknown]>([
    ['a number', 0], ['an empty text', ''], ['false', false], ['a duration', Duration.seconds(1)],
    ['a size', Size.gibibytes(1)],
    ['a list', ['a']], ['an empty list', []],
  ])('is true for %s', (_name, value) => {
    expect(isKnown(value)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['an absent value', undefined], ['null', null], ['a number of a parameter', parameter.valueAsNumber],
    ['a text of a parameter', parameter.valueAsString],
    ['a text that contains a token', `arn:${Aws.PARTITION}:x`], ['a lazy number', Lazy.number({ produce: () => 1 })],
    ['a list of a parameter', new CfnParameter(new Stack(), 'L', { type: 'List<String>' }).valueAsList],
    ['a list with one token', ['a', Fn.importValue('x')]],
    ['a duration around a token', Duration.seconds(parameter.valueAsNumber)],
    ['a size around a token', Size.gibibytes(parameter.valueAsNumber)],
  ])('is false for %s', (_name, value) => {
    expect(isKnown(value)).toBe(false);
  });

  test('areKnown asks for all', () => {
    expect(areKnown(1, 'a')).toBe(true);
    expect(areKnown(1, parameter.valueAsNumber)).toBe(false);
  });
});
