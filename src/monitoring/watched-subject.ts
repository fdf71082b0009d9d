import { CfnResource, Stack } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { Mark, rejectProblems } from '../core';
import { signalsProblems, type IMonitored, type Severity, type Signal } from '../signal';
import {
  alarmDescription, deploymentAlarmOf, existingAlarms, healthAlarms, metricPlaceProblems, onceForEachMetric,
  signalAlarms, stopReporting, type HealthAlarms, type MemberAlarm, type SignalAlarm,
} from './alarms';
import { addToDashboards } from './dashboards';
import { createEventRules } from './events';
import { addMovable } from './full-stacks';
import { applicationLogs, logErrorSignal, logsIn, saveQueries, type SubjectLog } from './logs';
import { recipientsOf, watchDeliveries } from './notification';
import { watchObjectives } from './objectives';
import type { RaisedAlarms, WatchedSubject } from './panels';
import { nameOf, resourcesOf } from './subjects';
import type { Watch } from './watch';
import { logErrorsFor, tunedSignals, wishesFor, type Wishes } from './wishes';

const WATCHED = new Mark<WatchedSubject>('monitoring.watched');
/** Where alarms stand below a subject. */
const PARTS = { alarms: 'Alarms', objectives: 'Objectives', health: 'Health' };

/** What every alarm of a subject is made with. */
type Common = Parameters<typeof healthAlarms>[2];

/** Makes the alarms of a subject in a scope: the subject itself, or one elsewhere when its stack is full. */
type Raise = (scope: Construct) => RaisedAlarms;

/** Makes everything that watches a subject, once, whoever asks. Dashboards are drawn later, when all are there. */
export function watchSubject(subject: IMonitored, watches: readonly Watch[]): WatchedSubject {
  const existing = WATCHED.get(subject);
  if (existing) return existing;

  const watched = createWatched(subject, watches);
  WATCHED.set(subject, watched);
  for (const watch of watches) watch.found.push(watched);
  addToDashboards(watched, watches);
  return watched;
}

function createWatched(subject: IMonitored, watches: readonly Watch[]): WatchedSubject {
  const name = nameOf(subject);
  const resources = resourcesOf(subject);
  const logs = logsIn(resources);
  const wishes = wishesFor(subject, watches);
  const common = {
    name, runbooks: wishes.runbooks,
    recipients: (severity: Severity) => recipientsOf(subject, severity, wishes.addressees),
  };
  const reported = [...subject.signals(), ...logSignals(subject, name, logs, watches)];
  rejectProblems(subject, `${subject.constructor.name}.signals`, signalsProblems(reported));
  const signals = onceForEachMetric(subject, tunedSignals(subject, reported, watches), nameOf);
  const tuned = signals.map(({ signal }) => signal);
  rejectProblems(subject, 'Tuning', signalsProblems(tuned));
  rejectProblems(subject, 'Monitoring', metricPlaceProblems(tuned, Stack.of(subject).region));

  for (const alarm of existingAlarms(reported)) stopReporting(alarm);
  saveQueries(subject, logs, { name, parent: () => childOf(subject, 'Queries') });
  return movable(
    { subject, name, signals, eventRules: createEventRules(resources, common) },
    (scope) => raiseAlarms(scope, subject, tuned, common, wishes),
  );
}

/** Raises the alarms beside the subject, and notes how they are raised elsewhere. */
function movable(parts: Omit<WatchedSubject, keyof RaisedAlarms>, raise: Raise): WatchedSubject {
  const scope = parts.subject as unknown as Construct;
  const before = new Set(scope.node.findAll());
  const watched: WatchedSubject = { ...parts, ...raise(scope) };
  const added = Object.values(PARTS).flatMap((id) => scope.node.tryFindChild(id)?.node.findAll() ?? [])
    .filter((child) => !before.has(child));
  addMovable({
    watched,
    size: added.filter((child) => CfnResource.isCfnResource(child)).length,
    moveTo: (elsewhere) => {
      for (const child of added.filter(({ node }) => before.has(node.scope!))) remove(child);
      Object.assign(watched, raise(elsewhere));
    },
  });
  return watched;
}

function remove({ node }: IConstruct): void {
  node.scope!.node.tryRemoveChild(node.id);
}

function raiseAlarms(
  scope: Construct, subject: IMonitored, signals: readonly Signal[], common: Common, wishes: Wishes,
): RaisedAlarms {
  const alarms = alarmsOf(scope, subject, signals, common);
  const { alarms: burning, sections } = watchObjectives(subject, wishes.objectives, {
    ...common, parent: () => childOf(scope, PARTS.objectives),
  });
  return { scope, alarms, sections, health: createHealth(scope, subject, [...alarms, ...burning], common, wishes) };
}

/** Errors in the logs, where somebody wants them counted. */
function logSignals(
  subject: IMonitored, name: string, logs: readonly SubjectLog[], watches: readonly Watch[],
): Signal[] {
  const counted = applicationLogs(logs);
  const wanted = counted.length > 0 ? logErrorsFor(subject, watches) : undefined;
  return wanted ? [logErrorSignal(subject, name, counted, wanted._variant)] : [];
}

function alarmsOf(
  scope: Construct, subject: IMonitored, signals: readonly Signal[], { name, runbooks }: Common,
): SignalAlarm[] {
  return signalAlarms(
    () => childOf(scope, PARTS.alarms), signals,
    (signal, severity) => alarmDescription(signal, { severity, name: name || subject.node.id, runbooks }),
  );
}

function createHealth(
  scope: Construct, subject: IMonitored, alarms: readonly MemberAlarm[], common: Common, wishes: Wishes,
): HealthAlarms {
  if (alarms.length === 0) return {};
  const { suppressDuringDeployments: quiet, warningHours } = wishes;
  const health = healthAlarms(childOf(scope, PARTS.health), alarms, {
    ...common, warningHours, deployment: quiet && deploymentAlarmOf(subject as unknown as Construct, quiet),
  });
  for (const severity of Object.keys(health) as Severity[]) watchDeliveries(subject, common.recipients(severity));
  return health;
}

function childOf(scope: IConstruct, id: string): Construct {
  return scope.node.tryFindChild(id) as Construct | undefined ?? new Construct(scope as Construct, id);
}
