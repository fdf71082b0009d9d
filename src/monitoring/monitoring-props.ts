import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { IMonitored } from '../signal';
import type { BusinessHours, Tuning } from './alarms';
import type { Dashboards } from './dashboards';
import type { LogErrors } from './logs';
import type { Notification } from './notification';
import type { Objective } from './objectives';

/** What is watched, who hears about it, and what differs from the defaults. */
export interface MonitoringProps {
  /**
   * What to watch, each with everything inside of it, in this stack or in others of any Region.
   *
   * @default - everything in `watchedScope`
   */
  readonly subjects?: IMonitored[];

  /**
   * A scope in which everything that reports signals is watched, also what is added later: a stack, a stage or an app.
   *
   * @default - nothing more than `subjects`; without `subjects` the stack of a `Monitoring` and the whole app of a
   *   `MonitoringStack`
   */
  readonly watchedScope?: IConstruct;

  /**
   * Addresses that get a mail for everything. Each has to confirm it once for each stack.
   *
   * @default - no mails besides those of `notifications`
   */
  readonly emails?: string[];

  /**
   * Who else hears about alarms and events, and of which severity.
   *
   * @default - the operations topic of each stack alone, to which you can subscribe
   */
  readonly notifications?: Notification[];

  /**
   * Other limits for signals by their ids, and signals that stay silent. An id that no subject has is rejected.
   *
   * @default - the limits of the subjects, which know what they watch
   */
  readonly tuning?: Tuning[];

  /**
   * What services promise over 30 days. Alarms tell when they fail more than they may.
   *
   * @default - nothing is promised: only you know what your users need, and each objective has its price
   */
  readonly objectives?: Objective[];

  /**
   * Errors in logs of applications as a signal, for all that have such a log or for one construct.
   *
   * @default - lines are not counted: each log costs a metric, and not every line with an error is one for users
   */
  readonly logErrors?: LogErrors[];

  /**
   * How long alarms stay quiet after each sign of a deployment of their stack, 1 minute to 1 hour, in whole minutes.
   * What is still wrong then is told.
   *
   * @default - deployments keep nothing quiet: a new version that fails is worth a call
   */
  readonly suppressDuringDeployments?: Duration;

  /**
   * When warnings of alarms are sent. Critical alarms and events are sent at any time.
   *
   * @default - at any time
   */
  readonly warningHours?: BusinessHours;

  /**
   * Address of your runbooks, starting with `https://`. Every alarm links to `<runbooks>/<id of the signal>`.
   *
   * @default - no link; the description says what to look at first
   */
  readonly runbooks?: string;

  /**
   * Which dashboards are made. Each costs 3 USD a month, after three that are free for an account.
   *
   * @default Dashboards.perStack() - the fewest that show everything
   */
  readonly dashboards?: Dashboards;
}
