import type { BootLifecycle } from '../boot/lifecycle';
import { renderBootScript } from '../boot/script';
import {
  awaitHealth, installPackages, startAgent, startApplication, writePrograms, writeReports, type HealthProbe,
  type SettingsReference,
} from '../boot/steps';
import type { BootPlan, BootstrapVariant } from './bootstrap-variant';

/** What user data depends on besides its bootstrap. */
export interface UserDataSpec {
  readonly region: string;
  readonly probe: HealthProbe;
  readonly lifecycle: BootLifecycle;
  readonly logGroupName: string;
  readonly settings: SettingsReference;
}

/** The user data of a tier: the steps of every bootstrap, those of this one, and those of the way instances are run. */
export function renderUserData(bootstrap: BootstrapVariant, plan: BootPlan, spec: UserDataSpec): string {
  const { region, lifecycle, logGroupName, settings } = spec;
  const { signal, isOneOfGroup, mountPath } = lifecycle;
  return renderBootScript({
    title: bootstrap.title,
    region,
    signal,
    onFailure: lifecycle.onFailure,
    steps: [
      writeReports(lifecycle.reports),
      installPackages(plan.packages),
      startAgent({ region, logGroupName, isOneOfGroup, mountPath }),
      writePrograms({
        region, settings, start: plan.start, stop: plan.stop, stopTimeoutSeconds: bootstrap.stopTimeout.toSeconds(),
        needsDocker: bootstrap.usesDocker, mountPath,
      }),
      ...plan.prepare,
      ...lifecycle.beforeStart,
      startApplication(),
      awaitHealth(spec.probe, bootstrap.startTimeout.toSeconds()),
      ...lifecycle.afterAnswer,
    ],
  });
}
