import type { IFilterPattern } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { contradiction, decimal, guardFactories, known, type Problem } from '../../core';
import { Threshold, type IMonitored } from '../../signal';

/** Which lines count. */
export interface LogErrorsOptions {
  /**
   * Lines that tell of an error.
   *
   * @default - lines in JSON with the level `error`, `fatal`, 50 or 60, and lines with `ERROR`, `FATAL` or `Exception`
   */
  readonly pattern?: IFilterPattern;
}

const MINUTES = { periods: 5, datapointsToAlarm: 3 };
/** Without parentheses and quotes, which CloudWatch does not allow in it. */
const PATTERN = '%level.:.{1,2}error|level.:.{1,2}fatal|level.:50|level.:60|ERROR|FATAL|Exception%';

/**
 * Lines in the logs of an application that tell of an error, as a signal named `LogErrors`.
 *
 * It counts for everything that a `Monitoring` watches and that has such a log, unless `of` names one construct. Each
 * counted log costs a metric, about 0.30 USD a month.
 *
 * @example
 * new Monitoring(this, 'Monitoring', { logErrors: [LogErrors.above(10), LogErrors.above(100).of(shop)] });
 */
export class LogErrors {
  /**
   * A warning where more than so many lines a minute tell of an error, in three of five minutes.
   *
   * @param linesPerMinute at least 0
   */
  public static above(linesPerMinute: number, options: LogErrorsOptions = {}): LogErrors {
    return new LogErrors({
      pattern: options.pattern?.logPatternString ?? PATTERN,
      threshold: Threshold.above(linesPerMinute, MINUTES),
      problems: (prop) => [
        ...known(`${prop}.linesPerMinute`, linesPerMinute),
        ...decimal(`${prop}.linesPerMinute`, linesPerMinute, { min: 0 }),
      ],
    });
  }

  private constructor(
    /** @internal */ public readonly _variant: LogErrorsVariant,
    /** @internal */ public readonly _subject?: IConstruct,
  ) {}

  /** The same for one construct only. It goes before one for all. */
  public of(subject: IMonitored): LogErrors {
    return new LogErrors(this._variant, subject);
  }
}

guardFactories(LogErrors);

/** What counts as an error, and how many are too many. */
export interface LogErrorsVariant {
  readonly pattern: string;
  readonly threshold: Threshold;
  problems(prop: string): Problem[];
}

/** What is wrong with a list of these, apart from constructs without a log. */
export function logErrorsProblems(prop: string, list: readonly LogErrors[]): Problem[] {
  const subjects = list.map(({ _subject }) => _subject);
  return list.flatMap(({ _variant, _subject }, index) => [
    ..._variant.problems(`${prop}[${index}]`),
    ...contradiction(subjects.indexOf(_subject) < index, {
      prop: `${prop}[${index}]`, must: `be for something else than "${prop}[${subjects.indexOf(_subject)}]"`,
      got: _variant.threshold.value,
    }),
  ]);
}
