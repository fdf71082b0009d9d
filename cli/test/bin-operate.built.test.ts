// the program as it ships, with the SDK in it, against a stand-in of AWS on this machine.
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { BALANCER, failing, operate, targetsWith } from './aws/recorded';
import { standIn, type StandIn } from './aws/stand-in';
import type { Ended } from './run';

const PROGRAM = path.join(__dirname, '../../bin/cdk-elastic-web.mjs');

let aws: StandIn | undefined;
afterEach(() => { aws?.close(); });

/** Runs the program in a process of its own, with made-up credentials. */
async function run(...words: readonly string[]): Promise<Ended> {
  return await started(process.execPath, PROGRAM, ...words);
}

async function started(command: string, ...words: readonly string[]): Promise<Ended> {
  const child = spawn(command, words, { env: {
    PATH: process.env.PATH, AWS_ENDPOINT_URL: aws?.url, AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'made-up', AWS_EC2_METADATA_DISABLED: 'true',
  } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => { out += text; });
  child.stderr.on('data', (text) => { err += text; });
  const code = await new Promise<number>((done) => { child.on('close', (status) => done(status ?? -1)); });
  return { code, out, err };
}

test('shows the same status over the network as with recorded answers', async () => {
  aws = await standIn();
  const { code, out, err } = await run('status', 'Shop', '--json');
  const recorded = JSON.parse((await operate('status Shop --json')).out) as object;

  expect(JSON.parse(out)).toEqual({ ...recorded, at: expect.stringMatching(/^20\d\d-/) });
  expect(aws.asked).toEqual(expect.arrayContaining(['describeStacks', 'describeServices', 'describeTargetHealth',
    'describeDBInstances', 'describeAlarms']));
  expect([code, err]).toEqual([0, '']);
});

test.each([
  ['expired credentials', 'ExpiredTokenException', 'The security token included in the request is expired',
    'your credentials have expired'],
  ['a missing right', 'AccessDenied', 'User is not authorized to perform: cloudformation:DescribeStacks on resource: x',
    'your rights do not allow "cloudformation:DescribeStacks"'],
])('says in plain words that AWS answered with %s', async (_what, name, message, words) => {
  aws = await standIn({ describeStacks: failing(name, message) });
  const { code, out, err } = await run('status', 'Shop');

  expect(err).toMatch(new RegExp(`^error: ${words}.*\nnext: `));
  expect([code, out]).toEqual([2, '']);
});

test('in a terminal, live follows the window, ends with Ctrl+C, and leaves the terminal as it was', async () => {
  const sick = Array.from({ length: 60 }, () => ({ State: 'unhealthy', Reason: 'Target.Timeout' } as const));
  aws = await standIn({
    describeTargetHealth: async () => targetsWith(...sick), getMetricData: async () => ({ MetricDataResults: [] }),
    describeTargetGroups: async () => ({ TargetGroups: [{ LoadBalancerArns: [BALANCER] }] }),
  });
  const { out } = await started('python3', path.join(__dirname, 'aws/in-terminal.py'),
    process.execPath, PROGRAM, 'live', 'Shop', '--every', '5');
  const seen = JSON.parse(out) as { first: string; second: string; signal: number; restored: boolean };
  const lines = (text: string) => text.trimEnd().split('\n').length;

  expect([lines(seen.first), lines(seen.second)]).toEqual([11, 39]);
  expect([seen.signal, seen.restored]).toEqual([os.constants.signals.SIGINT, true]);
});
