import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { readConfig } from '../../src/config/config.ts';
import { Log } from '../../src/core/log.ts';
import { RedisQueue } from '../../src/queue/redis-queue.ts';
import { databaseAccess } from '../../src/store/credentials.ts';
import { Postgres } from '../../src/store/postgres.ts';
import { type Certificates, makeCertificates } from '../support/certificates.ts';
import { Cluster } from '../support/cluster.ts';
import { FakeAws } from '../support/fake-aws.ts';
import {
  cleanUp, eventually, freePort, outputOf, POSTGRES_PASSWORD, redisServer, tempFolder,
} from '../support/servers.ts';

const log = new Log('silent');
const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:voting-abc123';

function open(env: Record<string, string>): Postgres {
  const config = readConfig(env, 'result').database!;
  return new Postgres(config, databaseAccess(config, env), { applicationName: 'test' }, log);
}

after(cleanUp);

describe('encrypted connections', () => {
  let cluster: Cluster;
  let good: Certificates;
  let other: Certificates;
  let env: Record<string, string>;
  before(async () => {
    good = makeCertificates(tempFolder('ca'), 'DNS:localhost');
    other = makeCertificates(tempFolder('ca'), 'DNS:localhost');
    if (process.getuid?.() === 0) execFileSync('chown', ['postgres', good.keyFile]);
    chmodSync(good.keyFile, 0o600);
    execFileSync('chmod', ['755', good.keyFile.replace(/\/[^/]+$/, '')]);
    const settings = ['ssl=on', `ssl_cert_file=${good.certFile}`, `ssl_key_file=${good.keyFile}`].flatMap(
      (setting) => ['-c', setting],
    );
    cluster = await Cluster.start({ postgres: settings });
    env = {
      DB_HOST: 'localhost', DB_PORT: String(cluster.postgres.port), DB_USER: 'postgres', DB_PASSWORD: POSTGRES_PASSWORD,
    };
  });
  after(() => cluster.stop());

  test('to PostgreSQL work when the authority is known', async () => {
    const sql = open({ ...env, DB_CA_FILE: good.caFile });

    const { rows } = await sql.query<{ ssl: boolean }>('select ssl from pg_stat_ssl where pid = pg_backend_pid()');

    assert.deepEqual(rows, [{ ssl: true }]);
    await sql.close();
  });

  test('to PostgreSQL are refused when another authority signed the certificate', async () => {
    const sql = open({ ...env, DB_CA_FILE: other.caFile });

    await assert.rejects(sql.query('select 1'), /certificate|signature/i);
    await sql.close();
  });

  test('to PostgreSQL are refused by default when neither RDS nor a public authority signed it', async () => {
    const sql = open(env);

    await assert.rejects(sql.query('select 1'), /certificate/i);
    await sql.close();
  });

  test('to PostgreSQL are refused when the certificate is for another name', async () => {
    const sql = open({ ...env, DB_HOST: '127.0.0.1', DB_CA_FILE: good.caFile });

    await assert.rejects(sql.query('select 1'), /altnames|does not match/i);
    await sql.close();
  });

  test('to Redis work with a known authority and password, and not without', async () => {
    const port = await freePort();
    execFileSync('chmod', ['644', good.keyFile]);
    const server = redisServer(port, [
      '--port', '0', '--tls-port', String(port), '--tls-cert-file', good.certFile, '--tls-key-file', good.keyFile,
      '--tls-ca-cert-file', good.caFile, '--tls-auth-clients', 'no', '--requirepass', 'pass word',
    ]);
    await server.start();
    const queueFor = (ca: string, password: string): RedisQueue => {
      const config = readConfig({
        REDIS_HOST: 'localhost', REDIS_PORT: String(port), REDIS_TLS: 'true', REDIS_CA_FILE: ca,
        REDIS_PASSWORD: password, COOKIE_SECRET: 'a-secret-for-tests-only',
      }, 'vote').queue!;
      return new RedisQueue({ ...config, redis: config.redis! }, log);
    };
    const [right, wrongCa, wrongPassword] = [
      queueFor(good.caFile, 'pass word'), queueFor(other.caFile, 'pass word'), queueFor(good.caFile, 'no'),
    ];

    await right.open(0);
    await eventually('answers', async () => (await right.add({ poll: 'main', voter: 'x', choice: 'a' })) !== '');
    await assert.rejects(wrongCa.ping(), /not connected/);
    await assert.rejects(wrongPassword.ping());

    await Promise.all([right, wrongCa, wrongPassword].map((queue) => queue.close()));
    await server.stop();
  });
});

describe('credentials', () => {
  let cluster: Cluster;
  let aws: FakeAws;
  let env: Record<string, string>;
  before(async () => {
    cluster = await Cluster.start();
    aws = new FakeAws({
      username: 'app', password: 'old-password', host: '127.0.0.1', port: cluster.postgres.port, dbname: 'postgres',
    });
    const endpoint = await aws.start();
    env = {
      DB_SECRET_ARN: ARN, DB_SSL: 'disable', AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${endpoint}/credentials`,
    };
    await cluster.query("create role app login password 'old-password' in role pg_read_all_data, pg_write_all_data");
  });
  after(async () => {
    aws.stop();
    await cluster.stop();
  });

  test('of a secret survive the rotation of the password without a restart', async () => {
    const result = await cluster.start(
      'result', { ...env, DB_HOST: '', DB_PORT: '', DB_NAME: '', DB_PASSWORD: '', RESULT_POLL_MS: '100' },
    );
    const stale = async (): Promise<boolean> =>
      ((await (await fetch(`${result.url}/api/results`)).json()) as { stale: boolean }).stale;
    await eventually('reads the tally', async () => !await stale());
    const callsBefore = aws.calls;

    await cluster.query("alter role app password 'new-password'");
    aws.secret = { ...aws.secret, password: 'new-password' };
    await cluster.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'");

    await eventually(
      'reads the tally with the new password', async () => !await stale() && (await fetch(`${result.url}/ready`)).ok,
    );
    assert.ok(aws.calls > callsBefore, 'the secret was not fetched again');
    assert.ok(!outputOf(result.child).includes('password"'), 'the secret is in the log');
    assert.ok(!/old-password|new-password/.test(outputOf(result.child)), 'a password is in the log');
    await cluster.kill(result);
  });

  test('of a secret survive a rotation that changes the user', async () => {
    const sql = open(env);
    await sql.query('select 1');
    await cluster.query("create role app_clone login password 'clone-password' in role pg_read_all_data");
    aws.secret = { ...aws.secret, username: 'app_clone', password: 'clone-password' };
    await cluster.query("alter role app password 'gone'");
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await cluster.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'");

    let user = '';
    await eventually('logs in as the other user', async () => {
      user = (await sql.query<{ user: string }>('select current_user as user')).rows[0].user;
      return true;
    });

    assert.equal(user, 'app_clone');
    await sql.close();
  });

  test('that stay wrong are reported by code, without the password', async () => {
    const result = await cluster.start('result', { DB_PASSWORD: 'totally-wrong' });

    const answer = await fetch(`${result.url}/ready`);
    const body = (await answer.json()) as { checks: { database: { error: string } } };

    assert.equal(answer.status, 503);
    assert.equal(body.checks.database.error, '28P01');
    assert.ok(!outputOf(result.child).includes('totally-wrong'));
    await cluster.kill(result);
  });
});
