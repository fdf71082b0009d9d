// starts the real program with exactly the environment of the synthesized templates, on a Redis and a PostgreSQL of
// this run: votes through HTTP and reads the result, administers, and keeps users (R-APP-1, R-APP-3, R-APP-6). Run by
// .ci/voting-app-contract.sh.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import pg from 'pg';
import { build as buildUsersApi } from '../../examples/users-api/main';
import { AdminPage, Poll, VotingApp, VotingIngress } from '../../src';
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

const TOKEN = 't'.repeat(64);
/** The servers of this run know no IAM, so the user that the migration has made gets this password. */
const USER_PASSWORD = 'of-this-run';

/** The users API as the example deploys it. */
function synthesizeUsersApi(): TemplateJson {
  const app = new App({ analyticsReporting: false, context: {
    'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  } });
  buildUsersApi(app);
  return app.synth().getStackByName('People').template as TemplateJson;
}

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
    result: { adminPage: AdminPage.generatedToken() },
  });
  return app.synth().getStackByName('Stack').template as TemplateJson;
}

describe('the real program in the environment of the template', () => {
  let servers: Servers;
  let redis: Server;
  let postgres: Server;
  let template: TemplateJson;
  let users: TemplateJson;
  const children: ChildProcess[] = [];

  /** What AWS would fill in, and TLS, which the servers of this run do not speak. */
  const local = (): Record<string, string> => ({
    DB_HOST: '127.0.0.1', DB_PORT: String(postgres.port), DB_NAME: 'postgres', DB_USER: 'postgres',
    DB_PASSWORD: servers.POSTGRES_PASSWORD, ADMIN_TOKEN: TOKEN,
    REDIS_HOST: '127.0.0.1', REDIS_PORT: String(redis.port), REDIS_TLS: 'false', REDIS_PASSWORD: '',
    COOKIE_SECRET: 'k'.repeat(64),
    VOTE_URL: 'http://127.0.0.1', RESULT_URL: 'http://127.0.0.1:5001',
  });

  /** The variables of the template and no other, but those that keep several roles on one machine apart. */
  const environment = (
    of: TemplateJson, command: string, ports: Record<string, string> = {}, own: Record<string, string> = {},
  ): Record<string, string> => {
    const given = Object.entries(environmentOf(of, command)).map(([name, value]) => {
      const chosen = own[name] ?? local()[name] ?? value;
      if (chosen === undefined) throw new Error(`nothing is known of ${name}`);
      return [name, chosen];
    });
    return {
      PATH: process.env.PATH!, ...Object.fromEntries(given) as Record<string, string>,
      // the servers of this run do not speak TLS, which the program demands of a database.
      ...given.some(([name]) => name === 'DB_HOST') ? { DB_SSL: 'disable' } : {},
      HOST: '127.0.0.1', ...ports, ...own,
    };
  };

  const start = async (
    command: string, of = template, own: Record<string, string> = {},
  ): Promise<{ url: string; metrics: string }> => {
    const [port, metricsPort] = [await servers.freePort(), await servers.freePort()];
    const child = servers.run(process.execPath, [BUNDLE_FILE, ...containerOf(of, command).Command!], undefined,
      environment(of, command, { PORT: String(port), METRICS_PORT: String(metricsPort) }, own));
    children.push(child);
    const url = `http://127.0.0.1:${port}`;
    await servers.eventually(`${command} is ready: ${servers.outputOf(child)}`, async () =>
      (await fetch(`${url}/ready`)).ok);
    return { url, metrics: `http://127.0.0.1:${metricsPort}/metrics` };
  };

  before(async () => {
    servers = await import(SERVERS) as Servers;
    template = synthesize();
    users = synthesizeUsersApi();
    redis = servers.redisServer(await servers.freePort());
    postgres = await servers.postgresServer(await servers.freePort());
    await Promise.all([redis.start(), postgres.start()]);
  });

  after(async () => {
    for (const child of children) await servers.end(child, 'SIGTERM');
    await Promise.all([redis.stop(), postgres.stop()]);
    servers.cleanUp();
  });

  const migrate = async (of: TemplateJson): Promise<void> => {
    const child = servers.run(process.execPath, [BUNDLE_FILE, ...containerOf(of, 'migrate').Command!], undefined,
      environment(of, 'migrate'));
    const code = await new Promise((resolve) => child.once('exit', resolve));

    assert.equal(code, 0, servers.outputOf(child));
  };
  /** As the master user. */
  const sql = async (text: string): Promise<void> => {
    const { DB_HOST: host, DB_USER: user, DB_PASSWORD: password } = local();
    const client = new pg.Client({ host, port: postgres.port, user, password, database: 'postgres' });
    await client.connect();
    await client.query(text);
    await client.end();
  };

  test('migrates the database and ends with 0', async () => {
    await migrate(template);
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

  test('knows a voter through every step of a rotation of the cookie key, and after it', async () => {
    const [first, second] = ['f'.repeat(64), 's'.repeat(64)];
    const vote = async (url: string, cookie: string): Promise<string | undefined> => {
      const answer = await fetch(`${url}/`, {
        method: 'POST', body: 'vote=a', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      });
      assert.equal(answer.status, 200);
      return answer.headers.getSetCookie().map((text) => text.split(';')[0]).find((text) => /^voter_id=/.test(text));
    };
    const voterOf = (cookie: string | undefined): string => /^voter_id=([^.]+)\./.exec(cookie ?? '')?.[1] ?? 'nobody';

    let cookie = await vote((await start('vote', template, { COOKIE_SECRET: first })).url, '');
    const voter = voterOf(cookie);
    // as the documentation says: tasks of two neighbouring steps run side by side for a while.
    const [one, both, turned] = await Promise.all([first, `${first},${second}`, `${second},${first}`].map((keys) =>
      start('vote', template, { COOKIE_SECRET: keys })));
    for (const { url } of [both, one, both, turned, both, turned]) {
      cookie = await vote(url, cookie!) ?? cookie;
      assert.equal(voterOf(cookie), voter);
    }
    const { url } = await start('vote', template, { COOKIE_SECRET: second });

    assert.notEqual(voter, 'nobody');
    assert.equal(voterOf(await vote(url, cookie!) ?? cookie), voter);
  });

  test('opens the admin page to those who know the token', async () => {
    const { url } = await start('result');
    const ask = async (token?: string): Promise<number> => (await fetch(`${url}/admin/polls`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })).status;

    assert.deepEqual([await ask(), await ask('another'), await ask(TOKEN)], [401, 401, 200]);
  });

  test('keeps users as the user that the migration has made', async () => {
    // a role of RDS.
    await sql('create role rds_iam');
    await migrate(users);
    const { DB_USER: user } = environmentOf(users, 'api');
    await sql(`alter role "${user}" password '${USER_PASSWORD}'`);
    const { url } = await start('api', users, {
      DB_USER: user!, DB_PASSWORD: USER_PASSWORD, DB_IAM_AUTH: 'false',
    });
    const made = await fetch(`${url}/api/users`, {
      method: 'POST', body: JSON.stringify({ email: 'ada@example.com', name: 'Ada' }),
      headers: { 'content-type': 'application/json' },
    });
    const list = await (await fetch(`${url}/api/users`)).json() as { items: { name: string }[] };

    assert.equal(user, 'users_api');
    assert.equal(made.status, 201, await made.text());
    assert.deepEqual(list.items.map(({ name }) => name), ['Ada']);
    // what the example lets everybody read without a log-in.
    assert.equal((await fetch(`${url}/api/openapi.json`)).status, 200);
  });
});
