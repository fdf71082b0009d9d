import { contradiction, decimal, guardFactories, inWords, isKnown, known, text, type Problem } from '../core';
import { Severity } from '../signal';
import type { MetricThresholds } from './content';
import { LIMITS, WATCHDOG } from './rules';

/** Other limits of a rule of Prometheus, each in the unit that its description names. */
export interface RuleLimits {
  /**
   * Where users are affected.
   *
   * @default - as the rule has it
   */
  readonly criticalThreshold?: number;
  /**
   * Where users will be affected if nobody acts.
   *
   * @default - as the rule has it
   */
  readonly warningThreshold?: number;
}

/**
 * A change to the alert rules of Prometheus, for all subjects: another limit, or silence with a reason. `Tuning` does
 * the same for the alarms of CloudWatch.
 *
 * @example
 * const rules = [
 *   RuleTuning.limit('VoteQueueAge', { warningThreshold: 30, criticalThreshold: 120 }),
 *   RuleTuning.silence('ScrapeGaps', 'the office network is slow on Mondays, and we know it'),
 * ];
 */
export class RuleTuning {
  /**
   * Fires at another limit; dashboards draw it there.
   *
   * @param rule name of the rule, for example `VoteQueueAge`
   */
  public static limit(rule: string, limits: RuleLimits): RuleTuning {
    return new RuleTuning({ rule, limits, problems: (prop) => limitProblems(prop, rule, limits) });
  }

  /**
   * The rule is left out.
   *
   * @param rule name of the rule, for example `ScrapeGaps`
   * @param reason for whoever asks in a year, of 10 to 200 characters
   */
  public static silence(rule: string, reason: string): RuleTuning {
    return new RuleTuning({
      rule,
      isSilent: true,
      problems: (prop) => [
        ...contradiction(rule === WATCHDOG, {
          prop: `${prop}.rule`, must: 'not be the rule whose silence is the alarm', got: rule,
        }),
        ...text(`${prop}.reason`, reason, /\S[^]{8,198}\S/, 'be a reason of 10 to 200 characters'),
      ],
    });
  }

  private constructor(
    /** @internal */
    public readonly _variant: RuleTuningVariant,
  ) {}
}

guardFactories(RuleTuning);

/** What the changes differ in. */
export interface RuleTuningVariant {
  readonly rule: string;
  readonly limits?: RuleLimits;
  readonly isSilent?: boolean;
  problems(prop: string): Problem[];
}

const NAME = /[A-Z][A-Za-z0-9]*/;
const WHOLE = 100;

/** What is wrong with a list of changes, apart from names that no rule has. */
export function ruleTuningProblems(prop: string, tunings: readonly RuleTuning[]): Problem[] {
  const names = tunings.map(({ _variant }) => _variant.rule);
  return tunings.flatMap(({ _variant: variant }, i) => [
    ...text(`${prop}[${i}].rule`, variant.rule, NAME, 'be the name of a rule', 'for example "VoteQueueAge"'),
    ...variant.problems(`${prop}[${i}]`),
    ...contradiction(names.indexOf(variant.rule) < i, {
      prop: `${prop}[${i}]`, must: `change another rule than "${prop}[${names.indexOf(variant.rule)}]"`,
      got: variant.rule,
    }),
  ]);
}

/** Names that no rule of this Prometheus has. */
export function unknownRuleProblems(
  prop: string, tunings: readonly RuleTuning[], rules: readonly string[],
): Problem[] {
  return tunings.flatMap(({ _variant: { rule } }, i) => contradiction(!rules.includes(rule), {
    prop: `${prop}[${i}].rule`, must: `be one of ${[...new Set(rules)].sort().join(', ')}`, got: rule,
  }));
}

/** Thresholds with the changes in place. */
export function tuned(thresholds: MetricThresholds, tunings: readonly RuleTuning[]): MetricThresholds {
  const changes = tunings.flatMap(({ _variant: { rule, limits = {} } }) =>
    Object.values(Severity).map((severity) => [LIMITS[rule]?.[severity], limits[propOf(severity)]] as const));
  return {
    ...thresholds,
    ...Object.fromEntries(changes.filter(([name, value]) => name !== undefined && value !== undefined)),
  };
}

function limitProblems(prop: string, rule: string, limits: RuleLimits): Problem[] {
  const own = LIMITS[rule];
  if (own === undefined) return [{
    prop: `${prop}.rule`, must: `be one with a limit: ${Object.keys(LIMITS).join(', ')}`, got: rule,
    advice: 'the others can be silenced',
  }];
  const { criticalThreshold, warningThreshold } = limits;
  const given = Object.values(Severity).filter((severity) => limits[propOf(severity)] !== undefined);
  return [
    ...contradiction(given.length === 0, {
      prop, must: 'give "criticalThreshold" or "warningThreshold"', got: inWords('neither'),
    }),
    ...given.flatMap((severity) => {
      const [at, value] = [`${prop}.${propOf(severity)}`, limits[propOf(severity)]];
      return [
        ...contradiction(own[severity] === undefined, {
          prop: at, must: `be left out, because ${rule} has no such severity`, got: value,
        }),
        ...known(at, value),
        ...decimal(at, value, { min: 0 }),
        ...contradiction(isPercent(own[severity]) && isKnown(value) && value >= WHOLE, {
          prop: at, must: `be below ${WHOLE}, because the rule fires above it`, got: value,
          advice: 'a share in percent is never larger',
        }),
      ];
    }),
    ...contradiction(
      criticalThreshold !== undefined && warningThreshold !== undefined && criticalThreshold < warningThreshold,
      { prop: `${prop}.criticalThreshold`, must: 'be at least "warningThreshold"', got: criticalThreshold },
    ),
  ];
}

function isPercent(threshold: keyof MetricThresholds | undefined): boolean {
  return threshold?.endsWith('Percent') === true;
}

function propOf(severity: Severity): keyof RuleLimits {
  return severity === Severity.CRITICAL ? 'criticalThreshold' : 'warningThreshold';
}
