import fs from 'node:fs';
import path from 'node:path';

/** One price: for all Regions, or one a Region in the order of the book, `null` where it is not sold or not known. */
export interface Figure {
  readonly unit: string;
  readonly source: string;
  readonly usd: number | readonly (number | null)[];
}

/** A price book as it is stored. */
export interface PriceData {
  /** Day on which the figures were collected, in ISO form. */
  readonly collected: string;
  readonly sources: { readonly [id: string]: { readonly what: string; readonly date: string } };
  readonly regions: readonly string[];
  readonly figures: { readonly [name: string]: Figure };
}

const BUILT_IN = path.join(__dirname, '../../../assets/prices/prices.json');

let builtIn: PriceData | undefined;

/** The prices that ship in the package; read once. */
export function builtInPrices(): PriceData {
  builtIn ??= readPrices(BUILT_IN);
  return builtIn;
}

/** Prices in a file of the same form. */
export function readPrices(file: string): PriceData {
  const data = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<PriceData>;
  const missing = (['collected', 'sources', 'regions', 'figures'] as const).filter((part) => data[part] === undefined);
  if (missing.length > 0) throw new Error(`${file} is no price book: it has no ${missing.join(', ')}`);
  return data as PriceData;
}
