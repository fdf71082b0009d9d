import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { program } from './run';

const above = fs.mkdtempSync(path.join(os.tmpdir(), 'init-'));
const read = (...names: readonly string[]) => fs.readFileSync(path.join(above, ...names), 'utf8');

test('writes the quick start with the name of the folder and the version of the package', async () => {
  const { code, err } = await program(`init ${above}/My-Shop`);

  expect(JSON.parse(read('My-Shop', 'package.json'))).toMatchObject({
    name: 'my-shop', dependencies: { 'cdk-elastic-web': '^1.2.3' }, scripts: { test: 'npm run check' },
  });
  expect(read('My-Shop', 'web', 'Dockerfile')).toBe(
    fs.readFileSync(path.join(__dirname, '../../examples/quick-start/web/Dockerfile'), 'utf8'));
  expect(read('My-Shop', '.gitignore')).toContain('node_modules/');
  expect(err).toContain('npm install && npx cdk bootstrap && npx cdk deploy');
  expect(code).toBe(0);
});

test('overwrites nothing', async () => {
  fs.mkdirSync(path.join(above, 'old'));
  fs.writeFileSync(path.join(above, 'old', 'app.ts'), 'mine');

  const { code, err } = await program(`init ${above}/old`);

  expect(err).toContain('holds app.ts already\nnext: name a new folder');
  expect(fs.readdirSync(path.join(above, 'old'))).toEqual(['app.ts']);
  expect(read('old', 'app.ts')).toBe('mine');
  expect(code).toBe(2);
});

test('a file is no folder', async () => {
  fs.writeFileSync(path.join(above, 'file'), '');

  expect(await program(`init ${above}/file`)).toMatchObject({ code: 2, err: expect.stringContaining('is a file') });
});

test.each([
  ['my-shop_2.0', `cd ${above}/my-shop_2.0 && npm`], ["it's&new", `cd '${above}/it'\\''s&new' && npm`],
])('says how a shell enters %s', async (name, enter) => {
  expect((await program(`init ${above}/${name}`)).err).toContain(`next: ${enter} install`);
});
