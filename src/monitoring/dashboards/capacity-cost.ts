import { Duration } from 'aws-cdk-lib';
import { GraphWidget, MathExpression, Metric, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { SignalGroup, SignalUnit, type Signal } from '../../signal';
import { GRAPH, SERIES_COLORS, type WatchedSubject } from '../panels';
import { drawn, periodOf } from './graph-metrics';
import { titleOf } from './subject-section';
import { text } from './texts';

/** AWS counts the bill of all Regions in this one, a few times a day. */
const BILLING = { region: 'us-east-1', period: Duration.hours(6) };

/** What is running and therefore paid for, how much of it nobody uses, and the bill. */
export function capacityCost(subjects: readonly WatchedSubject[]): IWidget[] {
  const paid = subjects.map((watched) => ({ name: titleOf(watched), ...capacityOf(watched) }))
    .filter(({ count }) => count !== undefined);
  if (paid.length === 0) return [];
  return [
    ...inParts(paid).flatMap((part) => [
      capacityGraph('Tasks and instances that run', part.map(({ name, count }, index) =>
        drawn(count!, `c${index + 1}`, { label: name, color: SERIES_COLORS[index] }))),
      capacityGraph('Of these, how many are idle', part.map(({ name, count, cpu }, index) =>
        cpu && idle(count!, cpu, `i${index + 1}`, { label: name, color: SERIES_COLORS[index] }))
        .filter((metric) => metric !== undefined)),
    ]),
    bill(),
    text('The bill is that of the whole account since the first of the month. It stays empty until billing alerts are '
      + 'switched on in the billing preferences of the account.'),
  ];
}

interface Capacity { readonly count?: IMetric; readonly cpu?: IMetric }

/** How many tasks or instances there are, and how busy they are on average. */
function capacityOf({ signals }: WatchedSubject): Capacity {
  const metricOf = (matches: (signal: Signal) => boolean) =>
    signals.find(({ signal }) => matches(signal))?.signal.metric;
  return {
    count: metricOf(({ group, unit }) => group === SignalGroup.CAPACITY && unit === SignalUnit.COUNT),
    cpu: metricOf(({ id, unit }) => id === 'Cpu' && unit === SignalUnit.PERCENT),
  };
}

function idle(count: IMetric, cpu: IMetric, id: string, look: { label: string; color: string }): IMetric {
  const seconds = Math.max(periodOf(count).toSeconds(), periodOf(cpu).toSeconds());
  return new MathExpression({
    expression: `${id}_count * (100 - ${id}_cpu) / 100`,
    usingMetrics: { [`${id}_count`]: count, [`${id}_cpu`]: cpu },
    period: Duration.seconds(seconds), ...look,
  });
}

function capacityGraph(title: string, left: readonly IMetric[]): IWidget {
  return new GraphWidget({
    ...GRAPH, title, left: [...left], stacked: true,
    leftYAxis: { min: 0, label: SignalUnit.COUNT, showUnits: false },
  });
}

function bill(): IWidget {
  return new GraphWidget({
    ...GRAPH, title: 'Bill of the account this month', region: BILLING.region, start: '-P30D',
    left: [new Metric({
      namespace: 'AWS/Billing', metricName: 'EstimatedCharges', dimensionsMap: { Currency: 'USD' },
      statistic: 'Maximum', period: BILLING.period, region: BILLING.region, label: 'USD', color: SERIES_COLORS[0],
    })],
    leftYAxis: { min: 0, label: 'USD', showUnits: false },
  });
}

function inParts<T>(all: readonly T[]): T[][] {
  const parts = Math.ceil(all.length / SERIES_COLORS.length);
  return Array.from({ length: parts }, (_, part) =>
    all.slice(part * SERIES_COLORS.length, (part + 1) * SERIES_COLORS.length));
}
