// R-DEL-2: actionlint reads the workflows of apps of every kind, git finds the branch before a change, and the load
// test meets a real server on 127.0.0.1.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { Stack, Stage } from 'aws-cdk-lib';
import { parse } from 'yaml';
import { DeliveryEnvironment, PullRequestAccess } from '../../../src';
import type { Job } from '../../src/workflow/steps';
import { folder, program } from '../support';
import { UPGRADE } from '../../src/workflow/upgrade';
import { assemblyOf, PRODUCTION, STAGING, withImages } from './apps';

const { ACTIONLINT } = process.env;
if (ACTIONLINT === undefined) throw new Error('ACTIONLINT must name the program');

async function workflows(app: string, words = ''): Promise<string> {
  const out = folder();
  const { code, err } = await program(`workflow ${app} --out ${out} ${words}`);
  assert.equal(code, 0, err);
  return out;
}

const abroad = DeliveryEnvironment.of('prod.eu-1', { stacks: ['Production', 'Eu/**'], regions: ['us-east-1'] });

/** Once, beside one of the stacks. */
function addEu({ node: { id, root } }: Stack): void {
  if (id === 'Production') new Stack(new Stage(root, 'Eu'), 'Shop', { env: { region: 'us-east-1' } });
}

describe('actionlint, with shellcheck, finds nothing in the workflows', () => {
  const apps: readonly (readonly [name: string, app: () => string, words?: string])[] = [
    ['of an app with images', () => assemblyOf(withImages('shop', 'web-ui'))],
    ['of an app without images', () => assemblyOf()],
    ['of an app with one environment', () => assemblyOf(() => ({ environments: [PRODUCTION] }))],
    ['of an app in two Regions',
      () => assemblyOf(() => ({ environments: [STAGING, abroad] }), undefined, undefined, addEu)],
    ['of an app whose Region is known later', () => assemblyOf(withImages('shop'), {})],
    ['of an app without an address', () => assemblyOf(withImages('shop'), undefined, [])],
    ['of an app without access of pull requests', () => assemblyOf(() => ({ pullRequests: PullRequestAccess.none() }))],
    ['with every option', () => assemblyOf(withImages('shop')),
      '--health /up?deep=1&all=~ --rate 50 --duration 30 --latency 250 --platform linux/arm64 --test make '
      + '--fail-on-danger'],
    ['of an app with images for two processors', () => assemblyOf(withImages('shop', 'web-ui')),
      '--platform shop=linux/arm64 --platform web-ui=linux/amd64'],
  ];
  for (const [name, app, words] of apps) {
    test(name, async () => {
      const out = await workflows(app(), words);
      const files = fs.readdirSync(out).map((file) => path.join(out, file));
      const { status, stdout, stderr } = spawnSync(ACTIONLINT!, ['-no-color', ...files], { encoding: 'utf8' });

      assert.equal(files.length, 3);
      assert.equal(`${stdout}${stderr}`, '');
      assert.equal(status, 0);
    });
  }

  test('of this repository itself, whose scripts projen writes', () => {
    const files = ['build', 'release', 'scorecard', 'upgrade-main'].map((name) => `.github/workflows/${name}.yml`);
    const { status, stdout, stderr } = spawnSync(ACTIONLINT!, ['-no-color', '-shellcheck=', ...files], {
      encoding: 'utf8', cwd: path.join(__dirname, '../../..'),
    });

    assert.equal(`${stdout}${stderr}`, '');
    assert.equal(status, 0);
  });

  test('and finds what is wrong in another', () => {
    const file = path.join(folder(), 'wrong.yml');
    fs.writeFileSync(file, 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n'
    + '      - run: echo $NAME ${{ github.event.pull_request.title }}\n');
    const { status, stdout } = spawnSync(ACTIONLINT!, ['-no-color', file], { encoding: 'utf8' });

    assert.equal(status, 1);
    assert.match(stdout, /untrusted/);
    assert.match(stdout, /SC2086/);
  });
});

describe('git finds the branch', () => {
  test('before the change, as a runner checks out a pull request', () => {
    const [origin, tools, place] = [folder(), folder(), path.join(folder(), 'shop')];
    const git = (words: string, at = origin) => {
      const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words.split(' ')],
        { cwd: at, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    };
    const commit = (text: string) => {
      fs.writeFileSync(path.join(origin, 'app'), text);
      git('add app');
      git(`commit --quiet --message ${text}`);
    };
    git('init --quiet --initial-branch main');
    for (const text of ['oldest', 'old', 'deployed']) commit(text);
    git('checkout --quiet -b change');
    for (const text of ['first', 'second']) commit(text);
    git('checkout --quiet main');
    git('merge --quiet --no-ff --message merge change');
    git(`clone --quiet --depth 2 file://${origin} ${place}`);
    fs.mkdirSync(path.join(place, 'cdk.out'));
    fs.writeFileSync(path.join(tools, 'npm'), '#!/usr/bin/env bash\nexit 0\n', { mode: 0o755 });
    fs.writeFileSync(path.join(tools, 'npx'), '#!/usr/bin/env bash\n[ "$1" = cdk ] || cat "${4%/cdk.out}/app" app\n',
      { mode: 0o755 });
    const files = { GITHUB_OUTPUT: path.join(origin, 'output'), GITHUB_STEP_SUMMARY: path.join(origin, 'summary') };
    const { status, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', UPGRADE.run!], {
      cwd: place, encoding: 'utf8',
      env: { ...process.env, PATH: `${tools}:${process.env.PATH}`, RUNNER_TEMP: folder(), ...files },
    });

    assert.equal(status, 0, stderr);
    assert.equal(fs.readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'), 'deployedsecond');
    assert.equal(fs.readFileSync(files.GITHUB_OUTPUT, 'utf8'), 'breaks=0\n');
  });
});

describe('the load test', () => {
  let answer = { status: 200, after: 0 };
  let requests = 0;
  const server = http.createServer((_, response) => {
    requests += 1;
    response.statusCode = answer.status;
    setTimeout(() => response.end('ok'), answer.after);
  }).listen(0, '127.0.0.1');
  after(() => { server.close(); });

  /** Runs the step as it stands in the file, and gives what it ended with. */
  async function load(): Promise<number | null> {
    const out = await workflows(assemblyOf(), '--rate 20 --duration 3 --latency 400');
    const { jobs } = parse(fs.readFileSync(path.join(out, 'delivery.yml'), 'utf8')) as { jobs: Record<string, Job> };
    const { run } = jobs['deploy-staging'].steps.find(({ name }) => name === 'Load test')!;
    const place = folder();
    requests = 0;
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run!], {
      cwd: place, stdio: 'ignore', env: {
        ...process.env, ADDRESS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        GITHUB_STEP_SUMMARY: path.join(place, 'summary'),
      },
    });
    return new Promise((resolve) => { child.on('close', resolve); });
  }

  test('passes a server that is well, with no more than was asked for', async () => {
    answer = { status: 200, after: 0 };

    assert.equal(await load(), 0);
    // 20 a second for 3 seconds, and the first one at once on each connection.
    assert.ok(requests >= 30 && requests <= 80, `${requests} requests`);
  });

  test('fails a server that answers with errors', async () => {
    answer = { status: 503, after: 0 };

    assert.notEqual(await load(), 0);
  });

  test('fails a server that is too slow', async () => {
    answer = { status: 200, after: 600 };

    assert.notEqual(await load(), 0);
  });
});
