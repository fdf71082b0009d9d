import type { CloudWatchRowSpec } from './cloudwatch';

/** Names of Grafana for what a number counts; a share is in percent from 0 to 100. */
export type Unit = 'short' | 'none' | 'percent' | 's' | 'bytes' | 'Bps' | 'reqps' | 'ops';

/** One question to Prometheus. */
export interface Query {
  readonly expr: string;
  /** How a series is named, with `{{label}}` for the value of a label. */
  readonly legend: string;
}

/** A panel, apart from its place. */
export interface PanelSpec {
  readonly kind: 'graph' | 'number' | 'table';
  readonly title: string;
  /** What it shows, and what is good, for people who see it for the first time. */
  readonly description: string;
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** From here on it is bad: a line in a graph, red for a number. */
  readonly limit?: number;
}

/** Panels under one title. */
export interface RowSpec {
  readonly title: string;
  readonly panels: readonly PanelSpec[];
}

export interface DashboardSpec {
  /** Stable: links to it stay. */
  readonly uid: string;
  readonly title: string;
  readonly rows: readonly RowSpec[];
  /** Below the others, and closed. */
  readonly closedRows?: readonly CloudWatchRowSpec[];
}

type About = Omit<PanelSpec, 'kind' | 'queries' | 'title'>;

/** Lines over time. */
export function graph(title: string, about: About, ...queries: Query[]): PanelSpec {
  return { kind: 'graph', title, ...about, queries };
}

/** The last value, in large letters. */
export function figure(title: string, about: About, expr: string, legend: string = ''): PanelSpec {
  return { kind: 'number', title, ...about, queries: [{ expr, legend }] };
}

/** One line for each series. */
export function list(title: string, about: About, expr: string): PanelSpec {
  return { kind: 'table', title, ...about, queries: [{ expr, legend: '' }] };
}

export function query(expr: string, legend: string): Query {
  return { expr, legend };
}

/** What is chosen at the top of a dashboard. */
export const CHOSEN = 'subject=~"$subject"';
/** The window of a rate that Grafana fits to the zoom. */
export const RATE = '[$__rate_interval]';

/** A selector of the chosen subjects. */
export function chosen(metric: string, ...conditions: string[]): string {
  return `${metric}{${[CHOSEN, ...conditions].join(', ')}}`;
}

/** How fast a counter of the chosen subjects grows, in a second. */
export function rate(metric: string, ...conditions: string[]): string {
  return `rate(${chosen(metric, ...conditions)}${RATE})`;
}
