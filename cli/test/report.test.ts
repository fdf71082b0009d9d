import fs from 'node:fs';
import path from 'node:path';
import { file, folder, plainAssembly, program } from './support';

const TIER = path.join(__dirname, '../../test/simulation/templates/tier.yaml');

async function report(words: string) {
  const out = path.join(folder(), 'report.html');
  const ended = await program(`report ${words} --out ${out}`);
  return { ended, html: fs.readFileSync(out, 'utf8'), out };
}

test('is one file with picture, cost, first deployment and scaling under load', async () => {
  const { ended, html, out } = await report(`${TIER} --region eu-west-1 --title Shop`);

  expect(ended).toEqual({ code: 0, out: '', err: `${out}\n` });
  expect(html).toMatch(/^<!doctype html>[^]*<h1>Shop<\/h1>[^]*<h3>Cost<\/h3>[^]*USD a month, line by line/);
  expect(html).toMatch(/<h3>First deployment<\/h3>\n<p>It takes about \d+ to \d+ min\./);
  expect(html).toMatch(/under load<\/h3>\n<p>From \d+ to \d+: the load is too much for [\d.]+ minutes/);
});

test('needs nothing else: pictures for light and dark ground are in it', async () => {
  const { html } = await report(`${TIER} --region eu-west-1`);

  const addresses = [...html.matchAll(/(?:src|srcset|href)="([^"]*)"/g)].map(([, address]) => address);
  expect(addresses.length).toBe(4);
  expect(addresses.filter((address) => !address.startsWith('data:image/svg+xml;base64,'))).toEqual([]);
  expect(html).not.toMatch(/<script|@import|url\(/);
});

test('says that its total lacks what has no price, and nothing of it where all has one', async () => {
  const [lacking, whole] = await Promise.all([
    report(`${TIER} --region eu-west-1`), report(`${plainAssembly()} --region eu-west-1`),
  ]);

  expect(lacking.html).toContain('USD a month, line by line; no price is known of 1 resource');
  expect(whole.html).toContain('USD a month, line by line');
  expect(whole.html).not.toContain('no price is known');
});

test('says what is missing without a Region', async () => {
  const { html } = await report(plainAssembly());

  expect(html).toContain('<p>Not known without a Region: name it with --region.</p>');
});

test('of a Region without prices has everything else, and says why', async () => {
  const { ended, html } = await report(`${TIER} --region cn-north-1`);

  expect(ended.code).toBe(0);
  expect(html).toContain('<h3>Cost</h3>\n<p>Not known: the library has no prices for cn-north-1.</p>');
  expect(html).toContain('<h3>First deployment</h3>');
});

test('shows words of the app as words', async () => {
  const { html } = await report(`${TIER} --region eu-west-1 --title <script>alert(1)</script>`);

  expect(html).toContain('<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>');
});

test('of a file that is no template ends with 2', async () => {
  expect(await program(`report ${file('notes.txt', 'no template')}`)).toMatchObject({ code: 2, out: '' });
});
