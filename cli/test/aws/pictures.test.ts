// the pictures of the command line show what it writes today.
import fs from 'node:fs';
import path from 'node:path';
import { terminalPictures } from '../../../scripts/terminal-pictures';

const ROOT = path.join(__dirname, '../../..');

// npx tsx scripts/terminal-pictures.ts
test('pictures of status, live and doctor are those that the script makes', async () => {
  const pictures = Object.entries(await terminalPictures());

  expect(pictures.map(([file]) => path.basename(file))).toEqual(['status.svg', 'live.svg', 'doctor.svg']);
  for (const [file, svg] of pictures) expect(fs.readFileSync(file, 'utf8')).toBe(svg);
});

test.each(['status', 'live', 'doctor'])('README shows the picture of %s', (name) => {
  expect(fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8')).toContain(`docs/images/${name}.svg`);
});
