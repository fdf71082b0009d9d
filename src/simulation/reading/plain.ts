import type { Value } from '../../template';

/** A value as plain JSON, in which what is known at deployment only stands as its text. */
export function plain(value: Value): unknown {
  if (value.deferred) return value.deferred.text;
  if (Array.isArray(value.raw)) return value.items.map(plain);
  return typeof value.raw === 'object' && value.raw !== null
    ? Object.fromEntries(value.entries.map(([name, inner]) => [name, plain(inner)]))
    : value.raw;
}
