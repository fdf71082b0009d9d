// the types of Grafana itself, compared with those of the library: this file says nothing at run time.
import type { FieldConfig as GraphConfig, Options as GraphOptions } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Options as NumberOptions } from '@grafana/grafana-foundation-sdk/stat';
import type { Options as TableOptions } from '@grafana/grafana-foundation-sdk/table';
import type {
  Dashboard, FieldConfigSource, Panel, RowPanel, VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { MetricsQuery } from '@grafana/grafana-foundation-sdk/cloudwatch';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type {
  CloudWatchTargetJson, DashboardJson, GraphJson, NumberJson, RowJson, TableJson, TargetJson, VariableJson,
} from '../../../src/prometheus/dashboards/grafana';

/** A type of Grafana as it stands in JSON: its enums are their texts, and what is no data is left out. */
type Json<T> = unknown extends T ? unknown
  : T extends string ? `${T}`
    : T extends number | boolean | null | undefined ? T
      : T extends (infer U)[] ? readonly Json<U>[]
        : { readonly [K in keyof T as K extends '_implementsDataqueryVariant' ? never : K]: Json<T[K]> };

/** True where `Ours` can be read as `Theirs` and has no member that `Theirs` does not know. */
type Is<Ours, Theirs> = Ours extends Json<Theirs>
  ? [Exclude<keyof Ours, keyof Theirs>] extends [never] ? true : ['unknown', Exclude<keyof Ours, keyof Theirs>]
  : ['of another type', Ours];

type WithoutPanels<T> = Omit<T, 'panels' | 'templating' | 'annotations'>;
type PanelOnly<T> = Omit<T, 'options' | 'fieldConfig'>;

/** Compiles only while each part is what Grafana reads. */
export const DASHBOARDS_ARE_OF_GRAFANA: [
  Is<WithoutPanels<DashboardJson>, WithoutPanels<Dashboard>>,
  Is<VariableJson, VariableModel>,
  Is<RowJson, RowPanel>,
  Is<TargetJson, Dataquery>,
  Is<CloudWatchTargetJson, MetricsQuery>,
  Is<PanelOnly<GraphJson<CloudWatchTargetJson>>, PanelOnly<Panel>>,
  Is<PanelOnly<GraphJson>, PanelOnly<Panel>>,
  Is<PanelOnly<NumberJson>, PanelOnly<Panel>>,
  Is<PanelOnly<TableJson>, PanelOnly<Panel>>,
  Is<GraphJson['fieldConfig'], FieldConfigSource>,
  Is<GraphJson['options'], GraphOptions>,
  Is<NonNullable<GraphJson['fieldConfig']['defaults']['custom']>, GraphConfig>,
  Is<NumberJson['options'], NumberOptions>,
  Is<NumberJson['fieldConfig'], FieldConfigSource>,
  Is<TableJson['options'], TableOptions>,
  Is<TableJson['fieldConfig'], FieldConfigSource>,
] = [true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true];
