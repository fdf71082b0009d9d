import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import {
  PropagatedTagSource, type FargateService, type FargateServiceProps, type FargateTaskDefinition, type ICluster,
} from 'aws-cdk-lib/aws-ecs';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { ScrapeDiscovery } from '../signal';
import type { ScrapedWorkload } from '../workload';
import type { ResolvedProps } from './resolved-props';
import { capacityOf } from './spot';
import type { Task } from './task/task';

/** Where the scaling policies and their alarms stand. */
export const SCALING = 'Scaling';

/** What jobs of a service take over. */
export interface ServiceParts {
  readonly props: ResolvedProps;
  readonly task: Task;
}

/** What people and pipelines call a service by. */
interface Named {
  readonly service: FargateService;
  readonly cluster: ICluster;
  readonly securityGroup: ISecurityGroup;
  readonly logGroup: ILogGroup;
  readonly repository?: IRepository;
}

/** Stack outputs of a service by name. */
export function outputsOf({ service, cluster, securityGroup, logGroup, repository }: Named): Record<string, string> {
  return {
    ServiceName: service.serviceName,
    ClusterName: cluster.clusterName,
    SecurityGroupId: securityGroup.securityGroupId,
    LogGroupName: logGroup.logGroupName,
    ...repository && { RepositoryUri: repository.repositoryUri },
  };
}

/** What a service of ECS is made with, whatever its deployment. */
export function servicePropsOf(
  { cluster, taskDefinition, securityGroup }: Omit<Named, 'service' | 'logGroup'>
    & { readonly taskDefinition: FargateTaskDefinition },
  { vpc, capacity, spot, placed }: ResolvedProps,
): FargateServiceProps {
  return {
    cluster,
    taskDefinition,
    desiredCount: capacity.isFixed ? capacity.min : undefined,
    capacityProviderStrategies: capacityOf(spot, cluster),
    assignPublicIp: placed.isPublic,
    vpcSubnets: placed.subnetsOf(vpc),
    securityGroups: [securityGroup],
    propagateTags: PropagatedTagSource.SERVICE,
    enableECSManagedTags: true,
  };
}

/** How Prometheus finds the tasks. */
export function scrapedOf(
  construct: IConstruct & Pick<Named, 'service' | 'cluster' | 'securityGroup'>, port: number,
): ScrapedWorkload {
  const { cluster, service, securityGroup } = construct;
  const discovery = ScrapeDiscovery.ecsService(cluster.clusterName, service.serviceName);
  return { className: 'FargateService', construct, port, securityGroup, discovery };
}
