import { contradiction, decimal, text, type Problem } from '../core';
import { trafficProblems } from './charges/resolved-traffic';
import type { MonthlyTraffic } from './charges/traffic';
import type { CostOptions } from './cost-options';
import { PriceBook } from './prices/price-book';

/** Options with nothing left out but what has no default. */
export interface ResolvedCostOptions extends CostOptions {
  readonly priceBook: PriceBook;
  readonly traffic: MonthlyTraffic;
  readonly expectedUnits: { readonly [path: string]: number };
  readonly spotPercent: number;
  readonly ignoredTypes: string[];
}

export function resolveOptions(options: CostOptions): ResolvedCostOptions {
  return {
    ...options,
    priceBook: options.priceBook ?? PriceBook.builtIn(),
    traffic: options.traffic ?? {},
    expectedUnits: options.expectedUnits ?? {},
    spotPercent: options.spotPercent ?? 100,
    ignoredTypes: options.ignoredTypes ?? [],
  };
}

export function optionProblems(options: ResolvedCostOptions): Problem[] {
  const { priceBook, region, traffic, spotPercent, today } = options;
  return [
    ...priceBook._problems('priceBook'),
    ...contradiction(region !== undefined && !priceBook.regions.includes(region), {
      prop: 'region', must: `be one of ${priceBook.regions.join(', ')}`, got: region,
      advice: 'add the prices of another Region with PriceBook.withPrice',
    }),
    ...trafficProblems('traffic', traffic),
    ...decimal('spotPercent', spotPercent, { min: 0, max: 100, unit: 'percent' }),
    ...text('today', today, /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/, 'be a day in ISO form, such as 2026-11-26'),
  ];
}
