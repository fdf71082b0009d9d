// asks Prometheus what the dashboards ask.
import { dashboardSpecs } from '../../../src/prometheus/dashboards/dashboards';
import type { MetricsModel } from '../../../src/prometheus/content';
import type { PanelSpec } from '../../../src/prometheus/dashboards/spec';

type Labels = Readonly<Record<string, string>>;
export interface Series { readonly metric: Labels; readonly values: readonly [number, string][] }
export interface Sample { readonly metric: Labels; readonly value: readonly [number, string] }
export interface Asked {
  readonly dashboard: string;
  readonly panel: PanelSpec;
  readonly expr: string;
  readonly legend: string;
}

/** What Grafana puts in for its variables. */
export function filled(expr: string): string {
  return expr.replaceAll('$__rate_interval', '1m').replaceAll('$subject', '.*');
}

/** Every question of every panel of every dashboard. */
export function questions(model: MetricsModel): Asked[] {
  return dashboardSpecs(model).flatMap(({ uid, rows }) => rows.flatMap(({ panels }) => panels.flatMap((panel) =>
    panel.queries.map(({ expr, legend }) => ({ dashboard: uid, panel, expr: filled(expr), legend })))));
}

async function get<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  const { status, data, error } = await answer.json() as { status: string; data: T; error?: string };
  if (status !== 'success') throw new Error(`${url}: ${error}`);
  return data;
}

export async function instant(base: string, expr: string): Promise<Sample[]> {
  const { result } = await get<{ result: Sample[] }>(`${base}/api/v1/query?query=${encodeURIComponent(expr)}`);
  return result;
}

export async function over(base: string, expr: string, from: number, to: number, step: number): Promise<Series[]> {
  const { result } = await get<{ result: Series[] }>(
    `${base}/api/v1/query_range?query=${encodeURIComponent(expr)}&start=${from}&end=${to}&step=${step}`,
  );
  return result;
}

export async function targets(base: string): Promise<{ scrapePool: string; health: string; lastError: string }[]> {
  const { activeTargets } = await get<{ activeTargets: never[] }>(`${base}/api/v1/targets?state=active`);
  return activeTargets;
}
