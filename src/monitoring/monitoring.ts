import { Stack, Stage } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { appProblems, rejectOtherKinds, rejectProblems, rememberLogicalIds, renderProblem } from '../core';
import { OperationsTopic, type IMonitored } from '../signal';
import { Dashboards } from './dashboards';
import { lateProblems, monitoringProblems, subjectProblems } from './monitoring-problems';
import type { MonitoringProps } from './monitoring-props';
import { Notification } from './notification';
import { triggerFor } from './trigger';
import { addWatch, type Watch } from './watch';

/**
 * Alarms, events, messages and dashboards for everything that reports signals.
 *
 * What watches a subject is made beside it, in its stack, when the app is synthesized: an alarm for each limit of each
 * signal, one alarm for each severity that pages, rules for events. Nothing is exported from a watched stack, so no
 * monitoring is ever in the way of a deployment.
 *
 * @example
 * new Monitoring(this, 'Monitoring', { emails: ['ops@example.com'] });
 */
export class Monitoring extends Construct {
  private readonly watching: Watch;

  constructor(scope: Construct, id: string, props: MonitoringProps = {}) {
    super(scope, id);
    rememberLogicalIds(this);
    rejectOtherKinds(this, 'Monitoring', props);
    const notifications = [
      ...(props.emails ?? []).map((address) => Notification.email(address)), ...props.notifications ?? [],
    ];
    rejectProblems(this, 'Monitoring', monitoringProblems(props, notifications));

    this.watching = {
      owner: this,
      tuning: props.tuning ?? [],
      objectives: props.objectives ?? [],
      logErrors: props.logErrors ?? [],
      addressees: notifications.map(({ _variant, _severity }) => ({
        notification: _variant.bind(this), severity: _severity,
      })),
      runbooks: props.runbooks?.replace(/\/+$/, ''),
      warningHours: props.warningHours,
      suppressDuringDeployments: props.suppressDuringDeployments,
      dashboards: props.dashboards ?? Dashboards.perStack(),
      found: [],
      applied: new Set(),
    };
    this.watch(...props.subjects ?? []);
    if (props.watchedScope || !props.subjects) this.watchScope(props.watchedScope ?? Stack.of(this));
    this.node.addValidation({ validate: () => lateProblems(this.watching).map(renderProblem) });
  }

  /**
   * Watches more constructs, each with everything inside of it.
   *
   * @param subjects of this library, of yours, or constructs of the CDK wrapped by `Monitored`
   */
  public watch(...subjects: IMonitored[]): void {
    rejectProblems(this, 'Monitoring.watch', [
      ...subjectProblems('subjects', subjects),
      ...subjects.flatMap((subject, i) => subject?.node ? appProblems(this, `subjects[${i}]`, subject) : []),
    ]);
    for (const subject of subjects) this.watchScope(subject);
  }

  /**
   * Watches everything in a scope that reports signals, also what is added later.
   *
   * @param scope a construct, a stack, a stage or an app
   */
  public watchScope(scope: IConstruct): void {
    rejectProblems(this, 'Monitoring.watchScope', scope?.node ? appProblems(this, 'scope', scope) : []);
    addWatch(scope, this.watching);
    triggerFor(scope);
    // early, so that tags and other aspects of the stack reach it.
    if (!Stage.isStage(scope) && !Stack.isStack(scope)) OperationsTopic.of(scope as Construct);
  }
}
