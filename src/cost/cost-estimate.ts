import fs from 'node:fs';
import type { IConstruct } from 'constructs';
import { decimal, oneOf, renderProblem } from '../core';
import { isWithin, stacksIn, stacksOf, Template, type JsonObject, type SynthesizedStack } from '../template';
import { CapacityCase } from './capacity-case';
import type { CostLine, CostNote } from './charges/cost-line';
import type { CostRange } from './charges/cost-range';
import { sum } from './charges/ranges';
import { CostDifference } from './cost-difference';
import type { CostOptions } from './cost-options';
import { estimate, type Estimated } from './estimate';
import { PriceBook } from './prices/price-book';
import { renderJson } from './report/json';
import { renderMarkdown } from './report/markdown';
import { dollars } from './report/money';
import { renderText } from './report/text';

/** How many of the most expensive lines an error names. */
const NAMED_LINES = 5;

/**
 * What a deployment costs in a month of 730 hours, before it exists: a model made from templates and list prices, not a
 * bill.
 *
 * Every line has its quantity, its price and the source of that price. Charges that no property shows are lines too:
 * public IPv4 addresses of load balancers and tasks, network interfaces of endpoints, alarms that target tracking
 * makes, metrics of detailed monitoring. What has no price stands in `unpriced`, never in the total as zero. Taxes,
 * free tiers, Savings Plans and traffic between zones and Regions are not in it.
 *
 * @example
 * const estimate = cost.CostEstimate.of(app, { traffic: { requestsPerSecond: 200, responseKb: 20, natGb: 50 } });
 * estimate.assertBelow(250);
 */
export class CostEstimate {
  /**
   * Synthesizes an app, a stage or a stack, and prices it. Any other construct stands for its stack.
   *
   * The CDK synthesizes once: what changes afterwards is not deployed, or is an error. So call it last, or in a test.
   *
   * An error says what is wrong with the options, or which stack has no Region with prices.
   */
  public static of(scope: IConstruct, options: CostOptions = {}): CostEstimate {
    return CostEstimate._ofStacks(stacksOf(scope, known(options)), options);
  }

  /**
   * Prices one template of CloudFormation, from any tool.
   *
   * @param template the template as an object, for example `assertions.Template.fromStack(stack).toJSON()`
   * @param options its Region has to be given
   */
  public static fromTemplate(template: { [key: string]: unknown }, options: CostOptions = {}): CostEstimate {
    return CostEstimate._ofStacks(alone(new Template(template as JsonObject, known(options)), options), options);
  }

  /**
   * Prices one template of CloudFormation in a file.
   *
   * @param file path of a template in JSON or YAML, short forms such as `!Ref` included
   * @param options its Region has to be given
   */
  public static fromFile(file: string, options: CostOptions = {}): CostEstimate {
    const template = Template.parse(fs.readFileSync(file, 'utf8'), known(options));
    return CostEstimate._ofStacks(alone(template, options), options);
  }

  /**
   * Prices an app that has been synthesized before.
   *
   * @param folder a cloud assembly, for example `cdk.out`
   */
  public static fromAssembly(folder: string, options: CostOptions = {}): CostEstimate {
    return CostEstimate._ofStacks(stacksIn(folder, known(options)), options);
  }

  /**
   * Whether each stack has a Region, and the price book its prices.
   *
   * @internal
   */
  public static _isPriced(stacks: readonly SynthesizedStack[], book: PriceBook = PriceBook.builtIn()): boolean {
    return stacks.every(({ region }) => region !== undefined && book.regions.includes(region));
  }

  /** @internal */
  public static _ofStacks(stacks: readonly SynthesizedStack[], options: CostOptions): CostEstimate {
    return new CostEstimate(estimate(stacks, options));
  }

  private constructor(private readonly data: Estimated) {}

  /** US dollars in a month. */
  public get monthly(): CostRange {
    return sum(this.data.lines.map(({ monthly }) => monthly));
  }

  /** Everything that AWS charges for, in the order of the templates. */
  public get lines(): CostLine[] {
    return [...this.data.lines];
  }

  /** Regions of the stacks, each once. */
  public get regions(): string[] {
    return [...this.data.regions];
  }

  /** Day on which the prices were collected, in ISO form. */
  public get pricesOf(): string {
    return this.data.pricesOf;
  }

  /** Costs that are missing in the total, because the library or the price book does not know their price. */
  public get unpriced(): CostNote[] {
    return [...this.data.notes.unpriced];
  }

  /** What is billed by use that nobody told, and is not in the total. */
  public get billedByUse(): CostNote[] {
    return [...this.data.notes.byUse];
  }

  /** What was taken for granted. */
  public get assumptions(): CostNote[] {
    return [...this.data.notes.assumption];
  }

  /** Costs that people do not expect, and prices that are old. */
  public get warnings(): CostNote[] {
    return [...this.data.notes.warning];
  }

  /** Whether everything has a price, what is billed by use alone not counted. */
  public get isComplete(): boolean {
    return this.data.notes.unpriced.length === 0;
  }

  /**
   * US dollars in a month for a construct and everything below it.
   *
   * @param path construct path, for example `Shop/Network`; an error if no resource stands there
   */
  public atPath(path: string): CostRange {
    if (!this.data.paths.some((other) => isWithin(other, path))) {
      throw new Error(`the estimate has no resource at or below "${path}"`);
    }
    return sum(this.data.lines.filter((line) => isWithin(line.path, path)).map(({ monthly }) => monthly));
  }

  /**
   * Fails if a month costs more than a limit, or if something has no price: what is not known is not zero.
   *
   * @param usd the limit in US dollars a month
   * @param at the capacity that counts; the expected one if left out
   */
  public assertBelow(usd: number, at: CapacityCase = CapacityCase.EXPECTED): void {
    const problems = [...this._overrun(usd, at), ...this.isComplete
      ? []
      : [
          'the total is not complete; give the price, or leave the type out with "ignoredTypes":',
          ...this.unpriced.map(({ path, resourceType, text }) => `  ${path} (${resourceType}): ${text}`),
        ]];
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }

  /** What has changed since another estimate, for example since that of the main branch. */
  public comparedWith(before: CostEstimate): CostDifference {
    return CostDifference._between(before.data, this.data);
  }

  /** A table for people, with a row for each construct. */
  public toText(): string {
    return renderText(this.data);
  }

  /** A table in Markdown, for example for a comment on a pull request. */
  public toMarkdown(): string {
    return renderMarkdown(this.data);
  }

  /** Everything as JSON: lines, notes and totals, with amounts to four decimal places. */
  public toJson(): string {
    return renderJson(this.data);
  }

  /** @internal */
  public _overrun(usd: number, at: CapacityCase): string[] {
    const problems = [
      ...decimal('usd', usd, { min: 0, unit: 'US dollars' }), ...oneOf('at', at, Object.values(CapacityCase)),
    ];
    if (problems.length > 0) {
      throw new Error(`the limit cannot be checked:\n  ${problems.map(renderProblem).join('\n  ')}`);
    }
    const total = this.monthly[at];
    if (total <= usd) return [];
    return [
      `a month costs ${dollars(total)} at ${at} capacity, ${dollars(usd)} is the limit; most of it:`,
      ...this._dearest(at).map((line) => `  ${dollars(line.monthly[at])} ${line.path}: ${line.component}`),
    ];
  }

  /** @internal */
  public _dearest(at: CapacityCase): CostLine[] {
    return this.lines.sort((a, b) => b.monthly[at] - a.monthly[at]).slice(0, NAMED_LINES);
  }
}

/** What is known beside a template. */
function known({ region, parameters }: CostOptions): Pick<CostOptions, 'region' | 'parameters'> {
  return { region, parameters };
}

function alone(template: Template, { region }: CostOptions): SynthesizedStack[] {
  return [{ path: '', region, template, nested: [] }];
}
