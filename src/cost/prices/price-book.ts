import { contradiction, decimal, type Problem } from '../../core';
import { builtInPrices, readPrices, type PriceData } from './price-data';

/** A list price, with where it comes from. */
export interface Price {
  /** US dollars for one unit. */
  readonly usd: number;
  /** What one unit is, for example `vCPU-hour`. */
  readonly unit: string;
  /** Where the figure comes from. */
  readonly source: string;
  /** Day of the source, in ISO form. */
  readonly date: string;
}

/** A price that the user knows better. */
interface OwnPrice { readonly region: string; readonly figure: string; readonly usd: number }

/** Families with a figure for each instance type, of which the book does not know all. */
const OPEN_FAMILIES = ['ec2', 'rdsPostgres', 'aurora', 'elasticache'];

/**
 * List prices of AWS by Region, each with its source and date.
 *
 * The built-in book holds public on-demand prices in US dollars for 18 Regions. It is a copy and grows old: see
 * `collected`. It knows no tax, no free tier and no discounts; add yours with `withPrice` and `withDiscount`.
 *
 * @example
 * const book = cost.PriceBook.builtIn().withPrice('eu-west-1', 'fargate.vcpuHour', 0.03).withDiscount(12);
 */
export class PriceBook {
  /** The prices that ship with the library. */
  public static builtIn(): PriceBook {
    return new PriceBook(builtInPrices(), [], 0);
  }

  /**
   * Prices of your own, in a file of the same form as the library's `assets/prices/prices.json`.
   *
   * @param file path of a JSON file
   */
  public static fromFile(file: string): PriceBook {
    return new PriceBook(readPrices(file), [], 0);
  }

  private constructor(
    private readonly data: PriceData, private readonly own: readonly OwnPrice[],
    private readonly discountPercent: number,
  ) {}

  /** Day on which the prices were collected and compared with others, in ISO form: `2026-11-21`. */
  public get collected(): string {
    return this.data.collected;
  }

  /** Regions with prices. */
  public get regions(): string[] {
    return [...new Set([...this.data.regions, ...this.own.map(({ region }) => region)])];
  }

  /** Names of all figures, for example `fargate.vcpuHour` or `ec2.t3.medium`. */
  public get figures(): string[] {
    return [...new Set([...Object.keys(this.data.figures), ...this.own.map(({ figure }) => figure)])];
  }

  /**
   * The same book with one other price, for example one that you have negotiated. Discounts do not lower it further.
   *
   * @param region for example `eu-west-1`; a Region that the book does not know is added
   * @param figure name of the figure, for example `fargate.vcpuHour` or `ec2.m8i.large`
   * @param usd US dollars for one unit, at least 0
   */
  public withPrice(region: string, figure: string, usd: number): PriceBook {
    return new PriceBook(this.data, [...this.own, { region, figure, usd }], this.discountPercent);
  }

  /**
   * The same book with all list prices lowered.
   *
   * @param percent from 0 to 100
   */
  public withDiscount(percent: number): PriceBook {
    return new PriceBook(this.data, this.own, percent);
  }

  /** The price of a figure in a Region, or nothing if the book does not know it. */
  public price(region: string, figure: string): Price | undefined {
    const own = [...this.own].reverse().find((price) => price.region === region && price.figure === figure);
    const { unit, source, usd } = this.data.figures[figure] ?? { unit: 'unit', source: '', usd: [] };
    if (own) return { usd: own.usd, unit, source: 'given by the user', date: this.collected };
    const list = typeof usd === 'number' ? usd : usd[this.data.regions.indexOf(region)] ?? undefined;
    if (list === undefined) return undefined;
    const { what, date } = this.data.sources[source] ?? { what: source, date: this.collected };
    return { usd: list * (1 - this.discountPercent / 100), unit, source: what, date };
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...decimal(`${prop}.withDiscount`, this.discountPercent, { min: 0, max: 100, unit: 'percent' }),
      ...this.own.flatMap(({ figure, usd }) => [
        ...decimal(`${prop}.withPrice(${figure})`, usd, { min: 0, unit: 'US dollars' }),
        ...contradiction(!this.knows(figure), {
          prop: `${prop}.withPrice`, got: figure,
          must: `name a figure of the book or an instance type after ${OPEN_FAMILIES.join(', ')} and a dot`,
          advice: 'PriceBook.figures lists them',
        }),
      ]),
    ];
  }

  private knows(figure: string): boolean {
    return figure in this.data.figures || OPEN_FAMILIES.some((family) => figure.startsWith(`${family}.`));
  }
}
