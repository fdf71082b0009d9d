import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from '../support/cluster.ts';
import { fuzzConnection } from '../support/fuzz.ts';
import { SeededRandom } from '../support/random.ts';
import { cleanUp, freePort, outputOf } from '../support/servers.ts';

/** The same seed gives the same requests: `FUZZ_SEED=... ` repeats a run. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const CONNECTIONS = Number(process.env.FUZZ_CONNECTIONS ?? 500);
const LANES = 20;
/** A connection without an answer is given up after this time, and one with an answer soon after it. */
const PATIENCE_MS = 1_000;
const REST_MS = 10;
const ROLES = ['vote', 'result', 'worker', 'api', 'all'];

let cluster: Cluster;

before(async () => {
  cluster = await Cluster.start();
});
after(async () => {
  await cluster.stop();
  cleanUp();
});

/** Sends the pieces, and returns what came back until the server closed or nothing more came. */
async function talk(port: number, pieces: readonly Buffer[], random: SeededRandom): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  for (const piece of pieces) {
    if (!socket.destroyed) socket.write(piece);
    if (random.chance(0.5)) await sleep(random.below(3));
  }
  if (random.chance(0.5)) socket.end();
  const answered = new Promise((resolve) => socket.once('data', resolve)).then(() => sleep(REST_MS));
  await Promise.race([closed, answered, sleep(random.chance(0.2) ? 0 : PATIENCE_MS)]);
  if (random.chance(0.3)) socket.resetAndDestroy();
  else socket.destroy();
  return received;
}

async function attack(port: number, seed: number): Promise<{ answers: number; faults: string[] }> {
  let answers = 0;
  const faults: string[] = [];
  await Promise.all(Array.from({ length: LANES }, async (_, lane) => {
    for (let index = lane; index < CONNECTIONS; index += LANES) {
      const random = new SeededRandom(seed + index);
      const pieces = fuzzConnection(random);
      const received = await talk(port, pieces, random);
      if (received !== '') answers++;
      if (/HTTP\/1\.1 500/.test(received)) {
        faults.push(`${seed + index}: ${Buffer.concat(pieces).toString('latin1').slice(0, 300)}`);
      }
    }
  }));
  return { answers, faults };
}

describe('no request, upgrade or frame ends a process', () => {
  for (const [number, role] of ROLES.entries()) {
    test(`of the role ${role}`, async () => {
      const [result, api] = [await freePort(), await freePort()];
      const extra = { RESULT_PORT: String(result), API_PORT: String(api), ADMIN_TOKEN: 'a-token-for-the-fuzzer' };
      const started = await cluster.start(role, extra);
      const ports = [started.port, started.metricsPort, ...(role === 'all' ? [result, api] : [])];
      for (const port of ports) {
        const seed = SEED + number * 1_000_000;
        const { answers, faults } = await attack(port, seed);
        process.stdout.write(`# ${role}: ${CONNECTIONS} connections with seed ${seed}, ${answers} answered\n`);
        assert.deepEqual(faults, [], 'internal errors');
        assert.ok(answers > CONNECTIONS / 3, `only ${answers} were answered`);
        assert.equal((await fetch(`http://127.0.0.1:${port}/live`)).status, 200, 'the server answers no more');
      }
      assert.deepEqual([started.child.exitCode, started.child.signalCode], [null, null], outputOf(started.child));
      assert.doesNotMatch(outputOf(started.child), /uncaught/);
      await cluster.kill(started);
    });
  }
});
