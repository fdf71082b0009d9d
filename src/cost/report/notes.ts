import type { CostNote } from '../charges/cost-line';
import type { Note } from '../charges/item';

/** Titles of the lists that stand below a total, in the order in which people need them. */
export const TITLES: readonly (readonly [kind: Note['kind'], title: string])[] = [
  ['unpriced', 'Not in the total, because the price is not known'],
  ['warning', 'Costs that you may not expect'],
  ['assumption', 'Taken for granted'],
  ['byUse', 'Not in the total, because it depends on use alone'],
];

/** What every report says about itself. */
export function about(regions: readonly string[], pricesOf: string): string {
  return `A month of 730 hours in ${regions.join(', ')}, list prices collected on ${pricesOf}. A model, not a bill.`;
}

/** One row for each text: where it applies, and what it says. */
export function groupedNotes(notes: readonly CostNote[]): string[] {
  const groups = new Map<string, CostNote[]>();
  for (const note of notes) groups.set(note.text, [...groups.get(note.text) ?? [], note]);
  return [...groups].map(([text, same]) => {
    const where = same.length === 1 ? same[0].path : `${same.length} resources, first ${same[0].path}`;
    return where === '' ? text : `${text} (${where})`;
  });
}
