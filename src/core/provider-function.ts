import { Lazy, RemovalPolicy, Stack, Token, type CfnResource } from 'aws-cdk-lib';
import { CfnManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { createLogGroup } from './log-group';

/** Functions that the CDK makes once for each stack, behind custom resources which the library asks for. */
export type CdkProvider = 'VpcRestrictDefaultSG' | 'S3AutoDeleteObjects';

interface Statement { readonly Resource: unknown }
/** The part of an inline policy of the CDK that says what the function may do. */
interface InlinePolicy { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }

/**
 * Gives the function behind a custom resource of the CDK a log group with an end, and a policy of its own that names
 * what it may do. Left alone, Lambda would keep its lines for ever, and its role would have an inline policy and the
 * right to write every log of the account. Call it after the custom resource was made.
 */
export function restrictProvider(provider: CdkProvider, scope: Construct): void {
  const parent = Stack.of(scope).node.findChild(`Custom::${provider}CustomResourceProvider`) as Construct;
  if (parent.node.tryFindChild('LogGroup')) return;
  const logGroup = createLogGroup(parent, 'LogGroup', { content: 'other' });
  // the last lines are written while the stack is deleted; they end as all others.
  logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN);
  // the CDK has no other way into this function.
  (parent.node.findChild('Handler') as CfnResource).addPropertyOverride(
    'LoggingConfig.LogGroup', logGroup.logGroupName,
  );
  // an app whose roles exist before it (`Role.customizeRoles`) has none here.
  const role = parent.node.tryFindChild('Role') as CfnResource | undefined;
  if (role) replaceRights(parent, role, logGroup);
}

/** Puts one customer managed policy in place of the inline policy and of the managed policy of AWS. */
function replaceRights(parent: Construct, role: CfnResource, logGroup: LogGroup): void {
  const logs = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn],
  });
  const rights = new CfnManagedPolicy(parent, 'Rights', {
    policyDocument: Lazy.any({
      produce: () => new PolicyDocument({ minimize: true, statements: [logs, ...statementsOf(role)] }),
    }),
  });
  role.addPropertyOverride('ManagedPolicyArns', [rights.ref]);
  role.addPropertyDeletionOverride('Policies');
}

/** What the constructs of the stack, until its synthesis, let the function do; the CDK writes it into the role. */
function statementsOf(role: CfnResource): PolicyStatement[] {
  const { cfnProperties } = role as unknown as { readonly cfnProperties: { readonly Policies?: unknown } };
  const policies = Stack.of(role).resolve(cfnProperties.Policies) as readonly InlinePolicy[] | undefined;
  return (policies ?? []).flatMap(({ PolicyDocument: { Statement } }) => Statement).map(({ Resource, ...statement }) =>
    PolicyStatement.fromJson({ ...statement, Resource: [Resource].flat().map((arn) => Token.asString(arn)) }));
}
