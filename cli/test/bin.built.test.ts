// the program as it ships: bundled, in a process of its own, with the compiled library.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { file, SHOP, plainAssembly } from './support';

const ROOT = path.join(__dirname, '../..');
const PROGRAM = path.join(ROOT, 'bin/cdk-elastic-web.mjs');

function run(...words: readonly string[]) {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], { encoding: 'utf8', env });
  return { code: status, out: stdout, err: stderr };
}

test('prices an app of the plain CDK, a template in YAML, and breaks off above a limit', () => {
  const env = { account: '111122223333', region: 'us-east-1' };
  const plain = run('cost', plainAssembly('t3.micro', env), '--below', '9');
  const yaml = run('cost', SHOP, '--region', 'eu-west-1', '--json');

  expect(plain).toMatchObject({ code: 1, out: expect.stringContaining('Vpc/PublicSubnet1') });
  expect(plain.err).toMatch(/^error: a month costs \$44\.73 /);
  expect([yaml.code, yaml.err, JSON.parse(yaml.out).regions]).toEqual([0, '', ['eu-west-1']]);
});

test('tells what an update would break, with the table of the library in place of the schemas of the CDK', () => {
  const template = (name: string) => file(`${name}.json`, JSON.stringify({ Resources: {
    Group: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { DBSubnetGroupName: name } },
    Data: { Type: 'AWS::RDS::DBInstance', Properties: { DBSubnetGroupName: { Ref: 'Group' } } },
  } }));
  const { code, out } = run('upgrade-check', '--before', template('a'), '--after', template('b'));

  expect(out).toMatch(/\ntemplate +Data +RDS::DBInstance +replaced for DBSubnetGroupName; the old one is/);
  expect(code).toBe(1);
});

test('says the version of the package, and ends with 2 if it is used in a wrong way', () => {
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };

  expect(run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  expect(run('cots')).toMatchObject({ code: 2, out: '' });
});

test('is quiet when whoever reads its output has read enough', () => {
  const words = execFileSync('bash', ['-c', `"${process.execPath}" "${PROGRAM}" cost --help 2>&1 | head -1`], {
    encoding: 'utf8', env: { PATH: process.env.PATH },
  });

  expect(words).toBe('Usage: cdk-elastic-web cost [options] [app]\n');
});

test('ends with 2 after wrong use, also if nobody reads what is wrong', () => {
  const ended = spawnSync('bash', ['-c', `{ "${process.execPath}" "${PROGRAM}" cots; echo $? >&3; } 2>&1 | true`], {
    encoding: 'utf8', env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });

  expect(ended.output[3]).toBe('2\n');
});

test('says in one line that a disk is full, which is no broken limit', () => {
  const ended = spawnSync('bash', ['-c', `"${process.execPath}" "${PROGRAM}" cost --help > /dev/full`], {
    encoding: 'utf8', env: { PATH: process.env.PATH },
  });

  expect(ended.stderr).toMatch(/(^|\n)error: the output cannot be written: ENOSPC[^\n]*\n$/);
  expect(ended.status).toBe(2);
});

test('names the packages whose code it holds', () => {
  const licenses = fs.readFileSync(path.join(ROOT, 'bin/THIRD_PARTY_LICENSES'), 'utf8');

  for (const name of ['commander', 'cli-table3', 'picocolors']) expect(licenses).toContain(`\n${name} `);
});
