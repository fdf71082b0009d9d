import type { FieldConfigJson, GraphJson } from './grafana';

/** What the look of a panel depends on. */
export interface Drawn {
  /** Id of a unit of Grafana. */
  readonly unit: string;
  readonly limit?: number;
  /** It is bad below the limit, not from it on. */
  readonly isFloor?: boolean;
}

/** Lines over time, whoever is asked. */
export function lines(drawn: Drawn): Pick<GraphJson, 'type' | 'options' | 'fieldConfig'> {
  return {
    type: 'timeseries',
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    fieldConfig: fieldConfig(drawn, 'palette-classic', {
      drawStyle: 'line', lineWidth: 1, fillOpacity: 10, spanNulls: false, showPoints: 'never', axisSoftMin: 0,
      thresholdsStyle: { mode: drawn.limit === undefined ? 'off' : 'line' },
    }),
  };
}

export function fieldConfig<C>(
  { unit, limit, isFloor }: Drawn, mode: 'palette-classic' | 'thresholds', custom: C,
): FieldConfigJson<C> {
  const [below, above] = isFloor ? ['red', 'green'] : ['green', 'red'];
  const steps = [
    { value: null, color: limit === undefined ? 'green' : below },
    ...limit === undefined ? [] : [{ value: limit, color: above }],
  ];
  return {
    defaults: { unit, color: { mode }, thresholds: { mode: 'absolute', steps }, ...custom !== undefined && { custom } },
    overrides: [],
  };
}
