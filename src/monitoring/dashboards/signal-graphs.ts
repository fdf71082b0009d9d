import { GraphWidget, type HorizontalAnnotation, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { isKnown } from '../../core';
import { severitiesOf, SignalGroup, SignalUnit, thresholdOf, type Signal } from '../../signal';
import { GRAPH, limitLines, SERIES_COLORS } from '../panels';
import { drawn, isPercentile, periodOf } from './graph-metrics';

/** What a graph is called, in the order of a dashboard: what users feel comes first. */
const TITLES: Readonly<Record<SignalGroup, string>> = {
  [SignalGroup.LATENCY]: 'Latency',
  [SignalGroup.ERRORS]: 'Errors',
  [SignalGroup.TRAFFIC]: 'Traffic',
  [SignalGroup.SATURATION]: 'Saturation',
  [SignalGroup.CAPACITY]: 'Capacity',
  [SignalGroup.HEALTH]: 'Health',
  [SignalGroup.CONNECTIONS]: 'Connections',
  [SignalGroup.REPLICATION]: 'Replication',
  [SignalGroup.CREDITS]: 'Credits',
  [SignalGroup.UPKEEP]: 'Upkeep',
};
/** Full is 100, so graphs of these are drawn from empty to full. */
const SHARES_OF_A_WHOLE: readonly SignalGroup[] = [SignalGroup.SATURATION, SignalGroup.CREDITS];
/** Times that one limit may be as large as another in the same graph. */
const MOST_APART = 50;
const PERCENTILES = ['p50', 'p95', 'p99'];
/** A point of a day is seen only over weeks. */
const LONG = { seconds: 3600, start: '-P30D' };

/** A signal with what a reader calls it on this dashboard. */
export interface NamedSignal {
  readonly signal: Signal;
  readonly label: string;
}

/** How graphs differ between the parts of a dashboard. */
export interface GraphOptions {
  readonly width?: number;
  /** Whether a response time is drawn as one line each for the median, the 95th and the 99th percentile. */
  readonly allPercentiles?: boolean;
  /** Lines that are no limits of signals, for example the bounds of scaling. */
  readonly bounds?: (group: SignalGroup, unit: SignalUnit) => HorizontalAnnotation[];
  readonly stacked?: boolean;
}

/** A graph for every group and unit of some signals; one that would be hard to read is split. */
export function signalGraphs(signals: readonly NamedSignal[], options: GraphOptions = {}): IWidget[] {
  return Object.keys(TITLES).flatMap((key) => {
    const group = key as SignalGroup;
    const inGroup = signals.filter(({ signal }) => signal.group === group);
    const units = [...new Set(inGroup.map(({ signal }) => signal.unit))];
    return units.flatMap((unit) => {
      const parts = byScale(inGroup.filter(({ signal }) => signal.unit === unit)).flatMap(readable);
      return parts.map((part, index) => graph(part, group, unit, {
        ...options,
        title: [
          TITLES[group], ...units.length > 1 ? [`, ${unit}`] : [], ...parts.length > 1 ? [` (${index + 1})`] : [],
        ].join(''),
      }));
    });
  });
}

function graph(
  signals: readonly NamedSignal[], group: SignalGroup, unit: SignalUnit, options: GraphOptions & { title: string },
): IWidget {
  const isLong = signals.every(({ signal }) => periodOf(signal.metric).toSeconds() >= LONG.seconds);
  const spread = signals.filter(({ signal }) => options.allPercentiles && isPercentile(signal.metric));
  const limits = signals.map(({ signal, label }) => ({ ...signal, title: label }));
  return new GraphWidget({
    ...GRAPH,
    width: options.width ?? GRAPH.width,
    title: options.title,
    left: spread.length > 0 ? spread.flatMap(percentiles) : signals.map(line),
    leftAnnotations: [
      ...limitLines(limits, spread.length + signals.length > 1), ...options.bounds?.(group, unit) ?? [],
    ],
    leftYAxis: {
      min: 0, label: unit, showUnits: false,
      ...unit === SignalUnit.PERCENT && SHARES_OF_A_WHOLE.includes(group) && { max: 100 },
    },
    stacked: options.stacked,
    ...isLong && { start: LONG.start },
  });
}

function line({ signal, label }: NamedSignal, index: number): IMetric {
  return drawn(signal.metric, `s${index + 1}`, { label, color: SERIES_COLORS[index] });
}

function percentiles({ signal, label }: NamedSignal, index: number, all: readonly NamedSignal[]): IMetric[] {
  return PERCENTILES.map((statistic, offset) => drawn(signal.metric, `s${index + 1}${statistic}`, {
    label: all.length > 1 ? `${label}: ${statistic}` : statistic,
    color: SERIES_COLORS[(index * PERCENTILES.length + offset) % SERIES_COLORS.length],
    statistic,
  }));
}

/** A limit of 50,000 would press one of 300 down to the axis, so those are drawn apart. */
function byScale(signals: readonly NamedSignal[]): NamedSignal[][] {
  const scaleOf = ({ signal }: NamedSignal) => Math.max(
    0, ...severitiesOf(signal).map((severity) => thresholdOf(signal, severity)!.value).filter(isKnown),
  );
  const groups: NamedSignal[][] = [];
  let smallest = 0;
  for (const named of [...signals].sort((one, other) => scaleOf(one) - scaleOf(other))) {
    const scale = scaleOf(named);
    if (groups.length === 0 || (smallest > 0 && scale > smallest * MOST_APART)) groups.push([]);
    if (groups[groups.length - 1].length === 0 || smallest === 0) smallest = scale;
    groups[groups.length - 1].push(named);
  }
  return groups.map((group) => signals.filter((named) => group.includes(named)));
}

/** In equal parts, so that no graph has more lines than there are colors. */
function readable(signals: readonly NamedSignal[]): NamedSignal[][] {
  const parts = Math.ceil(signals.length / SERIES_COLORS.length);
  const size = Math.ceil(signals.length / parts);
  return Array.from({ length: parts }, (_, part) => signals.slice(part * size, (part + 1) * size));
}
