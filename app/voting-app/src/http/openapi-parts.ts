export type Json = Record<string, unknown>;

export function json(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

export function fault(description: string): Json {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

export function retryLater(description: string): Json {
  return { ...fault(description), headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'seconds' } } };
}

export function body(schema: Json): Json {
  return { required: true, content: { 'application/json': { schema } } };
}

export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

export function object(properties: Json): Json {
  return { type: 'object', required: Object.keys(properties), properties };
}

export function list(items: Json): Json {
  return { type: 'array', items };
}

export function text(description?: string): Json {
  return description === undefined ? { type: 'string' } : { type: 'string', description };
}
