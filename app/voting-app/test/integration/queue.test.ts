import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Log } from '../../src/core/log.ts';
import { RedisQueue } from '../../src/queue/redis-queue.ts';
import { QueueUnavailable } from '../../src/queue/types.ts';
import { FaultyProxy } from '../support/faulty-proxy.ts';
import { addGroup, QUEUE_CONTRACT, vote } from '../support/queue-contract.ts';
import { cleanUp, eventually, freePort, redisServer, type TestServer } from '../support/servers.ts';

const log = new Log('silent');
let names = 0;

async function openQueue(
  port: number, settings: Partial<ConstructorParameters<typeof RedisQueue>[0]> = {}, cluster = false,
): Promise<RedisQueue> {
  const redis = { host: '127.0.0.1', port, tls: false, cluster };
  const queue = new RedisQueue(
    { name: `test${names++}`, waitReplicas: 0, waitMs: 200, maxDepth: 1000, redis, ...settings }, log,
  );
  await eventually('queue answers', async () => {
    await queue.ping();
    return true;
  });
  await queue.open(0);
  return queue;
}

after(cleanUp);

describe('queue in a Redis stream', () => {
  let server: TestServer;
  before(async () => {
    server = redisServer(await freePort());
    await server.start();
  });
  after(() => server.stop());

  for (const [promise, check] of QUEUE_CONTRACT) {
    test(promise, async () => {
      const queue = await openQueue(server.port);
      await check(queue);
      await queue.close();
    });
  }

  test('recognises entries that are no votes, and gets rid of them', async () => {
    const queue = await openQueue(server.port, { name: 'strange' });
    const client = new Redis(server.port);
    const stream = '{strange}:stream';
    await client.xadd(stream, '*', 'votes', `main ${'x'.repeat(65)} a\nmain x a`);
    await client.xadd(stream, '*', 'something', 'else');
    await client.xadd(stream, '*', 'p', 'main', 'v', 'x', 'c', 'a');
    await client.xadd(stream, '*', 'votes', 'main y a', 'votes', 'main y a');
    await client.xadd(stream, '*', 'votes', 'main z a\n'.repeat(1_000));
    const consumer = await queue.consumer('one');

    const read = await consumer.read(10, 500);

    assert.deepEqual(
      read.map(({ votes, malformed }) => [votes.length, malformed.length]), [[1, 1], [0, 1], [0, 1], [0, 1], [0, 1]],
    );
    assert.equal((await queue.stats()).depth, 5);
    for (const entry of read) {
      await consumer.bury(entry, entry.malformed.map((piece) => ({ ...piece, reason: 'test' })));
    }
    const { depth, dead } = await queue.stats();
    assert.deepEqual({ depth, dead }, { depth: 0, dead: 5 });
    await addGroup(queue, ['a', 'b', 'c']);
    assert.equal((await queue.stats()).depth, 3);
    await consumer.close();
    await queue.close();
    client.disconnect();
  });

  test('keeps a dead letter with its entry, index, reason and text', async () => {
    const queue = await openQueue(server.port, { name: 'letters' });
    await addGroup(queue, ['x', 'y', 'z']);
    const consumer = await queue.consumer('one');
    const [entry] = await consumer.read(1, 500);

    await consumer.bury(
      entry, [{ index: 1, reason: 'refused', text: 'main y a' }, { index: 2, reason: 'refused', text: 'main z a' }],
    );

    const client = new Redis(server.port);
    const letters = (await client.xrange('{letters}:dead', '-', '+')).map(([, fields]) => fields);
    assert.deepEqual(
      letters,
      [1, 2].map(
        (index) => ['id', entry.id, 'index', String(index), 'reason', 'refused', 'vote', `main ${'xyz'[index]} a`],
      ),
    );
    await consumer.close();
    await queue.close();
    client.disconnect();
  });

  test('knows the depth again after the server, or only a part of its keys, was emptied', async () => {
    const queue = await openQueue(server.port, { name: 'emptied' });
    const client = new Redis(server.port);
    const consumer = await queue.consumer('one');
    const depth = async (): Promise<number> => (await queue.stats()).depth;
    await addGroup(queue, ['a', 'b', 'c']);
    const [lost] = await consumer.read(1, 500);

    await client.flushall();
    assert.equal(await depth(), 0);
    await queue.open(0);
    await consumer.ack([lost]);
    assert.equal(await depth(), 0);
    await addGroup(queue, ['d', 'e']);
    assert.equal(await depth(), 2);
    await consumer.ack([lost]);
    assert.equal(await depth(), 2);

    await client.del('{emptied}:stream');
    assert.equal(await depth(), 0);
    await queue.open(0);
    await addGroup(queue, ['f']);
    assert.equal(await depth(), 1);

    await client.del('{emptied}:depth');
    assert.equal(await depth(), 1);
    await consumer.ack(await consumer.read(10, 500));
    await addGroup(queue, ['g', 'h']);
    assert.equal(await depth(), 2);
    await consumer.close();
    await queue.close();
    client.disconnect();
  });

  test('knows the depth after consumers side by side took over, acknowledged and buried the same entries', async () => {
    const queue = await openQueue(server.port);
    const consumers = await Promise.all(['one', 'two', 'three'].map((name) => queue.consumer(name)));
    for (let group = 0; group < 60; group++) {
      await addGroup(queue, Array.from({ length: 1 + group % 9 }, (_, index) => `v${group}-${index}`));
    }
    await consumers[0].read(40, 500);
    await sleep(30);

    await Promise.all(consumers.map(async (consumer) => {
      for (const entry of await consumer.claim(40, 1)) {
        await Promise.all([consumer.ack([entry]), consumer.bury(entry, []), consumers[0].ack([entry])]);
      }
    }));

    const left = (await consumers[1].read(40, 500)).reduce((votes, { size }) => votes + size, 0);
    assert.equal((await queue.stats()).depth, left);
    assert.ok(left > 0);
    await Promise.all(consumers.map((consumer) => consumer.close()));
    await queue.close();
  });

  test('takes no vote until it was opened, also again after the server lost its data', async () => {
    const queue = await openQueue(server.port, { name: 'lost' });
    const consumer = await queue.consumer('one');
    await consumer.read(1, 10);
    const client = new Redis(server.port);
    const stored = Date.now() + 3_600_000;

    await client.flushall();
    await assert.rejects(queue.add(vote('x')), /no worker has opened the queue/);
    await queue.open(stored);
    const id = await queue.add(vote('x'));
    const read = await consumer.read(10, 500);

    assert.equal(read.length, 1);
    assert.ok(Number(id.split('-')[0]) >= stored, 'a server with a slow clock would give places that do not count');
    await Promise.all([consumer.close(), queue.close()]);
    client.disconnect();
  });

  test('gives a process only places after those it had, when another server with a slow clock took over', async () => {
    const queue = await openQueue(server.port, { name: 'slow' });
    await queue.open(Date.now() + 3_600_000);
    const before = await queue.add(vote('x'));
    const client = new Redis(server.port);
    await client.del('{slow}:stream');
    await client.xgroup('CREATE', '{slow}:stream', 'workers', '0', 'MKSTREAM');

    const ids = [before, await queue.add(vote('x')), await queue.add(vote('x'))];

    const places = ids.map((id) => id.split('-').map(Number));
    assert.ok(places[1][0] >= places[0][0] && places[2][0] >= places[1][0], ids.join());
    assert.equal((await queue.stats()).depth, 2);
    await queue.close();
    client.disconnect();
  });

  test('never takes a vote after its voter was told that it failed, however long it was on its way', async () => {
    const proxy = await FaultyProxy.start(server.port);
    const slow = await openQueue(proxy.port, { name: 'late' });
    const fast = await openQueue(server.port, { name: 'late' });
    await slow.add(vote('x', 'first'));
    proxy.stall();

    await assert.rejects(slow.add(vote('x', 'old')), QueueUnavailable);
    await fast.add(vote('x', 'new'));
    proxy.release();
    await sleep(300);

    const consumer = await fast.consumer('one');
    const choices = (await consumer.read(10, 100)).flatMap(({ votes }) => votes.map(({ choice }) => choice));
    assert.deepEqual(choices, ['first', 'new']);
    await Promise.all([consumer.close(), slow.close(), fast.close()]);
    proxy.close();
  });

  test('is not ready, and refuses votes, while the server takes no writes', async () => {
    const queue = await openQueue(server.port);
    const client = new Redis(server.port);
    await client.config('SET', 'maxmemory', '1');

    await assert.rejects(queue.ping(), /OOM/);
    await assert.rejects(queue.add(vote('x')), QueueUnavailable);

    await client.config('SET', 'maxmemory', '0');
    await queue.ping();
    await queue.add(vote('x'));
    await queue.close();
    client.disconnect();
  });

  test('forgets consumers that are gone, but not those that hold votes', async () => {
    const queue = await openQueue(server.port);
    const [empty, holding] = [await queue.consumer('empty'), await queue.consumer('holding')];
    await queue.add(vote('x'));
    await queue.add(vote('y'));
    await holding.read(1, 500);
    await empty.ack(await empty.read(1, 500));
    await sleep(30);

    assert.equal(await queue.removeIdleConsumers(20), 1);
    await queue.close();
  });

  test('refuses at once while the server is away, and works again when it is back', async () => {
    const other = redisServer(await freePort());
    await other.start();
    const queue = await openQueue(other.port);
    await queue.add(vote('x'));
    await other.crash();
    await sleep(50);
    const start = Date.now();

    await assert.rejects(queue.add(vote('y')), QueueUnavailable);

    assert.ok(Date.now() - start < 100);
    await other.start();
    await eventually('accepts again', async () => (await queue.add(vote('z'))) !== '');
    assert.ok((await queue.stats()).depth >= 1);
    await queue.close();
    await other.stop();
  });
});

describe('waiting for replicas', () => {
  let primary: TestServer;
  let replica: TestServer;
  before(async () => {
    primary = redisServer(await freePort());
    replica = redisServer(await freePort(), ['--replicaof', '127.0.0.1', String(primary.port)]);
    await primary.start();
    await replica.start();
  });
  after(() => Promise.all([primary.stop(), replica.stop()]));

  test('acknowledges when a replica has the vote, and refuses when none has', async () => {
    const queue = await openQueue(primary.port, { waitReplicas: 1, waitMs: 1_500 });
    await eventually('replica follows', async () => (await queue.add(vote('x'))) !== '');
    const many = await Promise.all(Array.from({ length: 100 }, (_, index) => queue.add(vote(`v${index}`))));
    assert.equal(new Set(many).size, 100);

    await replica.crash();
    await sleep(50);

    await assert.rejects(queue.add(vote('y')), /fewer than 1 replicas/);
    await queue.close();
  });
});

describe('cluster mode', () => {
  const servers: TestServer[] = [];
  before(async () => {
    const ports: number[] = [];
    // the bus port is 10000 higher and has to exist as well.
    while (ports.length < 2) {
      const port = await freePort();
      if (port < 55_000) ports.push(port);
    }
    for (const port of ports) {
      const server = redisServer(
        port, ['--cluster-enabled', 'yes', '--cluster-require-full-coverage', 'no', '--cluster-node-timeout', '2000'],
      );
      await server.start();
      servers.push(server);
    }
    const clients = ports.map((port) => new Redis(port));
    await clients[0].call('CLUSTER', 'ADDSLOTSRANGE', '0', '8191');
    await clients[1].call('CLUSTER', 'ADDSLOTSRANGE', '8192', '16383');
    await clients[0].call('CLUSTER', 'MEET', '127.0.0.1', String(ports[1]));
    await eventually('cluster is ready', async () => {
      const states = await Promise.all(clients.map((client) => client.cluster('INFO')));
      return states.every((state) => state.includes('cluster_state:ok') && state.includes('cluster_known_nodes:2'));
    });
    clients.forEach((client) => client.disconnect());
  });
  after(() => Promise.all(servers.map((server) => server.stop())));

  for (const [promise, check] of QUEUE_CONTRACT) {
    test(promise, async () => {
      // the names differ from case to case, so both nodes get their turn.
      const queue = await openQueue(servers[names % 2].port, {}, true);
      await check(queue);
      await queue.close();
    });
  }

  test('follows a slot that moves to another node', async () => {
    const name = 'moving';
    const queue = await openQueue(servers[0].port, { name }, true);
    await queue.add(vote('x'));
    const clients = servers.map((server) => new Redis(server.port));
    const slot = String(await clients[0].cluster('KEYSLOT', `{${name}}:stream`));
    await Promise.all(
      clients.map((client) => client.del(`{${name}}:stream`, `{${name}}:depth`, `{${name}}:probe`).catch(() => 0)),
    );
    const ids = await Promise.all(clients.map((client) => client.call('CLUSTER', 'MYID') as Promise<string>));
    const target = Number(slot) <= 8191 ? 1 : 0;
    for (const client of [clients[target], clients[1 - target]]) {
      await client.call('CLUSTER', 'SETSLOT', slot, 'NODE', ids[target]);
    }
    await eventually('opens after the move', () => queue.open(0).then(() => true), 5_000);

    await eventually('accepts after the move', async () => (await queue.add(vote('y'))) !== '', 5_000);

    assert.equal(await clients[target].xlen(`{${name}}:stream`) >= 1, true);
    await queue.close();
    clients.forEach((client) => client.disconnect());
  });
});
