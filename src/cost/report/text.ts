import type { Bill } from '../charges/bill';
import type { CostLine } from '../charges/cost-line';
import type { CostRange } from '../charges/cost-range';
import { sum } from '../charges/ranges';
import { amount, dollars, unitPrice } from './money';
import { about, groupedNotes, TITLES } from './notes';
import { alignedTable } from './table';
import { treeOf, type CostNode } from './tree';

const HEAD = ['construct', 'component', 'quantity', 'unit price', 'minimum', 'expected', 'maximum'];
const INDENT = '  ';

/** What a report needs to know. */
export interface Reported extends Bill {
  readonly regions: readonly string[];
  readonly pricesOf: string;
}

/** The cost of a deployment as a table for people, with what is not in it below. */
export function renderText(bill: Reported): string {
  const rows = [
    ...treeOf(bill.lines).flatMap((node) => rowsOf(node, 0)),
    ['total', '', '', '', ...amounts(sum(bill.lines.map(({ monthly }) => monthly)))],
  ];
  return `${[about(bill.regions, bill.pricesOf), alignedTable(HEAD, rows, 2), ...TITLES.flatMap(([kind, title]) => {
    const notes = groupedNotes(bill.notes[kind]);
    return notes.length === 0 ? [] : [`${title}:\n${notes.map((text) => `  - ${text}`).join('\n')}`];
  })].join('\n\n')}\n`;
}

function rowsOf({ name, monthly, lines, children }: CostNode, depth: number): string[][] {
  const indented = `${INDENT.repeat(depth)}${name}`;
  // a construct with one line needs no row for its total.
  const own = lines.length === 1 && children.length === 0
    ? [rowOf(indented, lines[0])]
    : [[indented, '', '', '', ...amounts(monthly)], ...lines.map((line) => rowOf(INDENT.repeat(depth + 1), line))];
  return [...own, ...children.flatMap((child) => rowsOf(child, depth + 1))];
}

function rowOf(name: string, { component, quantity, unitPriceUsd, monthly }: CostLine): string[] {
  return [name, component, amount(quantity.expected), unitPrice(unitPriceUsd), ...amounts(monthly)];
}

function amounts({ minimum, expected, maximum }: CostRange): string[] {
  return [minimum, expected, maximum].map(dollars);
}
