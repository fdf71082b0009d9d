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
 * For a type that an app has few of: each search looks at all of them.
 *
 * @param type for example `CfnVPC.CFN_RESOURCE_TYPE_NAME`
 * @param fits which of them are wanted; by default all are
 */
export function resourcesOfType<T extends CfnResource>(
  scope: IConstruct, type: string, fits: (resource: T) => boolean = () => true,
): T[] {
  return RESOURCES.named(scope, type, ({ value }) => fits(value as T)).map(({ value }) => value as T);
}

/**
 * The resources of some types by what they belong to, for types of which each service has its own: a search among all
 * of them for each service would make the time of a synthesis grow with the square of the app.
 *
 * @param name unique among the directories of the library
 * @param ownerOf what a resource belongs to, for good
 */
export function resourcesByOwner<T extends CfnResource>(
  name: string, types: readonly string[], ownerOf: (resource: T) => string | undefined,
): Directory<T> {
  return new Directory<T>(name, (construct) =>
    CfnResource.isCfnResource(construct) && types.includes(construct.cfnResourceType)
      ? { name: ownerOf(construct as T) ?? '', value: construct as T }
      : undefined);
}
