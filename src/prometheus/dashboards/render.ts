import type {
  DashboardJson, FieldConfigJson, GraphJson, GridJson, NumberJson, PanelJson, RowJson, SourceJson, TableJson,
  TargetJson,
} from './grafana';
import type { DashboardSpec, PanelSpec, RowSpec } from './spec';

/** The data source of all panels. */
export const METRICS: SourceJson = { type: 'prometheus', uid: 'metrics' };
/** Marks the dashboards that this library writes. */
const TAG = 'cdk-elastic-web';
/** The version of the format that Grafana 12 writes; newer ones read it. */
const SCHEMA_VERSION = 42;

const COLUMNS = 24;
const SIZES = { graph: { w: 8, h: 8 }, number: { w: 4, h: 4 }, table: { w: 24, h: 8 } } as const;

/** A dashboard in the format of Grafana. */
export function renderDashboard({ uid, title, rows }: DashboardSpec): DashboardJson {
  return {
    uid, title, tags: [TAG], timezone: 'browser', editable: false, graphTooltip: 1,
    time: { from: 'now-3h', to: 'now' }, refresh: '30s', schemaVersion: SCHEMA_VERSION,
    templating: {
      list: [{
        type: 'query', name: 'subject', label: 'Subject', datasource: METRICS, query: 'label_values(up, subject)',
        refresh: 2, multi: true, includeAll: true, allValue: '.*', current: { text: 'All', value: '$__all' },
      }],
    },
    annotations: { list: [] },
    panels: panelsOf(rows),
  };
}

/** Rows from top to bottom, and the panels of a row from left to right. */
function panelsOf(rows: readonly RowSpec[]): (PanelJson | RowJson)[] {
  const panels: (PanelJson | RowJson)[] = [];
  let y = 0;
  for (const { title, panels: specs } of rows) {
    panels.push({
      type: 'row', id: panels.length + 1, title, collapsed: false, gridPos: { x: 0, y, w: COLUMNS, h: 1 }, panels: [],
    });
    const places = placesOf(specs, y + 1);
    specs.forEach((spec, index) => panels.push(panelOf(spec, panels.length + 1, places[index])));
    y = Math.max(...places.map((place) => place.y + place.h));
  }
  return panels;
}

/** A panel that does not fit beside the others starts a line below them. */
function placesOf(specs: readonly PanelSpec[], top: number): GridJson[] {
  let [x, y, height] = [0, top, 0];
  return specs.map(({ kind }) => {
    const { w, h } = SIZES[kind];
    if (x + w > COLUMNS) [x, y, height] = [0, y + height, 0];
    const place = { x, y, w, h };
    [x, height] = [x + w, Math.max(height, h)];
    return place;
  });
}

function panelOf(spec: PanelSpec, id: number, gridPos: GridJson): PanelJson {
  const { title, description } = spec;
  const about = { id, title, description, datasource: METRICS, gridPos, targets: targetsOf(spec) };
  switch (spec.kind) {
    case 'graph': return graphPanel(about, spec);
    case 'number': return numberPanel(about, spec);
    case 'table': return tablePanel(about, spec);
  }
}

type About = Pick<PanelJson, 'id' | 'title' | 'description' | 'datasource' | 'gridPos' | 'targets'>;

function targetsOf({ kind, queries }: PanelSpec): TargetJson[] {
  return queries.map(({ expr, legend }, index) => ({
    refId: String.fromCharCode('A'.charCodeAt(0) + index), datasource: METRICS, expr, legendFormat: legend,
    range: kind !== 'table', instant: kind === 'table', format: kind === 'table' ? 'table' : 'time_series',
    editorMode: 'code',
  }));
}

function graphPanel(about: About, spec: PanelSpec): GraphJson {
  return {
    type: 'timeseries',
    ...about,
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    fieldConfig: fieldConfig(spec, 'palette-classic', {
      drawStyle: 'line', lineWidth: 1, fillOpacity: 10, spanNulls: false, showPoints: 'never', axisSoftMin: 0,
      thresholdsStyle: { mode: spec.limit === undefined ? 'off' : 'line' },
    }),
  };
}

function numberPanel(about: About, spec: PanelSpec): NumberJson {
  return {
    type: 'stat',
    ...about,
    options: {
      graphMode: 'area', colorMode: 'value', justifyMode: 'auto', textMode: 'auto', wideLayout: true,
      showPercentChange: false, percentChangeColorMode: 'standard', orientation: 'auto',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
    fieldConfig: fieldConfig(spec, 'thresholds', undefined),
  };
}

function tablePanel(about: About, spec: PanelSpec): TableJson {
  return {
    type: 'table',
    ...about,
    options: { frameIndex: 0, showHeader: true },
    fieldConfig: fieldConfig(spec, 'thresholds', undefined),
    transformations: [{ id: 'organize', options: { excludeByName: { Time: true, Value: true, __name__: true } } }],
  };
}

function fieldConfig<C>(
  { unit, limit }: PanelSpec, mode: 'palette-classic' | 'thresholds', custom: C,
): FieldConfigJson<C> {
  const steps = [{ value: null, color: 'green' }, ...limit === undefined ? [] : [{ value: limit, color: 'red' }]];
  return {
    defaults: { unit, color: { mode }, thresholds: { mode: 'absolute', steps }, ...custom !== undefined && { custom } },
    overrides: [],
  };
}
