import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Directory } from './directory';

/** The resources of an app by their types. */
const RESOURCES = new Directory<CfnResource>('resources', (construct) => CfnResource.isCfnResource(construct)
  ? { name: construct.cfnResourceType, value: construct }
  : undefined);

/**
 * The resources of a type that the app has so far, whoever made them.
 *
 * @param type for example `CfnVPC.CFN_RESOURCE_TYPE_NAME`
 */
export function resourcesOfType<T extends CfnResource>(scope: IConstruct, type: string): T[] {
  return RESOURCES.named(scope, type).map(({ value }) => value as T);
}
