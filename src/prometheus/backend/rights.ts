import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';

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

/** To send messages to a topic, under its key where the app knows that. */
export function publishRights(topic: ITopic): PolicyStatement[] {
  const { region, urlSuffix } = Stack.of(topic);
  const key = topic instanceof Topic ? topic.masterKey : undefined;
  return [
    new PolicyStatement({ sid: 'Alerts', actions: ['sns:Publish'], resources: [topic.topicArn] }),
    ...key
      ? [new PolicyStatement({
          sid: 'AlertKey',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `sns.${region}.${urlSuffix}` } },
        })]
      : [],
  ];
}
