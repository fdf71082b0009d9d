import { createServer, type Server } from 'node:http';
import { awsCredentials } from '../../src/aws/credentials.ts';
import { rdsAuthToken } from '../../src/aws/rds-token.ts';
import { getSecretValue } from '../../src/aws/secrets-manager.ts';
import { signHeaders } from '../../src/aws/sigv4.ts';
import { databaseTls } from '../../src/store/tls.ts';
import { EcsTask } from '../../src/metrics/ecs-task.ts';
import { emfLine } from '../../src/metrics/emf.ts';
import { Log } from '../../src/core/log.ts';
import { FakeAws } from '../support/fake-aws.ts';

const log = new Log('silent');
/** Key and expected values of the public test suite for Signature Version 4. */
const KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const SCOPE = { region: 'us-east-1', service: 'service', now: new Date('2015-08-30T12:36:00Z') };

describe('signatures', () => {
  test.each([
    ['GET', 'https://example.amazonaws.com/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['POST', 'https://example.amazonaws.com/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'GET', 'https://example.amazonaws.com/?Param2=value2&Param1=value1',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ])('of %s %s are those of the public test suite', (method, url, expected) => {
    const { authorization } = signHeaders({ method, url: new URL(url), headers: {}, body: '' }, KEY, SCOPE);

    expect(authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, '
      + `SignedHeaders=host;x-amz-date, Signature=${expected}`,
    );
  });

  test('sign the session token as well', () => {
    const headers = signHeaders(
      { method: 'GET', url: new URL('https://h/'), headers: {}, body: '' }, { ...KEY, sessionToken: 't' }, SCOPE,
    );

    expect(headers['x-amz-security-token']).toBe('t');
    expect(headers.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token');
  });
});

describe('a login token for RDS', () => {
  test('is a presigned address without its scheme, valid for 15 minutes', () => {
    const token = rdsAuthToken(
      { host: 'db.example', port: 5432, user: 'app user', region: 'eu-central-1' }, { ...KEY, sessionToken: 'a/b+c=' },
      SCOPE.now,
    );

    const url = new URL(`https://${token}`);
    expect(
      token.startsWith('db.example:5432/?Action=connect&DBUser=app%20user&X-Amz-Algorithm=AWS4-HMAC-SHA256'),
    ).toBe(true);
    expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
    expect(url.searchParams.get('X-Amz-Security-Token')).toBe('a/b+c=');
    expect(url.searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('Secrets Manager', () => {
  const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:db';

  test('is asked with the credentials of the task', async () => {
    const aws = new FakeAws({ username: 'u' });
    const endpoint = await aws.start();
    const credentials = awsCredentials({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${endpoint}/credentials` });

    expect(JSON.parse(await getSecretValue(arn, credentials, endpoint))).toEqual({ username: 'u' });
    aws.stop();
  });

  test('fails with the reason it gives', async () => {
    const aws = new FakeAws({});
    const endpoint = await aws.start();

    await expect(getSecretValue(arn, async () => KEY, endpoint)).rejects.toThrow(
      'Secrets Manager answered 400 UnrecognizedClientException',
    );
    aws.stop();
  });
});

describe('credentials', () => {
  test('come from the environment first', async () => {
    const credentials = await awsCredentials({
      AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_SESSION_TOKEN: 'c',
    })();

    expect(credentials).toEqual({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' });
  });

  test('come from the instance by version 2 of its metadata, and are kept', async () => {
    const seen: string[] = [];
    const { server, base } = await serve((method, url, headers) => {
      seen.push(`${method} ${url}`);
      if (url.endsWith('/token')) return method === 'PUT' ? 'tok' : undefined;
      if (headers['x-aws-ec2-metadata-token'] !== 'tok') return undefined;
      if (url.endsWith('/security-credentials/')) return 'my-role\n';
      return JSON.stringify({ AccessKeyId: 'A', SecretAccessKey: 'B', Token: 'C', Expiration: '2999-01-01T00:00:00Z' });
    });
    const source = awsCredentials({ AWS_EC2_METADATA_SERVICE_ENDPOINT: base });

    expect(await source()).toMatchObject({ accessKeyId: 'A', sessionToken: 'C' });
    await source();

    expect(seen).toHaveLength(3);
    server.close();
  });
});

describe('encryption to the database', () => {
  test('trusts the RDS and the public authorities, without those that have expired', () => {
    const now = databaseTls({ tls: true });
    const later = databaseTls({ tls: true }, Date.UTC(2062, 0, 1));

    expect(now && now.rejectUnauthorized).toBe(true);
    expect(now && later && now.ca.length > later.ca.length && later.ca.length > 20).toBe(true);
  });

  test('trusts only the given authority when there is one', () => {
    expect(databaseTls({ tls: true, ca: 'PEM' })).toEqual({ ca: ['PEM'], rejectUnauthorized: true });
  });

  test('can be off', () => {
    expect(databaseTls({ tls: false })).toBe(false);
  });
});

describe('the metadata of an ECS task', () => {
  const stats = (ns: number): object => ({
    app: { cpu_stats: { cpu_usage: { total_usage: ns } }, memory_stats: { usage: 100, stats: { inactive_file: 30 } } },
    side: { cpu_stats: { cpu_usage: { total_usage: ns } }, memory_stats: { usage: 50, stats: { cache: 10 } } },
    starting: null,
  });

  test('give identity, cores used and memory without page cache', async () => {
    let ns = 1e9;
    const { server, base } = await serve((_method, url) => JSON.stringify(url === '/task'
      ? {
          TaskARN: 'arn:aws:ecs:eu-central-1:1:task/cluster/abc123', AvailabilityZone: 'eu-central-1a',
          Limits: { CPU: 0.25, Memory: 512 },
        }
      : stats(ns)));
    const task = await EcsTask.discover(base, log);
    const first = await task.usage(1_000);
    ns += 5e8;
    const second = await task.usage(3_000);

    expect(task.identity).toEqual({ id: 'abc123', zone: 'eu-central-1a' });
    expect([first?.cores, second]).toEqual([undefined, { cores: 0.5, memoryBytes: 110 }]);
    server.close();
  });

  test('may be missing', async () => {
    const task = await EcsTask.discover('http://127.0.0.1:9', log);

    expect(await task.usage()).toBeUndefined();
    expect(task.identity.id).not.toBe('');
  });
});

describe('a line in the embedded metric format', () => {
  test('declares each value with its unit and dimension', () => {
    const line = JSON.parse(emfLine('Voting', { Role: 'worker' }, { QueueDepth: { value: 3, unit: 'Count' } }, 5));

    expect(line).toEqual({
      _aws: {
        Timestamp: 5,
        CloudWatchMetrics: [
          { Namespace: 'Voting', Dimensions: [['Role']], Metrics: [{ Name: 'QueueDepth', Unit: 'Count' }] },
        ],
      },
      Role: 'worker', QueueDepth: 3,
    });
  });
});

type Answer = (method: string, url: string, headers: Record<string, unknown>) => string | undefined;

async function serve(answer: Answer): Promise<{ server: Server; base: string }> {
  const server = createServer((request, response) => {
    const body = answer(request.method!, request.url!, request.headers);
    response.writeHead(body === undefined ? 401 : 200, { connection: 'close' }).end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { server, base: `http://127.0.0.1:${(server.address() as { port: number }).port}` };
}
