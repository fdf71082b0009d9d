import { Duration, Size, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { parseCidr } from './cidr';
import { areKnown, isKnown } from './tokens';

const HOUR = 3600;
const DAY = 24 * HOUR;
const LARGEST_INTEGER = 2 ** 31 - 1;
/** 10.0.0.0 has host bits with a shorter prefix. */
const FIRST_PREFIX_OF_10 = 8;

/** One broken rule. Rendered as `"<prop>" must <must>, got <got>: <advice>`. */
export interface Problem {
  /** The prop as the user wrote it, with dots for nesting: `healthCheck.timeout`. */
  readonly prop: string;
  /** What is allowed, with unit, as the rest of a sentence that starts with "must". */
  readonly must: string;
  /** The offending value, as the user would write it. */
  readonly got: unknown;
  /** What to change. */
  readonly advice?: string;
}

export interface Bounds<T> {
  readonly min?: T;
  readonly max?: T;
  readonly unit?: string;
  readonly advice?: string;
}

/**
 * Throws one error that names the construct and every problem, or returns when there is none.
 *
 * @param className the class that the user wrote
 */
export function rejectProblems(scope: IConstruct, className: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const head = `${scope.node.path} (${className}) has ${problems.length === 1
    ? 'an invalid prop'
    : `${problems.length} invalid props`}`;
  throw new Error([`${head}:`, ...problems.map((problem) => `  ${renderProblem(problem)}`)].join('\n'));
}

export function renderProblem({ prop, must, got, advice }: Problem): string {
  return `"${prop}" must ${must}, got ${describe(got)}${advice === undefined ? '' : `: ${advice}`}`;
}

/** Describes what was got in words, without quotes, if the user did not write it as a value. */
export function inWords(words: string): unknown {
  return { toString: () => words };
}

/** A whole number within bounds, and never above what an integer of an AWS API holds. */
export function integer(prop: string, value: number | undefined, bounds: Bounds<number> = {}): Problem[] {
  const limits = isKnown(value) && value > LARGEST_INTEGER ? { max: LARGEST_INTEGER, ...bounds } : bounds;
  return violates(value, (n) => Number.isInteger(n) && within(n, limits), {
    prop, must: `be an integer${range(limits, String)}${unit(limits)}`, advice: limits.advice,
  });
}

/** Any number within bounds. */
export function decimal(prop: string, value: number | undefined, bounds: Bounds<number> = {}): Problem[] {
  return violates(value, (n) => Number.isFinite(n) && within(n, bounds), {
    prop, must: `be a number${range(bounds, String)}${unit(bounds)}`, advice: bounds.advice,
  });
}

/** A TCP port. */
export function port(prop: string, value: number | undefined): Problem[] {
  return integer(prop, value, { min: 1, max: 65535 });
}

/** A duration within bounds, in whole seconds, and never longer than an integer of an AWS API holds. */
export function duration(prop: string, value: Duration | undefined, bounds: Bounds<Duration> = {}): Problem[] {
  const isEndless = isKnown(value) && value.toSeconds({ integral: false }) > LARGEST_INTEGER;
  const limits = isEndless ? { max: Duration.seconds(LARGEST_INTEGER), ...bounds } : bounds;
  const seconds = { min: limits.min?.toSeconds(), max: limits.max?.toSeconds() };
  return violates(
    value,
    (d) => Number.isInteger(d.toSeconds({ integral: false })) && within(d.toSeconds({ integral: false }), seconds),
    {
      prop, must: `be whole seconds${range(limits, describe)}`, advice: limits.advice,
    },
  );
}

/** A duration within bounds, in whole days. */
export function days(prop: string, value: Duration | undefined, bounds: Bounds<number> = {}): Problem[] {
  const inDays = (d: Duration) => d.toDays({ integral: false });
  return violates(value, (d) => Number.isInteger(inDays(d)) && within(inDays(d), bounds), {
    prop, must: `be whole days${range(bounds, String)}`, advice: bounds.advice,
  });
}

/** A size within bounds, in whole GiB. */
export function gibibytes(prop: string, value: Size | undefined, bounds: Bounds<number> = {}): Problem[] {
  const inGiB = (size: Size) => size.toBytes() / 1024 ** 3;
  return violates(value, (size) => Number.isInteger(inGiB(size)) && within(inGiB(size), bounds), {
    prop, must: `be whole GiB${range(bounds, String)}`, advice: bounds.advice,
  });
}

/** A text that matches a pattern as a whole; `must` says the pattern in words. */
export function text(
  prop: string, value: string | undefined, pattern: RegExp, must: string, advice?: string,
): Problem[] {
  const whole = new RegExp(`^(?:${pattern.source})$`, pattern.flags);
  return violates(value, (s) => typeof s === 'string' && whole.test(s), { prop, must, advice });
}

/**
 * An IPv4 network in CIDR notation.
 *
 * @param prefix smallest and largest number after the slash
 */
export function cidr(prop: string, value: string | undefined, prefix = { min: 0, max: 32 }): Problem[] {
  const example = `10.0.0.0/${Math.max(prefix.min, FIRST_PREFIX_OF_10)}`;
  const must = `be an IPv4 network such as ${example} with a prefix from /${prefix.min} to /${prefix.max}`;
  if (!isKnown(value)) return [];
  const block = parseCidr(String(value));
  if (!block || !within(block.prefix, prefix)) return [{ prop, must, got: value }];
  return block.network === value ? [] : [{ prop, must, got: value, advice: `the network address is ${block.network}` }];
}

/** A value that decides what is synthesized, so it cannot wait for the deployment. */
export function known(prop: string, value: unknown): Problem[] {
  return value === undefined || isKnown(value) ? [] : [{ prop, must: 'be known at synthesis', got: value }];
}

/** One of a closed list. */
export function oneOf<T>(prop: string, value: T | undefined, allowed: readonly T[], advice?: string): Problem[] {
  return violates(value, (v) => allowed.includes(v), { prop, must: `be one of ${allowed.join(', ')}`, advice });
}

/** A list of words that a container runs: at least one, and the first names a program. */
export function command(prop: string, value: readonly string[] | undefined): Problem[] {
  const must = 'have at least one word, and the first must not be blank';
  if (value === undefined || Token.isUnresolved(value)) return [];
  return Array.isArray(value) && value.every((word) => typeof word === 'string') && (value[0] ?? '').trim() !== ''
    ? []
    : [{ prop, must, got: value }];
}

/** A list without an entry that stands in it twice. */
export function unique(
  prop: string, list: readonly string[], same: (entry: string) => string = (entry) => entry,
): Problem[] {
  const keys = list.map((entry) => isKnown(entry) ? same(entry) : undefined);
  return list.flatMap((entry, i) => contradiction(keys[i] !== undefined && keys.indexOf(keys[i]) < i, {
    prop: `${prop}[${i}]`, must: `differ from "${prop}[${keys.indexOf(keys[i])}]"`, got: entry,
  }));
}

/** A duration that has to be shorter than another one. */
export function shorter(
  prop: string, value: Duration | undefined, otherProp: string, other: Duration | undefined, advice?: string,
): Problem[] {
  if (!isKnown(value) || !isKnown(other)) return [];
  return violates(value, (d) => d.toSeconds({ integral: false }) < other.toSeconds({ integral: false }), {
    prop, must: `be shorter than "${otherProp}" (${describe(other)})`, advice,
  });
}

/**
 * Any other rule, most of all relations between props.
 *
 * @param looksAt the values that the predicate reads: when one is missing or only known at deployment, the rule does
 *   not apply
 * @param holds the predicate
 */
export function relation(problem: Problem, looksAt: readonly unknown[], holds: () => boolean): Problem[] {
  return !areKnown(...looksAt) || holds() ? [] : [problem];
}

/**
 * How far an alarm looks back: one day at most, seven days with periods of an hour or more.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function alarmWindow(prop: string, periods: number | undefined, period: Duration | undefined): Problem[] {
  return relation(
    {
      prop, must: 'look back over at most 1 day, or 7 days with periods of 1 hour or more', got: periods,
      advice: `one period is ${describe(period)}`,
    },
    [periods, period], () => {
      const seconds = period!.toSeconds({ integral: false });
      return periods! * seconds <= (seconds >= HOUR ? 7 * DAY : DAY);
    },
  );
}

/** A contradiction that depends on which props are given, not on their values. */
export function contradiction(isBroken: boolean, problem: Problem): Problem[] {
  return isBroken ? [problem] : [];
}

function violates<T>(value: T | undefined, holds: (value: T) => boolean, problem: Omit<Problem, 'got'>): Problem[] {
  return !isKnown(value) || holds(value) ? [] : [{ ...problem, got: value }];
}

function within(value: number, { min, max }: { readonly min?: number; readonly max?: number }): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

function range<T>({ min, max }: Bounds<T>, show: (bound: T) => string): string {
  if (min !== undefined && max !== undefined) return ` from ${show(min)} to ${show(max)}`;
  if (min !== undefined) return ` of at least ${show(min)}`;
  if (max !== undefined) return ` of at most ${show(max)}`;
  return '';
}

function unit({ unit: name }: { readonly unit?: string }): string {
  return name === undefined ? '' : ` ${name}`;
}

function isQuantity(value: unknown): value is Duration | Size {
  return value instanceof Duration || value instanceof Size;
}

function describe(value: unknown): string {
  if (Token.isUnresolved(value) || (isQuantity(value) && value.isUnresolved())) {
    return 'a value that is known at deployment only';
  }
  if (value instanceof Duration) return lengthOf(value);
  if (value instanceof Size) return `${value.toBytes() / 1024 ** 3} GiB`;
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`;
  // what cannot be seen, such as the end of a line, is shown by its escape.
  if (typeof value === 'string') {
    return `"${value.replace(/\p{Cc}/gu, (hidden) => JSON.stringify(hidden).slice(1, -1))}"`;
  }
  return String(value);
}

/** In seconds if the CDK's own text would drop a part: it shows two units at most. */
function lengthOf(length: Duration): string {
  const total = length.toSeconds({ integral: false });
  const units = [
    Math.floor(total / 86_400), Math.floor(total / 3600) % 24, Math.floor(total / 60) % 60, total % 60,
  ].filter(
    (amount) => amount !== 0,
  );
  return units.length === 0 || units.length > 2 || !Number.isInteger(total)
    ? `${total} seconds`
    : length.toHumanString();
}
