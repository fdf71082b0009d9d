import type { CostRange } from '../../cost';

/** Dollars without cents, because a picture is read from afar; less than a dollar has them. */
export function dollars(usd: number): string {
  if (usd > 0 && usd < 1) return `$${usd.toFixed(2)}`;
  return `$${String(Math.round(usd)).replace(/\B(?=(\d{3})+$)/g, ',')}`;
}

/** What something costs a month, from its smallest to its largest capacity. */
export function costWords({ minimum, maximum }: CostRange): string {
  const [least, most] = [minimum, maximum].map(dollars);
  return least === most ? least : `${least} to ${most}`;
}

/** That a total lacks something, if it does. */
export function incompleteWords(withoutPrice: number): string[] {
  return withoutPrice === 0
    ? []
    : [`More than that: no price is known of ${counted(withoutPrice, 'resource')}.`];
}

/** One or many of something. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
