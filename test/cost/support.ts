import type { CostOptions } from '../../src/cost';
import { CostEstimate } from '../../src/cost';

/** The estimate of some resources, in us-east-1 unless told otherwise. */
export function estimateOf(resources: object, options: CostOptions = {}): CostEstimate {
  return CostEstimate.fromTemplate({ Resources: resources }, { region: 'us-east-1', ...options });
}

/** The expected dollars of each component, rounded to cents. */
export function components(estimate: CostEstimate): { [component: string]: number } {
  const totals: { [component: string]: number } = {};
  for (const { component, monthly } of estimate.lines) {
    totals[component] = cents((totals[component] ?? 0) + monthly.expected);
  }
  return totals;
}

/** Dollars and cents. */
export function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

/** The texts of some notes. */
export function texts(notes: readonly { readonly text: string }[]): string[] {
  return notes.map(({ text }) => text);
}
