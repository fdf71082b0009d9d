import { createHash } from 'node:crypto';
import { ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { contradiction, isKnown, text, unique, type Problem } from '../core';
import { entriesOf, listProblems } from './lists';
import type { PropNames } from './prop-names';

/** Which requests a rule takes: those to one of the hosts and to one of the paths. An empty list takes all. */
export interface Conditions {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}

export const EVERYTHING: Conditions = { hosts: [], paths: ['/*'] };

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_VALUES = 5;
const MAX_WILDCARDS = 6;
// AWS requires a dot, and the last part must not be a number.
const HOST_PATTERN = /(?=.{1,128}$)(?=[^]*[.*])(?![^]*\.(?:\.|\d+$))[A-Za-z0-9*?](?:[A-Za-z0-9.*?-]*[A-Za-z0-9*?])?/;
const PATH_PATTERN = /[/*](?:[A-Za-z0-9_.$/~"'@:+*?&-]){0,127}/;

export function conditionProblems(
  at: PropNames, given: { readonly hosts?: string[]; readonly paths?: string[] },
): Problem[] {
  const [hosts, paths] = [entriesOf(given.hosts), entriesOf(given.paths)];
  return [
    ...listProblems(at('hosts'), given.hosts, 'have at least one value', 'leave it out to take all'),
    ...listProblems(at('paths'), given.paths, 'have at least one value', 'leave it out to take all'),
    ...hosts.flatMap((host, i) =>
      text(
        at(`hosts[${i}]`), host, HOST_PATTERN,
        'be a full host name of at most 128 characters, in which * and ? stand for any',
      )),
    ...paths.flatMap((path, i) =>
      text(
        at(`paths[${i}]`), path, PATH_PATTERN,
        'start with "/" or "*" and have at most 128 characters, in which * and ? stand for any',
      )),
    ...unique(at('hosts'), hosts, (host) => String(host).toLowerCase()),
    ...unique(at('paths'), paths),
    ...contradiction(hosts.length + paths.length > MAX_VALUES, {
      prop: at('hosts'), must: `have at most ${MAX_VALUES} values together with "${at('paths')}"`,
      got: hosts.length + paths.length,
      advice: 'a rule holds five values; use a wildcard, or another service',
    }),
    ...contradiction(wildcardsIn([...hosts, ...paths]) > MAX_WILDCARDS, {
      prop: at('paths'), must: `have at most ${MAX_WILDCARDS} wildcards together with "${at('hosts')}"`,
      got: wildcardsIn([...hosts, ...paths]),
      advice: 'a rule holds no more of * and ?; use fewer, or another service',
    }),
  ];
}

function wildcardsIn(values: readonly unknown[]): number {
  return values.filter((value) => isKnown(value)).reduce(
    (total: number, value) => total + String(value).replace(/[^*?]/g, '').length, 0,
  );
}

export function renderConditions({ hosts, paths }: Conditions): ListenerCondition[] {
  return [
    ...(hosts.length > 0 ? [ListenerCondition.hostHeaders([...hosts])] : []),
    ...(paths.length > 0 ? [ListenerCondition.pathPatterns([...paths])] : []),
  ];
}

/** Whether a host pattern takes every host of another one, or a host. Upper and lower case are the same. */
export function takesHost(pattern: string, other: string): boolean {
  return takes(String(pattern).toLowerCase(), String(other).toLowerCase());
}

/** Whether a path pattern takes every path of another one, or a path. All paths start with a slash. */
export function takesPath(pattern: string, other: string): boolean {
  return pattern === '/*' || takes(pattern, other.startsWith('*') ? `/${other}` : other) || takes(pattern, other);
}

/**
 * Certain where it says yes: a wildcard of the other pattern stands for itself, and only `*` takes a `*`. No to a few
 * patterns that mean the same in other words, such as `*?` and `?*`.
 */
function takes(pattern: string, other: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '[^*]');
  return new RegExp(`^${expression}$`).test(other);
}

/** The lowest number wins, so more specific rules get lower numbers. */
const BANDS = {
  hostAndDeepPath: [1000, 4999],
  hostAndPath: [5000, 15_999],
  host: [16_000, 25_999],
  wildcardHostAndPath: [26_000, 27_999],
  wildcardHost: [28_000, 29_999],
  deepPath: [30_000, 33_999],
  middlePath: [34_000, 38_999],
  shallowPath: [39_000, 48_999],
  everything: [49_000, 49_000],
} as const satisfies Record<string, readonly [number, number]>;

/**
 * The priority of a rule without an explicit one: a number in the band of its kind, found from the conditions alone.
 *
 * It does not depend on the order in which services are defined, so adding a service moves no other rule.
 *
 * @param owner stands in for conditions that are only known at deployment
 * @param isSplit whether it is the rule of a split. It comes right after the rule of a route with the same conditions:
 *   where one takes over from the other, CloudFormation makes the new rule before it removes the old one
 */
export function defaultPriority(conditions: Conditions, owner: string, isSplit = false): number {
  const [first, last] = BANDS[bandOf(conditions)];
  const name = isKnown([...conditions.hosts]) && isKnown([...conditions.paths]) ? canonical(conditions) : owner;
  const priority = first + createHash('sha256').update(name).digest().readUInt32BE() % (last - first + 1);
  return isSplit ? priority + 1 : priority;
}

/** Equal for conditions that take the same requests in the same words. */
export function canonical({ hosts, paths }: Conditions): string {
  return JSON.stringify([hosts.map((host) => host.toLowerCase()).sort(), [...paths].sort()]);
}

/** The conditions that a canonical text stands for. */
export function fromCanonical(text: string): Conditions {
  const [hosts, paths] = JSON.parse(text) as [string[], string[]];
  return { hosts, paths };
}

/** Whether every request that the second conditions take is one that the first take. */
export function includes(first: Conditions, second: Conditions): boolean {
  const host = (pattern: string) => first.hosts.length === 0 || first.hosts.some((own) => takesHost(own, pattern));
  const path = (pattern: string) => first.paths.length === 0 || first.paths.some((own) => takesPath(own, pattern));
  return orAny(second.hosts, '*').every(host) && orAny(second.paths, '/*').every(path);
}

function orAny(patterns: readonly string[], any: string): readonly string[] {
  return patterns.length > 0 ? patterns : [any];
}

function bandOf({ hosts, paths }: Conditions): keyof typeof BANDS {
  const depth = paths.length > 0 ? Math.min(...paths.map(depthOf)) : 0;
  if (hosts.length === 0) {
    return depth >= 3 ? 'deepPath' : (['everything', 'shallowPath', 'middlePath'] as const)[depth];
  }
  if (hosts.some((host) => /[*?]/.test(host))) return depth > 0 ? 'wildcardHostAndPath' : 'wildcardHost';
  if (depth === 0) return 'host';
  return depth >= 2 ? 'hostAndDeepPath' : 'hostAndPath';
}

/** Number of segments before the first wildcard; 0 only for a pattern that takes every path. */
function depthOf(path: string): number {
  if (path === '/*' || path === '*') return 0;
  if (!isKnown(path)) return 1;
  return Math.max(1, path.split(/[*?]/, 1)[0].split('/').filter((segment) => segment !== '').length);
}
