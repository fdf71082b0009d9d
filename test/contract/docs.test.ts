// what the pages name is there: links, anchors, pages, commands, files.
import fs from 'node:fs';
import path from 'node:path';
import { program } from '../../cli/test/run';
import { builtProgram, firstSample, languages } from '../../scripts/languages';
import { pages, textOf } from '../support/samples';

const ROOT = path.join(__dirname, '../..');
const INDEX = 'docs/README.md';
/** A file or folder of this repository, in Markdown. */
const PATH = /`((?:src|cli|test|scripts|projenrc|examples|assets|docs|rosetta)\/[\w/.-]+)`/g;
const ALL = [...pages(), 'SECURITY.md', 'CHANGELOG.md'];

describe('the links of', () => {
  test.each(ALL)('%s lead somewhere', (page) => {
    expect(linksOf(page).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });
});

test('a wrong link, a wrong anchor and an anchor that is a comment of a sample are found', () => {
  expect(['docs/network.md', 'docs/network.md#change-it-later', '#license', 'docs'].every(
    (link) => leadsSomewhere('README.md', link))).toBe(true);
  expect(['network.md', 'docs/network.md#no-such-title', '#why-is-it-not-healthy'].some(
    (link) => leadsSomewhere('README.md', link))).toBe(false);
});

test('the index names each page once', () => {
  const indexed = linksOf(INDEX).filter((link) => !link.includes('#')).map((link) => path.join('docs', link));
  const expected = pages().filter((page) => /^docs\/[^/]+$/.test(page) && page !== INDEX);

  expect(indexed.filter((page) => /^docs\/[^/]+\.md$/.test(page)).sort()).toEqual(expected);
  expect(linksOf('README.md')).toContain(INDEX);
});

test('the pages that messages, docstrings and scripts name are there', () => {
  const dead = ['src', 'cli/src', 'scripts', 'projenrc', 'examples', 'app', '.ci', '.github', 'bench', 'demo']
    .flatMap((folder) => sourcesBelow(folder))
    .flatMap((file) => [...textOf(file).matchAll(/\bdocs\/[\w/-]+\.md(#[\w-]+)?/g)].map(([link]) => [file, link]))
    .filter(([, link]) => !leadsSomewhere('README.md', link));

  expect(dead).toEqual([]);
});

describe('the commands of', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };

  test.each(ALL)('%s are there', (page) => {
    const text = textOf(page);
    const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name);

    expect(named(/\bnpm run ([a-z][\w:-]*)/g).filter((name) => !(name in scripts))).toEqual([]);
    expect(named(/\bnpx projen ([a-z][\w:-]*)/g).filter((name) => !(name in scripts))).toEqual([]);
    expect(named(/(?<![\w/])(\.ci\/[\w/.-]*\w)/g).filter((file) => !isThere(file))).toEqual([]);
    expect(named(/\bnpx tsx (\S+\.ts)/g).filter((file) => !isThere(file))).toEqual([]);
  });

  test.each(ALL.filter((page) => textOf(page).includes('cdk-elastic-web ')))(
    '%s are commands of the program, with options that it has', async (page) => {
      const uses = [...textOf(page).matchAll(/(?:npx |`)cdk-elastic-web ([a-z][\w-]*)([^\n`|#>&]*)/g)];
      for (const [use, command, rest] of uses) {
        // the program answers a command that it does not know with the help of all.
        const { out } = await program(`${command} --help`);
        const known: readonly string[] = out.match(/--[a-z][\w-]*/g) ?? [];
        const options = [...rest.matchAll(/(?<!\S)(--[a-z][\w-]*)/g)].map(([, option]) => option);

        expect({ use, usage: /^Usage: cdk-elastic-web ([\w-]+)/.exec(out)?.[1] }).toEqual({ use, usage: command });
        expect({ use, unknown: options.filter((option) => !known.includes(option)) }).toEqual({ use, unknown: [] });
      }
    });
});

describe('the files of this repository that', () => {
  test.each(ALL.filter((page) => page !== 'CHANGELOG.md'))('%s names are there', (page) => {
    const named = [...textOf(page).matchAll(PATH)].map(([, file]) => file);

    expect(named.filter((file) => !isThere(file))).toEqual([]);
  });
});

// GitHub shows a table as text where a row of dashes differs from its header, and drops cells beyond it.
test.each(ALL)('the tables of %s have as many cells in each row as in the first', (page) => {
  const tables = withoutSamples(textOf(page)).match(/^\|.*\|\n\|[\s:|-]+\|\n(?:\|.*\n?)*/gm) ?? [];

  expect(tables.filter((table) => new Set(table.trim().split('\n').map(cellsOf)).size > 1)).toEqual([]);
});

/** Names of what props become inside, which nobody outside can set. */
const INSIDE = (() => {
  const known = new Set(textOf('API.md').match(/\w+/g));
  return sourcesBelow('src').filter((file) => path.basename(file).startsWith('resolved'))
    .flatMap((file) => [...textOf(file).matchAll(/readonly (\w+)/g)].map(([, name]) => name))
    .filter((name) => !known.has(name));
})();

// the changelog names what was renamed.
test.each(pages().filter((page) => page !== 'docs/architecture.md'))('%s names props as users know them', (page) => {
  expect(INSIDE.filter((name) => textOf(page).includes(`\`${name}\``))).toEqual([]);
});

test('a page that says what something costs says what computes it', () => {
  const silent = pages().filter((page) => !page.startsWith('docs/decisions/'))
    .filter((page) => /\d ?USD\b|\bcents\b/.test(textOf(page)))
    .filter((page) => page !== 'docs/cost.md' && !textOf(page).includes('cdk-elastic-web cost'));

  expect(silent).toEqual([]);
});

describe('the page about other languages', () => {
  const page = textOf('docs/other-languages.md');
  const [, csharp] = /^```csharp\n([^]*?)^```/m.exec(page) ?? [];

  test('shows the programs that CI builds, as they are', () => {
    expect(page).toContain(languages(csharp.trim()));
  });

  test("shows README's first sample in C#, step by step", () => {
    const steps = (code: string) => [...code.matchAll(/\bnew (\w+)\((?:stack|app|\))/g)].map(([, type]) => type);

    expect(steps(csharp)).toEqual(steps(firstSample()));
  });

  test("the program that the languages are compared with is README's first sample", () => {
    expect(statementsOf(builtProgram('node/main.ts'))).toBe(statementsOf(firstSample()));
  });
});

function cellsOf(row: string): number {
  return row.replaceAll('\\|', '').trim().split('|').length;
}

/** Code without imports, comments and layout. */
function statementsOf(code: string): string {
  return code.replace(/^\/\/.*\n|^import [^;]*;\n| \/\/ .*$/gm, '').replace(/,?\s+/g, ' ').trim();
}

/** Every link into this repository, from Markdown and from HTML, outside of samples. */
function linksOf(page: string): string[] {
  const text = withoutSamples(textOf(page)).replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(([, link, html]) => link ?? html)
    .filter((link) => !/^(https?|mailto):/.test(link));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [target, anchor] = link.split('#');
  const linked = target === '' ? page : path.join(path.dirname(page), target);
  return isThere(linked) && (anchor === undefined || anchorsOf(linked).includes(anchor));
}

/** As GitHub makes them: the second heading of the same words gets "-1". */
function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutSamples(textOf(page)).matchAll(/^#+ (.*)$/gm)].map(([, title]) => {
    const anchor = title.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

function withoutSamples(text: string): string {
  return text.replace(/^ *```[^]*?^ *```/gm, '');
}

function isThere(file: string): boolean {
  return fs.existsSync(path.join(ROOT, file));
}

function sourcesBelow(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'cdk.out')
    .flatMap((entry) => entry.isDirectory() ? sourcesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`])
    .filter((file) => /\.(ts|sh|mjs|yml|yaml|md)$|\/run$/.test(file));
}
