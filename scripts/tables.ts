// tables of the documentation that are made from code. `npm run docs` writes them, tests compare them.
import { Duration, Size } from 'aws-cdk-lib';
import { CapacityRange, PROFILE_DEFAULTS } from '../src/core';

/** The rows of docs/profiles.md. */
export function profileTable(): string {
  const rows = Object.values(PROFILE_DEFAULTS).map((row) =>
    [row.setting, show(row.development), show(row.staging), show(row.production), show(row.regulated), row.reason]);
  return table(['default', 'DEVELOPMENT', 'STAGING', 'PRODUCTION', 'REGULATED', 'why'], rows);
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function show(value: unknown): string {
  if (value instanceof Duration) return value.toSeconds() === 0 ? 'none' : value.toHumanString();
  if (value instanceof Size) return `${value.toGibibytes()} GiB`;
  if (value instanceof CapacityRange) return value.isFixed ? `${value.min}` : `${value.min} to ${value.max}`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
