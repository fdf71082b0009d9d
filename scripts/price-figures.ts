// turns collected prices, ordered by Region, into the price book of the library, ordered by figure.

/** A price as it was collected. */
interface Leaf { readonly usd: number; readonly unit: string; readonly source: string }

type Node = number | string | readonly number[] | { readonly [key: string]: Node };
type Branch = { readonly [key: string]: Node };

/** What `collected.json` looks like. */
export interface Collected {
  readonly collected: string;
  readonly sources: { readonly [id: string]: { readonly what: string; readonly publication: string } };
  readonly global: Branch;
  readonly regions: { readonly [region: string]: Branch };
}

/** One figure in the price book: a number for all Regions, or one a Region in the order of the book. */
export interface Figure { readonly unit: string; readonly source: string; readonly usd: number | (number | null)[] }

export interface Book {
  readonly schema: number;
  readonly currency: string;
  readonly collected: string;
  readonly sources: { readonly [id: string]: { readonly what: string; readonly date: string } };
  readonly regions: readonly string[];
  readonly figures: { readonly [name: string]: Figure };
}

/** A price of one Region, with its name. */
interface Named extends Leaf { readonly name: string }

/** Names of the parts of a price that comes as a pair: single and multi zone, standard and I/O-optimized. */
const PAIRS: { readonly [block: string]: readonly [string, string] } = {
  rdsPostgres: ['singleAz', 'multiAz'], postgresInstanceHour: ['standard', 'ioOptimized'],
};

/** Units of figures that stand in a block whose unit is not theirs. */
const UNITS: { readonly [name: string]: string } = {
  'elasticache.serverless.valkeyGbHour': 'GB-hour', 'elasticache.serverless.redisGbHour': 'GB-hour',
  'elasticache.serverless.valkeyEcpuMillion': 'million ECPU', 'elasticache.serverless.redisEcpuMillion': 'million ECPU',
};

/** Figures that do not depend on the Region of a stack, and what they are called in the book. */
const GLOBAL: { readonly [name: string]: readonly string[] } = {
  'route53.hostedZoneMonth': ['route53', 'hostedZoneMonthFirst25'],
  'route53.healthCheckMonth': ['route53', 'healthCheckAwsMonth'],
  'burstable.t3VcpuHour': ['burstableCredits', 't3VcpuHour'],
};

/** Parts of the world that CloudFront prices apart; the library prices the first. */
const CLOUDFRONT: { readonly [name: string]: string } = {
  'cloudfront.dataOutGb': 'dataOutFirst10TbGb', 'cloudfront.httpsRequests10k': 'httpsRequests10k',
};

/** The price book that collected prices and additions give. */
export function bookOf(collected: Collected, additions: Book['figures'], sources: Book['sources']): Book {
  const regions = Object.keys(collected.regions);
  const byRegion = regions.map((region) => flatten(collected.regions[region]));
  const names = [...new Set(byRegion.flatMap((figures) => [...figures.keys()]))];
  const figures = Object.fromEntries(names.map((name) => [name, figureOf(byRegion.map((prices) => prices.get(name)))]));
  return {
    schema: 1, currency: 'USD', collected: collected.collected, regions,
    sources: { ...Object.fromEntries(Object.entries(collected.sources).map(([id, { what, publication }]) =>
      [id, { what, date: publication.match(/\d{4}-\d{2}-\d{2}/g)?.at(-1) ?? 'undated' }])), ...sources },
    figures: sorted({ ...figures, ...globals(collected.global), ...additions }),
  };
}

function figureOf(prices: readonly (Named | undefined)[]): Figure {
  const { name, unit, source } = prices.find((price) => price !== undefined)!;
  const differs = prices.find((price) => price && (price.unit !== unit || price.source !== source));
  if (differs) throw new Error(`${name} has units or sources that differ between Regions`);
  return { unit: UNITS[name] ?? unit, source, usd: prices.map((price) => price?.usd ?? null) };
}

function flatten(region: Branch): Map<string, Named> {
  const prices = new Map<string, Named>();
  const walk = (node: Node, path: readonly string[], unit: string, source: string): void => {
    const add = (price: Leaf, name: string) => prices.set(name, { ...price, name });
    if (typeof node === 'number') add({ usd: node, unit, source }, path.join('.'));
    else if (Array.isArray(node)) {
      const parts = PAIRS[path.find((part) => part in PAIRS)!];
      node.forEach((usd: number, i) =>
        add({ usd, unit: unit.replace(/ \[.*$/, ''), source }, [...path, parts[i]].join('.')));
    } else if (isLeaf(node)) add(node, path.join('.'));
    else {
      const { _unit = unit, _source = source, ...rest } = node as Branch;
      // "types" only holds the block together.
      for (const [key, inner] of Object.entries(rest)) {
        walk(inner, key === 'types' ? path : [...path, key], String(_unit), String(_source));
      }
    }
  };
  walk(region, [], '', '');
  return prices;
}

function globals(global: Branch): { [name: string]: Figure } {
  const at = (path: readonly string[]) => path.reduce<Node>((node, key) => (node as Branch)[key], global) as unknown;
  return {
    ...Object.fromEntries(Object.entries(GLOBAL).map(([name, path]) => {
      const { usd, unit, source } = at(path) as Leaf;
      return [name, { unit, source, usd }];
    })),
    ...Object.fromEntries(Object.entries(CLOUDFRONT).map(([name, key]) => {
      const { US: usd, unit, source } = at(['cloudfront', key]) as Leaf & { readonly US: number };
      return [name, { unit, source, usd }];
    })),
  };
}

function isLeaf(node: unknown): node is Leaf {
  return typeof node === 'object' && node !== null && 'usd' in node;
}

function sorted<T>(record: { readonly [key: string]: T }): { [key: string]: T } {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
