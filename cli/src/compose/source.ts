import fs from 'node:fs';
import path from 'node:path';
import { Template } from '../../../src/template';
import { nameIn } from '../aws/stacks';
import { WrongUse } from '../outcome';
import { inLongForm } from './long-forms';

/** A resource of a template as it is written. */
export interface Written { readonly Type: string; readonly Properties: Values; readonly path: string }

/** Values of a template, which may hold functions of CloudFormation. */
export interface Values { readonly [name: string]: unknown }

/** All resources of an app by their logical ids, and the folders from which images are built. */
export interface WrittenApp {
  readonly resources: { readonly [logicalId: string]: Written };
  /** Folder and settings of an image, by the hash in its address. */
  readonly builds: { readonly [hash: string]: Build };
}

/** How an image is built. */
export interface Build {
  readonly directory?: string;
  readonly dockerFile?: string;
  readonly dockerBuildTarget?: string;
  readonly dockerBuildArgs?: { readonly [name: string]: string };
}

const SYNTH = 'run "npx cdk synth" in the project first';
const TEMPLATE = 'name a template of CloudFormation in JSON or YAML, or the folder cdk.out';

/** Reads the templates of a cloud assembly, or one template in JSON or YAML. */
export function writtenApp(place: string): WrittenApp {
  const found = fs.statSync(place, { throwIfNoEntry: false });
  if (!found) throw new WrongUse(`there is no folder and no file "${place}"`, SYNTH);
  if (!found.isFile() && !found.isDirectory()) throw new WrongUse(`"${place}" is no file and no folder`, TEMPLATE);
  const files = found.isFile() ? [place] : filesBelow(place);
  const templates = files.filter((file) => found.isFile() || file.endsWith('.template.json'));
  if (templates.length === 0) throw new WrongUse(`"${place}" holds no template`, SYNTH);
  const resources = Object.assign({}, ...templates.map(resourcesIn)) as WrittenApp['resources'];
  const builds = Object.assign({}, ...files.filter((file) => file.endsWith('.assets.json')).map(buildsIn));
  return { resources, builds };
}

/** Files of a cloud assembly and of the stages in it. */
function filesBelow(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (!entry.isDirectory()) return [file];
    return entry.name.startsWith('assembly-') ? filesBelow(file) : [];
  });
}

function resourcesIn(file: string): WrittenApp['resources'] {
  const { Resources } = templateIn(file) as { Resources: { [id: string]: Values } };
  return Object.fromEntries(Object.entries(Resources).map(([id, { Type, Properties = {}, Metadata = {} }]) => [id, {
    Type: String(Type), Properties: inLongForm(Properties) as Values,
    path: String((Metadata as Values)['aws:cdk:path'] ?? nameIn(id)),
  }]));
}

function templateIn(file: string): object {
  try {
    return Template.parse(fs.readFileSync(file, 'utf8')).json;
  } catch (error) {
    throw new WrongUse(`"${file}" is no template: ${(error as Error).message}`, TEMPLATE);
  }
}

function assetsIn(file: string): { readonly dockerImages?: { readonly [hash: string]: { source: Build } } } {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as ReturnType<typeof assetsIn>;
  } catch (error) {
    throw new WrongUse(`"${file}" is damaged: ${(error as Error).message}`, SYNTH);
  }
}

function buildsIn(file: string): WrittenApp['builds'] {
  const { dockerImages = {} } = assetsIn(file);
  return Object.fromEntries(Object.entries(dockerImages).map(([hash, { source }]) => [hash, {
    ...source, directory: source.directory && path.resolve(path.dirname(file), source.directory),
  }]));
}
