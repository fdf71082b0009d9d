import { decide, type Verdict } from './decide';
import type { AlarmDefinition, AlarmState, Query } from './definition';
import type { Points } from './points';
import { ASSUMPTIONS, type Assumptions } from './rules';
import type { MetricSource } from './series';

const MINUTE = 60;
const OFTEN = 10;

/** What an evaluation saw and came to. */
export interface Evaluation extends Verdict {
  readonly points: Points;
  /** State before. */
  readonly previous: AlarmState;
}

/**
 * An alarm that is evaluated again and again, and remembers its state.
 *
 * It starts as every new alarm does, in INSUFFICIENT_DATA.
 */
export class MetricAlarm {
  private current: AlarmState;

  /** @param current state to start from */
  constructor(
    public readonly definition: AlarmDefinition, private readonly source: MetricSource,
    private readonly assumptions: Assumptions = ASSUMPTIONS, current: AlarmState = 'INSUFFICIENT_DATA',
  ) {
    this.current = current;
  }

  public get state(): AlarmState {
    return this.current;
  }

  /**
   * Evaluates the alarm if it is due: each minute, or every 10 seconds with a period below a minute.
   *
   * @param seconds the time now; what is sampled at it or later is not seen
   * @returns nothing when it is not due
   */
  public step(seconds: number): Evaluation | undefined {
    if (seconds % (this.definition.periodSeconds < MINUTE ? OFTEN : MINUTE) !== 0) return undefined;
    const [points, previous] = [this.pointsAt(seconds), this.current];
    const verdict = decide(points, this.definition, previous);
    this.current = verdict.state;
    return { ...verdict, points, previous };
  }

  /** The points of the evaluation range that ends at a time. */
  public pointsAt(seconds: number): Points {
    const { queries, returned } = this.definition;
    const known = new Map<string, Points>();
    const pointsOf = (id: string): Points => {
      const points = known.get(id) ?? this.evaluated(queries[id], seconds, pointsOf);
      known.set(id, points);
      return points;
    };
    return pointsOf(returned);
  }

  private evaluated(query: Query, seconds: number, pointsOf: (id: string) => Points): Points {
    if ('metric' in query) return this.measured(query, seconds);
    const metrics = () => Object.keys(this.definition.queries)
      .filter((id) => 'metric' in this.definition.queries[id]).map(pointsOf);
    return query.evaluate({ pointsOf, metrics, assumptions: this.assumptions });
  }

  private measured({ metric, statistic }: Extract<Query, { metric: unknown }>, seconds: number): Points {
    const { periodSeconds: period, evaluationPeriods } = this.definition;
    const { extraPeriods, metricDelaySeconds } = this.assumptions;
    const series = this.source.seriesOf(metric);
    const count = evaluationPeriods + extraPeriods;
    return Array.from({ length: count }, (_, index) => {
      const end = seconds - (count - 1 - index) * period;
      const samples = series?.between(end - period, Math.min(end, seconds - metricDelaySeconds)) ?? [];
      return samples.length === 0 ? undefined : statistic(samples);
    });
  }
}
