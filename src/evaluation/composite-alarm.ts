import { alarmRule, type AlarmRule } from './alarm-rule';
import type { AlarmState } from './definition';

/** An alarm that keeps a composite alarm quiet. */
export interface Suppressor {
  readonly alarm: string;
  /** How long the composite alarm waits for its suppressor before it acts. */
  readonly waitSeconds: number;
  /** How long it waits after the suppressor has ended. */
  readonly extensionSeconds: number;
}

/** An alarm on the states of others. */
export interface CompositeDefinition {
  /** Name by which other alarms and messages know it. */
  readonly name: string;
  readonly rule: AlarmRule;
  readonly suppressor?: Suppressor;
}

/** What is read of the properties of an `AWS::CloudWatch::CompositeAlarm`, with all names of alarms as texts. */
export interface CompositeProperties {
  readonly AlarmRule: string;
  readonly ActionsSuppressor?: string;
  readonly ActionsSuppressorWaitPeriod?: number;
  readonly ActionsSuppressorExtensionPeriod?: number;
}

/**
 * A composite alarm from the properties of its resource.
 *
 * @param name by which other alarms and messages know it
 */
export function compositeFrom(name: string, properties: CompositeProperties): CompositeDefinition {
  const { AlarmRule: expression, ActionsSuppressor: alarm } = properties;
  const { ActionsSuppressorWaitPeriod: wait = 0, ActionsSuppressorExtensionPeriod: extension = 0 } = properties;
  const rule = alarmRule(expression, `alarm ${name}: the rule`);
  return alarm === undefined
    ? { name, rule }
    : { name, rule, suppressor: { alarm, waitSeconds: wait, extensionSeconds: extension } };
}

/** Other alarms that have to be evaluated before it. */
export function alarmsBelow({ rule, suppressor }: CompositeDefinition): readonly string[] {
  return suppressor ? [...rule.alarms, suppressor.alarm] : rule.alarms;
}

/** A composite alarm that is evaluated again and again, and remembers what it has told. */
export class CompositeAlarm {
  private current: AlarmState = 'INSUFFICIENT_DATA';
  private told: AlarmState = 'INSUFFICIENT_DATA';
  private changedAt = 0;
  private wasSuppressed = false;
  private quietUntil = 0;

  constructor(public readonly definition: CompositeDefinition) {}

  public get state(): AlarmState {
    return this.current;
  }

  /**
   * Evaluates the rule.
   *
   * @returns the state that it tells now; nothing while it is quiet
   */
  public step(seconds: number, stateOf: (alarm: string) => AlarmState): AlarmState | undefined {
    const state = this.definition.rule.holds(stateOf) ? 'ALARM' : 'OK';
    if (state !== this.current) this.changedAt = seconds;
    this.current = state;
    if (this.isQuiet(seconds, stateOf) || state === this.told) return undefined;
    this.told = state;
    return state;
  }

  private isQuiet(seconds: number, stateOf: (alarm: string) => AlarmState): boolean {
    const { suppressor } = this.definition;
    if (!suppressor) return false;
    const isSuppressed = stateOf(suppressor.alarm) === 'ALARM';
    if (this.wasSuppressed && !isSuppressed) this.quietUntil = seconds + suppressor.extensionSeconds;
    this.wasSuppressed = isSuppressed;
    return isSuppressed || seconds < Math.max(this.quietUntil, this.changedAt + suppressor.waitSeconds);
  }
}
