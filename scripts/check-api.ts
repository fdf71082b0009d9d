// whether code that was written for the last release still compiles, and whether this check would see that it does not.
import fs from 'node:fs';
import { API, apiBreaks, currentApi } from './api-baseline';

const [CLASS, GONE] = ['CapacityRange', 'ClassThatIsGone'].map((name) => `"cdk-elastic-web.${name}"`);

/** What is wrong, by the name of the check. */
function checks(): { readonly [name: string]: readonly string[] } {
  const seen = apiBreaks(currentApi().replaceAll(CLASS, GONE));
  return {
    'the API of the last release is kept': apiBreaks(fs.readFileSync(API, 'utf8')),
    'a class that goes is seen': seen.length === 0 ? ['nothing was seen'] : [],
  };
}

const results = Object.entries(checks());
for (const [name, problems] of results) {
  process.stdout.write([`${problems.length === 0 ? 'ok' : 'not ok'} ${name}`, ...problems, ''].join('\n'));
}
const failed = results.filter(([, problems]) => problems.length > 0).length;
process.stdout.write(`${results.length - failed} passed, ${failed} failed, 0 skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;
