import {
  AlarmBoard, CompositeAlarm, compositeFrom, type AlarmState, type CompositeProperties,
} from '../../src/evaluation';
import { alarmRule } from '../../src/evaluation/alarm-rule';
import { cpuAlarm, MINUTE, samples } from './support';

describe('the rule of a composite alarm', () => {
  const states: Record<string, AlarmState> = {
    'a': 'ALARM', 'b': 'OK', 'c': 'INSUFFICIENT_DATA', 'arn:aws:x:a-1': 'ALARM',
  };

  test.each<[string, boolean]>([
    ['ALARM("a")', true], ['ALARM(b)', false], ["OK('b')", true], ['INSUFFICIENT_DATA("c")', true],
    ['ALARM(arn:aws:x:a-1)', true], ['TRUE', true], ['FALSE', false],
    ['ALARM("b") OR ALARM("a")', true], ['ALARM("a") AND ALARM("b")', false], ['NOT ALARM("b")', true],
    ['NOT (ALARM("a") OR ALARM("b"))', false], ['(ALARM("b") OR OK("b")) AND NOT OK("c")', true],
    ['TRUE OR FALSE AND FALSE', true],
  ])('%s is %s', (expression, holds) => {
    expect(alarmRule(expression, 'the rule').holds((alarm) => states[alarm])).toBe(holds);
  });

  test('names its alarms once', () => {
    expect(alarmRule('ALARM("a") OR OK("a") OR ALARM("b")', 'the rule').alarms).toEqual(['a', 'b']);
  });

  test.each<[string, string]>([
    [
      'AT_LEAST(1, ALARM, (a, b))',
      'the rule must be made of OK, ALARM, INSUFFICIENT_DATA, AND, OR, NOT, at position 1, got "AT_LEAST": '
      + 'AT_LEAST(1, ALARM, (a, b))',
    ],
    ['ALARM("a") ALARM("b")', 'the rule has to end at position 12, got "ALARM": ALARM("a") ALARM("b")'],
    ['ALARM "a"', 'the rule needs "(" at position 7, got "a": ALARM "a"'],
  ])('%s fails with what is wrong', (expression, message) => {
    expect(() => alarmRule(expression, 'the rule')).toThrow(new Error(message));
  });
});

describe('a suppressor', () => {
  const SUPPRESSED = {
    AlarmRule: 'ALARM("child")', ActionsSuppressor: 'deployment', ActionsSuppressorWaitPeriod: 120,
    ActionsSuppressorExtensionPeriod: 180,
  };

  /** What is told, by minute; a letter for each minute says what is in ALARM: child, deployment, both. */
  function told(timeline: string, properties: CompositeProperties = SUPPRESSED): string[] {
    const alarm = new CompositeAlarm(compositeFrom('health', properties));
    return [...timeline].flatMap((inAlarm, minute) => {
      const state = alarm.step(minute * MINUTE, (name) =>
        inAlarm === 'b' || inAlarm === name[0] ? 'ALARM' : 'OK');
      return state === undefined ? [] : [`${minute}: ${state}`];
    });
  }

  // the examples of AWS: a wait of 2 units, an extension of 3.
  test.each<[example: string, timeline: string, told: string[]]>([
    ['1: no suppressor comes within the wait', '..cccc', ['4: ALARM']],
    ['2: a suppressor comes within the wait', '..cbbbbbbb', []],
    ['3: it changes back within the wait', '..c.....', ['5: OK']],
    ['4: the suppressor is there already', 'ddbbbbbb', []],
    ['5: it lasts longer than the extension', '..cbbbcccccc', ['9: ALARM']],
    ['6: it changes back within the extension', '..cbbbc.....', ['9: OK']],
  ])('example %s', (_, timeline, expected) => {
    // the first message of a new alarm is not part of the examples.
    expect(told(timeline).filter((message) => !/^[012]: OK$/.test(message))).toEqual(expected);
  });

  test('keeps quiet about an end as well, and tells it afterwards', () => {
    expect(told('...cccbddd......')).toEqual(['2: OK', '5: ALARM', '13: OK']);
  });

  test('is not needed', () => {
    expect(told('..cc..', { AlarmRule: 'ALARM("child")' })).toEqual(['0: OK', '2: ALARM', '4: OK']);
  });
});

describe('a board of alarms', () => {
  const health = compositeFrom('health', { AlarmRule: 'ALARM("cpu")' });
  const all = compositeFrom('all', { AlarmRule: 'ALARM("health")' });

  test('a composite alarm on composite alarms follows in the same step, in whatever order they are given', () => {
    const board = new AlarmBoard([cpuAlarm()], [all, health], samples([90, 90, 90]));

    const steps = [1, 2, 3].map((minute) => board.step(minute * MINUTE));

    expect(steps[2]).toEqual({
      changes: [{ seconds: 180, alarm: 'cpu', from: 'INSUFFICIENT_DATA', to: 'ALARM', rule: 'enoughPoints' }],
      notices: [{ seconds: 180, alarm: 'health', state: 'ALARM' }, { seconds: 180, alarm: 'all', state: 'ALARM' }],
    });
    expect(board.stateOf('all')).toBe('ALARM');
  });

  test('an alarm that nobody has is an error', () => {
    expect(() => new AlarmBoard([], [health], samples([])))
      .toThrow(new Error('alarm health cannot be evaluated: there is no alarm cpu'));
    expect(() => new AlarmBoard([], [], samples([])).stateOf('cpu')).toThrow(new Error('there is no alarm cpu'));
  });

  test('alarms that wait for each other are an error', () => {
    const one = compositeFrom('one', { AlarmRule: 'ALARM("other")' });
    const other = compositeFrom('other', { AlarmRule: 'TRUE', ActionsSuppressor: 'one' });

    expect(() => new AlarmBoard([], [one, other], samples([])))
      .toThrow(new Error('alarm one cannot be evaluated: it waits for itself'));
  });
});
