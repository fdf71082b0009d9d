import fs from 'node:fs';
import path from 'node:path';
import { replacements } from '../../scripts/replacements';

test('what replaces is what the schemas of today say: else run "npx tsx scripts/write-replacements.ts"', () => {
  const file = path.join(__dirname, '../../assets/replacements/replacements.json');

  expect(fs.readFileSync(file, 'utf8') === replacements()).toBe(true);
});
