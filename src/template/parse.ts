import { isObject, type JsonObject } from './json';
import { parseYaml } from './yaml';

/** Reads a template in JSON or YAML. */
export function parse(text: string): JsonObject {
  const json = text.trimStart().startsWith('{') ? JSON.parse(text) as unknown : parseYaml(text);
  if (!isObject(json)) throw new Error('not a template of CloudFormation: it is no object');
  return json;
}
