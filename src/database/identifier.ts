import { Aws, Fn } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const ADDRESS_LENGTH = 10;

/**
 * The name of a database instance, proxy or function: unique by the stack's own id, and known before the resource
 * exists.
 *
 * RDS writes its log to `/aws/rds/instance/<identifier>/…` and makes that log group itself, without retention and
 * without your key, if it is not there yet. So the group has to exist before the instance, and the name before both. A
 * fixed name would collide between stacks; the id of the stack is made by CloudFormation and never used twice.
 *
 * It protects data as well: CloudFormation refuses any change that would replace a resource with a given name, so no
 * change of a prop can replace the database by an empty one.
 */
export function identifierOf(scope: IConstruct): string {
  const address = scope.node.addr.slice(-ADDRESS_LENGTH);
  const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  return Fn.join('-', ['db', address, stackUuid]);
}
