import type { Reported } from './rows';

/** A forecast for machines. */
export function renderJson({ isFirst, duration, criticalPath, steps, untimedTypes, notes }: Reported): string {
  return `${JSON.stringify({
    isFirst, duration, criticalPath: criticalPath.map(({ path }) => path), steps, untimedTypes, notes,
  }, null, 2)}\n`;
}
