import { aggregated, chosen, combined, filled, type Aggregation, type Operation, type Points } from './points';
import type { Assumptions } from './rules';
import { TokenReader } from './tokens';

/** What an expression is evaluated with. */
export interface MathScope {
  /** Points of a metric or of another expression, by its id. */
  readonly pointsOf: (id: string) => Points;
  /** Points of every metric of the alarm, as `METRICS()` means them. */
  readonly metrics: () => readonly Points[];
  readonly assumptions: Assumptions;
}

/** An expression of metric math that was understood. */
export interface MetricMath {
  /** Metrics and expressions that it names, each once. */
  readonly ids: readonly string[];
  /** One point for each period of the range. */
  readonly evaluate: (scope: MathScope) => Points;
}

type NumberNode = { readonly kind: 'number'; readonly value: number };
type SeriesNode = { readonly kind: 'series'; readonly points: (scope: MathScope) => Points };
type ListNode = { readonly kind: 'list'; readonly all: (scope: MathScope) => readonly Points[] };
type Node = NumberNode | SeriesNode | ListNode;
type MathFunction = (args: readonly Node[], tokens: TokenReader) => Node;

const PIECES = /(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_]\w*)|(?<sign>[<>=!]=|[-+*/<>(),[\]])/;
const COMPARISONS: Readonly<Record<string, Operation>> = {
  '>': (left, right) => Number(left > right), '>=': (left, right) => Number(left >= right),
  '<': (left, right) => Number(left < right), '<=': (left, right) => Number(left <= right),
  '==': (left, right) => Number(left === right), '!=': (left, right) => Number(left !== right),
};
const SUMS: Readonly<Record<string, Operation>> = {
  '+': (left, right) => left + right, '-': (left, right) => left - right,
};
const PRODUCTS: Readonly<Record<string, Operation>> = {
  '*': (left, right) => left * right, '/': (left, right) => right === 0 ? undefined : left / right,
};
/** Those that bind loosely first. */
const LEVELS = [COMPARISONS, SUMS, PRODUCTS];

const FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  IF: ([condition, yes, no], tokens) => condition?.kind === 'series' && isSingle(yes) && isSingle(no)
    ? series((scope) => chosen(condition.points(scope), sideOf(yes, scope), sideOf(no, scope)))
    : tokens.fail('must call IF with a condition on metrics and two single values'),
  FILL: ([gappy, value], tokens) => {
    if (value?.kind !== 'number' || gappy.kind === 'number') {
      return tokens.fail('must call FILL with metrics and a number');
    }
    const fill = (points: Points, { assumptions }: MathScope) => filled(points, value.value, assumptions);
    return gappy.kind === 'series'
      ? series((scope) => fill(gappy.points(scope), scope))
      : { kind: 'list', all: (scope) => gappy.all(scope).map((points) => fill(points, scope)) };
  },
  METRICS: (args, tokens) => args.length === 0
    ? { kind: 'list', all: (scope) => scope.metrics() }
    : tokens.fail('must call METRICS without a filter'),
  MAX: aggregate('MAX', Math.max),
  MIN: aggregate('MIN', Math.min),
  SUM: aggregate('SUM', (left, right) => left + right),
};

/**
 * Reads an expression of metric math: numbers, metrics, `+ - * /`, comparisons, `IF`, `FILL`, `METRICS`, and `MAX`,
 * `MIN` and `SUM` of several metrics.
 *
 * @param what the expression, as messages name it
 * @throws an error that names the function or sign that is not understood
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function metricMath(expression: string, what: string): MetricMath {
  const ids = new Set<string>();
  const tokens = new TokenReader(expression, what, PIECES);
  const root = operations(tokens, ids, 0);
  tokens.expectEnd();
  if (root.kind !== 'series') throw new Error(`${what} must give one time series, got a ${root.kind}: ${expression}`);
  return { ids: [...ids], evaluate: root.points };
}

function operations(tokens: TokenReader, ids: Set<string>, level: number): Node {
  if (level === LEVELS.length) return operand(tokens, ids);
  let left = operations(tokens, ids, level + 1);
  for (;;) {
    const sign = tokens.takeAny(...Object.keys(LEVELS[level]));
    if (sign === undefined) return left;
    left = operation(LEVELS[level][sign], left, operations(tokens, ids, level + 1), tokens);
  }
}

function operation(operate: Operation, left: Node, right: Node, tokens: TokenReader): Node {
  if (!isSingle(left) || !isSingle(right)) return tokens.fail('must calculate with single metrics, not with a list,');
  if (left.kind === 'number' && right.kind === 'number') {
    const value = operate(left.value, right.value);
    return value === undefined ? tokens.fail('must not divide by zero') : { kind: 'number', value };
  }
  return series((scope) => combined(operate, sideOf(left, scope), sideOf(right, scope), scope.assumptions));
}

function operand(tokens: TokenReader, ids: Set<string>): Node {
  if (tokens.takeAny('-')) return operation(PRODUCTS['*'], { kind: 'number', value: -1 }, operand(tokens, ids), tokens);
  if (tokens.takeAny('(')) {
    const inner = operations(tokens, ids, 0);
    tokens.expect(')');
    return inner;
  }
  if (tokens.takeAny('[')) return listOf(separated(tokens, ids, ']'), tokens);
  if (tokens.peeked?.kind === 'sign') return tokens.fail('needs a number, a metric or a function');
  const { kind, text } = tokens.take();
  if (kind === 'number') return { kind, value: Number(text) };
  if (tokens.takeAny('(')) return call(text, tokens, ids);
  ids.add(text);
  return series((scope) => scope.pointsOf(text));
}

function call(name: string, tokens: TokenReader, ids: Set<string>): Node {
  if (!Object.hasOwn(FUNCTIONS, name)) {
    return tokens.fail(`calls ${name}, and only ${Object.keys(FUNCTIONS).join(', ')} are understood,`);
  }
  return FUNCTIONS[name](separated(tokens, ids, ')'), tokens);
}

function separated(tokens: TokenReader, ids: Set<string>, end: string): Node[] {
  if (tokens.takeAny(end)) return [];
  const nodes = [operations(tokens, ids, 0)];
  while (tokens.takeAny(',')) nodes.push(operations(tokens, ids, 0));
  tokens.expect(end);
  return nodes;
}

function listOf(nodes: readonly Node[], tokens: TokenReader): ListNode {
  const all = nodes.filter((node) => node.kind === 'series');
  if (all.length < nodes.length) return tokens.fail('must hold metrics in its brackets');
  return { kind: 'list', all: (scope) => all.map((node) => node.points(scope)) };
}

function aggregate(name: string, operate: Aggregation): MathFunction {
  return ([list], tokens) => list?.kind === 'list'
    ? series((scope) => aggregated(operate, list.all(scope), scope.assumptions))
    : tokens.fail(`must call ${name} with several metrics in brackets`);
}

function series(points: (scope: MathScope) => Points): SeriesNode {
  return { kind: 'series', points };
}

function isSingle(node: Node | undefined): node is NumberNode | SeriesNode {
  return node !== undefined && node.kind !== 'list';
}

function sideOf(node: NumberNode | SeriesNode, scope: MathScope): Points | number {
  return node.kind === 'number' ? node.value : node.points(scope);
}
