import { Secret } from 'aws-cdk-lib/aws-ecs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

/**
 * A setting that is no secret, as an SSM parameter: ECS and instances inject it when an application starts, and it does
 * not show in the task definition. A second call finds the first one.
 *
 * @param id a changed id starts the tasks anew; a changed value alone does not
 */
export function injectedSetting(scope: Construct, id: string, stringValue: string): Secret {
  const existing = scope.node.tryFindChild(id) as StringParameter | undefined;
  return Secret.fromSsmParameter(existing ?? new StringParameter(scope, id, { stringValue }));
}
