import { HEAD, headline, remarks, rows, type Reported } from './rows';

/** A forecast for a comment on a pull request. */
export function renderMarkdown(forecast: Reported): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const path = rows(forecast);
  const table = path.length === 0 ? [] : [[HEAD, HEAD.map(() => '---'), ...path].map(line).join('\n')];
  const notes = remarks(forecast).map((text) => `- ${text}`).join('\n');
  return `${[`**${headline(forecast)}**`, ...table, ...notes === '' ? [] : [notes]].join('\n\n')}\n`;
}
