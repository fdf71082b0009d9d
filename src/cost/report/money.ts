/** Dollars and cents: `$1,203.29`. */
export function dollars(usd: number): string {
  const [whole, cents] = Math.abs(usd).toFixed(2).split('.');
  const sign = usd < 0 && (whole !== '0' || cents !== '00') ? '-' : '';
  return `${sign}$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/** A change, with its sign: `+$12.00`. */
export function change(usd: number): string {
  const text = dollars(usd);
  return text.startsWith('-') || text === '$0.00' ? text : `+${text}`;
}

/** A quantity without digits that say nothing: `1460`, `0.25`. */
export function amount(quantity: number): string {
  return String(Number(quantity.toPrecision(6)));
}

/** All digits of a price, at least cents: `$0.30`, `$0.004445`. */
export function unitPrice(usd: number): string {
  const digits = String(Number(usd.toPrecision(6)));
  return `$${/\.\d\d/.test(digits) ? digits : usd.toFixed(2)}`;
}

/** A number to four decimal places, for machines. */
export function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
