import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Cluster } from '../support/cluster.ts';
import { cleanUp, outputOf, run } from '../support/servers.ts';

/** A program that makes requests of all sorts from the description and compares the answers with it. */
const SCHEMATHESIS = process.env.SCHEMATHESIS ?? 'schemathesis';
const EXAMPLES = process.env.OPENAPI_EXAMPLES ?? '15';
/** The same requests at every run of CI, so that red is the fault of the change; others at every run elsewhere. */
const SEED = process.env.OPENAPI_SEED ?? (process.env.CI === 'true' ? '428936522' : String(Date.now() % 2 ** 31));

const ADMIN_TOKEN = 'a-token-for-tests-only';

let cluster: Cluster;

before(async () => {
  cluster = await Cluster.start();
  await cluster.start('worker');
});
after(async () => {
  await cluster.stop();
  cleanUp();
});

async function check(role: string, tags: readonly string[], options: readonly string[] = []): Promise<void> {
  const { url } = await cluster.start(role, { LOG_LEVEL: 'error', ADMIN_TOKEN });
  const child = run(SCHEMATHESIS, [
    'run', `${url}/api/openapi.json`, '--url', url, ...tags.flatMap((tag) => ['--include-tag', tag]), ...options,
    // an endless answer, which its own tests read.
    '--exclude-path', '/events', '--checks', 'all', '--max-examples', EXAMPLES, '--seed', SEED, '--no-color',
  ]);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  process.stdout.write(`# ${tags.join(', ')}: seed ${SEED}, ${EXAMPLES} examples for each operation\n`);
  assert.equal(code, 0, outputOf(child));
}

describe('the OpenAPI document holds', () => {
  for (const role of ['api', 'vote', 'result']) test(`for the role ${role}`, () => check(role, [role, 'health']));

  test('for the administration', () => check('result', ['admin'], ['-H', `Authorization: Bearer ${ADMIN_TOKEN}`]));
});
