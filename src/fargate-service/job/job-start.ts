import { Duration, Stack } from 'aws-cdk-lib';
import type { ICluster, ITaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IDependable } from 'constructs';
import { acknowledge, dependOn, grantSend, LeastPrivilegeRole, profileKeyOf } from '../../core';
import type { JobScheduleVariant } from './job-schedule';

/** A run that is later than this is no longer the one that was meant. */
const LATEST = Duration.hours(1);
const DEAD_RUN_RETENTION = Duration.days(14);

/** What is started, where, and when. */
export interface JobStartProps {
  readonly schedule: JobScheduleVariant;
  readonly enabled: boolean;
  readonly retries: number;
  readonly cluster: ICluster;
  readonly taskDefinition: ITaskDefinition;
  /** Roles that ECS hands to the task. */
  readonly roles: readonly string[];
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
  /** Whether the task has a public address. */
  readonly isPublic: boolean;
  /** What the first run needs, which may be at once. */
  readonly after: IDependable[];
}

/** The schedule of a job, with the rights to start it and a queue for runs that could not be started. */
export class JobStart extends Construct {
  /** Counts by group are the only ones that EventBridge Scheduler has, so each job has a group. */
  public readonly group: CfnScheduleGroup;
  public readonly deadRuns: IQueue;

  constructor(scope: Construct, id: string, private readonly props: JobStartProps) {
    super(scope, id);
    this.group = new CfnScheduleGroup(this, 'Group');
    this.deadRuns = this.createQueue();
    this.createSchedule();
  }

  private createQueue(): Queue {
    const key = profileKeyOf(this);
    const queue = new Queue(this, 'DeadRuns', {
      encryption: key ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: DEAD_RUN_RETENTION,
    });
    acknowledge(queue, 'deadRuns');
    return queue;
  }

  private createSchedule(): void {
    const { schedule, enabled, retries, cluster, taskDefinition } = this.props;
    const { subnetIds, securityGroupIds, isPublic } = this.props;
    const role = this.createRole();
    const start = new CfnSchedule(this, 'Schedule', {
      groupName: this.group.ref,
      scheduleExpression: schedule.expression,
      scheduleExpressionTimezone: schedule.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      state: enabled ? 'ENABLED' : 'DISABLED',
      target: {
        arn: cluster.clusterArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: this.deadRuns.queueArn },
        retryPolicy: { maximumRetryAttempts: retries, maximumEventAgeInSeconds: LATEST.toSeconds() },
        ecsParameters: {
          taskDefinitionArn: taskDefinition.taskDefinitionArn,
          launchType: 'FARGATE',
          taskCount: 1,
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: subnetIds, securityGroups: securityGroupIds, assignPublicIp: isPublic ? 'ENABLED' : 'DISABLED',
            },
          },
        },
      },
    });
    dependOn(start, role, ...this.props.after);
  }

  private createRole(): LeastPrivilegeRole {
    const { cluster, taskDefinition, roles } = this.props;
    const role = new LeastPrivilegeRole(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account, 'aws:SourceArn': this.group.attrArn },
        },
      }),
      description: 'Amazon EventBridge starts one job',
    });
    role.addToPolicy(new PolicyStatement({
      sid: 'Start',
      actions: ['ecs:RunTask'],
      resources: [taskDefinition.taskDefinitionArn],
      conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
    }));
    role.addToPolicy(new PolicyStatement({
      sid: 'Roles',
      actions: ['iam:PassRole'],
      resources: [...roles],
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    }));
    grantSend(this.deadRuns, role);
    return role;
  }
}
