import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { FargateService, ICluster } from 'aws-cdk-lib/aws-ecs';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ResolvedProps } from './resolved-props';
import type { Task } from './task/task';

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
