import { Construct } from 'constructs';
import { Mark, rejectProblems } from '../core';
import { signalsProblems, type IMonitored, type Severity, type Signal } from '../signal';
import {
  alarmDescription, deploymentAlarmOf, existingAlarms, healthAlarms, onceForEachMetric, signalAlarms, stopReporting,
  type HealthAlarms, type MemberAlarm, type SignalAlarm,
} from './alarms';
import { addToDashboards } from './dashboards';
import { createEventRules } from './events';
import { applicationLogs, logErrorSignal, logsIn, saveQueries, type SubjectLog } from './logs';
import { recipientsOf, watchDeliveries } from './notification';
import { watchObjectives } from './objectives';
import type { WatchedSubject } from './panels';
import { nameOf, resourcesOf } from './subjects';
import type { Watch } from './watch';
import { logErrorsFor, tunedSignals, wishesFor, type Wishes } from './wishes';

const WATCHED = new Mark<WatchedSubject>('monitoring.watched');

/** What every alarm of a subject is made with. */
type Common = Parameters<typeof healthAlarms>[2];

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
  rejectProblems(subject, 'Tuning', signalsProblems(signals.map(({ signal }) => signal)));

  for (const alarm of existingAlarms(reported)) stopReporting(alarm);
  const alarms = alarmsOf(subject, signals.map(({ signal }) => signal), common);
  const { alarms: burning, sections } = watchObjectives(subject, wishes.objectives, {
    ...common, parent: () => childOf(subject, 'Objectives'),
  });
  saveQueries(subject, logs, { name, parent: () => childOf(subject, 'Queries') });
  return {
    subject, name, signals, alarms, sections,
    health: createHealth(subject, [...alarms, ...burning], common, wishes),
    eventRules: createEventRules(resources, common),
  };
}

/** Errors in the logs, where somebody wants them counted. */
function logSignals(
  subject: IMonitored, name: string, logs: readonly SubjectLog[], watches: readonly Watch[],
): Signal[] {
  const counted = applicationLogs(logs);
  const wanted = counted.length > 0 ? logErrorsFor(subject, watches) : undefined;
  return wanted ? [logErrorSignal(subject, name, counted, wanted._variant)] : [];
}

function alarmsOf(subject: IMonitored, signals: readonly Signal[], { name, runbooks }: Common): SignalAlarm[] {
  return signalAlarms(
    () => childOf(subject, 'Alarms'), signals,
    (signal, severity) => alarmDescription(signal, { severity, name: name || subject.node.id, runbooks }),
  );
}

function createHealth(
  subject: IMonitored, alarms: readonly MemberAlarm[], common: Common, wishes: Wishes,
): HealthAlarms {
  if (alarms.length === 0) return {};
  const { suppressDuringDeployments: quiet, warningHours } = wishes;
  const health = healthAlarms(childOf(subject, 'Health'), alarms, {
    ...common, warningHours, deployment: quiet && deploymentAlarmOf(subject as unknown as Construct, quiet),
  });
  for (const severity of Object.keys(health) as Severity[]) watchDeliveries(subject, common.recipients(severity));
  return health;
}

function childOf(subject: IMonitored, id: string): Construct {
  return subject.node.tryFindChild(id) as Construct | undefined ?? new Construct(subject as unknown as Construct, id);
}
