import Table from 'cli-table3';
import type { Terminal } from './terminal';

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand on the right. */
  readonly isNumber?: boolean;
}

const NO_FRAME = {
  'top': '', 'top-mid': '', 'top-left': '', 'top-right': '', 'bottom': '', 'bottom-mid': '', 'bottom-left': '',
  'bottom-right': '', 'left': '', 'left-mid': '', 'right': '', 'right-mid': '', 'mid': '', 'mid-mid': '',
  'middle': '  ',
};

/** A table for people, without a frame. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], { paint }: Terminal): string {
  const drawn = new Table({
    head: columns.map(({ title }) => paint.dim(title)),
    colAligns: columns.map(({ isNumber }) => isNumber ? 'right' : 'left'),
    chars: NO_FRAME,
    style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 0 },
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn.toString().split('\n').map((line) => line.trimEnd()).join('\n');
}

/** A list with a title, or nothing if the list is empty. */
export function bullets(title: string, items: readonly string[], { paint }: Terminal): string[] {
  return items.length === 0 ? [] : [`${paint.bold(title)}\n${items.map((item) => `  - ${item}`).join('\n')}`];
}

/** Parts with an empty line between them. */
export function parts(...all: readonly (string | readonly string[])[]): string {
  return `${all.flat().map((part) => part.trimEnd()).join('\n\n')}\n`;
}
