import { contradiction, decimal, integer, inWords, renderProblem, type Problem } from '../core';
import { LoadKind } from './engine/readings';
import { LoadTrace } from './load-trace';
import type { ScaledTarget } from './reading/scaled-target';
import type { SimulationOptions } from './simulation-options';

/** Options with nothing left out. */
export type ResolvedOptions = Required<SimulationOptions>;

const DAY = 86_400;
/** What public logs show, in seconds. */
const LAUNCH = { instances: 33, tasks: 23 };
const METRIC_DELAY = { instances: 60, tasks: 183, queue: 60 };
const MONDAY = '2026-01-05T00:00:00Z';

export function resolveOptions(options: SimulationOptions, target: ScaledTarget): ResolvedOptions {
  const kind = target.isGroup ? 'instances' : 'tasks';
  const isQueue = target.metrics.some((metric) => metric.kind === LoadKind.BACKLOG);
  return {
    trace: options.trace,
    unitCapacity: options.unitCapacity,
    launchSeconds: options.launchSeconds ?? LAUNCH[kind],
    healthySeconds: options.healthySeconds ?? target.healthySeconds,
    drainSeconds: options.drainSeconds ?? target.drainSeconds,
    metricDelaySeconds: options.metricDelaySeconds ?? METRIC_DELAY[isQueue ? 'queue' : kind],
    initialCapacity: options.initialCapacity ?? target.initial,
    startsAt: options.startsAt ?? MONDAY,
  };
}

/** Fails with everything that is wrong, or returns when nothing is. */
export function rejectOptions(options: SimulationOptions, target: ScaledTarget): void {
  const problems = optionProblems(options, target);
  if (problems.length === 0) return;
  throw new Error(['the simulation cannot run:', ...problems.map((each) => `  ${renderProblem(each)}`)].join('\n'));
}

function optionProblems(options: SimulationOptions, { bounds }: ScaledTarget): Problem[] {
  const { trace, unitCapacity, launchSeconds, healthySeconds, drainSeconds, metricDelaySeconds, startsAt } = options;
  const seconds = { min: 0, max: DAY, unit: 'seconds' };
  return [
    ...trace instanceof LoadTrace
      ? trace._problems('trace')
      : [{ prop: 'trace', must: 'be a LoadTrace', got: inWords(typeof trace) }],
    ...contradiction(!(Number.isFinite(unitCapacity) && unitCapacity > 0), {
      prop: 'unitCapacity', must: 'be a number above 0', got: unitCapacity,
    }),
    ...integer('launchSeconds', launchSeconds, seconds),
    ...integer('healthySeconds', healthySeconds, seconds),
    ...integer('drainSeconds', drainSeconds, seconds),
    ...decimal('metricDelaySeconds', metricDelaySeconds, { min: 0, max: 3600, unit: 'seconds' }),
    ...integer('initialCapacity', options.initialCapacity, { ...bounds, unit: 'instances or tasks' }),
    ...contradiction(startsAt !== undefined && !isMoment(startsAt), {
      prop: 'startsAt', must: 'be a moment in ISO form on a whole minute, such as 2026-11-26T08:00:00Z', got: startsAt,
    }),
  ];
}

/** With a time zone, because a moment without one depends on the machine. */
function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:00(\.0+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}
