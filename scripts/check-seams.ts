// switches off one rule after the other in a copy of the tree, and demands that the tests of its row go red.
// words after the name of the script: rows to check, by a part of their names; none for all of them.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RULES, type Rule } from '../test/contract/seam-rules';
import { SEAMS, type Seam, type Shown } from '../test/contract/seams';
import { whileOff } from './switched-off';

const ROOT = path.join(__dirname, '..');
const MINUTES = 60_000;

interface Outcome { readonly file: string; readonly name: string; readonly isRed: boolean }

/** Titles have what a table puts in, and rows of a table are a part of the title. */
function patternOf(title: string): string {
  return title.split(/\$\{[^}]*\}|%[sdjp]/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
}

function copyOfTree(): string {
  const tree = fs.mkdtempSync(path.join(os.tmpdir(), 'seams-'));
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  for (const file of files.toString().split('\0').filter((name) => name !== '' && fs.existsSync(name))) {
    fs.cpSync(path.join(ROOT, file), path.join(tree, file));
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'));
  for (const file of ['.jsii', 'lib'].filter((name) => fs.existsSync(path.join(ROOT, name)))) {
    fs.symlinkSync(path.join(ROOT, file), path.join(tree, file));
  }
  return tree;
}

/** Runs the tests of some titles. A file that cannot be loaded says nothing about a rule. */
function outcomesOf(tree: string, shown: readonly Shown[]): Outcome[] {
  const output = path.join(tree, 'outcome.json');
  fs.rmSync(output, { force: true });
  const files = [...new Set(shown.map(([file]) => `test/${file}.test.ts`))];
  const titles = shown.flatMap(([, ...names]) => names.map(patternOf)).join('|');
  const { stderr } = spawnSync(process.execPath, [
    'node_modules/.bin/jest', '-w', '1', '--silent', '--json', `--outputFile=${output}`,
    '--testMatch', '<rootDir>/test/**/*.test.ts', '-t', titles, '--runTestsByPath', ...files,
  ], {
    cwd: tree, timeout: 10 * MINUTES, encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '--import tsx --import ./test/support/worker-data.mjs' },
  });
  if (!fs.existsSync(output)) throw new Error(stderr);
  const { testResults } = JSON.parse(fs.readFileSync(output, 'utf8')) as {
    readonly testResults: readonly {
      readonly name: string; readonly message: string;
      readonly assertionResults: readonly {
        readonly ancestorTitles: readonly string[]; readonly title: string; readonly status: string;
      }[];
    }[];
  };
  return testResults.flatMap(({ name, message, assertionResults }) => {
    if (assertionResults.length === 0) throw new Error(`${name} cannot be loaded: ${message}`);
    return assertionResults.filter(({ status }) => ['passed', 'failed'].includes(status)).map((one) => ({
      file: path.relative(path.join(tree, 'test'), name).replace(/\.test\.ts$/, ''),
      name: [...one.ancestorTitles, one.title].join(' '),
      isRed: one.status === 'failed',
    }));
  });
}

/** Titles of which a test is red. */
function redTitles(shown: readonly Shown[], outcomes: readonly Outcome[]): string[] {
  return shown.flatMap(([file, ...titles]) => titles.filter((title) => outcomes.some((outcome) =>
    outcome.isRed && outcome.file === file && new RegExp(patternOf(title)).test(outcome.name))));
}

/** What is wrong with the tests of a row: rules that nothing shows, and titles that show no rule. */
function defectsOf(tree: string, { what, refused = [], taken = [] }: Seam): string[] {
  const shown = [...refused, ...taken];
  const broken = redTitles(shown, outcomesOf(tree, shown));
  if (broken.length > 0) return broken.map((title) => `is red with every rule on: ${title}`);
  const red = new Set<string>();
  const idle = RULES[what].filter((rule: Rule) => {
    const titles = whileOff(tree, rule, () => redTitles(shown, outcomesOf(tree, shown)));
    for (const title of titles) red.add(title);
    return titles.length === 0;
  });
  // where something is refused the other side shows only that no more is.
  const needed = (refused.length > 0 ? refused : taken).flatMap(([, ...titles]) => titles);
  return RULES[what].length === 0
    ? []
    : [
        ...idle.map(([file, place]) => `no test is red without ${file}: ${place}`),
        ...needed.filter((title) => !red.has(title)).map((title) => `stays green whatever rule is off: ${title}`),
      ];
}

const wanted = process.argv.slice(2);
const rows = SEAMS.filter(({ what }) => wanted.length === 0 || wanted.some((word) => what.includes(word)));
const tree = copyOfTree();
try {
  let count = 0;
  for (const row of rows) {
    const defects = defectsOf(tree, row);
    count += defects.length;
    console.log([`${defects.length === 0 ? 'ok' : 'DEFECT'}: ${row.what}`, ...defects].join('\n    '));
  }
  console.log(`${rows.length} relations, ${count} defects`);
  process.exitCode = count === 0 ? 0 : 1;
} finally {
  fs.rmSync(tree, { recursive: true, force: true });
}
