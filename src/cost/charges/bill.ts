import type { Resource } from '../../template';
import type { PriceBook } from '../prices/price-book';
import type { CostLine, CostNote } from './cost-line';
import { times } from './ranges';
import { note, type Charge, type Item, type Note } from './item';

/** What one or many resources cost, and what there is to know about it. */
export interface Bill {
  readonly lines: readonly CostLine[];
  readonly notes: { readonly [kind in Note['kind']]: readonly CostNote[] };
}

const KINDS = ['assumption', 'warning', 'unpriced', 'byUse'] as const;

/** Puts prices to what is charged for a resource; a charge without a price becomes a note that says so. */
export function billOf(resource: Resource, items: readonly Item[], region: string, book: PriceBook): Bill {
  const { path, type: resourceType } = resource;
  const priced = items.map((item) => item.kind === 'charge' ? lineOf(resource, item, region, book) : item);
  const notes = priced.filter((entry): entry is Note => 'kind' in entry);
  return {
    lines: priced.filter((entry): entry is CostLine => !('kind' in entry))
      .filter(({ quantity }) => quantity.maximum > 0),
    notes: byKind((wanted) => notes.filter(({ kind }) => kind === wanted)
      .map(({ text }): CostNote => ({ path, resourceType, text }))),
  };
}

/** Several bills in one. */
export function together(bills: readonly Bill[]): Bill {
  return {
    lines: bills.flatMap(({ lines }) => lines),
    notes: byKind((kind) => bills.flatMap(({ notes }) => notes[kind])),
  };
}

function byKind(notesOf: (kind: Note['kind']) => readonly CostNote[]): Bill['notes'] {
  return Object.fromEntries(KINDS.map((kind) => [kind, notesOf(kind)])) as Bill['notes'];
}

function lineOf(
  resource: Resource, { component, figure, quantity }: Charge, region: string, book: PriceBook,
): CostLine | Note {
  const price = book.price(region, figure);
  if (!price) return note('unpriced', `the price book has no "${figure}" for ${region}; add it with "withPrice"`);
  const { usd, unit, source, date } = price;
  return {
    path: resource.path, logicalId: resource.logicalId, resourceType: resource.type, component, figure, unit,
    unitPriceUsd: usd, source, date, quantity, monthly: times(quantity, usd),
  };
}
