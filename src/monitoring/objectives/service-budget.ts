import type { RequestMetrics } from '../../signal';
import type { Budget } from './budget';
import { failedRequests, slowRequests } from './counts';
import { minuteBudget } from './minute-budget';
import type { ObjectiveVariant } from './objective-variant';
import { requestBudget } from './request-budget';

/** The budget of what a service promises. */
export function budgetOf({ bind, percent }: ObjectiveVariant, service: RequestMetrics): Budget {
  return bind<Budget>({
    failed: () => requestBudget(failedRequests(service), percent),
    slowerThan: (limit) => requestBudget(slowRequests(service, limit), percent),
    slowMinutes: (percentile, limit) => minuteBudget(service, percentile, limit, percent),
  });
}
