import { Token, type Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isDuration, isQuantity, type Quantity } from './quantity';

const LATER = 'a value that is known at deployment only';

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

/**
 * Throws one error that names the construct and every problem, or returns when there is none.
 *
 * @param scope nothing where something else was given in its place
 * @param className the class that the user wrote
 */
export function rejectProblems(
  scope: IConstruct | undefined, className: string, problems: readonly Problem[],
): void {
  if (problems.length === 0) return;
  const path = scope?.node?.path;
  // a value that several parts of a construct take, such as the VPC, breaks the same rule in each of them.
  const lines = [...new Set(problems.map(renderProblem))];
  const head = `${path === undefined ? className : `${path || 'App'} (${className})`} has ${lines.length === 1
    ? 'an invalid prop'
    : `${lines.length} invalid props`}`;
  throw new Error([`${head}:`, ...lines.map((line) => `  ${line}`)].join('\n'));
}

export function renderProblem({ prop, must, got, advice }: Problem): string {
  return `"${prop}" must ${must}, got ${describe(got)}${advice === undefined ? '' : `: ${advice}`}`;
}

/** Describes what was got in words, without quotes, if the user did not write it as a value. */
export function inWords(words: string): unknown {
  return { toString: () => words };
}

/** A value in the words of a message. */
export function describe(value: unknown): string {
  if (isQuantity(value)) return value.isUnresolved() ? LATER : amountOf(value);
  if (Token.isUnresolved(value)) return LATER;
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`;
  // what cannot be seen, such as the end of a line, is shown by its escape.
  if (typeof value === 'string') {
    return `"${value.replace(/\p{Cc}/gu, (hidden) => JSON.stringify(hidden).slice(1, -1))}"`;
  }
  return String(value);
}

function amountOf(value: Quantity): string {
  return isDuration(value) ? lengthOf(value) : `${value.toBytes() / 1024 ** 3} GiB`;
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
