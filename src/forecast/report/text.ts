import { HEAD, headline, remarks, rows, type Reported } from './rows';

/** A forecast for people: what everything waits for, and what there is to know. */
export function renderText(forecast: Reported): string {
  const path = rows(forecast);
  const notes = remarks(forecast).map((text) => `  - ${text}`).join('\n');
  return `${[headline(forecast), ...path.length === 0 ? [] : [aligned([HEAD, ...path])], ...notes === '' ? [] : [notes]]
    .join('\n\n')}\n`;
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}
