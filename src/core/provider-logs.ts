import { RemovalPolicy, Stack, type CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createLogGroup } from './log-group';

/** Functions that the CDK makes once for each stack, behind custom resources which the library asks for. */
export type CdkProvider = 'VpcRestrictDefaultSG' | 'S3AutoDeleteObjects';

/**
 * Gives the function behind a custom resource of the CDK a log group with an end. Lambda would make one that keeps its
 * lines for ever. Call it after the custom resource was made.
 */
export function keepLogsOf(provider: CdkProvider, scope: Construct): void {
  const parent = Stack.of(scope).node.findChild(`Custom::${provider}CustomResourceProvider`) as Construct;
  if (parent.node.tryFindChild('LogGroup')) return;
  const logGroup = createLogGroup(parent, 'LogGroup', { content: 'other' });
  // the last lines are written while the stack is deleted; they end as all others.
  logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN);
  // the CDK has no other way into this function.
  (parent.node.findChild('Handler') as CfnResource).addPropertyOverride(
    'LoggingConfig.LogGroup', logGroup.logGroupName,
  );
}
