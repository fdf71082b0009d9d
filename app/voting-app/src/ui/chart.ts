/** Votes of one option at a time. */
export interface Point {
  readonly ms: number;
  readonly n: number;
}

/** The drawing has no size of its own: the page stretches it. */
export const CHART_WIDTH = 600;
export const CHART_HEIGHT = 80;

/**
 * A line for each option, all on one scale, as the paths of a drawing. Used by the server and by the page.
 *
 * A line is level until the next point, since the votes of an option are a count and not a measure that flows.
 */
export function chartPaths(lines: readonly (readonly Point[])[], until: number): string[] {
  const points = lines.flat();
  if (points.length === 0) return lines.map(() => '');
  const start = Math.min(...points.map(({ ms }) => ms));
  const most = Math.max(1, ...points.map(({ n }) => n));
  const x = (ms: number): string => round((CHART_WIDTH * (ms - start)) / Math.max(1, until - start));
  const y = (n: number): string => round(CHART_HEIGHT * (1 - n / most));
  return lines.map((line) => {
    if (line.length === 0) return '';
    // who came later had no votes before.
    const steps = line.map(({ ms, n }) => `H${x(ms)}V${y(n)}`);
    return `M0 ${y(line[0].ms === start ? line[0].n : 0)}${steps.join('')}H${x(until)}`;
  });
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
