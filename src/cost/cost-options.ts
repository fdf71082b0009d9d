import type { MonthlyTraffic } from './charges/traffic';
import type { PriceBook } from './prices/price-book';

/** How the cost of a deployment is estimated. */
export interface CostOptions {
  /**
   * Prices of one unit of everything.
   *
   * @default - `PriceBook.builtIn()`, public list prices
   */
  readonly priceBook?: PriceBook;
  /**
   * Region of stacks and templates that do not say theirs, for example `eu-west-1`. The Region that a stack has always
   * wins. Prices differ by up to a factor of two between Regions, so an unknown Region is an error.
   *
   * @default - every stack has to have a Region
   */
  readonly region?: string;
  /**
   * How much the deployment is used.
   *
   * @default - not at all: the estimate is what an idle deployment costs
   */
  readonly traffic?: MonthlyTraffic;
  /**
   * Instances or tasks that run on average, by the construct path or logical id of the Auto Scaling group or ECS
   * service, or by the path of a construct that holds one of them. Fractions are fine, for example from the hours of a
   * simulation. A name that fits no group or several, and a number outside its bounds are errors.
   *
   * @default - desired capacity where the template sets it, else the smallest capacity
   */
  readonly expectedUnits?: { readonly [path: string]: number };
  /**
   * What Spot instances and tasks cost, in percent of the on-demand price, from 0 to 100.
   *
   * @default 100 - Spot prices float, so they are counted at their upper bound
   */
  readonly spotPercent?: number;
  /**
   * Values of the parameters of templates, by name.
   *
   * @default - parameters have their defaults
   */
  readonly parameters?: { readonly [name: string]: string };
  /**
   * Types of resources that you leave out knowingly, for example `AWS::Batch::JobQueue`.
   *
   * @default - what has no price is listed in `unpriced`, and `assertBelow` fails
   */
  readonly ignoredTypes?: string[];
  /**
   * The day of today, in ISO form. With it the estimate warns of prices that were collected more than a year before.
   * The library does not ask a clock, so that the same input always gives the same output.
   *
   * @default - the age of prices is not judged
   */
  readonly today?: string;
}
