import { inspect } from 'node:util';
import { readConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/env-reader.ts';
import { Secret } from '../../src/config/secret.ts';

const VOTE = { COOKIE_SECRET: 'sixteen-characters', REDIS_HOST: 'cache.example' };
const RESULT = { DB_HOST: 'db.example', DB_PASSWORD: 'hunter2' };

function problems(env: Record<string, string>, role: Parameters<typeof readConfig>[1]): readonly string[] {
  try {
    readConfig(env, role);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  test('has the defaults that the documentation lists', () => {
    const config = readConfig({ ...VOTE, ...RESULT }, 'all');

    expect(config.web).toMatchObject({ port: 8080, metricsPort: 9464, basePath: '', trustProxy: 0 });
    expect(config.worker).toEqual({ batch: 1_000, loops: 2, claimIdleMs: 30_000 });
    expect(config.result.pollMs).toBe(50);
    expect([config.healthGraceS, config.shutdownTimeoutS, config.database?.poolMax]).toEqual([120, 25, 5]);
    expect(config.database?.tls).toBe(true);
  });

  test('asks each role only for what it needs', () => {
    expect(readConfig(VOTE, 'vote').database).toBeUndefined();
    expect(readConfig(RESULT, 'result').queue).toBeUndefined();
    expect(problems({}, 'vote')).toHaveLength(2);
    expect(problems({}, 'result')).toHaveLength(1);
  });

  test('fails with one error that names every wrong variable', () => {
    const found = problems({ ...VOTE, PORT: '70000', RATE_LIMIT: 'x', LOG_LEVEL: 'loud', BASE_PATH: 'vote' }, 'vote');

    expect(found.map((text) => text.split(' ')[0])).toEqual(['PORT', 'BASE_PATH', 'RATE_LIMIT', 'LOG_LEVEL']);
  });

  test('fails without a role', () => {
    expect(problems(VOTE, undefined)).toEqual(['ROLE must be one of vote, result, worker, api, migrate, all']);
  });

  test.each(
    [['0', true], ['65535', true], ['65536', false], ['80.5', false], ['-1', false]],
  )('checks the port %s', (port, valid) => {
    expect(problems({ ...VOTE, PORT: port }, 'vote').length === 0).toBe(valid);
  });

  test('takes an empty variable for an absent one', () => {
    expect(readConfig({ ...VOTE, PORT: '', BASE_PATH: '  ' }, 'vote').web).toMatchObject({ port: 8080, basePath: '' });
  });

  test('removes the slash at the end of the base path', () => {
    expect(readConfig({ ...VOTE, BASE_PATH: '/vote/' }, 'vote').web.basePath).toBe('/vote');
  });

  test('fails with a short cookie secret, also as the second one', () => {
    expect(problems({ ...VOTE, COOKIE_SECRET: 'long-enough-for-this,short' }, 'vote')).toEqual(
      ['COOKIE_SECRET must have at least 16 characters'],
    );
  });

  test('never shows a secret', () => {
    const config = readConfig({ ...VOTE, ...RESULT, REDIS_PASSWORD: 'redis-secret' }, 'all');

    const shown
      = `${JSON.stringify(config)} ${inspect(config, { depth: 10, showHidden: true })} ${String(new Secret('s3cret'))}`;

    for (const secret of ['hunter2', 'redis-secret', 'sixteen-characters', 's3cret']) {
      expect(shown).not.toContain(secret);
    }
  });

  test('does not repeat a wrong URL, which may hold a password', () => {
    const found = problems(
      { COOKIE_SECRET: VOTE.COOKIE_SECRET, REDIS_URL: 'http://u:pw1@h', DATABASE_URL: 'mysql://u:pw2@h' }, 'all',
    ).join();

    expect(found).toMatch(/REDIS_URL.*DATABASE_URL/);
    expect(found).not.toMatch(/pw1|pw2/);
  });
});

describe('an address with a wrong percent sign', () => {
  test.each([
    ['REDIS_URL', 'redis://u:100%@h', 'vote'], ['DATABASE_URL', 'postgres://u:100%@h/db', 'result'],
    ['DATABASE_URL', 'postgres://h/%zz', 'result'],
  ] as const)('in %s is named, without the password', (name, value, role) => {
    const read = (): unknown => readConfig({ COOKIE_SECRET: 'x'.repeat(16), [name]: value }, role);

    expect(read).toThrow(`${name} has a percent sign that begins no code: write it as %25`);
    expect(read).not.toThrow('100%@');
  });
});

describe('queue configuration', () => {
  test('reads host, port, encryption and password from single variables', () => {
    const { redis } = readConfig(
      { ...VOTE, REDIS_PORT: '6380', REDIS_TLS: 'true', REDIS_PASSWORD: ' p ', REDIS_CLUSTER: '1' }, 'vote',
    ).queue!;

    expect(redis).toMatchObject({ host: 'cache.example', port: 6380, tls: true, cluster: true });
    expect(redis?.password?.reveal()).toBe(' p ');
  });

  test('reads a URL, with an escaped password', () => {
    const { redis } = readConfig({ ...VOTE, REDIS_URL: 'rediss://me:p%40ss@other.example:7000' }, 'vote').queue!;

    expect(redis).toMatchObject({ host: 'other.example', port: 7000, tls: true, username: 'me' });
    expect(redis?.password?.reveal()).toBe('p@ss');
  });

  test.each(['{votes}', 'votes}', '{'])('fails with the name %s, whose braces would part the keys', (name) => {
    expect(problems({ ...VOTE, QUEUE_NAME: name }, 'vote')).toEqual([`QUEUE_NAME must have no braces, got "${name}"`]);
  });

  test('keeps the queue in the process for memory:', () => {
    expect(readConfig({ ...VOTE, ...RESULT, REDIS_URL: 'memory:' }, 'all').queue?.redis).toBeUndefined();
  });

  test.each(['vote', 'worker'] as const)('fails with a queue in the process for the role %s alone', (role) => {
    expect(problems({ ...VOTE, ...RESULT, REDIS_URL: 'memory:' }, role)).toEqual([
      `REDIS_URL: memory: keeps the votes in one process, which the role ${role} shares with no worker`,
    ]);
  });

  test('fails when the file of the authority is missing', () => {
    expect(problems({ ...VOTE, REDIS_CA_FILE: '/nowhere.pem' }, 'vote')[0]).toMatch(/^REDIS_CA_FILE cannot be read/);
  });
});

describe('database configuration', () => {
  test('reads a URL', () => {
    const database = readConfig(
      { DATABASE_URL: 'postgres://me:p%2Fw@db.example:5433/votes?sslmode=disable' }, 'result',
    ).database!;

    expect(database).toMatchObject({
      host: 'db.example', port: 5433, name: 'votes', tls: false, login: { kind: 'password', user: 'me' },
    });
  });

  test('prefers the secret, which may name the host', () => {
    const arn = 'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:db';

    expect(readConfig({ DB_SECRET_ARN: arn, DB_USER: 'x' }, 'result').database).toMatchObject({
      host: undefined, login: { kind: 'secret', arn },
    });
  });

  test('fails with something that is no ARN of a secret', () => {
    expect(problems({ DB_SECRET_ARN: 'arn:aws:s3:::bucket' }, 'result')).toEqual(
      ['DB_SECRET_ARN must be the ARN of a Secrets Manager secret'],
    );
  });

  test('needs user and region for IAM', () => {
    expect(problems({ DB_HOST: 'h', DB_IAM_AUTH: 'true' }, 'result')).toEqual(
      ['AWS_REGION is required with DB_IAM_AUTH', 'DB_USER is required with DB_IAM_AUTH'],
    );
  });

  test('names the user that the migration makes for IAM', () => {
    expect(readConfig({ DB_HOST: 'h', DB_IAM_USER: 'voting' }, 'migrate').database!.iamUser).toBe('voting');
    expect(readConfig({ DB_HOST: 'h' }, 'migrate').database!.iamUser).toBeUndefined();
    expect(problems({ DB_HOST: 'h', DB_IAM_USER: 'x"; drop role postgres' }, 'migrate')).toEqual(
      ['DB_IAM_USER must be 1 to 63 lower-case letters, digits and underscores, no digit first'],
    );
  });

  test('knows no encryption without verification', () => {
    expect(problems({ ...RESULT, DB_SSL: 'require' }, 'result')).toEqual(
      ['DB_SSL must be one of verify-full, disable, got "require"'],
    );
    expect(problems({ DATABASE_URL: 'postgres://h/d?sslmode=require' }, 'result')).toHaveLength(1);
  });
});

describe('polls', () => {
  const poll = (env: Record<string, string>): ReturnType<typeof readConfig>['polls']['main'] =>
    readConfig({ ...VOTE, ...env }, 'vote').polls.main;

  test('have the classic default', () => {
    expect(poll({})).toMatchObject({
      id: 'main', title: 'Cats or Dogs?', options: [{ id: 'a', label: 'Cats' }, { id: 'b', label: 'Dogs' }],
    });
  });

  test('accept the classic variables', () => {
    expect(poll({ OPTION_A: 'Tea', OPTION_B: 'Coffee' }).title).toBe('Tea or Coffee?');
  });

  test('accept a list of options whose labels may hold an equals sign', () => {
    expect(poll({ OPTIONS: 'x=1+1=2, y=Other' }).options).toEqual(
      [{ id: 'x', label: '1+1=2' }, { id: 'y', label: 'Other' }],
    );
  });

  test('accept several polls with times', () => {
    const json = JSON.stringify([
      { id: 'one', title: 'One?', options: { a: 'A', b: 'B' }, opensAt: '2026-01-01T00:00:00Z' },
      { id: 'two', title: 'Two?', options: { x: 'X', y: 'Y' } },
    ]);
    const { polls } = readConfig({ ...VOTE, POLLS_JSON: json }, 'vote');

    expect(polls.find('one')?.opensAt).toBe(Date.UTC(2026, 0, 1));
    expect(polls.find(undefined)?.id).toBe('one');
    expect(polls.find('three')).toBeUndefined();
    expect(polls.hasOption('two', 'x')).toBe(true);
  });

  test.each([
    ['one option', { OPTIONS: 'a=A' }, /2 to 20 options, got 1/],
    ['21 options', { OPTIONS: Array.from({ length: 21 }, (_, i) => `o${i}=L`).join() }, /2 to 20 options, got 21/],
    ['two options with one id', { OPTIONS: 'a=A,a=B' }, /option ids must differ/],
    ['an id with capitals', { OPTIONS: 'A=A,b=B' }, /option id is 1 to 40/],
    ['an option without label', { OPTIONS: 'a=,b=B' }, /option label has 1 to 80/],
    ['a label of 81 characters', { OPTION_A: 'x'.repeat(81) }, /option label has 1 to 80/],
    ['a time that is none', { POLL_CLOSES_AT: 'tomorrow' }, /ISO 8601/],
    ['closing before opening', { POLL_OPENS_AT: '2026-02-01', POLL_CLOSES_AT: '2026-01-01' }, /open before it closes/],
    ['text that is no JSON', { POLLS_JSON: '{' }, /must be JSON/],
    ['an empty list', { POLLS_JSON: '[]' }, /at least one poll/],
  ])('fails with %s', (_name, env, message) => {
    expect(problems({ ...VOTE, ...env }, 'vote').join()).toMatch(message);
  });

  test('accept exactly 20 options', () => {
    expect(
      poll({ OPTIONS: Array.from({ length: 20 }, (_, i) => `o${i}=L${i}`).join(), POLL_TITLE: 'Which?' }).options,
    ).toHaveLength(20);
  });
});
