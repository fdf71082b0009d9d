import type { AlarmState } from './definition';
import { TokenReader } from './tokens';

/** The rule of a composite alarm that was understood. */
export interface AlarmRule {
  /** Alarms that it names, each once. */
  readonly alarms: readonly string[];
  readonly holds: (stateOf: (alarm: string) => AlarmState) => boolean;
}

type Holds = AlarmRule['holds'];

const PIECES = /(?<text>"[^"]*"|'[^']*')|(?<sign>[(),])|(?<word>[^\s"'(),]+)/;
const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/**
 * Reads the rule of a composite alarm: the states of alarms, `AND`, `OR`, `NOT`, `TRUE`, `FALSE` and parentheses.
 *
 * @param what the rule, as messages name it
 * @throws an error that names what is not understood
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function alarmRule(expression: string, what: string): AlarmRule {
  const alarms = new Set<string>();
  const tokens = new TokenReader(expression, what, PIECES);
  const holds = anyOf(tokens, alarms);
  tokens.expectEnd();
  return { alarms: [...alarms], holds };
}

function anyOf(tokens: TokenReader, alarms: Set<string>): Holds {
  const parts = [allOf(tokens, alarms)];
  while (tokens.takeAny('OR')) parts.push(allOf(tokens, alarms));
  return (stateOf) => parts.some((holds) => holds(stateOf));
}

function allOf(tokens: TokenReader, alarms: Set<string>): Holds {
  const parts = [operand(tokens, alarms)];
  while (tokens.takeAny('AND')) parts.push(operand(tokens, alarms));
  return (stateOf) => parts.every((holds) => holds(stateOf));
}

function operand(tokens: TokenReader, alarms: Set<string>): Holds {
  if (tokens.takeAny('NOT')) {
    const holds = operand(tokens, alarms);
    return (stateOf) => !holds(stateOf);
  }
  if (tokens.takeAny('(')) {
    const holds = anyOf(tokens, alarms);
    tokens.expect(')');
    return holds;
  }
  const fixed = tokens.takeAny('TRUE', 'FALSE');
  if (fixed !== undefined) return () => fixed === 'TRUE';
  const state = tokens.takeAny(...STATES) ?? tokens.fail('must be made of OK, ALARM, INSUFFICIENT_DATA, AND, OR, NOT,');
  tokens.expect('(');
  const alarm = tokens.take().text;
  tokens.expect(')');
  alarms.add(alarm);
  return (stateOf) => stateOf(alarm) === state;
}
