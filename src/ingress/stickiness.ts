import { Duration } from 'aws-cdk-lib';
import { contradiction, duration, guardFactories, isKnown, type Problem, text } from '../core';
import { seconds } from './attributes';

const ONE_DAY = Duration.days(1);
const RESERVED_COOKIE = /^AWSALB/;

/**
 * Whether a client stays with the target that answered it first.
 *
 * Applications need it if they keep sessions in memory, above all WebSocket libraries that fall back to polling. It
 * makes the load uneven and scaling in slower, so it is off by default.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html
 *
 * @example
 * Ingress.http({ target: { stickiness: Stickiness.loadBalancerCookie() } });
 */
export class Stickiness {
  /** Every request may go to another target. */
  public static none(): Stickiness {
    return new Stickiness({ problems: () => [], attributes: () => ({ 'stickiness.enabled': 'false' }) });
  }

  /**
   * With a cookie of the load balancer.
   *
   * @param lifetime 1 second to 7 days; 1 day unless given
   */
  public static loadBalancerCookie(lifetime?: Duration): Stickiness {
    return new Stickiness(loadBalancerCookie(lifetime ?? ONE_DAY));
  }

  /**
   * For as long as the application's own cookie is there.
   *
   * @param cookieName name of the application's cookie; names that start with AWSALB are rejected, they belong to the
   *   load balancer
   * @param lifetime 1 second to 7 days; 1 day unless given
   */
  public static applicationCookie(cookieName: string, lifetime?: Duration): Stickiness {
    return new Stickiness(applicationCookie(cookieName, lifetime ?? ONE_DAY));
  }

  private constructor(/** @internal */ public readonly _variant: StickinessVariant) {}
}

guardFactories(Stickiness);

/** What the ways to keep a client at a target differ in. */
export interface StickinessVariant {
  /** How long a client stays with its target; nothing when it does not. */
  readonly lifetime?: Duration;
  problems(prop: string): Problem[];
  /** Attributes of the target group. */
  attributes(): Record<string, string>;
}

function loadBalancerCookie(lifetime: Duration): StickinessVariant {
  return {
    lifetime,
    problems: (prop) => lifetimeProblems(prop, lifetime),
    attributes: () => ({
      'stickiness.enabled': 'true',
      'stickiness.type': 'lb_cookie',
      'stickiness.lb_cookie.duration_seconds': seconds(lifetime),
    }),
  };
}

function applicationCookie(cookieName: string, lifetime: Duration): StickinessVariant {
  return {
    lifetime,
    problems: (prop) => [...lifetimeProblems(prop, lifetime), ...cookieNameProblems(prop, cookieName)],
    attributes: () => ({
      'stickiness.enabled': 'true',
      'stickiness.type': 'app_cookie',
      'stickiness.app_cookie.cookie_name': cookieName,
      'stickiness.app_cookie.duration_seconds': seconds(lifetime),
    }),
  };
}

function lifetimeProblems(prop: string, lifetime: Duration): Problem[] {
  return duration(`${prop}.lifetime`, lifetime, { min: Duration.seconds(1), max: Duration.days(7) });
}

function cookieNameProblems(prop: string, cookieName: string): Problem[] {
  return [
    ...text(
      `${prop}.cookieName`, cookieName, /[!#$%&'*+.^_`|~0-9A-Za-z-]{1,4096}/,
      'be the name of a cookie of at most 4096 characters',
    ),
    ...contradiction(isKnown(cookieName) && RESERVED_COOKIE.test(cookieName), {
      prop: `${prop}.cookieName`, must: 'not start with "AWSALB"', got: cookieName,
      advice: 'those names belong to the load balancer',
    }),
  ];
}
