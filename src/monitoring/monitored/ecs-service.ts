import { Duration } from 'aws-cdk-lib';
import { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnService, type IBaseService } from 'aws-cdk-lib/aws-ecs';
import { integer, rejectProblems } from '../../core';
import { taskSignals } from '../../fargate-service';
import type { IMonitored } from '../../signal';
import { speakFor } from './plain-subject';

/** What the CDK does not know of a service. */
export interface MonitoredEcsServiceOptions {
  /**
   * Fewest tasks that always run, an integer of at least 0; 0 means that there may be none.
   *
   * @default - the smallest capacity of a service of this app that scales, else its desired count, else 1
   */
  readonly minTasks?: number;

  /**
   * Whether the cluster has Container Insights, which alone counts running tasks.
   *
   * @default false - an alarm on a metric that nobody reports would never end
   */
  readonly containerInsights?: boolean;
}

const METRIC = { statistic: 'Average', period: Duration.minutes(1) };

/** A service of ECS. */
export function watchEcsService(service: IBaseService, options: MonitoredEcsServiceOptions): IMonitored {
  rejectProblems(service, 'Monitored.ecsService', integer('minTasks', options.minTasks, { min: 0 }));
  const dimensionsMap = { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName };
  const measure = (namespace: string, metricName: string) =>
    new Metric({ namespace, metricName, dimensionsMap, ...METRIC });
  return speakFor(service, options, () => taskSignals({
    cpu: measure('AWS/ECS', 'CPUUtilization'),
    memory: measure('AWS/ECS', 'MemoryUtilization'),
    running: options.containerInsights ? measure('ECS/ContainerInsights', 'RunningTaskCount') : undefined,
    fewest: options.minTasks ?? fewestTasksOf(service) ?? 1,
    scalingAlarms: [],
    hasTargets: false,
  }));
}

/** Scaling may go below the desired count, which it starts from only. */
function fewestTasksOf(service: IBaseService): number | undefined {
  const resources = service.node.findAll();
  const target = resources.find((child) => child instanceof CfnScalableTarget);
  const resource = resources.find((child) => child instanceof CfnService);
  return target?.minCapacity ?? resource?.desiredCount;
}
