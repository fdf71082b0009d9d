import { CfnParameter, Duration, Fn, Lazy, Size, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  command, contradiction, days, decimal, duration, gibibytes, integer, oneOf, port, rejectProblems, relation,
  renderProblem, retentionProblems, shorter, text, unique,
} from '../../src/core';
import { rendered } from '../support/templates';

describe('one error for all problems', () => {
  test('a single problem names the construct path, the prop, the range and the value', () => {
    const scope = new Construct(new Stack(undefined, 'Shop'), 'Web');

    expect(() => rejectProblems(scope, 'FargateService', port('port', 70000))).toThrow(new Error(
      'Shop/Web (FargateService) has an invalid prop:\n  "port" must be an integer from 1 to 65535, got 70000',
    ));
  });

  test('several problems are reported together, in the order of the props', () => {
    const scope = new Construct(new Stack(undefined, 'Shop'), 'Web');

    expect(() => rejectProblems(scope, 'FargateService', [...port('port', 0), ...oneOf('cpu', 300, [256, 512])]))
      .toThrow(
        new Error(
          'Shop/Web (FargateService) has 2 invalid props:\n'
          + '  "port" must be an integer from 1 to 65535, got 0\n'
          + '  "cpu" must be one of 256, 512, got 300',
        ),
      );
  });

  test('a problem that several parts of a construct find is told once', () => {
    const scope = new Construct(new Stack(undefined, 'Shop'), 'Web');

    expect(() => rejectProblems(scope, 'FargateService', [...port('port', 0), ...port('port', 0)])).toThrow(new Error(
      'Shop/Web (FargateService) has an invalid prop:\n  "port" must be an integer from 1 to 65535, got 0',
    ));
  });

  test('no problem, no error', () => {
    expect(() => rejectProblems(new Stack(), 'Stack', [])).not.toThrow();
  });
});

describe('integer', () => {
  test.each([1, 2, 10])('accepts %d between 1 and 10', (value) => {
    expect(integer('count', value, { min: 1, max: 10 })).toEqual([]);
  });

  test.each([0, 11, 1.5, NaN, Infinity, -1])('fails for %d between 1 and 10', (value) => {
    expect(rendered(integer('count', value, { min: 1, max: 10 })))
      .toEqual([`"count" must be an integer from 1 to 10, got ${value}`]);
  });

  test('says one-sided bounds, the unit and the advice', () => {
    expect(rendered(integer('a', -1, { min: 0 }))).toEqual(['"a" must be an integer of at least 0, got -1']);
    expect(rendered(integer('a', 6, { max: 5, unit: 'values', advice: 'use a second rule' }))).toEqual([
      '"a" must be an integer of at most 5 values, got 6: use a second rule',
    ]);
    expect(rendered(integer('a', 0.5))).toEqual(['"a" must be an integer, got 0.5']);
  });

  test('accepts an absent value and values that are known at deployment only', () => {
    const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' });

    expect(integer('count', undefined, { min: 1 })).toEqual([]);
    expect(integer('count', parameter.valueAsNumber, { min: 1 })).toEqual([]);
    expect(integer('count', Lazy.number({ produce: () => 0 }), { min: 1 })).toEqual([]);
  });
});

describe('decimal', () => {
  test('accepts fractions within bounds', () => {
    expect(decimal('percent', 0.5, { min: 0, max: 100 })).toEqual([]);
  });

  test.each([-0.1, 100.1, NaN])('fails for %d', (value) => {
    expect(rendered(decimal('percent', value, { min: 0, max: 100 })))
      .toEqual([`"percent" must be a number from 0 to 100, got ${value}`]);
  });
});

describe('duration', () => {
  const bounds = { min: Duration.seconds(5), max: Duration.minutes(5) };

  test.each([5, 30, 300])('accepts %d seconds', (seconds) => {
    expect(duration('interval', Duration.seconds(seconds), bounds)).toEqual([]);
  });

  test.each([[4, '4 seconds'], [301, '5 minutes 1 second'], [0, '0 seconds']])(
    'fails for %d seconds',
    (seconds, shown) => {
      expect(rendered(duration('interval', Duration.seconds(seconds), bounds))).toEqual([
        `"interval" must be whole seconds from 5 seconds to 5 minutes, got ${shown}`,
      ]);
    },
  );

  test('fails for a fraction of a second', () => {
    expect(rendered(duration('interval', Duration.millis(5500), bounds))).toHaveLength(1);
  });

  test('accepts a duration around a token', () => {
    const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' });

    expect(duration('interval', Duration.seconds(parameter.valueAsNumber), bounds)).toEqual([]);
  });
});

describe('days', () => {
  test.each([1, 35])('accepts %d days between 1 and 35', (value) => {
    expect(days('retention', Duration.days(value), { min: 1, max: 35 })).toEqual([]);
  });

  test('fails outside of the bounds and for parts of a day', () => {
    expect(rendered(days('retention', Duration.days(36), { min: 1, max: 35 })))
      .toEqual(['"retention" must be whole days from 1 to 35, got 36 days']);
    expect(rendered(days('retention', Duration.days(0), { min: 1 })))
      .toEqual(['"retention" must be whole days of at least 1, got 0 seconds']);
    expect(rendered(days('retention', Duration.hours(36))))
      .toEqual(['"retention" must be whole days, got 1 day 12 hours']);
  });

  test('accepts a duration that is known at deployment only', () => {
    const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' });

    expect(days('retention', Duration.days(parameter.valueAsNumber), { min: 1 })).toEqual([]);
  });
});

describe('gibibytes', () => {
  test.each([20, 65536])('accepts %d GiB', (size) => {
    expect(gibibytes('storage', Size.gibibytes(size), { min: 20, max: 65536 })).toEqual([]);
  });

  test('fails below, above and for a part of a GiB', () => {
    expect(rendered(gibibytes('storage', Size.gibibytes(19), { min: 20 })))
      .toEqual(['"storage" must be whole GiB of at least 20, got 19 GiB']);
    expect(rendered(gibibytes('storage', Size.mebibytes(1536), { min: 1 })))
      .toEqual(['"storage" must be whole GiB of at least 1, got 1.5 GiB']);
  });

  test('accepts a size around a token', () => {
    const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' });

    expect(gibibytes('storage', Size.gibibytes(parameter.valueAsNumber), { min: 20 })).toEqual([]);
  });
});

describe('text', () => {
  test('the pattern has to match as a whole', () => {
    expect(text('name', 'orders', /[a-z]+/, 'be lower case letters')).toEqual([]);
    expect(rendered(text('name', 'orders-1', /[a-z]+/, 'be lower case letters', 'drop the rest'))).toEqual([
      '"name" must be lower case letters, got "orders-1": drop the rest',
    ]);
  });

  test('alternatives are anchored as well', () => {
    expect(text('name', 'xab', /a|ab/, 'be a or ab')).toHaveLength(1);
  });

  test('accepts a text that only contains a token', () => {
    const parameter = new CfnParameter(new Stack(), 'P');

    expect(text('name', `ORDERS-${parameter.valueAsString}`, /[a-z]+/, 'be lower case letters')).toEqual([]);
  });
});

describe('relations', () => {
  test('shorter compares two durations and names both', () => {
    expect(shorter('timeout', Duration.seconds(4), 'interval', Duration.seconds(5))).toEqual([]);
    expect(rendered(shorter('timeout', Duration.seconds(5), 'interval', Duration.seconds(5)))).toEqual([
      '"timeout" must be shorter than "interval" (5 seconds), got 5 seconds',
    ]);
  });

  test('a relation applies only when everything that it looks at is known', () => {
    const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' }).valueAsNumber;
    const problem = { prop: 'min', must: 'be at most "max"', got: 3 };

    expect(relation(problem, [3, 2], () => false)).toEqual([problem]);
    expect(relation(problem, [3, parameter], () => false)).toEqual([]);
    expect(relation(problem, [3, undefined], () => false)).toEqual([]);
    expect(shorter('a', Duration.seconds(parameter), 'b', Duration.seconds(1))).toEqual([]);
  });

  test('a contradiction depends on presence only', () => {
    const problem = { prop: 'deployment', must: 'be rolling without ingress', got: 'canary' };

    expect(contradiction(true, problem)).toEqual([problem]);
    expect(contradiction(false, problem)).toEqual([]);
  });

  test('whole numbers and durations end where the integers of AWS APIs do', () => {
    expect(rendered(integer('max', 2 ** 31 - 1, { min: 1 }))).toEqual([]);
    expect(rendered(integer('max', 2 ** 31, { min: 1 })))
      .toEqual(['"max" must be an integer from 1 to 2147483647, got 2147483648']);
    expect(rendered(integer('max', 1e21))).toEqual(['"max" must be an integer of at most 2147483647, got 1e+21']);
    expect(rendered(duration('pause', Duration.seconds(2 ** 31 - 1)))).toEqual([]);
    expect(rendered(duration('pause', Duration.seconds(2 ** 31)))).toEqual([
      '"pause" must be whole seconds of at most 2147483647 seconds, got 2147483648 seconds',
    ]);
  });

  test.each([[['x']], [['sh', '-c', '']], [Fn.split(',', Fn.importValue('Words'))]])(
    'a command accepts %j',
    (words) => {
      expect(rendered(command('command', words))).toEqual([]);
    },
  );

  test.each<[unknown, string]>([
    [[], '[]'], [[''], '[""]'], [[' ', 'x'], '[" ", "x"]'], ['x', '"x"'], [[undefined], '[undefined]'],
  ])(
    'a command fails for %j',
    (words, got) => {
      expect(rendered(command('command', words as string[])))
        .toEqual([`"command" must have at least one word, and the first must not be blank, got ${got}`]);
    },
  );

  test('a list without duplicates names the second of two', () => {
    expect(rendered(unique('hosts', ['a', 'b', 'A'], (host) => host.toLowerCase())))
      .toEqual(['"hosts[2]" must differ from "hosts[0]", got "A"']);
    expect(rendered(unique('hosts', ['a', 'A', Fn.ref('X'), Fn.ref('X')]))).toEqual([]);
  });

  test('a retention is one of the days that CloudWatch Logs offers', () => {
    const must = 'must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, '
      + '2557, 2922, 3288, 3653, 9999';

    expect(rendered(retentionProblems('logRetention', 1))).toEqual([]);
    expect(rendered(retentionProblems('logRetention', undefined))).toEqual([]);
    for (const days of [0, 42, 3654, NaN]) {
      expect(rendered(retentionProblems('logRetention', days))).toEqual([
        `"logRetention" ${must}, got ${days}: days that CloudWatch Logs offers; 9999 stands for ever`,
      ]);
    }
  });

  test('a text is no number', () => {
    expect(rendered(text('name', 5 as unknown as string, /\d/, 'be a digit')))
      .toEqual(['"name" must be a digit, got 5']);
  });

  test('what cannot be seen is shown by its escape', () => {
    expect(renderProblem({ prop: 'name', must: 'be short', got: 'a\n\t"ü"\\' })).toBe(
      '"name" must be short, got "a\\n\\t"ü"\\"',
    );
  });

  test('lists are shown with their members', () => {
    expect(renderProblem({ prop: 'paths', must: 'hold at most 1 value', got: ['/a', '/b'] })).toBe(
      '"paths" must hold at most 1 value, got ["/a", "/b"]',
    );
  });
});

test.each([
  [Duration.seconds(4000), '4000 seconds'],
  [Duration.seconds(3600), '1 hour'],
  [Duration.seconds(86_460), '1 day 1 minute'],
  [Duration.millis(1500), '1.5 seconds'],
  [Duration.seconds(0), '0 seconds'],
])('a duration is shown exactly: %#', (got, text) => {
  expect(renderProblem({ prop: 'timeout', must: 'be short', got })).toBe(`"timeout" must be short, got ${text}`);
});
