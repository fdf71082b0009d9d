import { Token } from 'aws-cdk-lib';
import { isWholeWithin, LARGEST_INTEGER, range, unit, violates, within, type Bounds } from './bounds';
import { parseCidr } from './cidr';
import type { Problem } from './problem';
import { areKnown, isKnown } from './tokens';

/** 10.0.0.0 has host bits with a shorter prefix. */
const FIRST_PREFIX_OF_10 = 8;
const WHOLE = new Map<string, RegExp>();

/** A whole number within bounds, and never above what an integer of an AWS API holds. */
export function integer(prop: string, value: number | undefined, bounds: Bounds<number> = {}): Problem[] {
  const { min, max, advice } = bounds;
  return violates(value, (n) => isWholeWithin(n, { min, max: max ?? LARGEST_INTEGER }), () => {
    const limits = { min, max: max ?? (value! > LARGEST_INTEGER ? LARGEST_INTEGER : undefined) };
    return { prop, must: `be an integer${range(limits, String)}${unit(bounds)}`, advice };
  });
}

/** Any number within bounds. */
export function decimal(prop: string, value: number | undefined, bounds: Bounds<number> = {}): Problem[] {
  return violates(value, (n) => Number.isFinite(n) && within(n, bounds), () => ({
    prop, must: `be a number${range(bounds, String)}${unit(bounds)}`, advice: bounds.advice,
  }));
}

/** A TCP port. */
export function port(prop: string, value: number | undefined): Problem[] {
  return integer(prop, value, { min: 1, max: 65535 });
}

/** A text that matches a pattern as a whole; `must` says the pattern in words. */
export function text(
  prop: string, value: string | undefined, pattern: RegExp, must: string, advice?: string,
): Problem[] {
  return violates(value, (s) => typeof s === 'string' && asWhole(pattern).test(s), () => ({ prop, must, advice }));
}

/** The pattern of a text from its start to its end, made once for all texts. */
function asWhole(pattern: RegExp): RegExp {
  const key = String(pattern);
  const whole = WHOLE.get(key) ?? new RegExp(`^(?:${pattern.source})$`, pattern.flags);
  WHOLE.set(key, whole);
  return whole;
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
  return violates(value, (v) => allowed.includes(v), () => (
    { prop, must: `be one of ${allowed.join(', ')}`, advice }));
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

/** A contradiction that depends on which props are given, not on their values. */
export function contradiction(isBroken: boolean, problem: Problem): Problem[] {
  return isBroken ? [problem] : [];
}
