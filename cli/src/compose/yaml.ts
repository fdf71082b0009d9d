/** Something that can be written as YAML. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml | undefined };

/** Writes YAML in which every text stands in quotes, so that no text is taken for something else. */
export function yamlOf(value: Yaml, indent = ''): string {
  if (Array.isArray(value)) return (value as readonly Yaml[]).map((item) => `${indent}- ${inline(item)}\n`).join('');
  if (typeof value !== 'object') return `${indent}${inline(value)}\n`;
  return Object.entries(value).flatMap(([key, item]) => item === undefined ? [] : [entry(key, item, indent)]).join('');
}

function entry(key: string, value: Yaml, indent: string): string {
  const isEmpty = typeof value === 'object' && Object.keys(value).length === 0;
  return typeof value === 'object' && !isEmpty
    ? `${indent}${key}:\n${yamlOf(value, `${indent}  `)}`
    : `${indent}${key}: ${inline(value)}\n`;
}

/** JSON is YAML, too. */
function inline(value: Yaml): string {
  return JSON.stringify(value);
}
