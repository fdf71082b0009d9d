import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { CfnDBInstance, IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { rejectOtherArguments, rejectProblems, text } from '../core';

/** Lets an identity log in with IAM at some instances, as one user. */
export function grantLogin(
  scope: Construct, className: string, instances: readonly IDatabaseInstance[], grantee: IGrantable, userName: string,
): Grant {
  const method = `${className}.grantConnect`;
  rejectOtherArguments(scope, method, 'grantee:IGrantable userName:string', [grantee, userName]);
  rejectProblems(
    scope, method,
    text('userName', userName, /[^\s*?]{1,63}/, 'be the name of one user, of 1 to 63 characters'),
  );
  const resourceArns = instances.map((instance) => Stack.of(scope).formatArn({
    service: 'rds-db', resource: 'dbuser', resourceName: `${resourceIdOf(instance)}/${userName}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  }));
  return Grant.addToPrincipal({ grantee, actions: ['rds-db:connect'], resourceArns });
}

function resourceIdOf(instance: IDatabaseInstance): string {
  return (instance.node.defaultChild as CfnDBInstance).attrDbiResourceId;
}
