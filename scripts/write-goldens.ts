// moves the goldens to this state, as a part of a release; refuses if users of the last release would lose something.
import fs from 'node:fs';
import { API, apiBreaks, currentApi } from './api-baseline';
import { ALLOWED, committedGoldens, currentGoldens, GOLDEN, upgradeOf, writeTemplates, type Golden } from './goldens';

const NOTHING_ALLOWED = '# What the next release breaks on purpose: stack, kind, id and reason of each.\n[]\n';

async function main(): Promise<void> {
  fs.mkdirSync(GOLDEN, { recursive: true });
  const goldens = await currentGoldens();
  const problems = fs.existsSync(API) ? problemsOf(goldens) : [];
  if (problems.length > 0) {
    process.stderr.write(`${problems.join('\n')}\n\nNothing is written. Undo the change, or allow it with a reason: `
      + 'of templates in test/golden/allowed.yaml, of the API in .compatignore.\n');
    process.exitCode = 1;
    return;
  }
  writeTemplates(goldens);
  fs.writeFileSync(API, currentApi());
  fs.writeFileSync(ALLOWED, NOTHING_ALLOWED);
}

function problemsOf(goldens: readonly Golden[]): string[] {
  const { dangers } = upgradeOf(committedGoldens(), goldens);
  return [
    ...dangers.map(({ stack, kind, id, path, text }) => `${stack} ${kind} ${id} (${path}): ${text}`),
    ...apiBreaks(fs.readFileSync(API, 'utf8')),
  ];
}

void main();
