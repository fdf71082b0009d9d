import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { EnvironmentVariant } from './delivery-environment-variant';

/**
 * Roles of the bootstrap stack that a deployment uses. The role of CloudFormation is not among them: CloudFormation
 * alone may use it.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export const DEPLOYING = ['deploy-role', 'file-publishing-role', 'image-publishing-role', 'lookup-role'];
/** The role that reads what is deployed. */
export const READING = ['lookup-role'];

/**
 * Lets an identity take roles of the bootstrap stacks of some environments, each by its exact ARN.
 *
 * @param scope says the account, the Region and the qualifier if an environment does not
 */
export function assumeBootstrapRoles(
  scope: IConstruct, grantee: IGrantable, roles: readonly string[], environments: readonly EnvironmentVariant[],
): Grant {
  const stack = Stack.of(scope);
  const resourceArns = environments.flatMap((environment) => arnsOf(stack, roles, environment));
  return Grant.addToPrincipal({ grantee, actions: ['sts:AssumeRole'], resourceArns: [...new Set(resourceArns)] });
}

function arnsOf(stack: Stack, roles: readonly string[], { options }: EnvironmentVariant): string[] {
  const { account = stack.account, regions = [stack.region] } = options;
  const qualifier = stack.synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  return regions.flatMap((region) => roles.map((role) => stack.formatArn({
    service: 'iam', region: '', account, resource: 'role',
    resourceName: `cdk-${qualifier}-${role}-${account}-${region}`,
  })));
}
