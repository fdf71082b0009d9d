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

/** What a bootstrap stack is for. */
interface Place { readonly account: string; readonly region: string }

/**
 * Lets an identity take roles of the bootstrap stacks of some environments, each by its exact ARN.
 *
 * @param scope says the account, the Region and the qualifier if an environment does not
 */
export function assumeBootstrapRoles(
  scope: IConstruct, grantee: IGrantable, roles: readonly string[], environments: readonly EnvironmentVariant[],
): Grant {
  const stack = Stack.of(scope);
  const places = environments.flatMap(({ options: { account = stack.account, regions = [stack.region] } }) =>
    regions.map((region) => ({ account, region })));
  // a statement for each place, because one for many would be larger than a policy may be.
  return places.map((place) => Grant.addToPrincipal({
    grantee, actions: ['sts:AssumeRole'], resourceArns: arnsOf(stack, roles, place),
  })).reduce((one, other) => one.combine(other));
}

function arnsOf(stack: Stack, roles: readonly string[], { account, region }: Place): string[] {
  const qualifier = stack.synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  return roles.map((role) => stack.formatArn({
    service: 'iam', region: '', account, resource: 'role',
    resourceName: `cdk-${qualifier}-${role}-${account}-${region}`,
  }));
}
