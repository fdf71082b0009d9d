import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { IBaseService } from 'aws-cdk-lib/aws-ecs';
import type { IReplicationGroupRef } from 'aws-cdk-lib/aws-elasticache';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';
import { contradiction, inWords, rejectOtherArguments, rejectProblems } from '../../core';
import { signalsProblems, type IMonitored, type IServesRequests, type Signal } from '../../signal';
import { watchAlb, type MonitoredAlbOptions } from './alb';
import { watchAutoScalingGroup, type MonitoredAutoScalingGroupOptions } from './auto-scaling-group';
import { watchEcsService, type MonitoredEcsServiceOptions } from './ecs-service';
import { watchElastiCache, type MonitoredElastiCacheOptions } from './elasti-cache';
import { watchLambda, type MonitoredLambdaOptions } from './lambda';
import { subjectOf } from './plain-subject';
import { watchRds, type MonitoredRdsOptions } from './rds';
import { watchSqs, type MonitoredSqsOptions } from './sqs';

/**
 * Constructs of the CDK as subjects of a `Monitoring`, with the same signals as the constructs of this library.
 *
 * A subject reads what it needs from the resource. Of one that was made elsewhere, by `fromXxx`, the CDK knows only its
 * name: the options say the rest. Its alarms stand in the stack where it was imported, and it has no events.
 * A construct is one subject: a second call with the same options, or with none, finds it; other options are an error.
 *
 * @example
 * const queue = new sqs.Queue(this, 'Orders');
 * new Monitoring(this, 'Monitoring', { subjects: [Monitored.sqs(queue)], emails: ['ops@example.com'] });
 */
export class Monitored {
  /** An Application Load Balancer: errors and rejected connections; with target groups what users get, too. */
  public static alb(loadBalancer: IApplicationLoadBalancer, options: MonitoredAlbOptions = {}): IServesRequests {
    rejectOthers('alb', 'loadBalancer:IApplicationLoadBalancer options:MonitoredAlbOptions', loadBalancer, options);
    rejectProblems(loadBalancer, 'Monitored.alb', contradiction(loadBalancer.metrics?.httpCodeElb === undefined, {
      prop: 'loadBalancer', must: 'be an Application Load Balancer', got: inWords(loadBalancer.node.path),
    }));
    return watchAlb(loadBalancer, options);
  }

  /** An ECS service on Fargate or EC2: CPU, memory, and tasks that are missing. */
  public static ecsService(service: IBaseService, options: MonitoredEcsServiceOptions = {}): IMonitored {
    rejectOthers('ecsService', 'service:IBaseService options:MonitoredEcsServiceOptions', service, options);
    return watchEcsService(service, options);
  }

  /** A database instance of RDS: CPU, load, storage, memory, connections, latency, credits. */
  public static rds(instance: IDatabaseInstance, options: MonitoredRdsOptions = {}): IMonitored {
    rejectOthers('rds', 'instance:IDatabaseInstance options:MonitoredRdsOptions', instance, options);
    return watchRds(instance, options);
  }

  /**
   * An Auto Scaling group: CPU, status checks, instances that are missing, capacity at its maximum.
   *
   * The group has to report its own metrics. Where it was made in this app they are switched on; they are free.
   */
  public static autoScalingGroup(
    group: IAutoScalingGroup, options: MonitoredAutoScalingGroupOptions = {},
  ): IMonitored {
    rejectOthers('autoScalingGroup', 'group:IAutoScalingGroup options:MonitoredAutoScalingGroupOptions', group,
      options);
    return watchAutoScalingGroup(group, options);
  }

  /** A replication group of Valkey or Redis with one shard: CPU, memory, evictions, connections, lag, credits. */
  public static elastiCache(group: IReplicationGroupRef, options: MonitoredElastiCacheOptions = {}): IMonitored {
    rejectOthers('elastiCache', 'group:IReplicationGroupRef options:MonitoredElastiCacheOptions', group, options);
    return watchElastiCache(group, options);
  }

  /** A queue: age of the oldest message, messages in flight, and any message in its dead-letter queue. */
  public static sqs(queue: IQueue, options: MonitoredSqsOptions = {}): IMonitored {
    rejectOthers('sqs', 'queue:IQueue options:MonitoredSqsOptions', queue, options);
    return watchSqs(queue, options);
  }

  /** A function: errors, throttles, and runs that come near their timeout. */
  public static lambda(lambdaFunction: IFunction, options: MonitoredLambdaOptions = {}): IMonitored {
    rejectOthers('lambda', 'lambdaFunction:IFunction options:MonitoredLambdaOptions', lambdaFunction, options);
    return watchLambda(lambdaFunction, options);
  }

  /**
   * Signals of yours, from any metric.
   *
   * @param scope in whose stack the alarms stand: that of whatever reports the metrics
   * @param id name of the subject
   */
  public static signals(scope: Construct, id: string, signals: Signal[]): IMonitored {
    rejectOtherArguments(
      undefined, 'Monitored.signals', 'scope:IConstruct id:string signals:Signal[]', [scope, id, signals],
    );
    const subject = subjectOf(scope, id, signals);
    rejectProblems(subject, 'Monitored.signals', [
      ...contradiction(signals.length === 0, { prop: 'signals', must: 'hold at least one signal', got: [] }),
      ...signalsProblems(signals),
    ]);
    return subject;
  }

  private constructor() {}
}

/** Something else in the place of the resource, or of its options. */
function rejectOthers(factory: string, slots: string, resource: IConstruct, options: object): void {
  rejectOtherArguments(resource, `Monitored.${factory}`, slots, [resource, options]);
}
