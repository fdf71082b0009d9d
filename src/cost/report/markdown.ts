import { sum } from '../charges/ranges';
import { dollars } from './money';
import { about, groupedNotes, TITLES } from './notes';
import { markdownTable } from './table';
import type { Reported } from './text';
import { treeOf, type CostNode } from './tree';

const HEAD = ['construct', 'minimum', 'expected', 'maximum'];

/** The cost of a deployment for a comment on a pull request: a row for each construct, notes folded away. */
export function renderMarkdown(bill: Reported): string {
  const total = sum(bill.lines.map(({ monthly }) => monthly));
  const rows = treeOf(bill.lines).flatMap((node) => rowsOf(node, ''));
  const all = ['**total**', ...[total.minimum, total.expected, total.maximum].map((usd) => `**${dollars(usd)}**`)];
  const lists = TITLES.flatMap(([kind, title]) => folded(title, groupedNotes(bill.notes[kind])));
  return `${[about(bill.regions, bill.pricesOf), markdownTable(HEAD, [...rows, all]), ...lists].join('\n\n')}\n`;
}

function folded(title: string, notes: readonly string[]): string[] {
  if (notes.length === 0) return [];
  const list = notes.map((text) => `- ${text}`).join('\n');
  return [`<details><summary>${title}: ${notes.length}</summary>\n\n${list}\n\n</details>`];
}

function rowsOf({ name, monthly: { minimum, expected, maximum }, children }: CostNode, above: string): string[][] {
  const path = `${above}${name}`;
  return [
    [`\`${path}\``, ...[minimum, expected, maximum].map(dollars)],
    ...children.flatMap((child) => rowsOf(child, `${path}/`)),
  ];
}
