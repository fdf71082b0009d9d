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

describe('in Python', () => {
  test('writes a complete app with the server of the quick start', async () => {
    const { code, out, err } = await program(`init ${above}/snake --language python`);
    const [name] = /^\w+$/.exec((JSON.parse(read('snake', 'cdk.json')) as { app: string }).app.split(' ')[0]) ?? [];

    expect(fs.readdirSync(path.join(above, 'snake')).sort())
      .toEqual(['.gitignore', 'app.py', 'cdk.json', 'requirements.txt', 'web']);
    expect(name).toBe('python3');
    expect(read('snake', 'requirements.txt').split('\n')).toContain('cdk-elastic-web>=1.2.3,<2');
    expect(read('snake', 'web', 'server.mjs')).toContain('/health');
    expect(read('snake', '.gitignore')).toContain('.venv/');
    expect(out).toContain('app.py');
    expect(err).toContain('pip install -r requirements.txt && npx aws-cdk bootstrap && npx aws-cdk deploy');
    expect(code).toBe(0);
  });

  test('says the same as the app in TypeScript', async () => {
    await program(`init ${above}/same-python --language python`);
    await program(`init ${above}/same-typescript`);
    /** Names that both have, without how a language writes them. */
    const words = (...file: readonly string[]) =>
      new Set(read(...file).toLowerCase().replaceAll('_', '').match(/[a-z]+/g));
    const [python, typescript] = [words('same-python', 'app.py'), words('same-typescript', 'main.ts')];
    const api = ['development', 'applyto', 'network', 'nat', 'none', 'fargateservice', 'inpublicsubnets', 'fromasset',
      'ingress', 'http', 'exportoutputs'];

    expect(api.filter((name) => !python.has(name) || !typescript.has(name))).toEqual([]);
  });

  test('overwrites nothing', async () => {
    fs.mkdirSync(path.join(above, 'old-python'));
    fs.writeFileSync(path.join(above, 'old-python', 'app.py'), 'mine');

    const { code, err } = await program(`init ${above}/old-python -l python`);

    expect(err).toContain('holds app.py already');
    expect(read('old-python', 'app.py')).toBe('mine');
    expect(code).toBe(2);
  });
});

test('another language is an error that names those that there are', async () => {
  expect(await program(`init ${above}/x --language go`)).toMatchObject({
    code: 2, err: expect.stringMatching(/Allowed choices are typescript, python/),
  });
  expect(fs.existsSync(path.join(above, 'x'))).toBe(false);
});

test.each([
  ['my-shop_2.0', `cd ${above}/my-shop_2.0 && npm`], ["it's&new", `cd '${above}/it'\\''s&new' && npm`],
])('says how a shell enters %s', async (name, enter) => {
  expect((await program(`init ${above}/${name}`)).err).toContain(`next: ${enter} install`);
});
