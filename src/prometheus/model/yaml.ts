/** What a file of YAML is made of; keys whose value is undefined are left out. */
export type YamlValue = string | number | boolean | readonly YamlValue[] | YamlMapping;

export interface YamlMapping {
  readonly [key: string]: YamlValue | undefined;
}

const INDENT = '  ';
/** Words that a reader takes for nothing but text. */
const PLAIN = /^[A-Za-z_][\w./-]*$/;
const NOT_TEXT = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

/**
 * Writes YAML, one line for each value: nothing is folded, so that a token stays whole. A text in the quotes of JSON is
 * YAML as well.
 */
export function toYaml(value: YamlMapping): string {
  return `${linesOf(value).join('\n')}\n`;
}

function linesOf(value: YamlValue): string[] {
  if (isList(value)) return orEmpty(value.flatMap((item) => asItem(linesOf(item))), '[]');
  if (typeof value !== 'object') return [scalar(value)];
  return orEmpty(Object.entries(value).flatMap(([key, part]) => part === undefined ? [] : entryOf(key, part)), '{}');
}

function entryOf(key: string, value: YamlValue): string[] {
  const lines = linesOf(value);
  const isShort = typeof value !== 'object' || Object.keys(value).length === 0;
  return isShort ? [`${scalar(key)}: ${lines[0]}`] : [`${scalar(key)}:`, ...lines.map((line) => `${INDENT}${line}`)];
}

function asItem([first, ...rest]: string[]): string[] {
  return [`- ${first}`, ...rest.map((line) => `${INDENT}${line}`)];
}

function orEmpty(lines: string[], empty: string): string[] {
  return lines.length === 0 ? [empty] : lines;
}

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  if (PLAIN.test(value) && !NOT_TEXT.test(value)) return value;
  // a text in single quotes has no escapes, which is easier to read.
  return /['\\\p{C}]/u.test(value) ? JSON.stringify(value) : `'${value}'`;
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}
