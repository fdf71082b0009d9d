import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { contradiction, guardFactories, inWords, type Problem, text } from '../../core';
import { Severity, type IMonitored, type Signal, type Threshold } from '../../signal';
import { aboutSubject } from '../subjects';

/** Other limits of a signal. */
export interface TunedThresholds {
  /**
   * Where users are affected.
   *
   * @default - as the signal has it
   */
  readonly critical?: Threshold;
  /**
   * Where users will be affected if nobody acts.
   *
   * @default - as the signal has it
   */
  readonly warning?: Threshold;
}

/**
 * A change to a signal of what is watched: another limit, or silence with a reason.
 *
 * @example
 * const tuning = [
 *   Tuning.threshold('Latency', { warning: Threshold.above(2, { periods: 5 }) }),
 *   Tuning.silence('CpuCredits', 'the nightly import uses them up, and we pay for it').on(database),
 * ];
 */
export class Tuning {
  /**
   * Alarms at another limit. Where the signal has an alarm already, for example one that rolls a deployment back, that
   * one stays as it is and reports no more.
   *
   * @param signalId id of the signal, for example `Latency`
   */
  public static threshold(signalId: string, thresholds: TunedThresholds): Tuning {
    return new Tuning({
      signalId,
      problems: (prop) => contradiction(!thresholds.critical && !thresholds.warning, {
        prop, must: 'give "critical" or "warning"', got: inWords('neither'),
      }),
      tune: (signal) => ({ signal: { ...signal, ...given(thresholds) } }),
    });
  }

  /**
   * No alarm at all; the signal is still drawn, with the reason beside it.
   *
   * @param signalId id of the signal, for example `CpuCredits`
   * @param reason for whoever asks in a year, of 10 to 200 characters
   */
  public static silence(signalId: string, reason: string): Tuning {
    return new Tuning({
      signalId,
      problems: (prop) => text(`${prop}.reason`, reason, /\S[^]{8,198}\S/, 'be a reason of 10 to 200 characters'),
      tune: (signal) => silenced(signal, reason),
    });
  }

  private constructor(
    /** @internal */ public readonly _variant: TuningVariant,
    /** @internal */ public readonly _subject?: IConstruct,
  ) {}

  /** The same change, for one subject only. It goes before a change for all of them. */
  public on(subject: IMonitored): Tuning {
    return new Tuning(this._variant, subject);
  }
}

guardFactories(Tuning);

/** What the changes differ in. */
export interface TuningVariant {
  readonly signalId: string;
  problems(prop: string): Problem[];
  tune(signal: Signal): TunedSignal;
}

/** A signal as alarms are made of it. */
export interface TunedSignal {
  readonly signal: Signal;
  /** Why it raises no alarm. */
  readonly silencedBecause?: string;
}

/** The signal without any limit, so also without one that rolls a deployment back. */
export function silenced(signal: Signal, silencedBecause: string): TunedSignal {
  return { signal: { ...signal, critical: undefined, warning: undefined, rollsBackAt: undefined }, silencedBecause };
}

/** What is wrong with a list of changes, apart from names that no signal has. */
export function tuningProblems(prop: string, tunings: readonly Tuning[]): Problem[] {
  const keys = tunings.map(({ _variant, _subject }) => `${_variant.signalId} ${_subject?.node.path ?? ''}`);
  return tunings.flatMap(({ _variant: variant }, index) => [
    ...text(`${prop}[${index}].signalId`, variant.signalId, /[A-Z][A-Za-z0-9]*/, 'be the id of a signal',
      'ids are in PascalCase, for example Latency'),
    ...variant.problems(`${prop}[${index}]`),
    ...contradiction(keys.indexOf(keys[index]) < index && !Token.isUnresolved(variant.signalId), {
      prop: `${prop}[${index}]`, must: `change another signal than "${prop}[${keys.indexOf(keys[index])}]"`,
      got: variant.signalId,
    }),
  ]);
}

/** The changes of a signal of a subject: one for this subject, which holds, before one for all. */
export function tuningsOf(subject: IMonitored, signal: Signal, tunings: readonly Tuning[]): Tuning[] {
  return aboutSubject(subject, tunings).filter(({ _variant }) => _variant.signalId === signal.id);
}

function given({ critical, warning }: TunedThresholds): { [severity in Severity]?: Threshold } {
  return { ...critical && { critical }, ...warning && { warning } };
}
