import { Construct } from 'constructs';
import { Mark, rejectProblems } from '../core';
import { signalsProblems, type IMonitored, type Severity, type Signal } from '../signal';
import {
  alarmDescription, deploymentAlarmOf, existingAlarms, healthAlarms, signalAlarms, stopReporting, tuningOf,
  type HealthAlarms, type SignalAlarm, type TunedSignal,
} from './alarms';
import { createEventRules } from './events';
import { recipientsOf } from './notification';
import type { WatchedSubject } from './panels';
import { nameOf, resourcesOf } from './subjects';
import type { Watch } from './watch';

const WATCHED = new Mark<WatchedSubject>('monitoring.watched');

/** Makes everything that watches a subject, once, whoever asks. */
export function watchSubject(subject: IMonitored, watches: readonly Watch[]): WatchedSubject {
  const existing = WATCHED.get(subject);
  if (existing) return existing;

  const watched = createWatched(subject, watches);
  WATCHED.set(subject, watched);
  for (const watch of watches) watch.found.push(watched);
  return watched;
}

function createWatched(subject: IMonitored, watches: readonly Watch[]): WatchedSubject {
  const reported = subject.signals();
  const name = nameOf(subject);
  const runbooks = watches.map((watch) => watch.runbooks).find((base) => base !== undefined);
  const tuned = tune(subject, reported, watches);
  const signals = tuned.map(({ signal }) => signal);
  rejectProblems(subject, 'Signal', signalsProblems(signals));

  const addressees = watches.flatMap((watch) => watch.addressees);
  const common = {
    name, runbooks, recipients: (severity: Severity) => recipientsOf(subject, severity, addressees),
  };
  for (const alarm of existingAlarms(reported)) stopReporting(alarm);
  const alarms = signalAlarms(
    () => childOf(subject, 'Alarms'), signals,
    (signal, severity) => alarmDescription(signal, { severity, name: name || subject.node.id, runbooks }),
  );
  return {
    subject, name, signals: tuned, alarms,
    health: alarms.length === 0 ? {} : createHealth(subject, alarms, common, watches),
    eventRules: createEventRules(resourcesOf(subject), common),
    sections: [],
  };
}

function createHealth(
  subject: IMonitored, alarms: readonly SignalAlarm[], common: Parameters<typeof healthAlarms>[2],
  watches: readonly Watch[],
): HealthAlarms {
  const quiet = watches.map((watch) => watch.suppressDuringDeployments).find((time) => time !== undefined);
  return healthAlarms(childOf(subject, 'Health'), alarms, {
    ...common,
    deployment: quiet && deploymentAlarmOf(subject as unknown as Construct, quiet),
    warningHours: watches.map((watch) => watch.warningHours).find((hours) => hours !== undefined),
  });
}

function tune(subject: IMonitored, signals: readonly Signal[], watches: readonly Watch[]): TunedSignal[] {
  return signals.map((signal) => {
    for (const watch of watches) {
      const tuning = tuningOf(subject, signal, watch.tuning);
      if (!tuning) continue;
      watch.applied.add(tuning);
      return tuning._variant.tune(signal);
    }
    return { signal };
  });
}

function childOf(subject: IMonitored, id: string): Construct {
  return subject.node.tryFindChild(id) as Construct | undefined ?? new Construct(subject as unknown as Construct, id);
}
