import { Annotations } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ITaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { rejectOtherKinds, rejectProblems, writeOutputs } from '../core';
import type { IMonitored, Signal } from '../signal';
import { networkDependencies } from '../workload';
import { jobProblems, jobShapeProblems } from './job-problems';
import { JobStart } from './job/job-start';
import { JobTask } from './job/job-task';
import { jobSignals } from './job/signals';
import { servicesOf } from './required-services';
import type { ScheduledJobProps } from './scheduled-job-props';

/** Enough for a moment without capacity. */
const RETRIES = 2;

/**
 * A job of a service that starts by the clock: the image, the settings, the connections, the rights and the network of
 * the service, with another command. Migration and sidecars of the service do not run.
 *
 * EventBridge starts a run whether or not the last one has ended, and in rare cases starts one twice: a job that must
 * not overlap holds a lock, for example an advisory lock of PostgreSQL. Names of Service Connect work in services only.
 *
 * @example
 * new ScheduledJob(this, 'Invoices', {
 *   service: shop,
 *   schedule: JobSchedule.at({ hour: '3', timeZone: TimeZone.EUROPE_BERLIN }),
 *   command: ['npm', 'run', 'invoices'],
 * });
 */
export class ScheduledJob extends Construct implements IMonitored {
  /** Definition of the task. */
  public readonly taskDefinition: ITaskDefinition;
  /** Where the job logs, in streams `job/app/<task id>`. */
  public readonly logGroup: ILogGroup;
  /** Runs that EventBridge could not start. */
  public readonly deadRuns: IQueue;

  private readonly start: JobStart;
  private readonly isEnabled: boolean;

  constructor(scope: Construct, id: string, private readonly props: ScheduledJobProps) {
    super(scope, id);
    rejectOtherKinds(this, 'ScheduledJob', props);
    rejectProblems(this, 'ScheduledJob', jobShapeProblems(props));
    rejectProblems(this, 'ScheduledJob', jobProblems(this, props));
    this.warnAboutNames();

    const job = this.createTask();
    this.isEnabled = props.enabled ?? !props.service._parts.task.image.isBootstrap;
    this.start = this.createStart(job);
    this.taskDefinition = job.definition;
    this.logGroup = job.logGroup;
    this.deadRuns = this.start.deadRuns;
  }

  /** Runs that could not be started, and for a job of each day or more often starts that do not come. */
  public signals(): Signal[] {
    return jobSignals({
      group: this.start.group.ref, deadRuns: this.deadRuns,
      gap: this.isEnabled ? this.props.schedule._variant.gap : undefined,
    });
  }

  /**
   * Writes the stack outputs `<prefix>TaskDefinitionArn`, `<prefix>LogGroupName` and `<prefix>DeadRunsUrl`.
   *
   * @param prefix first part of each name; the id of the construct by default
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, {
      TaskDefinitionArn: this.taskDefinition.taskDefinitionArn,
      LogGroupName: this.logGroup.logGroupName,
      DeadRunsUrl: this.deadRuns.queueUrl,
    });
  }

  private createTask(): JobTask {
    const { service, command, image, environment, secrets, size, logRetention } = this.props;
    const { props, task } = service._parts;
    return new JobTask(this, 'Task', {
      command, image, environment, secrets, logRetention, task,
      serviceImage: props.image, size: size ?? props.size, architecture: props.architecture,
      container: props.container, given: props,
    });
  }

  private createStart({ definition, executionRole }: JobTask): JobStart {
    const { service, schedule, retries = RETRIES, image, secrets } = this.props;
    const { vpc, image: serviceImage, placed } = service._parts.props;
    const called = servicesOf({ vpc, image: image ?? serviceImage, secrets }, false);
    return new JobStart(this, 'Start', {
      schedule: schedule._variant,
      enabled: this.isEnabled,
      retries,
      cluster: service.cluster,
      taskDefinition: definition,
      roles: [service.taskRole.roleArn, executionRole.roleArn],
      subnetIds: vpc.selectSubnets(placed.subnetsOf(vpc)).subnetIds,
      isPublic: placed.isPublic,
      securityGroupIds: [service.securityGroup, ...placed.securityGroups].map(({ securityGroupId }) => securityGroupId),
      after: [executionRole, ...networkDependencies(vpc, called, placed)],
    });
  }

  /** ECS runs the proxy beside the tasks of services only. */
  private warnAboutNames(): void {
    if (this.props.service._parts.props.serviceConnect === undefined) return;
    Annotations.of(this).addWarningV2('cdk-elastic-web:jobWithoutServiceConnect',
      `the job does not find the names of Service Connect that ${this.props.service.node.path} calls: ECS runs the `
      + 'proxy in services only; let the job call a load balancer, or put its work into a queue');
  }
}
