import type { RequestMetrics } from '../../signal';
import type { Section } from '../panels';
import { titleOf } from './burn-alarms';
import type { ObjectiveVariant } from './objective-variant';
import { budgetOf } from './service-budget';

/** What one service of a subject promises. */
export interface Promised {
  readonly objective: ObjectiveVariant;
  readonly service: RequestMetrics;
}

/** The budget that is left, and how fast it burns, for each objective. */
export function budgetSection(promised: readonly Promised[]): Section[] {
  if (promised.length === 0) return [];
  return [{
    title: 'Error budgets',
    widgets: promised.flatMap((one) => budgetOf(one.objective, one.service).draw(titleOf(one))),
  }];
}
