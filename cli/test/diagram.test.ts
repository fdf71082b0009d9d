import fs from 'node:fs';
import path from 'node:path';
import { file, folder, plainAssembly, program, SHOP } from './support';

const app = plainAssembly();

test('draws an app as SVG, on light and on dark ground', async () => {
  const { code, out, err } = await program(`diagram ${app}`);
  const { out: dark } = await program(`diagram ${app} --theme dark`);

  expect(out).toMatch(/^<svg [^]*<\/svg>\n?$/);
  expect(dark).not.toBe(out);
  expect([code, err]).toEqual([0, '']);
});

test('shows what each box costs where the Region is known, and a title', async () => {
  const { out } = await program(`diagram ${SHOP} --region eu-west-1 --title Webshop`);

  expect(out).toContain('a month');
  expect(out).toContain('Webshop');
});

test('writes Mermaid for Markdown', async () => {
  expect((await program(`diagram ${app} --mermaid`)).out).toMatch(/^flowchart TB\n/);
});

test('writes a file in a folder that is not there yet, and says its name', async () => {
  const svg = path.join(folder(), 'docs/app.svg');

  expect(await program(`diagram ${app} --out ${svg}`)).toEqual({ code: 0, out: '', err: `${svg}\n` });
  expect(fs.readFileSync(svg, 'utf8')).toMatch(/^<svg /);
});

test.each([
  ['a file that cannot be written', `diagram ${app} --out ${path.join(file('a', ''), 'b.svg')}`, 'cannot be written'],
  ['an unknown theme', `diagram ${app} --theme pink`, 'Allowed choices are light, dark.'],
  ['JSON, which it does not write', `diagram ${app} --json`, "unknown option '--json'"],
])('%s ends with 2', async (_what, words, message) => {
  const { code, err } = await program(words);

  expect(err).toContain(message);
  expect(code).toBe(2);
});
