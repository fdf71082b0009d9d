import type { SignalGroup, SignalUnit } from '../../signal';
import type { CloudWatchKind, CloudWatchSeries, CloudWatchSignal } from '../model/cloudwatch';
import type { MetricsModel } from '../model/model';

/** One question to CloudWatch, of several in a panel. */
export interface CloudWatchQuery extends CloudWatchSeries {
  /** How the series is named. */
  readonly label: string;
  /** Only other series are calculated from it. */
  readonly isHidden: boolean;
}

/** Signals of one group and one unit. */
export interface CloudWatchPanelSpec {
  readonly title: string;
  readonly description: string;
  readonly unit: SignalUnit;
  readonly limit?: CloudWatchSignal['limit'];
  readonly queries: readonly CloudWatchQuery[];
}

/** Panels that ask CloudWatch; the row is closed until somebody opens it, because each question costs. */
export interface CloudWatchRowSpec {
  readonly title: string;
  readonly panels: readonly CloudWatchPanelSpec[];
}

const KINDS: { readonly [kind in CloudWatchKind]: string } = {
  loadBalancer: 'Load balancer', database: 'Database', cache: 'Cache',
};

/** A row for each subject and kind, as Monitoring draws them. */
export function cloudWatchRows({ cloudWatch = [] }: MetricsModel): CloudWatchRowSpec[] {
  return groupedBy(cloudWatch, ({ kind, subject }) => `${KINDS[kind]}: ${subject}, from CloudWatch`)
    .map(([title, signals]) => ({ title, panels: panelsOf(signals) }));
}

function panelsOf(signals: readonly CloudWatchSignal[]): CloudWatchPanelSpec[] {
  return groupedBy(signals, ({ group, unit }) => titleOf(group, unit)).map(([title, together]) => ({
    title: together.length === 1 ? together[0].title : title,
    description: together.map((signal) => signal.title).join(', '),
    unit: together[0].unit,
    limit: limitOf(together),
    queries: together.flatMap(queriesOf),
  }));
}

function titleOf(group: SignalGroup, unit: SignalUnit): string {
  return `${group[0].toUpperCase()}${group.slice(1)}, ${unit}`;
}

/** A line stands for one limit. */
function limitOf(signals: readonly CloudWatchSignal[]): CloudWatchSignal['limit'] {
  const limits = new Set(signals.map(({ limit }) => JSON.stringify(limit)));
  return limits.size === 1 ? signals[0].limit : undefined;
}

/** Ids are made unique in the panel, also where an expression names them. */
function queriesOf({ title, series }: CloudWatchSignal, index: number): CloudWatchQuery[] {
  const unique = (id: string) => `s${index + 1}_${id}`;
  const names = new RegExp(`\\b(?:${series.map(({ id }) => id).join('|')})\\b`, 'g');
  return series.map((one, place) => ({
    ...one, id: unique(one.id), expression: one.expression?.replace(names, unique), label: title,
    isHidden: place < series.length - 1,
  }));
}

function groupedBy<T>(list: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(keyOf(item), [...groups.get(keyOf(item)) ?? [], item]);
  return [...groups];
}
