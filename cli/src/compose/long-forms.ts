/** A value of a template with functions of CloudFormation in one form: attributes as lists, texts as joins. */
export function inLongForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inLongForm);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length !== 1) return Object.fromEntries(entries.map(([name, inner]) => [name, inLongForm(inner)]));
  const [[name, inner]] = entries;
  if (name === 'Fn::GetAtt' && typeof inner === 'string') return attribute(inner);
  if (name === 'Fn::Sub' && typeof inner === 'string') return joined(inner, {});
  if (name === 'Fn::Sub' && Array.isArray(inner)) {
    return joined(String(inner[0]), inLongForm(inner[1]) as { readonly [name: string]: unknown });
  }
  return { [name]: inLongForm(inner) };
}

function attribute(name: string): object {
  const at = name.indexOf('.');
  return { 'Fn::GetAtt': [name.slice(0, at), name.slice(at + 1)] };
}

/** `${Name}` is a reference, `${Name.Attribute}` an attribute, and `${!Name}` stands for `${Name}`. */
function joined(text: string, own: { readonly [name: string]: unknown }): object {
  return { 'Fn::Join': ['', text.split(/(\$\{[^}]*\})/).map((part) => {
    const name = /^\$\{\s*([^!][^}]*?)\s*\}$/.exec(part)?.[1];
    if (name === undefined) return part.replaceAll('${!', '${');
    return own[name] ?? (name.includes('.') ? attribute(name) : { Ref: name });
  })] };
}
