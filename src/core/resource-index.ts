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
 * @param fits which of them are wanted; by default all are
 */
export function resourcesOfType<T extends CfnResource>(
  scope: IConstruct, type: string, fits: (resource: T) => boolean = () => true,
): T[] {
  return RESOURCES.named(scope, type, ({ value }) => fits(value as T)).map(({ value }) => value as T);
}
