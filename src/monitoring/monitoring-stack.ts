import {
  CfnWaitConditionHandle, CrossStackReferences, ReferenceStrength, Stack, Stage, type StackProps,
} from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { rejectOtherKinds } from '../core';
import type { IMonitored } from '../signal';
import { Monitoring } from './monitoring';
import type { MonitoringProps } from './monitoring-props';

/** A stack, and what it watches. */
export interface MonitoringStackProps extends StackProps, MonitoringProps {}

/**
 * A stack that watches other stacks. Their alarms stand in them, so it can be deployed, changed and removed at any
 * time.
 *
 * Without `subjects` and `watchedScope` it watches the whole app, or the whole stage that it is in.
 *
 * @example
 * new MonitoringStack(app, 'Monitoring', { subjects: [database], emails: ['ops@example.com'] });
 */
export class MonitoringStack extends Stack {
  /** What does the work. */
  public readonly monitoring: Monitoring;

  constructor(scope: Construct, id: string, props: MonitoringStackProps = {}) {
    super(scope, id, props);
    rejectOtherKinds(this, 'MonitoringStack', props);
    // what another stack made is never held there by an export.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);
    const watchesAll = !props.subjects && !props.watchedScope;
    const own = watchesAll ? { ...props, watchedScope: Stage.of(this) } : props;
    this.monitoring = new Monitoring(this, 'Monitoring', own);
    // alarms stand in the stacks of their subjects, and CloudFormation takes no stack without a resource.
    if (props.dashboards?._variant.draws === false) new CfnWaitConditionHandle(this, 'Placeholder');
  }

  /** Watches more constructs, each with everything inside of it. */
  public watch(...subjects: IMonitored[]): void {
    this.monitoring.watch(...subjects);
  }

  /** Watches everything in a scope that reports signals, also what is added later. */
  public watchScope(scope: IConstruct): void {
    this.monitoring.watchScope(scope);
  }
}
