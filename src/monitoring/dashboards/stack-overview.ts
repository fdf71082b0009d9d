import { AlarmState, Spacer, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { topStackOf } from '../../core';
import { Severity, SignalGroup, SignalUnit, type Signal } from '../../signal';
import { COLUMNS, SMALL_GRAPH, type WatchedSubject } from '../panels';
import { alarmGraph, alarmTiles, arnFor, arnsFor } from './alarm-widgets';
import { capacityCost } from './capacity-cost';
import { namespacesOf } from './graph-metrics';
import { signalGraphs, type NamedSignal } from './signal-graphs';
import { titleOf } from './subject-section';
import { text } from './texts';

/** What users feel, and what it comes from. */
const GOLDEN: readonly SignalGroup[] = [
  SignalGroup.LATENCY, SignalGroup.ERRORS, SignalGroup.TRAFFIC, SignalGroup.SATURATION,
];
const OF_DATA_STORES: readonly SignalGroup[] = [
  SignalGroup.LATENCY, SignalGroup.SATURATION, SignalGroup.CONNECTIONS, SignalGroup.CAPACITY, SignalGroup.REPLICATION,
];
const DATA_STORES: readonly string[] = ['AWS/RDS', 'AWS/ElastiCache'];

/** What an overview is about. */
export interface OverviewOptions {
  /** Subjects in the stack of the dashboard. */
  readonly own: readonly WatchedSubject[];
  /** Subjects in other stacks. */
  readonly others: readonly WatchedSubject[];
}

/**
 * All subjects at a glance: which are well, which alarms are raised, what users feel, how data stores are, and what
 * capacity costs.
 */
export function overviewWidgets(here: IConstruct, { own, others }: OverviewOptions): IWidget[] {
  const stores = own.filter(isDataStore);
  const services = own.filter((watched) => !isDataStore(watched));
  const healthOf = (subjects: readonly WatchedSubject[]) => subjects.flatMap(({ health }) => Object.values(health));
  return [
    ...alarmTiles({ title: 'Health of each subject', arns: arnsFor(here, healthOf([...own, ...others])) }),
    ...alarmTiles({
      title: 'Open alarms', states: [AlarmState.ALARM], mostRows: 2,
      // of other stacks only those that page: their other alarms come and go, and this dashboard would not know.
      arns: arnsFor(here, [...own.flatMap(({ alarms }) => alarms.map(({ alarm }) => alarm)), ...healthOf(others)]),
    }),
    ...titled('## Golden signals', [
      ...signalGraphs(ofGroups(services, GOLDEN).filter(isComparable), { width: SMALL_GRAPH.width }),
      ...others.flatMap((watched) => goldenAlarms(here, watched)),
    ]),
    ...titled('## Data stores', signalGraphs(ofGroups(stores, OF_DATA_STORES), { width: SMALL_GRAPH.width })),
    ...titled('## Capacity and its cost', capacityCost(services)),
  ];
}

function titled(title: string, widgets: readonly IWidget[]): IWidget[] {
  return widgets.length === 0 ? [] : [text(title), ...widgets];
}

function isDataStore({ signals }: WatchedSubject): boolean {
  return signals.some(({ signal }) => namespacesOf(signal.metric).some((name) => DATA_STORES.includes(name)));
}

/** Numbers of errors grow with the traffic, so only their share can be compared. */
function isComparable({ signal }: { readonly signal: Signal }): boolean {
  return signal.group !== SignalGroup.ERRORS || signal.unit === SignalUnit.PERCENT;
}

function ofGroups(subjects: readonly WatchedSubject[], groups: readonly SignalGroup[]): NamedSignal[] {
  return subjects.flatMap((watched) => watched.signals.filter(({ signal }) => groups.includes(signal.group))
    .map(({ signal }) => ({ signal, label: `${titleOf(watched)}: ${signal.title}` })));
}

/** A row with the first alarm of each golden signal, the critical one of two: its graph needs no reference. */
function goldenAlarms(here: IConstruct, watched: WatchedSubject): IWidget[] {
  const { stackName } = topStackOf(watched.subject);
  const name = watched.name ? `${stackName}/${titleOf(watched)}` : stackName;
  const graphs = GOLDEN.flatMap((group) => {
    const inGroup = watched.alarms.filter((alarm) => alarm.signal.group === group && isComparable(alarm));
    const first = inGroup.find(({ severity }) => severity === Severity.CRITICAL) ?? inGroup[0];
    const arn = first && arnFor(here, first.alarm);
    return arn === undefined ? [] : [alarmGraph(`${name}: ${first.signal.title}`, arn, first.alarm)];
  });
  const rest = COLUMNS - graphs.reduce((sum, { width }) => sum + width, 0);
  return graphs.length === 0 || rest === 0 ? graphs : [...graphs, new Spacer({ width: rest })];
}
