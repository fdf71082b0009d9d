import { contradiction, decimal, integer, renderProblem } from '../core';
import type { AdviceOptions, AdvisedPolicy } from './advice-options';
import type { Bounds } from './engine/adjustment';
import { clock } from './report/text';
import { rejectOptions } from './resolved-options';
import type { ScalingSimulation } from './scaling-simulation';
import { minimums, waysFor, type Way } from './search/ways';
import type { SimulationRun } from './simulation-run';

/** A policy that was tried, with its proof. */
interface Tried {
  readonly policy: AdvisedPolicy;
  readonly run: SimulationRun;
}

/** Where the bounds are one, nothing scales. */
const UNSCALED: Way = { text: 'no scaling', policies: [], metrics: [] };
/** Others that `alternatives` names. */
const NAMED = 10;

/**
 * The cheapest policy that bears a load quickly enough, found by playing the load to many of them: target tracking on
 * CPU and on requests, steps with their cooldowns, each with several smallest capacities, and the policies that the
 * template has.
 *
 * @example
 * const advice = simulation.ScalingAdvice.of(simulation.ScalingSimulation.of(shop), {
 *   trace: simulation.LoadTrace.steps([{ atSeconds: 0, value: 100 }, { atSeconds: 600, value: 800 }]),
 *   unitCapacity: 100, absorbWithinSeconds: 300,
 * });
 * const words = advice.toText();
 */
export class ScalingAdvice {
  /** Tries policies on a group or a service. An error names everything that is wrong with the options. */
  public static of(simulation: ScalingSimulation, options: AdviceOptions): ScalingAdvice {
    rejectAdvice(simulation, options);
    const price = unitPriceOf(simulation, options);
    const tried = triedPolicies(simulation, options, price);
    return new ScalingAdvice(options, tried);
  }

  private constructor(private readonly options: AdviceOptions, private readonly tried: readonly Tried[]) {}

  /** The cheapest policy that is enough; nothing if none of them is. */
  public get policy(): AdvisedPolicy | undefined {
    return this.enough[0]?.policy;
  }

  /** The run that proves it: that of the proposed policy, or of the quickest one if none is enough. */
  public get proof(): SimulationRun {
    return (this.enough[0] ?? this.quickest[0]).run;
  }

  /** Other policies that are enough, the cheapest first, at most 10. If none is enough, the quickest ones. */
  public get alternatives(): AdvisedPolicy[] {
    const [, ...others] = this.enough;
    return (this.enough.length > 0 ? others : this.quickest).slice(0, NAMED).map(({ policy }) => policy);
  }

  /** How many policies were tried. */
  public get triedCount(): number {
    return this.tried.length;
  }

  /** The proposal in words. */
  public toText(): string {
    const { policy, options: { absorbWithinSeconds, monthlyLimitUsd }, triedCount, alternatives } = this;
    const limit = monthlyLimitUsd === undefined ? '' : ` and $${monthlyLimitUsd} a month`;
    const goal = `${clock(absorbWithinSeconds)}${limit}`;
    const head = policy
      ? `The cheapest of ${triedCount} policies within ${goal}:\n  ${lineOf(policy)}`
      : `None of ${triedCount} policies is within ${goal}.`;
    const title = policy ? 'Others that are enough' : 'The quickest ones';
    const others = alternatives.map((each) => `  ${lineOf(each)}`);
    return `${[head, ...others.length === 0 ? [] : [`${title}:\n${others.join('\n')}`]].join('\n\n')}\n`;
  }

  private get enough(): Tried[] {
    return this.tried.filter(({ policy }) => policy.isEnough).sort((a, b) => costOf(a.policy) - costOf(b.policy));
  }

  private get quickest(): Tried[] {
    return [...this.tried].sort((a, b) => waitOf(a.policy) - waitOf(b.policy) || costOf(a.policy) - costOf(b.policy));
  }
}

/** Tries the smallest capacities in turn, until even the next of them would cost more than what is enough. */
function triedPolicies(
  simulation: ScalingSimulation, options: AdviceOptions, price: ((units: number) => number) | undefined,
): Tried[] {
  const { target } = simulation._chosen;
  const needed = neededUnits(options);
  const most = options.mostUnits ?? Math.max(target.bounds.max, needed);
  const tried: Tried[] = [];
  for (const min of minimums(target.bounds.min, Math.min(needed, most))) {
    const cheapest = Math.min(...tried.filter(({ policy }) => policy.isEnough).map(({ run }) => run.averageCapacity));
    if (min >= cheapest) break;
    const ways = min === most ? [UNSCALED] : waysFor(target, options.unitCapacity);
    tried.push(...ways.map((way) =>
      playWay(simulation, options, way, { bounds: { min, max: most }, price })));
  }
  return tried;
}

function playWay(
  simulation: ScalingSimulation, options: AdviceOptions, { text, policies, metrics }: Way,
  { bounds, price }: { bounds: Bounds; price: ((units: number) => number) | undefined },
): Tried {
  const { absorbWithinSeconds, monthlyLimitUsd = Infinity, initialCapacity = bounds.min } = options;
  const initial = Math.min(bounds.max, Math.max(bounds.min, initialCapacity));
  const run = simulation._run({ ...options, initialCapacity: undefined }, { policies, metrics, bounds, initial });
  const monthlyUsd = price?.(run.averageCapacity);
  const { secondsToAbsorb, droppedPercent, unitHours } = run;
  const isEnough = (secondsToAbsorb ?? Infinity) <= absorbWithinSeconds && (monthlyUsd ?? 0) <= monthlyLimitUsd;
  return { run, policy: {
    text: `${text}, from ${bounds.min} to ${bounds.max}`, minUnits: bounds.min, maxUnits: bounds.max,
    absorbSeconds: secondsToAbsorb, droppedPercent, unitHours, monthlyUsd, isEnough,
  } };
}

function neededUnits({ trace, unitCapacity }: AdviceOptions): number {
  const largest = trace._values.reduce((most, value) => Math.max(most, value), 0);
  return Math.max(1, Math.ceil(largest / unitCapacity - 1e-9));
}

/**
 * What a month costs at a capacity, on the line through the smallest and the largest one of the template; nothing
 * without a Region.
 */
function unitPriceOf(simulation: ScalingSimulation, { cost }: AdviceOptions): ((units: number) => number) | undefined {
  const { minCapacity, maxCapacity } = simulation;
  const monthly = simulation._monthly(cost);
  if (!monthly) return undefined;
  const each = maxCapacity > minCapacity ? (monthly.maximum - monthly.minimum) / (maxCapacity - minCapacity) : 0;
  return (units) => monthly.minimum + (units - minCapacity) * each;
}

function rejectAdvice(simulation: ScalingSimulation, options: AdviceOptions): void {
  const { minCapacity } = simulation;
  rejectOptions(options, simulation._chosen.target);
  const problems = [
    ...decimal('absorbWithinSeconds', options.absorbWithinSeconds, { min: 0, unit: 'seconds' }),
    ...decimal('monthlyLimitUsd', options.monthlyLimitUsd, { min: 0, unit: 'US dollars' }),
    ...integer('mostUnits', options.mostUnits, { min: minCapacity, max: 10_000, unit: 'instances or tasks' }),
    ...contradiction(options.monthlyLimitUsd !== undefined && simulation._monthly(options.cost) === undefined, {
      prop: 'monthlyLimitUsd', must: 'come with a Region', got: options.monthlyLimitUsd,
      advice: 'give "cost.region", and a "cost.priceBook" if the library has no prices for that Region',
    }),
  ];
  if (problems.length === 0) return;
  throw new Error(['no advice is possible:', ...problems.map((each) => `  ${renderProblem(each)}`)].join('\n'));
}

function costOf({ monthlyUsd, unitHours }: AdvisedPolicy): number {
  return monthlyUsd ?? unitHours;
}

function waitOf({ absorbSeconds = Infinity }: AdvisedPolicy): number {
  return absorbSeconds;
}

function lineOf({ text, absorbSeconds, monthlyUsd, unitHours, droppedPercent }: AdvisedPolicy): string {
  const wait = absorbSeconds === undefined ? 'never absorbed' : `absorbed in ${clock(absorbSeconds)}`;
  const price = monthlyUsd === undefined ? `${unitHours.toFixed(2)} unit-hours` : `$${monthlyUsd.toFixed(2)} a month`;
  return `${text}: ${wait}, ${droppedPercent.toFixed(2)} % dropped, ${price}`;
}
