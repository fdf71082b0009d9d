import { Construct } from 'constructs';
import { requestMetricsOf, type IMonitored } from '../../signal';
import type { MemberAlarm } from '../alarms';
import type { Section } from '../panels';
import { budgetSection, type Promised } from './budget-section';
import { burnAlarms } from './burn-alarms';
import type { Objective } from './objective';

/** What a subject promises, as it is watched. */
export interface WatchedObjectives {
  readonly alarms: readonly MemberAlarm[];
  readonly sections: readonly Section[];
}

/** What the objectives of a subject are watched with. */
export interface ObjectiveOptions {
  /** Name of the subject. */
  readonly name: string;
  readonly runbooks?: string;
  /** Where the alarms stand, made when it is asked for. */
  readonly parent: () => Construct;
}

/** The alarms of every objective of every service of a subject, and the budgets to draw. */
export function watchObjectives(
  subject: IMonitored, objectives: readonly Objective[], { name, runbooks, parent }: ObjectiveOptions,
): WatchedObjectives {
  const promised = requestMetricsOf(subject).flatMap((service): Promised[] =>
    objectives.map(({ _variant }) => ({ objective: _variant, service })));
  return {
    alarms: promised.flatMap(({ objective, service }) =>
      burnAlarms(new Construct(parent(), `${service.name ?? ''}${objective.id}`), {
        objective, service, name, runbooks,
      })),
    sections: budgetSection(promised),
  };
}
