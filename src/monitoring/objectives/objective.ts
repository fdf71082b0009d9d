import type { IConstruct } from 'constructs';
import type { IServesRequests } from '../../signal';
import type { ObjectiveVariant } from './objective-variant';
import { availabilityVariant, latencyVariant, type LatencyObjectiveOptions } from './objective-variants';
import { guardFactories } from '../../core';

/**
 * What a service promises over 30 days, as a share of its requests or of the minutes.
 *
 * The share that may be bad is the budget. Alarms say when it burns too fast: critical ones within minutes of an
 * outage, warnings when it would be gone before the 30 days are over.
 *
 * It holds for everything that a `Monitoring` watches and that answers requests, unless `of` names one construct.
 *
 * @example
 * new Monitoring(this, 'Monitoring', {
 *   objectives: [
 *     Objective.availability(99.9),
 *     Objective.latency({ under: Duration.millis(500), percent: 99 }).of(shop),
 *     Objective.latency({ percentile: 99, under: Duration.seconds(2), percent: 99.9 }),
 *   ],
 * });
 */
export class Objective {
  /**
   * The share of requests that do not fail: without an error of the service, and where it has a load balancer of its
   * own, without one of that either.
   *
   * @param percent from 94 to 99.999, for example 99.9
   */
  public static availability(percent: number): Objective {
    return new Objective(availabilityVariant(percent));
  }

  /**
   * The share of requests that are answered in time, or with a `percentile` the share of minutes in which that
   * percentile is in time. Requests that get no answer at all do not count.
   *
   * With minutes, a quiet one weighs as much as a busy one, and the slowest rate, that of three days, is not watched:
   * CloudWatch looks back over a day of minutes at most.
   *
   * @param options a time, and how much has to be faster
   */
  public static latency(options: LatencyObjectiveOptions): Objective {
    return new Objective(latencyVariant(options));
  }

  private constructor(
    /** @internal */ public readonly _variant: ObjectiveVariant,
    /** @internal */ public readonly _subject?: IConstruct,
  ) {}

  /**
   * The same objective, for one construct only. It goes before one of the same kind for all.
   *
   * @param subject something that is watched
   */
  public of(subject: IServesRequests): Objective {
    return new Objective(this._variant, subject);
  }
}

guardFactories(Objective);
