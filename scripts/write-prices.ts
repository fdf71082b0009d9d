// writes assets/prices/prices.json: npx tsx scripts/write-prices.ts collected.json
import fs from 'node:fs';
import path from 'node:path';
import { MORE_FIGURES, MORE_SOURCES } from './price-additions';
import { bookOf, type Book, type Collected } from './price-figures';

const BOOK = path.join(__dirname, '../assets/prices/prices.json');

function main([file]: readonly string[]): void {
  if (file === undefined) throw new Error('which file holds the collected prices?');
  const collected = JSON.parse(fs.readFileSync(file, 'utf8')) as Collected;
  fs.mkdirSync(path.dirname(BOOK), { recursive: true });
  fs.writeFileSync(BOOK, render(bookOf(collected, MORE_FIGURES, MORE_SOURCES)));
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
