import type { TallyView } from '../poll/tally-types.ts';

/** @see https://www.rfc-editor.org/rfc/rfc4180 */
export function toCsv(view: TallyView): string {
  const rows = view.options.map((option) => [view.poll, option.id, option.label, String(option.votes)]);
  return [['poll', 'option', 'label', 'votes'], ...rows].map(csvLine).join('');
}

export function csvLine(fields: readonly string[]): string {
  return `${fields.map(field).join(',')}\r\n`;
}

function field(text: string): string {
  // spreadsheets run a cell that begins like a formula, some also with the wide characters of East Asia.
  const safe = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
