import fs from 'node:fs';
import path from 'node:path';
import { CfnElement, Stack, Stage } from 'aws-cdk-lib';
import { CloudAssembly, type CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { IConstruct } from 'constructs';
import { objectOf, type JsonObject } from './json';
import type { Resource } from './resource';
import { Template, type TemplateOptions } from './template';

/** A stack of an app, with its template. */
export interface SynthesizedStack {
  /** Construct path of the stack. */
  readonly path: string;
  /** Nothing if the stack can be deployed to any Region. */
  readonly region?: string;
  readonly template: Template;
  /** Logical ids of nested stacks whose templates were read too. */
  readonly nested: readonly string[];
}

/** A stack of a cloud assembly. */
export interface WrittenStack extends SynthesizedStack {
  /** How CloudFormation knows it: the name of the stack, and logical ids of nested stacks down to it, with slashes. */
  readonly id: string;
  /** Nothing if the stack can be deployed to any account. */
  readonly account?: string;
  /** CloudFormation refuses to delete the stack, and what is nested in it. */
  readonly isProtected: boolean;
}

/**
 * Synthesizes an app, a stage or a stack, and reads its templates, nested stacks included. Any other construct stands
 * for its stack.
 *
 * @param options what is known beside the templates; a Region or account that a stack has of its own wins
 */
export function stacksOf(scope: IConstruct, options: TemplateOptions = {}): SynthesizedStack[] {
  const stage = Stage.isStage(scope) ? scope : Stage.of(scope);
  if (!stage) throw new Error(`${scope.node.path || scope.constructor.name} is in no app, so it cannot be synthesized`);
  const assembly = stage.synth();
  if (stage === scope) return writtenStacks(stage, options);
  const stack = Stack.of(scope);
  const artifact = assembly.getStackArtifact(topOf(stack).artifactId);
  return readArtifact(artifact, options, idsBelow(stage)[artifact.hierarchicalId])
    .filter(({ path: stackPath }) => isWithin(stackPath, stack.node.path));
}

/** The stacks of an app or stage whose templates have just been written, for plugins that run during the synthesis. */
export function writtenStacks(stage: Stage, options: TemplateOptions = {}): SynthesizedStack[] {
  const ids = idsBelow(stage);
  return new CloudAssembly(stage.outdir).stacksRecursively
    .flatMap((artifact) => readArtifact(artifact, options, ids[artifact.hierarchicalId]));
}

/** Reads the templates of a cloud assembly, for example of the folder `cdk.out`. */
export function stacksIn(folder: string, options: TemplateOptions = {}): WrittenStack[] {
  return new CloudAssembly(folder).stacksRecursively
    .flatMap((artifact) => readArtifact(artifact, options, pathsOf(artifact)));
}

/** The same stacks, with a Region for those that can be deployed to any. */
export function inRegion(stacks: readonly SynthesizedStack[], region: string | undefined): SynthesizedStack[] {
  return stacks.map((stack) => ({ ...stack, region: stack.region ?? region }));
}

/** Whether a construct is another one, or stands below it. */
export function isWithin(inner: string, outer: string): boolean {
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`);
}

function topOf(stack: Stack): Stack {
  return stack.nestedStackParent ? topOf(stack.nestedStackParent) : stack;
}

/** A construct path and the logical id of its resource. */
type Named = readonly [path: string, logicalId: string];

/** Everything that has a logical id, by the path of the stack that is deployed with it. */
function idsBelow(stage: Stage): { readonly [stack: string]: readonly Named[] } {
  const ids: { [stack: string]: Named[] } = {};
  for (const element of stage.node.findAll().filter((node) => CfnElement.isCfnElement(node))) {
    const named: Named = [element.node.path, String(element.stack.resolve(element.logicalId))];
    (ids[topOf(element.stack).node.path] ??= []).push(named);
  }
  return ids;
}

function readArtifact(
  artifact: CloudFormationStackArtifact, options: TemplateOptions, ids: readonly Named[] = [],
): WrittenStack[] {
  const { region, account } = artifact.environment;
  const known = {
    ...options,
    ...region !== 'unknown-region' && { region },
    ...account !== 'unknown-account' && { account },
    stackName: artifact.stackName,
  };
  const place = {
    path: artifact.hierarchicalId, id: artifact.stackName, isProtected: artifact.terminationProtection === true,
  };
  return readStack(place, artifact.template as JsonObject, known, {
    folder: artifact.assembly.directory,
    files: assetsOf(artifact),
    ids,
  });
}

/** A stack, as its construct and as CloudFormation know it. */
type Place = Pick<WrittenStack, 'path' | 'id' | 'isProtected'>;

/** What a stack shares with the stacks nested in it. */
interface Shared {
  readonly folder: string;
  /** Content hash and file of every asset. */
  readonly files: JsonObject;
  /** Construct paths and logical ids, those of nested stacks too. */
  readonly ids: readonly Named[];
}

function readStack(
  { path: stackPath, id: stackId, isProtected }: Place, json: JsonObject, options: TemplateOptions, shared: Shared,
): WrittenStack[] {
  const inside = shared.ids.filter(([id]) => isWithin(id, stackPath));
  const nestedPaths = inside.flatMap(([id]) => NESTED.exec(id)?.[1] ?? []);
  const own = inside.filter(([id]) => !nestedPaths.some((nested) => isWithin(id, nested)));
  // the CDK leaves out what is empty.
  const template = new Template({ Resources: {}, ...json }, {
    ...options, paths: Object.fromEntries(own.map(([id, logicalId]) => [logicalId, id])),
  });
  const nested = template.ofType('AWS::CloudFormation::Stack')
    .flatMap((resource) => nestedTemplate(resource, shared).map((inner) => ({ resource, inner })));
  const { region, account } = options;
  return [
    {
      path: stackPath, id: stackId, region, account, isProtected, template,
      nested: nested.map(({ resource }) => resource.logicalId),
    },
    ...nested.flatMap(({ resource, inner }) => readStack(
      { path: nestedPath(resource.path), id: `${stackId}/${resource.logicalId}`, isProtected }, inner,
      { ...options, parameters: textsOf(resource) }, shared,
    )),
  ];
}

/** The resource that stands for a nested stack, beside the construct that it belongs to. */
const NESTED = /^(.*)\.NestedStack\/[^/]+\.NestedStackResource$/;

/** The stack that a resource of another one stands for, if its template was read. */
export function nestedStack(stacks: readonly SynthesizedStack[], { path: id }: Resource): SynthesizedStack | undefined {
  return stacks.find((stack) => stack.path === nestedPath(id));
}

function nestedPath(resourcePath: string): string {
  return NESTED.exec(resourcePath)?.[1] ?? resourcePath;
}

/** The template of a nested stack, if it is among the assets: its address holds the hash of its content. */
function nestedTemplate(resource: Resource, { files, folder }: Shared): JsonObject[] {
  const url = resource.get('TemplateURL');
  const address = url.text ?? url.deferred?.text ?? '';
  return Object.keys(files).filter((hash) => address.includes(hash)).slice(0, 1).map((hash) => {
    const file = path.join(folder, String(objectOf(objectOf(files[hash]).source).path));
    return JSON.parse(fs.readFileSync(file, 'utf8')) as JsonObject;
  });
}

/** Values of parameters that the stack around a nested one knows. */
function textsOf(nested: Resource): { readonly [name: string]: string } {
  return Object.fromEntries(nested.get('Parameters').entries
    .flatMap(([name, { text }]) => text === undefined ? [] : [[name, text]]));
}

function assetsOf({ id, assembly }: CloudFormationStackArtifact): JsonObject {
  const file = path.join(assembly.directory, `${id}.assets.json`);
  return fs.existsSync(file) ? objectOf((JSON.parse(fs.readFileSync(file, 'utf8')) as JsonObject).files) : {};
}

function pathsOf({ metadata }: CloudFormationStackArtifact): Named[] {
  return Object.entries(metadata).flatMap(([constructPath, entries]) => entries
    .filter(({ type }) => type === 'aws:cdk:logicalId')
    .map(({ data }): Named => [constructPath.replace(/^\//, ''), String(data)]));
}
