import type { CostOptions } from '../cost';

/** The ground that a picture is seen on. */
export enum DiagramTheme {
  /** Dark words on light ground. */
  LIGHT = 'light',
  /** Light words on dark ground. */
  DARK = 'dark',
}

/** How an app is drawn. */
export interface DiagramOptions {
  /**
   * Title of the picture.
   *
   * @default - names of the stacks
   */
  readonly title?: string;
  /**
   * Region of stacks and templates that do not say theirs, for example `eu-west-1`.
   *
   * @default - without a Region no cost is shown, nor where a Region has no prices
   */
  readonly region?: string;
  /**
   * Values of the parameters of templates, by name.
   *
   * @default - parameters have their defaults
   */
  readonly parameters?: { readonly [name: string]: string };
  /**
   * How the cost of each box is estimated.
   *
   * @default - list prices, without traffic
   */
  readonly cost?: CostOptions;
}
