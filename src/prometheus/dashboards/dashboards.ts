import type { MetricsModel } from '../model/model';
import { alerts } from './alerts';
import { application } from './application';
import { containers } from './containers';
import { infrastructure } from './infrastructure';
import { renderDashboard } from './render';
import type { DashboardSpec } from './spec';
import { votes } from './votes';

/** The dashboards that have something to show. */
export function dashboardSpecs(model: MetricsModel): DashboardSpec[] {
  return [infrastructure, application, containers, votes, alerts].map((draw) => draw(model))
    .filter(({ rows }) => rows.length > 0);
}

/** The files of dashboards by name, for Grafana. */
export function dashboards(model: MetricsModel): { [file: string]: string } {
  return Object.fromEntries(dashboardSpecs(model).map((spec) =>
    [`${spec.uid}.json`, `${JSON.stringify(renderDashboard(spec), undefined, 2)}\n`]));
}
