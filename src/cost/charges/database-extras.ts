import type { Resource } from '../../template';
import { charge, note, type Item } from './item';
import { always } from './ranges';

/** Days of Performance Insights that cost nothing. */
const FREE_INSIGHTS_DAYS = 7;

/** What an instance or a cluster of RDS pays beside its hours and its storage. */
export function extrasOf(database: Resource): Item[] {
  const isAdvanced = database.get('DatabaseInsightsMode').text === 'advanced'
    || (database.get('PerformanceInsightsRetentionPeriod').number ?? 0) > FREE_INSIGHTS_DAYS;
  return [
    ...database.get('ManageMasterUserPassword').boolean
      ? [charge('secret of the master user', 'secretsManager.secretMonth', always(1))]
      : [],
    ...isAdvanced
      ? [note('unpriced', 'Performance Insights for more than 7 days is not in the price book')]
      : [],
  ];
}
