import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { ScrapeJob } from '../content';
import { clusterArnOf } from './jobs';

/**
 * What Prometheus has to read to find the targets of its jobs.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export function discoveryRights(scope: IConstruct, jobs: readonly ScrapeJob[]): PolicyStatement[] {
  const ways = jobs.map(({ discovery }) => discovery);
  const clusters = [...new Set(ways.flatMap((way) => way.kind === 'ecs' ? [way.clusterArn] : []))];
  const kinds = new Set(ways.map(({ kind }) => kind));
  return [
    ...clusters.length > 0 ? clusterRights(scope, clusters) : [],
    ...kinds.has('ecs') || kinds.has('ec2') ? [instanceRights(kinds.has('ecs'))] : [],
  ];
}

function clusterRights(scope: IConstruct, clusters: string[]): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'Clusters',
      actions: ['ecs:DescribeClusters'],
      // Prometheus tries its credentials on the cluster that has the name "default", which need not exist.
      resources: [...clusters, clusterArnOf(scope, 'default')],
    }),
    new PolicyStatement({
      sid: 'Tasks',
      actions: [
        'ecs:ListServices', 'ecs:DescribeServices', 'ecs:ListTasks', 'ecs:DescribeTasks',
        'ecs:DescribeContainerInstances',
      ],
      resources: ['*'],
      conditions: { ArnEquals: { 'ecs:cluster': clusters } },
    }),
  ];
}

/** Actions of EC2 that only read, and accept no resource. */
function instanceRights(readsInterfaces: boolean): PolicyStatement {
  return new PolicyStatement({
    sid: 'Instances',
    actions: [
      'ec2:DescribeAvailabilityZones', 'ec2:DescribeInstances',
      ...readsInterfaces ? ['ec2:DescribeNetworkInterfaces'] : [],
    ],
    resources: ['*'],
  });
}
