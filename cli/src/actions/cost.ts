import { CostEstimate, PriceBook, type CapacityCase, type CostLine, type CostOptions, type CostRange }
  from '../../../src/cost';
import { dollars } from '../../../src/cost/report/money';
import { about, groupedNotes } from '../../../src/cost/report/notes';
import { treeOf, type CostNode } from '../../../src/cost/report/tree';
import type { CostArguments } from '../commands/cost';
import { LimitBroken } from '../outcome';
import { bullets, parts, table, type Column } from '../output';
import { Source } from '../source';
import type { Terminal } from '../terminal';

const COLUMNS: readonly Column[] = [
  { title: 'construct' }, ...['minimum', 'expected', 'maximum'].map((title) => ({ title, isNumber: true })),
];
const INDENT = '  ';
const MAKE_COMPLETE = 'give the prices in a file with --prices, or leave a type out with --ignore-type';

/** Writes what a month costs, or how that differs from another app, and breaks off above the limit. */
export function showCost(app: string, given: CostArguments, terminal: Terminal): void {
  const options = optionsOf(given, terminal);
  const estimate = estimateOf(app, options);
  terminal.write(given.compare === undefined
    ? renderEstimate(estimate, given, terminal)
    : renderDifference(estimateOf(given.compare, options), estimate, given));
  judge(estimate, given);
}

function optionsOf({ prices, discount, ...given }: CostArguments, { today }: Terminal): CostOptions {
  const book = prices === undefined ? PriceBook.builtIn() : Source.file(prices).explain(PriceBook.fromFile);
  return {
    priceBook: discount === undefined ? book : book.withDiscount(discount), today,
    region: given.region, traffic: given.traffic, expectedUnits: given.units, spotPercent: given.spotPercent,
    parameters: given.parameter, ignoredTypes: given.ignoreType && [...given.ignoreType],
  };
}

function estimateOf(app: string, options: CostOptions): CostEstimate {
  return Source.at(app).read(CostEstimate, options);
}

function renderDifference(before: CostEstimate, now: CostEstimate, { json, markdown }: CostArguments): string {
  const difference = now.comparedWith(before);
  if (json) return difference.toJson();
  return markdown ? difference.toMarkdown() : difference.toText();
}

function renderEstimate(estimate: CostEstimate, given: CostArguments, terminal: Terminal): string {
  if (given.json) return estimate.toJson();
  if (given.markdown) return estimate.toMarkdown();
  return given.details ? estimate.toText() : forPeople(estimate, terminal);
}

/** A row for each construct, and below what does not stand in a sum. */
function forPeople(estimate: CostEstimate, terminal: Terminal): string {
  const { paint } = terminal;
  const rows = treeOf(estimate.lines).flatMap((node) => rowsOf(node, 0));
  const total = ['total', ...amounts(estimate.monthly)].map((cell) => paint.bold(cell));
  const more = estimate.assumptions.length + estimate.billedByUse.length;
  const notes = more > 0 ? ` and ${more} more ${more > 1 ? 'notes' : 'note'}` : '';
  return parts(
    about(estimate.regions, estimate.pricesOf),
    table(COLUMNS, [...rows, total], terminal),
    bullets('Not in the total, because the price is not known', groupedNotes(estimate.unpriced), terminal),
    bullets('Costs that you may not expect', groupedNotes(estimate.warnings), terminal),
    paint.dim(`Quantities, unit prices${notes}: --details`),
  );
}

function rowsOf({ name, monthly, lines, children }: CostNode, depth: number): string[][] {
  const what = lines.length === 1 && children.length === 0 ? `${name}: ${lines[0].component}` : name;
  return [
    [`${INDENT.repeat(depth)}${what}`, ...amounts(monthly)],
    ...lines.length + children.length < 2 ? [] : lines.map((line) => lineRow(line, depth + 1)),
    ...children.flatMap((child) => rowsOf(child, depth + 1)),
  ];
}

function lineRow({ component, monthly }: CostLine, depth: number): string[] {
  return [`${INDENT.repeat(depth)}${component}`, ...amounts(monthly)];
}

function amounts({ minimum, expected, maximum }: CostRange): string[] {
  return [minimum, expected, maximum].map(dollars);
}

/** Breaks off if a month costs more than the limit, or if that is not known. */
function judge(estimate: CostEstimate, { below, at }: CostArguments): void {
  if (below === undefined) return;
  try {
    estimate.assertBelow(below, at as CapacityCase);
  } catch (error) {
    throw new LimitBroken((error as Error).message, estimate.isComplete ? undefined : MAKE_COMPLETE);
  }
}
