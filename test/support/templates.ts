import type { Template } from 'aws-cdk-lib/assertions';
import { renderProblem, type Problem } from '../../src/core';

/** Properties of a resource as they stand in the template. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a template is JSON of any shape.
export type Properties = Record<string, any>;

/** A resource with its logical id. */
export interface Resource {
  readonly id: string;
  readonly Type: string;
  readonly Properties: Properties;
  readonly DependsOn?: string[];
  readonly CreationPolicy?: Properties;
  readonly UpdatePolicy?: Properties;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The only resource of a type. */
export function only(template: Template, type: string): Resource {
  const found = Object.entries(template.findResources(type));
  expect(found).toHaveLength(1);
  const [[id, resource]] = found;
  return { id, ...resource as Omit<Resource, 'id'> };
}

/** Problems as users see them. */
export function rendered(problems: readonly Problem[]): string[] {
  return problems.map(renderProblem);
}
