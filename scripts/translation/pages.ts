// the samples of README and docs/, and the pages that show them in other languages.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export interface Sample {
  readonly page: string;
  /** From 1, in its page. */
  readonly number: number;
  /** Whether it is a whole program. */
  readonly isWhole: boolean;
  readonly code: string;
}

export const ROOT = path.join(__dirname, '../..');
const FOLDER = 'docs/languages';
const OVERVIEW = 'docs/other-languages.md';
/** The front page has a name of its own there: a folder shows its README. */
const NAMES: Record<string, string> = { 'README.md': 'front-page.md' };
const SAMPLE = /^```ts( nofixture)?\n([^]*?)^```\n(?:\n\[In Python, Java, Go and C#\]\([^)]*\)\n)?/gm;

/** Pages with samples in TypeScript. The page about languages shows README's first sample in all of them itself. */
export function pagesWithSamples(): readonly string[] {
  const docs = fs.readdirSync(path.join(ROOT, 'docs')).filter((file) => file.endsWith('.md')).sort();
  return ['README.md', ...docs.map((file) => `docs/${file}`)]
    .filter((page) => page !== OVERVIEW && samplesIn(page, textOf(page)).length > 0);
}

export function samplesIn(page: string, text: string): readonly Sample[] {
  return [...text.matchAll(SAMPLE)]
    .map(([, alone, code], i) => ({ page, number: i + 1, isWhole: alone !== undefined, code }));
}

export function textOf(page: string): string {
  return fs.readFileSync(path.join(ROOT, page), 'utf8');
}

/** The page that shows the samples of a page in other languages. */
export function translatedPage(page: string): string {
  return `${FOLDER}/${NAMES[page] ?? path.basename(page)}`;
}

/** A page with a link under each sample. */
export function linked(page: string, text: string): string {
  const target = path.relative(path.dirname(page), translatedPage(page));
  let number = 0;
  return text.replaceAll(SAMPLE, (_, alone: string | undefined, code: string) => {
    number += 1;
    return `\`\`\`ts${alone ?? ''}\n${code}\`\`\`\n\n[In Python, Java, Go and C#](${target}#sample-${number})\n`;
  });
}

/** Changes with the sample, so that a test without a compiler sees an old translation. */
export function fingerprint({ code }: Sample): string {
  return createHash('sha256').update(code).digest('hex').slice(0, 12);
}

/** @param translations what each language makes of the sample with the same number */
export function pageOf(
  page: string, title: string, parts: readonly { sample: Sample; given: string; translations: readonly string[] }[],
): string {
  const back = path.relative(FOLDER, page);
  const head = [
    `# ${title} in other languages`,
    `The samples of [${path.basename(page)}](${back}).`
    + ' `npx tsx scripts/write-translations.ts` writes this page from them.\n'
    + '[Other languages](../other-languages.md) says how to read them and how they are checked.',
  ];
  const body = parts.flatMap(({ sample, given, translations }) => [
    `## Sample ${sample.number}`, `<!-- ${fingerprint(sample)} -->`, ...(given === '' ? [] : [given]), ...translations,
  ]);
  return `${[...head, ...body].join('\n\n')}\n`;
}

export function titleOf(text: string): string {
  return /^# (.*)$/m.exec(text)?.[1] ?? '';
}
