import type { Duration } from 'aws-cdk-lib';
import type { IMonitored, Signal } from '../signal';
import { tuningsOf, type BusinessHours, type TunedSignal } from './alarms';
import type { LogErrors } from './logs';
import type { Addressee } from './notification';
import { firstOfEach, objectivesOf, type Objective } from './objectives';
import { aboutSubject } from './subjects';
import type { Watch } from './watch';

/** What everybody who watches a subject wants for it, put together. The nearest decides where they differ. */
export interface Wishes {
  readonly addressees: readonly Addressee[];
  readonly objectives: readonly Objective[];
  readonly runbooks?: string;
  readonly warningHours?: BusinessHours;
  readonly suppressDuringDeployments?: Duration;
}

/** The wishes of some watches; each objective is noted as applied. */
export function wishesFor(subject: IMonitored, watches: readonly Watch[]): Wishes {
  return {
    addressees: watches.flatMap((watch) => watch.addressees),
    objectives: firstOfEach(watches.flatMap((watch) => {
      const objectives = objectivesOf(subject, watch.objectives);
      for (const objective of objectives) watch.applied.add(objective);
      return objectives;
    })),
    runbooks: first(watches, (watch) => watch.runbooks),
    warningHours: first(watches, (watch) => watch.warningHours),
    suppressDuringDeployments: first(watches, (watch) => watch.suppressDuringDeployments),
  };
}

/** What counts as an error in the logs of a subject that has some; it is noted as applied. */
export function logErrorsFor(subject: IMonitored, watches: readonly Watch[]): LogErrors | undefined {
  return watches.flatMap((watch) => {
    const wanted = aboutSubject(subject, watch.logErrors);
    for (const one of wanted) watch.applied.add(one);
    return wanted;
  })[0];
}

/** Signals with the limits that hold; each change is noted as applied, also where a nearer one decides. */
export function tunedSignals(
  subject: IMonitored, signals: readonly Signal[], watches: readonly Watch[],
): TunedSignal[] {
  return signals.map((signal) => {
    const [tuning] = watches.flatMap((watch) => {
      const tunings = tuningsOf(subject, signal, watch.tuning);
      for (const one of tunings) watch.applied.add(one);
      return tunings;
    });
    return tuning ? tuning._variant.tune(signal) : { signal };
  });
}

function first<T>(watches: readonly Watch[], pick: (watch: Watch) => T | undefined): T | undefined {
  return watches.map(pick).find((value) => value !== undefined);
}
