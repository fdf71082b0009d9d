import { alarmsBelow, CompositeAlarm, type CompositeDefinition } from './composite-alarm';
import type { AlarmDefinition, AlarmState } from './definition';
import { MetricAlarm } from './metric-alarm';
import type { Assumptions, RuleName } from './rules';
import type { MetricSource } from './series';

/** An alarm that changed. */
export interface StateChange {
  readonly seconds: number;
  readonly alarm: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly rule: RuleName;
}

/** What a composite alarm tells. */
export interface Notice {
  readonly seconds: number;
  readonly alarm: string;
  readonly state: AlarmState;
}

/** What happened in one step. */
export interface Step {
  readonly changes: readonly StateChange[];
  readonly notices: readonly Notice[];
}

/** Every alarm of an app, those on metrics and those on other alarms, evaluated together. */
export class AlarmBoard {
  private readonly metricAlarms: readonly MetricAlarm[];
  private readonly composites: readonly CompositeAlarm[];
  private readonly byName: ReadonlyMap<string, MetricAlarm | CompositeAlarm>;

  constructor(
    alarms: readonly AlarmDefinition[], composites: readonly CompositeDefinition[], source: MetricSource,
    assumptions?: Assumptions,
  ) {
    this.metricAlarms = alarms.map((alarm) => new MetricAlarm(alarm, source, assumptions));
    this.composites = childrenFirst(alarms, composites).map((composite) => new CompositeAlarm(composite));
    this.byName = new Map([...this.metricAlarms, ...this.composites].map((alarm) => [alarm.definition.name, alarm]));
  }

  /** State of an alarm. */
  public stateOf(name: string): AlarmState {
    const alarm = this.byName.get(name);
    if (!alarm) throw new Error(`there is no alarm ${name}`);
    return alarm.state;
  }

  /** Evaluates everything that is due, metrics first. */
  public step(seconds: number): Step {
    return {
      changes: this.metricAlarms.flatMap((alarm) => metricChange(alarm, seconds)),
      notices: this.composites.flatMap((alarm) => {
        const state = alarm.step(seconds, (name) => this.stateOf(name));
        return state === undefined ? [] : [{ seconds, alarm: alarm.definition.name, state }];
      }),
    };
  }
}

function metricChange(alarm: MetricAlarm, seconds: number): StateChange[] {
  const evaluation = alarm.step(seconds);
  if (!evaluation || evaluation.state === evaluation.previous) return [];
  const { previous: from, state: to, rule } = evaluation;
  return [{ seconds, alarm: alarm.definition.name, from, to, rule }];
}

/** So that a composite alarm sees what the alarms below it have just become. */
function childrenFirst(
  alarms: readonly AlarmDefinition[], composites: readonly CompositeDefinition[],
): CompositeDefinition[] {
  const byName = new Map(composites.map((composite) => [composite.name, composite]));
  const names = new Set([...alarms.map(({ name }) => name), ...byName.keys()]);
  const ordered = new Set<CompositeDefinition>();
  const visit = (composite: CompositeDefinition, path: readonly CompositeDefinition[]): void => {
    if (path.includes(composite)) throw new Error(`alarm ${composite.name} cannot be evaluated: it waits for itself`);
    for (const child of alarmsBelow(composite)) {
      if (!names.has(child)) throw new Error(`alarm ${composite.name} cannot be evaluated: there is no alarm ${child}`);
      const below = byName.get(child);
      if (below) visit(below, [...path, composite]);
    }
    ordered.add(composite);
  };
  composites.forEach((composite) => visit(composite, []));
  return [...ordered];
}
