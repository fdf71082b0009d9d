import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Mark } from '../core';
import type { BusinessHours, Tuning } from './alarms';
import type { Dashboards } from './dashboards';
import type { LogErrors } from './logs';
import type { Addressee } from './notification';
import type { Objective } from './objectives';
import type { WatchedSubject } from './panels';

/** What one `Monitoring` wants for everything that it watches. */
export interface Watch {
  /** The `Monitoring`. */
  readonly owner: IConstruct;
  readonly tuning: readonly Tuning[];
  readonly objectives: readonly Objective[];
  readonly logErrors: readonly LogErrors[];
  readonly addressees: readonly Addressee[];
  readonly runbooks?: string;
  readonly warningHours?: BusinessHours;
  readonly suppressDuringDeployments?: Duration;
  readonly dashboards: Dashboards;
  /** What was found to watch, filled at synthesis. */
  readonly found: WatchedSubject[];
  /** Changes, objectives and counted errors that hold for something that was found. */
  readonly applied: Set<Tuning | Objective | LogErrors>;
}

const WATCHES = new Mark<readonly Watch[]>('monitoring.watches');

/** Notes that everything in a scope is watched. */
export function addWatch(scope: IConstruct, watch: Watch): void {
  const watches = WATCHES.get(scope) ?? [];
  if (!watches.includes(watch)) WATCHES.set(scope, [...watches, watch]);
}

/** Everybody who watches a construct, the nearest first. */
export function watchesOf(construct: IConstruct): Watch[] {
  return [...new Set([...construct.node.scopes].reverse().flatMap((scope) => WATCHES.get(scope) ?? []))];
}

/** Whether somebody named the construct itself, and not only a scope around it. */
export function isNamed(construct: IConstruct): boolean {
  return WATCHES.get(construct) !== undefined;
}
