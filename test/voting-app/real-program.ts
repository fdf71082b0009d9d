// starts the real program with exactly the environment of the synthesized template, on a Redis and a PostgreSQL of this
// run, votes through HTTP and reads the result (R-APP-1, R-APP-3). Run by .ci/voting-app-contract.sh.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Poll, VotingApp, VotingIngress } from '../../src';
import { BUNDLE_FILE } from '../../src/voting-app/program';
import type { TemplateJson } from '../support/invariants';
import { THREE_TIERS } from '../support/stacks';
import { containerOf, environmentOf } from './environment';

const SERVERS = path.join(__dirname, '../../app/voting-app/test/support/servers.ts');

interface Server { readonly port: number; start(): Promise<void>; stop(): Promise<void> }
/** What the tests of the program start servers with. */
interface Servers {
  readonly POSTGRES_PASSWORD: string;
  freePort(): Promise<number>;
  redisServer(port: number): Server;
  postgresServer(port: number): Promise<Server>;
  run(command: string, args: string[], cwd: undefined, env: Record<string, string>): ChildProcess;
  outputOf(child: ChildProcess): string;
  end(child: ChildProcess, signal: string): Promise<void>;
  eventually(what: string, check: () => Promise<boolean>): Promise<void>;
  cleanUp(): void;
}
interface Tally { readonly options: readonly { readonly id: string; readonly votes: number }[] }

/** The template as it would be deployed: plain HTTP, so that no domain is needed. */
function synthesize(): TemplateJson {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = new Vpc(stack, 'Vpc', THREE_TIERS);
  new VotingApp(stack, 'Voting', {
    vpc,
    polls: [Poll.of({ id: 'pets', title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' } })],
    ingress: VotingIngress.httpPorts(),
    settings: { RESULT_POLL_MS: '100' },
  });
  return app.synth().getStackByName('Stack').template as TemplateJson;
}

describe('the real program in the environment of the template', () => {
  let servers: Servers;
  let redis: Server;
  let postgres: Server;
  let template: TemplateJson;
  const children: ChildProcess[] = [];

  /** What AWS would fill in, and TLS, which the servers of this run do not speak. */
  const local = (): Record<string, string> => ({
    DB_HOST: '127.0.0.1', DB_PORT: String(postgres.port), DB_NAME: 'postgres', DB_USER: 'postgres',
    DB_PASSWORD: servers.POSTGRES_PASSWORD, DB_READER_HOSTS: '127.0.0.1',
    REDIS_HOST: '127.0.0.1', REDIS_PORT: String(redis.port), REDIS_TLS: 'false', REDIS_PASSWORD: '',
    REDIS_READER_HOST: '127.0.0.1', COOKIE_SECRET: 'k'.repeat(64),
    VOTE_URL: 'http://127.0.0.1', RESULT_URL: 'http://127.0.0.1:5001',
  });

  /** The variables of the template and no other, but those that keep several roles on one machine apart. */
  const environment = (command: string, ports: Record<string, string> = {}): Record<string, string> => {
    const given = Object.entries(environmentOf(template, command)).map(([name, value]) => {
      const chosen = local()[name] ?? value;
      if (chosen === undefined) throw new Error(`nothing is known of ${name}`);
      return [name, chosen];
    });
    return {
      PATH: process.env.PATH!, ...Object.fromEntries(given) as Record<string, string>,
      // the servers of this run do not speak TLS, which the program demands of a database.
      ...given.some(([name]) => name === 'DB_HOST') ? { DB_SSL: 'disable' } : {},
      HOST: '127.0.0.1', ...ports,
    };
  };

  const start = async (command: string): Promise<{ url: string; metrics: string }> => {
    const [port, metricsPort] = [await servers.freePort(), await servers.freePort()];
    const child = servers.run(process.execPath, [BUNDLE_FILE, ...containerOf(template, command).Command!], undefined,
      environment(command, { PORT: String(port), METRICS_PORT: String(metricsPort) }));
    children.push(child);
    const url = `http://127.0.0.1:${port}`;
    await servers.eventually(`${command} is ready: ${servers.outputOf(child)}`, async () =>
      (await fetch(`${url}/ready`)).ok);
    return { url, metrics: `http://127.0.0.1:${metricsPort}/metrics` };
  };

  before(async () => {
    servers = await import(SERVERS) as Servers;
    template = synthesize();
    redis = servers.redisServer(await servers.freePort());
    postgres = await servers.postgresServer(await servers.freePort());
    await Promise.all([redis.start(), postgres.start()]);
  });

  after(async () => {
    for (const child of children) await servers.end(child, 'SIGTERM');
    await Promise.all([redis.stop(), postgres.stop()]);
    servers.cleanUp();
  });

  test('migrates the database and ends with 0', async () => {
    const child = servers.run(process.execPath, [BUNDLE_FILE, ...containerOf(template, 'migrate').Command!], undefined,
      environment('migrate'));
    const code = await new Promise((resolve) => child.once('exit', resolve));

    assert.equal(code, 0, servers.outputOf(child));
  });

  test('takes a vote through HTTP, and shows it in the result', async () => {
    const roles = Object.fromEntries(await Promise.all(
      ['worker', 'vote', 'result'].map(async (role) => [role, await start(role)] as const),
    ));
    const tally = async (): Promise<Tally> =>
      await (await fetch(`${roles.result.url}/api/results`)).json() as Tally;

    const page = await (await fetch(`${roles.vote.url}/`)).text();
    const answer = await fetch(`${roles.vote.url}/api/votes`, {
      method: 'POST', body: JSON.stringify({ choice: 'b' }), headers: { 'content-type': 'application/json' },
    });

    assert.match(page, /Cats or dogs\?/);
    assert.match(page, /http:\/\/127\.0\.0\.1:5001/);
    assert.equal(answer.status, 202, await answer.text());
    await servers.eventually('the vote counts', async () =>
      (await tally()).options.find(({ id }) => id === 'b')?.votes === 1);

    for (const { metrics } of Object.values(roles)) assert.match(await (await fetch(metrics)).text(), /^voting_/m);
  });
});
