import type { Chart } from '../aws/charts';
import { table } from '../output';
import type { Terminal } from '../terminal';

const BLOCKS = '▁▂▃▄▅▆▇█';

/** Numbers as a line of blocks, from zero up; a dot where there is no number. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const highest = Math.max(...values.map((value) => value ?? 0));
  return values.map((value) => {
    if (value === undefined) return '·';
    const share = highest === 0 ? 0 : value / highest;
    return BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(share * BLOCKS.length))];
  }).join('');
}

/** Charts one below the other, with the last and the highest number. */
export function renderCharts(charts: readonly Chart[], terminal: Terminal): string[] {
  if (charts.length === 0) return [];
  const rows = charts.map(({ subject, title, unit, values }, index) => {
    const known = values.filter((value) => value !== undefined);
    return [
      charts[index - 1]?.subject === subject ? '' : subject, title, terminal.paint.cyan(sparkline(values)),
      known.length === 0 ? 'no data' : `${short(known[known.length - 1])} ${unit}`,
      known.length === 0 ? '' : `${short(Math.max(...known))} ${unit}`,
    ];
  });
  const titles = ['load', '', 'last 30 minutes', 'now', 'highest'];
  return [table(titles.map((title, index) => ({ title, isNumber: index > 2 })), rows, terminal)];
}

function short(value: number): string {
  return value === 0 || value >= 10 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
}
