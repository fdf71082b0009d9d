import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Problem } from '../../core';
import type { Severity } from '../../signal';

/** What the ways to notify differ in. */
export interface NotificationVariant {
  problems(prop: string): Problem[];
  /**
   * Makes what there is once for all stacks.
   *
   * @param scope inside of the `Monitoring`
   */
  bind(scope: Construct): BoundNotification;
}

/** A notification of one `Monitoring`. */
export interface BoundNotification {
  /**
   * Whom an alarm or an event of one severity is sent to.
   *
   * @param topic of the stack of the subject, made when it is asked for
   */
  reach(topic: () => ITopic, severity: Severity): Reached;
}

/** What one notification adds to an alarm and to the rules of events. */
export interface Reached {
  readonly topics: readonly ITopic[];
  /** What an alarm does besides, when it is raised; two with the same key are the same. */
  readonly actions: { readonly [key: string]: IAlarmAction };
}
