/** The part of Grafana's format that is used here. A test compares it with the types of Grafana. */
export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly timezone: 'browser';
  readonly editable: boolean;
  /** 1: the time under the pointer is marked in every panel. */
  readonly graphTooltip: 1;
  readonly time: { readonly from: string; readonly to: string };
  readonly refresh: string;
  readonly schemaVersion: number;
  readonly panels: readonly (PanelJson | RowJson)[];
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly annotations: { readonly list: readonly [] };
}

export interface VariableJson {
  readonly type: 'query';
  readonly name: string;
  readonly label: string;
  readonly datasource: SourceJson;
  readonly query: string;
  readonly refresh: 2;
  readonly multi: boolean;
  readonly includeAll: boolean;
  readonly allValue: string;
  readonly current: { readonly text: string; readonly value: string };
}

export interface SourceJson { readonly type: string; readonly uid: string }
export interface GridJson { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

export interface RowJson {
  readonly type: 'row';
  readonly id: number;
  readonly title: string;
  readonly collapsed: boolean;
  readonly gridPos: GridJson;
  /** Only a closed row holds its panels. */
  readonly panels: readonly GraphJson<CloudWatchTargetJson>[];
}

export type PanelJson = GraphJson | NumberJson | TableJson;

interface AnyPanelJson<T = TargetJson> {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly datasource: SourceJson;
  readonly gridPos: GridJson;
  readonly targets: readonly T[];
}

export interface TargetJson {
  readonly refId: string;
  readonly datasource: SourceJson;
  readonly expr: string;
  readonly legendFormat: string;
  readonly range: boolean;
  readonly instant: boolean;
  readonly format: 'time_series' | 'table';
  readonly editorMode: 'code';
}

export interface CloudWatchTargetJson {
  readonly refId: string;
  readonly datasource: SourceJson;
  readonly queryMode: 'Metrics';
  /** 0: one metric, or a calculation. */
  readonly metricQueryType: 0;
  /** 0: a metric; 1: a calculation. */
  readonly metricEditorMode: 0 | 1;
  readonly id: string;
  readonly label: string;
  readonly hide: boolean;
  readonly region: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: { readonly [name: string]: readonly string[] };
  readonly matchExact: boolean;
  readonly statistic: string;
  readonly period: string;
  readonly expression: string;
}

export interface GraphJson<T = TargetJson> extends AnyPanelJson<T> {
  readonly type: 'timeseries';
  readonly options: {
    readonly legend: {
      readonly displayMode: 'list'; readonly placement: 'bottom'; readonly showLegend: boolean;
      readonly calcs: readonly string[];
    };
    readonly tooltip: { readonly mode: 'multi'; readonly sort: 'desc' };
  };
  readonly fieldConfig: FieldConfigJson<{
    readonly drawStyle: 'line'; readonly lineWidth: number; readonly fillOpacity: number; readonly spanNulls: boolean;
    readonly showPoints: 'never'; readonly axisSoftMin: number;
    readonly thresholdsStyle: { readonly mode: 'off' | 'line' };
  }>;
}

export interface NumberJson extends AnyPanelJson {
  readonly type: 'stat';
  readonly options: {
    readonly graphMode: 'area'; readonly colorMode: 'value'; readonly justifyMode: 'auto'; readonly textMode: 'auto';
    readonly wideLayout: boolean; readonly showPercentChange: boolean; readonly percentChangeColorMode: 'standard';
    readonly orientation: 'auto';
    readonly reduceOptions: { readonly calcs: readonly string[]; readonly fields: string; readonly values: boolean };
  };
  readonly fieldConfig: FieldConfigJson<undefined>;
}

export interface TableJson extends AnyPanelJson {
  readonly type: 'table';
  readonly options: { readonly frameIndex: number; readonly showHeader: boolean };
  readonly fieldConfig: FieldConfigJson<undefined>;
  readonly transformations: readonly { readonly id: string; readonly options: object }[];
}

export interface FieldConfigJson<C> {
  readonly defaults: {
    /** Id of a unit of Grafana. */
    readonly unit: string;
    readonly color: { readonly mode: 'palette-classic' | 'thresholds' };
    readonly thresholds: {
      readonly mode: 'absolute';
      readonly steps: readonly { readonly value: number | null; readonly color: string }[];
    };
    readonly custom?: C;
  };
  readonly overrides: readonly [];
}
