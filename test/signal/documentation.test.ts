// docs/signals.md lists what the constructs really report.
import fs from 'node:fs';
import path from 'node:path';
import { SIGNAL_NOTES } from '../../scripts/signal-notes';
import { documentedSignals, signalTable } from '../../scripts/signals';
import { signalProblems } from '../../src/signal';

const page = fs.readFileSync(path.join(__dirname, '../../docs/signals.md'), 'utf8');

describe('the page of signals', () => {
  test('lists every signal with the limits that it has: `npm run docs` writes them', () => {
    expect(page).toContain(`<!-- table -->\n${signalTable()}\n<!-- end of table -->`);
  });

  test('says of each when its alarm ends, and of none that is not there', () => {
    const reported = documentedSignals().map(({ reporter, signal }) => `${reporter}.${signal.id}`);
    const noted = Object.entries(SIGNAL_NOTES)
      .flatMap(([reporter, notes]) => Object.keys(notes).map((id) => `${reporter}.${id}`));

    expect(noted.sort()).toEqual([...new Set(reported)].sort());
  });

  test('lists signals that are sound', () => {
    expect(documentedSignals().flatMap(({ signal }) => signalProblems(signal))).toEqual([]);
  });
});
