import { always } from './ranges';
import { charge, note, type Item } from './item';

/** A charge for what is used, or a note that the use is not known. */
export function usage(component: string, figure: string, quantity: number, hint: string): Item[] {
  return quantity > 0 ? [charge(component, figure, always(quantity))] : [note('byUse', hint)];
}
