import { UNIT_NAMES } from '../../signal';
import type { CloudWatchPanelSpec, CloudWatchQuery } from './cloudwatch';
import type { CloudWatchTargetJson, GraphJson, GridJson } from './grafana';
import { lines } from './look';
import { CLOUDWATCH } from './sources';

/** Word of Grafana for the Region of its data source. */
const OWN_REGION = 'default';

/** A panel of Grafana that asks CloudWatch. */
export function cloudWatchPanel(
  { title, description, unit, limit, queries }: CloudWatchPanelSpec, id: number, gridPos: GridJson,
): GraphJson<CloudWatchTargetJson> {
  return {
    id, title, description, datasource: CLOUDWATCH, gridPos, targets: queries.map(targetOf),
    ...lines({ unit: UNIT_NAMES[unit].grafana, limit: limit?.value, isFloor: limit?.isFloor }),
  };
}

/** @see https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/query-editor/ */
function targetOf(
  { id, label, isHidden, periodSeconds, metric, expression = '' }: CloudWatchQuery,
): CloudWatchTargetJson {
  return {
    refId: id, id, label, hide: isHidden, datasource: CLOUDWATCH, queryMode: 'Metrics', metricQueryType: 0,
    metricEditorMode: metric ? 0 : 1,
    region: metric?.region ?? OWN_REGION,
    namespace: metric?.namespace ?? '',
    metricName: metric?.name ?? '',
    statistic: metric?.statistic ?? 'Average',
    dimensions: Object.fromEntries(Object.entries(metric?.dimensions ?? {}).map(([name, value]) => [name, [value]])),
    matchExact: true, period: String(periodSeconds), expression,
  };
}
