import fs from 'node:fs';
import path from 'node:path';
import { stacksIn, Template, type JsonObject } from '../../../src/template';

/** A template as it is deployed: one stack, or a stack nested in another one. */
export interface StackTemplate {
  /** How CloudFormation knows the stack: its name, and logical ids of nested stacks down to it, with slashes. */
  readonly id: string;
  /** Account and Region with a slash, as far as they are known; nothing if the stack can be deployed anywhere. */
  readonly place?: string;
  /** CloudFormation refuses to delete the stack. */
  readonly isProtected?: true;
  /** Parameters that the deployed stack does not have. */
  readonly newParameters?: readonly string[];
  readonly json: JsonObject;
  /** Construct paths by logical id, as far as they are known. */
  readonly paths: { readonly [logicalId: string]: string };
  /** Logical ids of nested stacks whose templates were read too. */
  readonly nested: readonly string[];
}

/** Reads templates as they were written, for a comparison. */
export const STACK_TEMPLATES = { fromAssembly, fromFile };

/** Every stack of a cloud assembly, nested ones included. */
function fromAssembly(folder: string): StackTemplate[] {
  return stacksIn(folder).map(({ id, account = '', region = '', template, nested, isProtected }) => ({
    id, nested, json: template.json, paths: pathsOf(template), ...isProtected && { isProtected },
    ...account + region !== '' && { place: `${account}/${region}` },
  }));
}

/** One template of any tool, in JSON or YAML. */
function fromFile(file: string): StackTemplate[] {
  const template = Template.parse(fs.readFileSync(path.resolve(file), 'utf8'));
  return [{ id: 'template', nested: [], json: template.json, paths: pathsOf(template) }];
}

function pathsOf({ resources }: Template): StackTemplate['paths'] {
  return Object.fromEntries(resources.filter(({ logicalId, path: place }) => place !== logicalId)
    .map(({ logicalId, path: place }) => [logicalId, place]));
}
