import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Conditions that limit a right to the resources that CloudFormation makes for one logical id: a group, or an instance
 * and its successors. Their ARNs are not known when the role is made, but CloudFormation tags them.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-resource-tags.html
 */
export function tagConditions(scope: Construct, logicalId: string): Record<string, Record<string, string>> {
  return {
    StringEquals: {
      'aws:ResourceTag/aws:cloudformation:stack-id': Stack.of(scope).stackId,
      'aws:ResourceTag/aws:cloudformation:logical-id': logicalId,
    },
  };
}
