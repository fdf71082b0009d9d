import type {
  DashboardJson, GraphJson, GridJson, NumberJson, PanelJson, RowJson, TableJson, TargetJson,
} from './grafana';
import type { CloudWatchRowSpec } from './cloudwatch';
import { cloudWatchPanel } from './cloudwatch-panel';
import { fieldConfig, lines } from './look';
import { METRICS } from './sources';
import type { DashboardSpec, PanelSpec, RowSpec } from './spec';

/** Marks the dashboards that this library writes. */
const TAG = 'cdk-elastic-web';
/** The version of the format that Grafana 12 writes; newer ones read it. */
const SCHEMA_VERSION = 42;

const COLUMNS = 24;
const SIZES = { graph: { w: 8, h: 8 }, number: { w: 4, h: 4 }, table: { w: 24, h: 8 } } as const;

/** A dashboard in the format of Grafana. */
export function renderDashboard({ uid, title, rows, closedRows = [] }: DashboardSpec): DashboardJson {
  const open = panelsOf(rows);
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
    panels: [...open, ...closedRowsOf(closedRows, open)],
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

/** Closed rows stand one below the other, each with the places that its panels have when it is opened. */
function closedRowsOf(rows: readonly CloudWatchRowSpec[], open: readonly (PanelJson | RowJson)[]): RowJson[] {
  const top = Math.max(...open.map(({ gridPos: { y, h } }) => y + h));
  let id = open.length;
  return rows.map(({ title, panels }, index) => {
    const y = top + index;
    const places = placesOf(panels.map(() => ({ kind: 'graph' })), y + 1);
    return {
      type: 'row', id: id += 1, title, collapsed: true, gridPos: { x: 0, y, w: COLUMNS, h: 1 },
      panels: panels.map((panel, place) => cloudWatchPanel(panel, id += 1, places[place])),
    };
  });
}

/** A panel that does not fit beside the others, or is not as high, starts a line below them. */
function placesOf(specs: readonly Pick<PanelSpec, 'kind'>[], top: number): GridJson[] {
  let [x, y, height] = [0, top, 0];
  return specs.map(({ kind }) => {
    const { w, h } = SIZES[kind];
    if (x + w > COLUMNS || (x > 0 && h !== height)) [x, y] = [0, y + height];
    const place = { x, y, w, h };
    [x, height] = [x + w, h];
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
  return { ...about, ...lines(spec) };
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
