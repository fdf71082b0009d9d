import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';

/** To send metrics to a workspace. */
export function writeRights(workspaceArn: string): PolicyStatement[] {
  return [new PolicyStatement({ sid: 'WriteMetrics', actions: ['aps:RemoteWrite'], resources: [workspaceArn] })];
}

/** To ask a workspace. */
export function queryRights(workspaceArn: string): PolicyStatement[] {
  return [new PolicyStatement({
    sid: 'ReadMetrics',
    actions: ['aps:GetLabels', 'aps:GetMetricMetadata', 'aps:GetSeries', 'aps:QueryMetrics'],
    resources: [workspaceArn],
  })];
}

/** To send messages to topics, under their keys where the app knows those. */
export function publishRights(...topics: ITopic[]): PolicyStatement[] {
  const { region, urlSuffix } = Stack.of(topics[0]);
  const keys = new Set(topics.flatMap(({ masterKey }) => masterKey?.keyArn ?? []));
  return [
    new PolicyStatement({
      sid: 'Alerts', actions: ['sns:Publish'], resources: topics.map(({ topicArn }) => topicArn),
    }),
    ...keys.size > 0
      ? [new PolicyStatement({
          sid: 'AlertKey',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [...keys],
          conditions: { StringEquals: { 'kms:ViaService': `sns.${region}.${urlSuffix}` } },
        })]
      : [],
  ];
}
