import { decimal, renderProblem, type Problem } from '../core';
import { capacityOf, isWithin, Links, SCALING_TYPES, type Resource, type SynthesizedStack } from '../template';
import { billOf, together, type Bill } from './charges/bill';
import type { Context } from './charges/context';
import { itemsOf } from './charges/rules';
import { resolveTraffic } from './charges/resolved-traffic';
import type { CostOptions } from './cost-options';
import { optionProblems, resolveOptions, type ResolvedCostOptions } from './resolved-options';

/** A bill, and what it is the bill of. */
export interface Estimated extends Bill {
  /** Construct paths of all resources, also of those that cost nothing. */
  readonly paths: readonly string[];
  readonly regions: readonly string[];
  /** Day on which the prices were collected. */
  readonly pricesOf: string;
}

const ADVICE = 'add the prices of another Region with PriceBook.withPrice';
const YEAR_IN_DAYS = 365;
const DAY_IN_MS = 86_400_000;

/** Prices every resource of some stacks. */
export function estimate(stacks: readonly SynthesizedStack[], given: CostOptions): Estimated {
  const options = resolveOptions(given);
  reject([...optionProblems(options), ...stacks.flatMap((stack) => regionProblems(stack, options)),
    ...unitProblems(stacks, options)]);
  const app = { counts: countTypes(stacks), links: new Links(stacks) };
  const bills = stacks.flatMap((stack) => {
    const context = contextOf(stack, options, app);
    return stack.template.resources.filter(({ type }) => !options.ignoredTypes.includes(type))
      .map((resource) => billOf(resource, itemsOf(resource, context), stack.region!, options.priceBook));
  });
  return {
    ...together([...bills, ageWarning(options)]),
    paths: stacks.flatMap(({ template }) => template.resources.map(({ path }) => path)),
    regions: [...new Set(stacks.map(({ region }) => region!))],
    pricesOf: options.priceBook.collected,
  };
}

function contextOf(stack: SynthesizedStack, options: ResolvedCostOptions, { counts, links }: Surroundings): Context {
  const { template, nested } = stack;
  return {
    template,
    traffic: resolveTraffic(options.traffic),
    spotPercent: options.spotPercent,
    isRead: ({ logicalId }) => nested.includes(logicalId),
    share: (type) => counts[type] === undefined ? 0 : 1 / counts[type],
    linked: (value) => links.targets(stack, value),
    units: (resource) => capacityOf(resource, template, expectedFor(resource, options)),
  };
}

/** What one stack has to know of all of them. */
interface Surroundings { readonly counts: Counts; readonly links: Links }

interface Counts { readonly [type: string]: number }

function countTypes(stacks: readonly SynthesizedStack[]): Counts {
  const counts: { [type: string]: number } = {};
  for (const { type } of stacks.flatMap(({ template }) => template.resources)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

function expectedFor(resource: Resource, { expectedUnits }: ResolvedCostOptions): number | undefined {
  const name = Object.keys(expectedUnits).find((key) => names(resource, key));
  return name === undefined ? undefined : expectedUnits[name];
}

/** A group is named by its logical id, by its path, or by that of a construct around it which holds no other group. */
function names({ logicalId, path }: Resource, name: string): boolean {
  return name === logicalId || isWithin(path, name);
}

function regionProblems({ path, region }: SynthesizedStack, options: ResolvedCostOptions): Problem[] {
  const { priceBook } = options;
  // the Region of the options is judged with them.
  if (region !== undefined && (priceBook.regions.includes(region) || region === options.region)) return [];
  const what = path === '' ? 'the template' : path;
  return [{
    prop: 'region', got: region, must: region === undefined
      ? `be given, because ${what} can be deployed to any Region`
      : `be one of ${priceBook.regions.join(', ')} for ${what}`,
    ...region === undefined ? {} : { advice: ADVICE },
  }];
}

function unitProblems(stacks: readonly SynthesizedStack[], { expectedUnits }: ResolvedCostOptions): Problem[] {
  const groups = stacks.flatMap(({ template }) => template.ofType(...SCALING_TYPES)
    .map((resource) => ({ resource, range: capacityOf(resource, template) })));
  return Object.entries(expectedUnits).flatMap(([name, units]): Problem[] => {
    const prop = `expectedUnits[${name}]`;
    const [found, other] = groups.filter(({ resource }) => names(resource, name));
    return found && (!other || name === other.resource.logicalId)
      ? decimal(prop, units, { min: found.range?.minimum ?? 0, max: found.range?.maximum, unit: 'instances or tasks' })
      : [{ prop, must: `name one of ${groups.map(({ resource }) => resource.path).join(', ')}`, got: name }];
  });
}

function ageWarning({ priceBook, today }: ResolvedCostOptions): Bill {
  const days = today === undefined ? 0 : (Date.parse(today) - Date.parse(priceBook.collected)) / DAY_IN_MS;
  const warning = {
    path: '', resourceType: '', text: `the prices were collected on ${priceBook.collected}, ${days} days ago`,
  };
  return {
    lines: [], notes: { assumption: [], unpriced: [], byUse: [], warning: days > YEAR_IN_DAYS ? [warning] : [] },
  };
}

function reject(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const lines = problems.map((problem) => `  ${renderProblem(problem)}`);
  throw new Error(['the cost cannot be estimated:', ...lines].join('\n'));
}
