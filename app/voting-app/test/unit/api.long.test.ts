import { createRequire } from 'node:module';
import { OPENAPI } from '../../src/http/openapi.ts';
import { ADMIN_ACTION } from '../../src/roles/admin-schema.ts';
import { createApiApp } from '../../src/roles/api.ts';
import { createResultApp } from '../../src/roles/result.ts';
import * as USER_SCHEMAS from '../../src/roles/users-schema.ts';
import { createVoteApp } from '../../src/roles/vote.ts';
import { VOTE_BODY } from '../../src/roles/vote-input.ts';
import { FakeSql, pgError, testParts } from '../support/parts.ts';

const USER = {
  id: '7', email: 'a@example.com', name: 'Ada', createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

async function api(answer: (text: string, values: readonly unknown[]) => unknown[]) {
  const parts = await testParts({}, 'api');
  const sql = new FakeSql(answer);
  const app = createApiApp({ ...parts, sql });
  return { sql, parts, inject: app.inject.bind(app) };
}

// R-APP-6
describe('the users API', () => {
  test('creates a user and tells where it is', async () => {
    const { inject, sql } = await api(() => [USER]);

    const answer = await inject({
      method: 'POST', url: '/api/users', payload: { email: 'a@example.com', name: 'Ada' },
    });

    expect([answer.statusCode, answer.headers.location, answer.json()]).toEqual([201, '/api/users/7', USER]);
    expect(sql.asked[0].values).toEqual(['a@example.com', 'Ada']);
  });

  test.each([
    {}, { email: 'a@example.com' }, { email: 'a', name: 'X' }, { email: 'a@b', name: 'X' },
    { email: 'a@example.com', name: '   ' }, { email: 'a@example.com', name: 'x'.repeat(201) },
    { email: `${'a'.repeat(250)}@example.com`, name: 'X' }, { email: 'a@example.com', name: 'X', admin: true },
    { email: 'a@example.com', name: 5 }, { email: 'a@example.com', name: ['X'] },
    { email: 'a@example.com', name: null }, { email: 'a@example.com', name: 'nul \u0000' },
  ])('fails with 400 for %j', async (payload) => {
    const { inject, sql } = await api(() => [USER]);

    const { statusCode } = await inject({ method: 'POST', url: '/api/users', payload });

    expect([statusCode, sql.asked]).toEqual([400, []]);
  });

  test('fails with 409 when the address is taken', async () => {
    const { inject } = await api(() => {
      throw pgError('23505');
    });

    const answer = await inject({
      method: 'POST', url: '/api/users', payload: { email: 'a@example.com', name: 'Ada' },
    });

    expect([answer.statusCode, answer.json().detail]).toEqual([409, 'another user has this e-mail address']);
  });

  test('hides what went wrong inside, and logs it', async () => {
    const { inject, parts } = await api(() => {
      throw new Error('secret table layout');
    });

    const answer = await inject('/api/users/7');

    expect([answer.statusCode, answer.json().detail]).toEqual([500, 'internal error']);
    expect(parts.lines.join()).toContain('secret table layout');
  });

  test.each([
    pgError('57P01'), pgError('08006'), pgError('53300'), pgError('53100'), pgError('25006'), pgError('ECONNREFUSED'),
    pgError('EPIPE'),
    new Error('timeout exceeded when trying to connect'), new Error('Query read timeout'),
    new Error('Connection terminated unexpectedly'),
  ])('fails with 503 and Retry-After while the database is away: %s', async (error) => {
    const { inject } = await api(() => {
      throw error;
    });

    for (const url of ['/api/users', '/api/users/7']) {
      const answer = await inject(url);
      expect([answer.statusCode, answer.headers['retry-after'], answer.json().status]).toEqual([503, '2', 503]);
    }
  });

  test.each([
    ['PUT', '/api/users', 'GET, HEAD, POST'], ['POST', '/api/users/7', 'DELETE, GET, HEAD, PATCH, PUT'],
    ['DELETE', '/live', 'GET, HEAD'], ['OPTIONS', '/api/users/', 'GET, HEAD, POST'],
  ] as const)('fails with 405 for %s %s, and names the methods there are', async (method, url, allow) => {
    const { inject } = await api(() => []);

    const answer = await inject({ method, url });

    expect([answer.statusCode, answer.headers.allow, answer.json().status]).toEqual([405, allow, 405]);
  });

  test.each(
    ['/%@', '/%', '/api/users/%@', '/api/users/%E0%A4%A'],
  )('fails with a problem for the address %s', async (url) => {
    const { inject } = await api(() => []);

    const answer = await inject(url);

    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status: 400, title: 'Bad Request' });
    expect(answer.headers['content-security-policy']).toBeDefined();
  });

  test('pages with a key, asking for one row more than the page', async () => {
    const { inject, sql } = await api(() => [USER, { ...USER, id: '8' }, { ...USER, id: '9' }]);

    const answer = await inject('/api/users?limit=2&after=5');

    expect(answer.json()).toEqual({ items: [USER, { ...USER, id: '8' }], next: '8' });
    expect(sql.asked[0].values).toEqual(['5', 3]);
  });

  test('ends the last page', async () => {
    const { inject } = await api(() => [USER]);

    expect((await inject('/api/users')).json().next).toBeNull();
  });

  test.each(
    [
      'limit=0', 'limit=201', 'limit=x', 'limit=1&limit=2', 'after=abc', 'after=-1', 'page=2',
      `after=${'9'.repeat(19)}`,
    ],
  )('fails with 400 for %s', async (query) => {
    const { inject } = await api(() => []);

    expect((await inject(`/api/users?${query}`)).statusCode).toBe(400);
  });

  test.each(['abc', '0', '1e3', '9'.repeat(19)])('fails with 400 for the id %s', async (id) => {
    const { inject } = await api(() => []);

    expect((await inject(`/api/users/${id}`)).statusCode).toBe(400);
  });

  test('fails with 404 for what is not there', async () => {
    const { inject } = await api(() => []);

    for (const method of ['GET', 'DELETE'] as const) {
      expect((await inject({ method, url: '/api/users/7' })).statusCode).toBe(404);
    }
    expect((await inject({ method: 'PATCH', url: '/api/users/7', payload: { name: 'X' } })).statusCode).toBe(404);
  });

  test('fails with 400 for a change of nothing', async () => {
    const { inject } = await api(() => [USER]);

    expect((await inject({ method: 'PATCH', url: '/api/users/7', payload: {} })).statusCode).toBe(400);
  });
});

/** The validator that the framework uses. */
interface Validator { validateSchema(schema: unknown): boolean }

describe('the schemas of the routes', () => {
  const schemas: Readonly<Record<string, unknown>> = { ADMIN_ACTION, VOTE_BODY, ...USER_SCHEMAS };
  const isSchema = (entry: [string, unknown]): entry is [string, object] => typeof entry[1] === 'object';

  test.each(Object.entries(schemas).filter(isSchema))(
    'are schemas, which the program does not check at its start: %s', (_, schema) => {
      const compiler = createRequire(createRequire(import.meta.url).resolve('@fastify/ajv-compiler'));
      const { default: Ajv } = compiler('ajv') as { default: new (options?: object) => Validator };

      expect(new Ajv().validateSchema(schema)).toBe(true);
      expect(new Ajv({ logger: false }).validateSchema({ ...schema, type: 'objekt' })).toBe(false);
    },
  );
});

describe('the OpenAPI document', () => {
  test('lists exactly the JSON routes that the roles have', async () => {
    const sql = new FakeSql(() => []);
    const vote = createVoteApp(await testParts());
    const admin = { ADMIN_TOKEN: 'a-token-for-unit-tests' };
    const result = createResultApp({ ...await testParts(admin, 'result'), sql }).app;
    const users = createApiApp({ ...await testParts({}, 'api'), sql });
    const documented = Object.entries(OPENAPI.paths).flatMap(([path, operations]) => {
      const methods = Object.keys(operations).filter((name) => name !== 'parameters');
      return methods.map((method) => [method.toUpperCase(), path.replace(/{(\w+)}/g, ':$1')] as const);
    });

    const apps = [vote, result, users];
    for (const [method, url] of documented) {
      expect([method, url, apps.some((app) => app.hasRoute({ method, url }))]).toEqual([method, url, true]);
    }
    for (const app of apps) {
      const routes = app.printRoutes({ commonPrefix: false }).match(/\/(api|admin\/polls)[a-z./:]*/g) ?? [];
      const paths = routes.map((url) => url.replace(/:(\w+)/g, '{$1}'));
      for (const path of paths) expect(path === '/api/openapi.json' || path in OPENAPI.paths).toBe(true);
    }
  });

  test('is served below the base path and refers only to schemas that exist', async () => {
    const app = createVoteApp(await testParts({ BASE_PATH: '/vote' }));

    const document = (await app.inject('/vote/api/openapi.json')).json();

    expect(document.servers).toEqual([{ url: '/vote' }]);
    const names = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1]);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(Object.keys(document.components.schemas)).toContain(name);
  });
});
