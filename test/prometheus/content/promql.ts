// reads PromQL with the grammar of Prometheus' own editor.
import { createRequire } from 'node:module';
import type { LRParser } from '@lezer/lr' with { 'resolution-mode': 'require' };

// its types are of an ES module, and its code is of both kinds.
const { parser } = createRequire(__filename)('@prometheus-io/lezer-promql') as { parser: LRParser };

export interface Read {
  /** Where the grammar did not understand, with what stands there. */
  readonly errors: readonly string[];
  /** Names of metrics, as they stand before the braces. */
  readonly metrics: readonly string[];
  /** How many selectors there are, with a name or without one. */
  readonly selectors: number;
}

export function readPromql(text: string): Read {
  const errors: string[] = [];
  const metrics: string[] = [];
  parser.parse(text).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) errors.push(`${from}: ${text.slice(from, to + 20)}`);
      if (type.name === 'VectorSelector') metrics.push(text.slice(from, to).replace(/\{[^]*$/, '').trim());
    },
  });
  return { errors, metrics: metrics.filter((name) => name !== ''), selectors: metrics.length };
}
