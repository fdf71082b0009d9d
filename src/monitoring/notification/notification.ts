import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Severity } from '../../signal';
import { incidentVariant, opsItemVariant } from './alarm-actions';
import { slackVariant, teamsVariant, type SlackOptions, type TeamsOptions } from './chat-variants';
import type { NotificationVariant } from './notification-variant';
import { emailVariant, httpsVariant, topicVariant } from './subscriptions';
import { guardFactories } from '../../core';

/**
 * Whom a stack tells about alarms and events, and about which.
 *
 * @example
 * const pager = Notification.https('https://events.pagerduty.com/integration/0123456789abcdef/enqueue');
 * const notifications = [Notification.email('ops@example.com'), pager.only(Severity.CRITICAL)];
 */
export class Notification {
  /**
   * A mail to a person or a list.
   *
   * AWS sends one mail for each stack that has to be confirmed; until then nothing arrives.
   *
   * @param address for example `ops@example.com`
   */
  public static email(address: string): Notification {
    return new Notification(emailVariant(address));
  }

  /**
   * A request to a paging system, in the format of Amazon SNS, which the system has to confirm itself.
   *
   * PagerDuty: the URL of the integration "Amazon CloudWatch",
   * `https://events.pagerduty.com/integration/<key>/enqueue`.
   * Opsgenie: `https://api.opsgenie.com/v1/json/amazonsns?apiKey=<key>`. Whoever may read the template reads the key.
   *
   * @param url starts with `https://`
   */
  public static https(url: string): Notification {
    return new Notification(httpsVariant(url));
  }

  /**
   * A channel of Slack, through Amazon Q Developer in chat applications.
   *
   * Somebody has to allow the workspace once, by hand, in the console of Amazon Q Developer in chat applications.
   */
  public static slack(options: SlackOptions): Notification {
    return new Notification(slackVariant(options));
  }

  /**
   * A channel of Microsoft Teams, through Amazon Q Developer in chat applications.
   *
   * Somebody has to allow the team once, by hand, in the console of Amazon Q Developer in chat applications.
   */
  public static teams(options: TeamsOptions): Notification {
    return new Notification(teamsVariant(options));
  }

  /**
   * A standard topic of yours, in the Region and account of the subjects.
   *
   * @param topic its policy, and the policy of its key, must let `cloudwatch.amazonaws.com` and `events.amazonaws.com`
   *   publish
   */
  public static topic(topic: ITopic): Notification {
    return new Notification(topicVariant(topic));
  }

  /** An OpsItem of AWS Systems Manager for each alarm, not for events: severity 1 if critical, else 3. */
  public static opsItem(): Notification {
    return new Notification(opsItemVariant());
  }

  /**
   * An incident of AWS Systems Manager Incident Manager for each alarm, not for events.
   *
   * @param responsePlanName name of a response plan in the Region and account of the subjects
   */
  public static incident(responsePlanName: string): Notification {
    return new Notification(incidentVariant(responsePlanName));
  }

  private constructor(
    /** @internal */ public readonly _variant: NotificationVariant,
    /** @internal */ public readonly _severity?: Severity,
  ) {}

  /**
   * The same notification, for one severity only.
   *
   * Each stack gets a topic for that severity: a pager hears nothing of warnings.
   *
   * @param severity all others are left out
   */
  public only(severity: Severity): Notification {
    return new Notification(this._variant, severity);
  }
}

guardFactories(Notification);
