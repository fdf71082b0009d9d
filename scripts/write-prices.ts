// writes assets/prices/prices.json: npx tsx scripts/write-prices.ts collected.json
import fs from 'node:fs';
import path from 'node:path';
import { bookOf, type Book, type Collected } from './price-figures';

const BOOK = path.join(__dirname, '../assets/prices/prices.json');

/** Sources of figures that the feeds do not hold. */
const SOURCES: Book['sources'] = {
  'rds-proxy-price-list': {
    what: 'AWS price list of RDS, usage type RDS:ProxyUsage, quoted in public notes', date: '2026-07-01',
  },
  'burstable-t4g': {
    what: 'EC2 on-demand pricing page, unlimited mode of T4g, quoted in a public merge request', date: '2024-02-05',
  },
};

/** A figure that the feeds do not hold: everywhere the same, or for the Regions where a source was found. */
interface Addition {
  readonly unit: string;
  readonly source: string;
  readonly usd: number | { readonly [region: string]: number };
}

const ADDITIONS: { readonly [name: string]: Addition } = {
  'burstable.t4gVcpuHour': { unit: 'surplus vCPU-hour (unlimited mode)', source: 'burstable-t4g', usd: 0.04 },
  'rdsProxy.vcpuHour': {
    unit: 'hour of a vCPU of the database', source: 'rds-proxy-price-list',
    usd: { 'us-east-1': 0.015, 'eu-west-2': 0.017 },
  },
};

function main([file]: readonly string[]): void {
  if (file === undefined) throw new Error('which file holds the collected prices?');
  const collected = JSON.parse(fs.readFileSync(file, 'utf8')) as Collected;
  const regions = Object.keys(collected.regions);
  const additions = Object.fromEntries(Object.entries(ADDITIONS).map(([name, { usd, ...rest }]) =>
    [name, { ...rest, usd: typeof usd === 'number' ? usd : regions.map((region) => usd[region] ?? null) }]));
  fs.mkdirSync(path.dirname(BOOK), { recursive: true });
  fs.writeFileSync(BOOK, render(bookOf(collected, additions, SOURCES)));
}

/** One figure a line, so that a refresh shows in a diff what moved. */
function render(book: Book): string {
  const onOneLine = (text: string) => text.replace(/\n\s+/g, ' ');
  const lists = JSON.stringify(book, null, 1).replace(/\[\n\s+([^\]]*?)\n\s+\]/g, (_all, items: string) =>
    `[${onOneLine(items)}]`);
  return `${lists.replace(/\{\n\s+("unit"|"what")([^}]*?)\n\s+\}/g, (_all, first: string, rest: string) =>
    `{ ${first}${onOneLine(rest)} }`)}\n`;
}

main(process.argv.slice(2));
