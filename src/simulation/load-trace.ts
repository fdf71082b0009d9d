import fs from 'node:fs';
import type { Problem } from '../core';
import { csvShape } from './trace/csv';
import { noisyShape } from './trace/noise';
import { dayShape, lineShape, stepsShape, wrongShape, type Shape } from './trace/shape';

/** How long a trace goes on after its last change, unless something else is said: time to see what scaling does. */
const AFTERWARDS_SECONDS = 3600;

/** A load that begins at a second and stays until the next step. */
export interface LoadStep {
  /** Seconds from the start of the trace, an integer; 0 for the first step. */
  readonly atSeconds: number;
  /** The load from then on, at least 0: in the unit that `unitCapacity` counts in. */
  readonly value: number;
}

/** How long a trace is. */
export interface TraceOptions {
  /**
   * Seconds from the start to the end, an integer from 60 to 2,678,400 (31 days).
   *
   * @default - an hour after the last change, time to see what scaling makes of it
   */
  readonly durationSeconds?: number;
}

/** A load that grows or falls evenly. */
export interface RampOptions extends TraceOptions {
  /** Load before the ramp, at least 0. */
  readonly fromValue: number;
  /** Load after the ramp, at least 0. */
  readonly toValue: number;
  /**
   * When the ramp begins, in seconds from the start.
   *
   * @default 600 - ten minutes, so that alarms know the load before
   */
  readonly startSeconds?: number;
  /** How long the ramp takes, in seconds, at least 1. */
  readonly rampSeconds: number;
}

/** A load that is high for a while. */
export interface SpikeOptions extends TraceOptions {
  /** Load before and after the spike, at least 0. */
  readonly baseValue: number;
  /** Load while the spike lasts, at least 0. */
  readonly peakValue: number;
  /**
   * When the spike begins, in seconds from the start.
   *
   * @default 600 - ten minutes, so that alarms know the load before
   */
  readonly startSeconds?: number;
  /** How long the spike lasts, in seconds, at least 1. */
  readonly spikeSeconds: number;
}

/** A load that follows the day. */
export interface DiurnalOptions {
  /** Smallest load, at night, at least 0. */
  readonly lowValue: number;
  /** Largest load, at the hour of the peak, at least `lowValue`. */
  readonly highValue: number;
  /**
   * Hour of the peak, from 0 to 24. The trace begins at midnight.
   *
   * @default 14 - early afternoon
   */
  readonly peakHour?: number;
  /**
   * How many days, an integer from 1 to 31.
   *
   * @default 1 - one day
   */
  readonly days?: number;
}

/**
 * A load over time: users at a time, requests a second, or pieces of work that arrive in a second.
 *
 * @example
 * const launchDay = simulation.LoadTrace.steps([{ atSeconds: 0, value: 1000 }, { atSeconds: 600, value: 10_000 }]);
 * const noisyDay = simulation.LoadTrace.diurnal({ lowValue: 50, highValue: 400 }).withNoise(10, 1);
 */
export class LoadTrace {
  /** A load that changes at some seconds, and stays in between. */
  public static steps(steps: LoadStep[], options: TraceOptions = {}): LoadTrace {
    return LoadTrace.from(Array.isArray(steps) && steps.every(isObject), 'be a list of steps', steps, () =>
      stepsShape(steps, lengthOf(options, steps.at(-1)?.atSeconds ?? 0)));
  }

  /** A load that grows or falls evenly from one value to another. */
  public static ramp(options: RampOptions): LoadTrace {
    return LoadTrace.from(isObject(options), 'be the options of a ramp', options, () => rampShape(options));
  }

  /** A load that is high for a while, and then as before. */
  public static spike(options: SpikeOptions): LoadTrace {
    return LoadTrace.from(isObject(options), 'be the options of a spike', options, () => spikeShape(options));
  }

  /** A load that follows the day: low at night, high at the hour of the peak. */
  public static diurnal(options: DiurnalOptions): LoadTrace {
    return LoadTrace.from(isObject(options), 'be the options of a day', options, () => {
      const { lowValue, highValue, peakHour = 14, days = 1 } = options;
      return dayShape(lowValue, highValue, peakHour, days);
    });
  }

  /**
   * A load that was measured.
   *
   * @param text rows of a time and a value, separated by comma, semicolon or tab, with or without a head. A time is a
   *   number of seconds or an ISO date. A value holds until the next row
   */
  public static csv(text: string): LoadTrace {
    return LoadTrace.from(typeof text === 'string', 'be a text with rows', text, () => csvShape(text));
  }

  /**
   * A load that was measured, in a file with rows as `csv` reads them.
   *
   * @param file path of the file
   */
  public static csvFile(file: string): LoadTrace {
    return LoadTrace.csv(fs.readFileSync(file, 'utf8'));
  }

  /** Languages without types can pass anything; the run that gets the trace tells it. */
  private static from(isRight: boolean, must: string, given: unknown, make: () => Shape): LoadTrace {
    return new LoadTrace(isRight ? make() : wrongShape(must, given));
  }

  private values?: Float64Array;

  private constructor(private readonly shape: Shape) {}

  /**
   * The same load with swings of some seconds up and down.
   *
   * @param percent how far the load swings at most, from 0 to 100
   * @param seed any integer of at least 0; the same one always gives the same swings
   */
  public withNoise(percent: number, seed: number): LoadTrace {
    return new LoadTrace(noisyShape(this.shape, percent, seed));
  }

  /** Length of the trace in seconds. */
  public get durationSeconds(): number {
    return this.shape.seconds;
  }

  /**
   * The load in each second, computed once for all runs.
   *
   * @internal
   */
  public get _values(): Float64Array {
    this.values ??= Float64Array.from({ length: Math.ceil(this.shape.seconds) }, (_, second) => this.shape.at(second));
    return this.values;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return this.shape.problems(prop);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function rampShape(options: RampOptions): Shape {
  const { fromValue, toValue, startSeconds = 600, rampSeconds } = options;
  const end = startSeconds + rampSeconds;
  return lineShape([
    { atSeconds: 0, value: fromValue }, ...startSeconds === 0 ? [] : [{ atSeconds: startSeconds, value: fromValue }],
    { atSeconds: end, value: toValue },
  ], lengthOf(options, end));
}

function spikeShape(options: SpikeOptions): Shape {
  const { baseValue, peakValue, startSeconds = 600, spikeSeconds } = options;
  const end = startSeconds + spikeSeconds;
  return stepsShape([
    ...startSeconds === 0 ? [] : [{ atSeconds: 0, value: baseValue }],
    { atSeconds: startSeconds, value: peakValue }, { atSeconds: end, value: baseValue },
  ], lengthOf(options, end));
}

function lengthOf({ durationSeconds }: TraceOptions, lastChange: number): number {
  return durationSeconds ?? lastChange + AFTERWARDS_SECONDS;
}
