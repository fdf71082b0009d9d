import { CfnResource, Stack, Token, type IResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isKnown } from './tokens';

/**
 * The resource that CloudFormation makes for a construct; nothing where the app does not make it. By the name of its
 * type, because another copy of the CDK has classes of its own.
 *
 * @param type for example `CfnVPC.CFN_RESOURCE_TYPE_NAME`
 */
export function resourceOf<T extends CfnResource>(construct: IConstruct, type: string): T | undefined {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  const isOfType = resource && CfnResource.isCfnResource(resource) && resource.cfnResourceType === type;
  return isOfType ? resource as T : undefined;
}

/** Whether the app makes the resource, whatever it is. */
export function isMade(construct: IConstruct): boolean {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  return resource !== undefined && CfnResource.isCfnResource(resource);
}

/**
 * A text that two constructs share if they stand for one resource. A name that is known is the same everywhere; a
 * reference means something in its own stack only.
 *
 * @param name ARN or id
 */
export function identityOf(resource: IResource, name: string): string {
  return isKnown(name) ? name : `${Stack.of(resource).node.addr} ${name}`;
}

/** Whether two values are one: certain in both directions, or nothing where one is known at deployment only. */
export function isSame(one: string | undefined, other: string | undefined): boolean | undefined {
  if (one === undefined || other === undefined) return undefined;
  if (one === other) return true;
  return Token.isUnresolved(one) || Token.isUnresolved(other) ? undefined : false;
}

/** What a getter of an import says; nothing where the CDK throws because the import was not told. */
export function ifTold<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
