import { Lazy, Stack, Token } from 'aws-cdk-lib';
import { parse } from 'yaml';
import { toYaml } from '../../../src/prometheus/model/yaml';

describe('YAML that is written', () => {
  test.each([
    ['texts that look like something else', { a: 'true', b: 'null', c: '12', d: '1e3', e: '~', f: '', g: 'off' }],
    ['texts with signs of YAML', {
      a: 'b: c', d: '# no comment', e: '- item', f: '{x}', g: '*x', h: '&x', i: '%', j: '!t', k: '@', l: '`', m: ' x ',
    }],
    ['texts with quotes, ends of lines and other alphabets', {
      a: '"\'\\', b: 'one\ntwo\n', c: '\t', d: 'Zürich 日本 🙂', e: 'say "a"', f: "it's",
      g: '\u0085\u2028\u{feff}', h: '\\',
    }],
    ['keys that need quotes', { 'a b': 1, 'on': 2, 'x:y': { '*': 3 } }],
    ['numbers and truth', { a: 0, b: -1.5, c: true, d: false }],
    ['lists in lists, maps in lists, and lists in maps', { a: [[1, 2], [3]], b: [{ c: [{ d: 'e' }, 'f'] }] }],
    ['empty lists and maps', { a: [], b: {}, c: [{ d: [] }], e: [{}, []], f: [[[]]] }],
  ])('is read as it was: %s', (_, value) => {
    expect(parse(toYaml(value))).toEqual(value);
  });

  test('has no key without a value', () => {
    expect(parse(toYaml({ a: undefined, b: { c: undefined, d: 1 } }))).toEqual({ b: { d: 1 } });
  });

  test('keeps tokens whole, however long the line', () => {
    const stack = new Stack();
    const token = Lazy.string({ produce: () => 'arn:aws:ecs:eu-west-1:111122223333:cluster/Shop' });
    const text = toYaml({ long: { list: [`${'a '.repeat(200)}${token}${' b'.repeat(200)}`, token] } });

    expect(Token.isUnresolved(text)).toBe(true);
    expect(parse(stack.resolve(text)).long.list[1]).toBe('arn:aws:ecs:eu-west-1:111122223333:cluster/Shop');
  });
});
