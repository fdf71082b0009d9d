/** Logical ids and parameters that an expression refers to. */
export function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt') return [attributeOf(inner)[0]];
    if (key === 'Fn::Sub') return [...namesInText(inner), ...idsIn(inner)];
    return idsIn(inner);
  });
}

/** The logical id of `Fn::GetAtt` in either way of writing, and the attribute. */
export function attributeOf(value: unknown): [id: string, attribute: string] {
  const [id, ...rest] = Array.isArray(value) ? value.map(String) : String(value).split('.');
  return [id, rest.join('.')];
}

/** Names in `${…}` of a text, without attributes. */
export function namesInText(sub: unknown): string[] {
  const text: unknown = Array.isArray(sub) ? sub[0] : sub;
  return [...String(text).matchAll(/\$\{([A-Za-z0-9]+)/g)].map(([, id]) => id);
}
