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
  private hasNews = false;
  private wasSuppressed = false;
  private quietUntil = 0;

  constructor(public readonly definition: CompositeDefinition) {}

  public get state(): AlarmState {
    return this.current;
  }

  /**
   * Evaluates the rule.
   *
   * @returns the state that it tells now; nothing while it is quiet or has nothing new
   */
  public step(seconds: number, stateOf: (alarm: string) => AlarmState): AlarmState | undefined {
    const { rule, suppressor } = this.definition;
    const state = rule.holds(stateOf) ? 'ALARM' : 'OK';
    const isSuppressed = suppressor !== undefined && stateOf(suppressor.alarm) === 'ALARM';
    if (this.wasSuppressed && !isSuppressed) this.quietUntil = seconds + suppressor!.extensionSeconds;
    // a change begins to wait anew, also in an extension.
    if (state !== this.current) this.quietUntil = seconds + (suppressor?.waitSeconds ?? 0);
    this.hasNews ||= state !== this.current;
    this.wasSuppressed = isSuppressed;
    this.current = state;
    if (!this.hasNews || isSuppressed || seconds < this.quietUntil) return undefined;
    this.hasNews = false;
    return state;
  }
}
