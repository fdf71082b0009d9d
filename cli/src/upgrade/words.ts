import { counted } from '../views/words';
import type { Allowed } from './allowed';
import type { Danger } from './danger';

/** That all is well. */
export function nothing(stacks: number): string {
  return `${counted(stacks, 'stack')}: the update keeps data, logical ids, outputs and exports`;
}

/** The construct, and the logical id that a permission names. */
export function nameOf({ path, id }: Danger): string {
  return path === id ? id : `${path} (${id})`;
}

/** A permission in one line. */
export function entryOf({ stack, kind, id }: Allowed): string {
  return `${stack} ${kind} ${id}`;
}
