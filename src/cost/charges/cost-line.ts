import type { CostRange } from './cost-range';

/** One thing that AWS charges for, on one resource. */
export interface CostLine {
  /** Construct path of the resource; its logical id where no construct is known. */
  readonly path: string;
  /** Logical id of the resource in its template. */
  readonly logicalId: string;
  /** Type of the resource, for example `AWS::EC2::NatGateway`. */
  readonly resourceType: string;
  /** What is charged, in words: `hours`, `public IPv4 addresses`. */
  readonly component: string;
  /** Name of the figure in the price book. */
  readonly figure: string;
  /** What one unit is, for example `vCPU-hour`. */
  readonly unit: string;
  /** Price of one unit in US dollars. */
  readonly unitPriceUsd: number;
  /** Where the price comes from. */
  readonly source: string;
  /** Day of the source, in ISO form. */
  readonly date: string;
  /** Units in a month of 730 hours. */
  readonly quantity: CostRange;
  /** US dollars in a month. */
  readonly monthly: CostRange;
}

/** Something to know about the cost of one resource. */
export interface CostNote {
  /** Construct path of the resource; its logical id where no construct is known. */
  readonly path: string;
  /** Type of the resource. */
  readonly resourceType: string;
  /** What there is to know, in words. */
  readonly text: string;
}
