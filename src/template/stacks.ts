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
  const artifacts = stage === scope
    ? assembly.stacksRecursively
    : [assembly.getStackArtifact(topOf(Stack.of(scope)).artifactId)];
  const ids = idsBelow(stage);
  const isMeant = ({ path: stackPath }: SynthesizedStack) =>
    stage === scope || isWithin(stackPath, Stack.of(scope).node.path);
  return artifacts.flatMap((artifact) => readArtifact(artifact, options, ids[artifact.hierarchicalId]))
    .filter(isMeant);
}

/** Reads the templates of a cloud assembly, for example of the folder `cdk.out`. */
export function stacksIn(folder: string, options: TemplateOptions = {}): SynthesizedStack[] {
  return new CloudAssembly(folder).stacksRecursively
    .flatMap((artifact) => readArtifact(artifact, options, pathsOf(artifact)));
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
): SynthesizedStack[] {
  const { region, account } = artifact.environment;
  const known = {
    ...options,
    ...region !== 'unknown-region' && { region },
    ...account !== 'unknown-account' && { account },
    stackName: artifact.stackName,
  };
  return readStack(artifact.hierarchicalId, artifact.template as JsonObject, known, {
    folder: artifact.assembly.directory,
    files: assetsOf(artifact),
    ids,
  });
}

/** What a stack shares with the stacks nested in it. */
interface Shared {
  readonly folder: string;
  /** Content hash and file of every asset. */
  readonly files: JsonObject;
  /** Construct paths and logical ids, those of nested stacks too. */
  readonly ids: readonly Named[];
}

function readStack(
  stackPath: string, json: JsonObject, options: TemplateOptions, shared: Shared,
): SynthesizedStack[] {
  const inside = shared.ids.filter(([id]) => isWithin(id, stackPath));
  const nestedPaths = inside.flatMap(([id]) => NESTED.exec(id)?.[1] ?? []);
  const own = inside.filter(([id]) => !nestedPaths.some((nested) => isWithin(id, nested)));
  const template = new Template(json, {
    ...options, paths: Object.fromEntries(own.map(([id, logicalId]) => [logicalId, id])),
  });
  return [
    { path: stackPath, region: options.region, template },
    ...template.ofType('AWS::CloudFormation::Stack').flatMap((nested) => readNested(nested, options, shared)),
  ];
}

/** The resource that stands for a nested stack, beside the construct that it belongs to. */
const NESTED = /^(.*)\.NestedStack\/[^/]+\.NestedStackResource$/;

function readNested(nested: Resource, options: TemplateOptions, shared: Shared): SynthesizedStack[] {
  const url = nested.get('TemplateURL');
  const text = url.text ?? url.deferred?.text ?? '';
  const hash = Object.keys(shared.files).find((key) => text.includes(key));
  if (hash === undefined) return [];
  const file = String(objectOf(objectOf(shared.files[hash]).source).path);
  const json = JSON.parse(fs.readFileSync(path.join(shared.folder, file), 'utf8')) as JsonObject;
  const parameters = Object.fromEntries(nested.get('Parameters').entries
    .flatMap(([name, value]) => value.text === undefined ? [] : [[name, value.text]]));
  const stackPath = NESTED.exec(nested.path)?.[1] ?? nested.path;
  return readStack(stackPath, json, { ...options, parameters }, shared);
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
