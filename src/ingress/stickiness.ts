import { Duration } from 'aws-cdk-lib';
import { contradiction, duration, isKnown, text, type Problem } from '../core';
import { seconds } from './attributes';

const ONE_DAY = Duration.days(1);
const RESERVED_COOKIE = /^AWSALB/;

/**
 * Whether a client stays with the target that answered it first.
 *
 * Sessions that live in the memory of one target need it, WebSocket libraries with a polling fallback most of all. It
 * makes load
 * uneven and scaling in slower, so it is off unless asked for.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html
 *
 * @example
 * Ingress.http({ stickiness: Stickiness.loadBalancerCookie() });
 */
export class Stickiness {
  /** Every request may go to another target. */
  public static none(): Stickiness {
    return new Stickiness();
  }

  /**
   * With a cookie of the load balancer.
   *
   * @param lifetime 1 second to 7 days; 1 day unless given
   */
  public static loadBalancerCookie(lifetime?: Duration): Stickiness {
    return new Stickiness(lifetime ?? ONE_DAY);
  }

  /**
   * For as long as the application's own cookie is there.
   *
   * @param cookieName name of the application's cookie; names that start with AWSALB are rejected, they belong to the
   *   load balancer
   * @param lifetime 1 second to 7 days; 1 day unless given
   */
  public static applicationCookie(cookieName: string, lifetime?: Duration): Stickiness {
    return new Stickiness(lifetime ?? ONE_DAY, cookieName);
  }

  private constructor(
    /** How long a client stays with its target; nothing when it does not. */
    public readonly lifetime?: Duration,
    /** Name of the application's cookie; nothing with a cookie of the load balancer. */
    public readonly cookieName?: string,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...duration(`${prop}.lifetime`, this.lifetime, { min: Duration.seconds(1), max: Duration.days(7) }),
      ...text(
        `${prop}.cookieName`, this.cookieName, /[!#$%&'*+.^_`|~0-9A-Za-z-]{1,4096}/,
        'be the name of a cookie of at most 4096 characters',
      ),
      ...contradiction(isKnown(this.cookieName) && RESERVED_COOKIE.test(this.cookieName), {
        prop: `${prop}.cookieName`, must: 'not start with "AWSALB"', got: this.cookieName,
        advice: 'those names belong to the load balancer',
      }),
    ];
  }

  /** @internal */
  public _attributes(): Record<string, string> {
    if (this.lifetime === undefined) return { 'stickiness.enabled': 'false' };
    if (this.cookieName === undefined) {
      return {
        'stickiness.enabled': 'true',
        'stickiness.type': 'lb_cookie',
        'stickiness.lb_cookie.duration_seconds': seconds(this.lifetime),
      };
    }
    return {
      'stickiness.enabled': 'true',
      'stickiness.type': 'app_cookie',
      'stickiness.app_cookie.cookie_name': this.cookieName,
      'stickiness.app_cookie.duration_seconds': seconds(this.lifetime),
    };
  }
}
