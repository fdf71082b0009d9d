import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../src/config/config.ts';
import { tallyView } from '../../src/poll/tally-view.ts';
import { type LiveClient, LiveHub } from '../../src/roles/live-hub.ts';
import { textFrame } from '../../src/roles/live-socket.ts';
import { createResultApp } from '../../src/roles/result.ts';
import { TallyFeed } from '../../src/roles/tally-feed.ts';
import { toCsv } from '../../src/roles/results-csv.ts';
import { FakeSql, testParts } from '../support/parts.ts';
import { eventually } from '../support/servers.ts';

const poll = readConfig({ DB_HOST: 'h' }, 'result').polls.main;
const view = (counts: Record<string, number>, stale = false): ReturnType<typeof tallyView> =>
  tallyView(poll, new Map(Object.entries(counts)), stale, 'task');

async function resultApp(
  answer: () => unknown[] = () => [{ poll: 'main', choice: 'a', n: 3 }, { poll: 'main', choice: 'b', n: 1 }],
) {
  const parts = await testParts({ VOTE_URL: 'https://vote.example/' }, 'result');
  const { app, feed, hub } = createResultApp({ ...parts, sql: new FakeSql(answer) });
  return { parts, inject: app.inject.bind(app), feed, hub };
}

describe('a tally', () => {
  test('of nothing says so', () => {
    expect(view({})).toMatchObject({ total: 0, totalText: 'No votes yet', leader: null });
  });

  test('of one vote says it in the singular', () => {
    expect(view({ a: 1 })).toMatchObject({ totalText: '1 vote', leader: 'a' });
  });

  test('has shares with one decimal', () => {
    expect(view({ a: 1, b: 2 }).options.map(({ percent }) => percent)).toEqual([33.3, 66.7]);
  });

  test('that is equal has no leader', () => {
    expect(view({ a: 2, b: 2 }).leader).toBeNull();
  });

  test('leaves out choices that the poll does not have', () => {
    expect(view({ a: 1, gone: 5 }).total).toBe(1);
  });

  test.each(['+1', '-1', '@x', '\t=1', '\r=1', '\n=1', '\uff1d1', '\uff0b1', '\uff0d1', '\uff201'])(
    'as a table shows %j as text', (label) => {
      const evil = { ...view({ a: 1 }), options: [{ id: 'a', label, votes: 1, percent: 100 }] };

      expect(toCsv(evil).split(/main,a,"?/)[1].startsWith(`'${label}`)).toBe(true);
    },
  );

  test('as a table protects spreadsheets from formulas', () => {
    const evil = { ...view({ a: 1 }), options: [{ id: 'a', label: '=cmd("x"),1', votes: 1, percent: 100 }] };

    expect(toCsv(evil)).toBe('poll,option,label,votes\r\nmain,a,"\'=cmd(""x""),1",1\r\n');
  });
});

// R-APP-3
describe('the result page', () => {
  test('shows bars and numbers without scripts, and reloads itself then', async () => {
    const { inject, feed } = await resultApp();
    await feed.read();

    const { body } = await inject('/');

    expect(body).toContain('<rect width="75%"');
    expect(body).toContain('75.0%');
    expect(body).toContain('4 votes');
    expect(body).toContain('<noscript><meta http-equiv="refresh"');
  });

  test('names the leader and links to the vote page', async () => {
    const { inject, feed } = await resultApp();
    await feed.read();

    const { body } = await inject('/');

    expect(body.match(/class="leading" hidden/g)).toHaveLength(1);
    expect(body).toContain('href="https://vote.example/"');
  });

  test('is missing for an unknown poll, as are its numbers', async () => {
    const { inject } = await resultApp();

    for (const url of ['/?poll=x', '/api/results?poll=x', '/api/results.csv?poll=x', '/events?poll=x']) {
      expect((await inject(url)).statusCode).toBe(404);
    }
  });

  test('keeps the last numbers and calls them stale when the database is gone', async () => {
    let away = false;
    const { inject, feed } = await resultApp(() => {
      if (away) throw new Error('away');
      return [{ poll: 'main', choice: 'a', n: 3 }];
    });
    await feed.read();
    away = true;
    await feed.read();

    expect((await inject('/api/results')).json()).toMatchObject({ total: 3, stale: true });
    expect((await inject('/')).body).toContain('Catching up');
  });

  test('calls the numbers stale while the database hangs, and fresh when it answers', async () => {
    const parts = await testParts({}, 'result');
    let answer: (tallies: Map<string, Map<string, number>>) => void = () => undefined;
    const store = { tallies: () => new Promise<Map<string, Map<string, number>>>((resolve) => (answer = resolve)) };
    const feed = new TallyFeed({
      polls: parts.config.polls, store, pollMs: 250, servedBy: 'task', log: parts.log, staleAfterMs: 20,
    });
    const seen: boolean[] = [];
    feed.onChange((_poll, json) => seen.push((JSON.parse(json) as { stale: boolean }).stale));

    for (const hangMs of [0, 60, 0]) {
      const reading = feed.read();
      await sleep(hangMs);
      answer(new Map());
      await reading;
    }

    expect(seen).toEqual([false, true, false]);
  });

  test('counts as stored what its own polls have, and nothing of another application', async () => {
    const parts = await testParts({}, 'result');
    const tallies = new Map([['main', new Map([['a', 2], ['b', 1]])], ['of-others', new Map([['a', 50]])]]);
    const feed = new TallyFeed({
      polls: parts.config.polls, store: { tallies: async () => tallies }, pollMs: 250, servedBy: 'task', log: parts.log,
      pipeline: { latest: { queued: 0, lagMs: 0, workers: 1, seenAt: Date.now() } },
    });

    await feed.read();

    expect(feed.view(parts.config.polls.main).pipeline).toMatchObject({ stored: 3 });
  });

  test('is stale until the first numbers have been read', async () => {
    const { inject } = await resultApp();

    expect((await inject('/api/results')).json()).toMatchObject({ total: 0, stale: true });
  });

  test('tells listeners about changes only', async () => {
    const { feed } = await resultApp();
    const seen: string[] = [];
    feed.onChange((id) => seen.push(id));

    await feed.read();
    await feed.read();

    expect(seen).toEqual(['main']);
  });
});

describe('the live hub', () => {
  class Client implements LiveClient {
    public readonly got: string[] = [];
    public slow = false;
    public closed = false;
    constructor(public readonly poll = 'main') {}
    public writable = (): boolean => !this.slow;
    public waiting: (() => void)[] = [];
    public onceWritable = (action: () => void): void => void this.waiting.push(action);
    public send = (json: string): void => void this.got.push(json);
    public pulses = 0;
    public beats = 0;
    public beat = (): boolean => ++this.beats > 0;
    public pulse = (): void => void this.pulses++;
    public close = (): void => {
      this.closed = true;
    };
  }
  const rest = (): Promise<void> => sleep(20);

  test('sends the present state at once and every change after it', async () => {
    const hub = new LiveHub(10);
    const client = new Client();
    hub.add(client, 'now');

    hub.publish('main', 'next');
    await rest();

    expect(client.got).toEqual(['now', 'next']);
  });

  test('sends changes of other polls to others only', async () => {
    const hub = new LiveHub(10);
    const client = new Client();
    hub.add(client, 'now');

    hub.publish('other', 'x');
    await rest();

    expect(client.got).toEqual(['now']);
  });

  test('gives a slow client the newest state once it takes data again', async () => {
    const hub = new LiveHub(10);
    const client = new Client();
    hub.add(client, '0');
    client.slow = true;
    hub.publish('main', '1');
    await rest();
    hub.publish('main', '2');
    await rest();
    client.slow = false;
    expect(client.waiting).toHaveLength(1);

    client.waiting[0]();

    expect(client.got).toEqual(['0', '2']);
  });

  test('forgets a slow client that left', async () => {
    const hub = new LiveHub(10);
    const client = new Client();
    hub.add(client, '0');
    client.slow = true;
    hub.publish('main', '1');
    await rest();
    hub.remove(client);

    client.waiting[0]();

    expect(client.got).toEqual(['0']);
  });

  test('reaches everybody with the newest state when a change comes during a pass', async () => {
    const hub = new LiveHub(1_000, 10);
    const clients = Array.from({ length: 100 }, () => new Client());
    for (const client of clients) hub.add(client, '0');

    hub.publish('main', '1');
    hub.publish('main', '2');

    await eventually('all have it', () => clients.every((client) => client.got.at(-1) === '2'));
  });

  test('rests for as long as a pass took before it starts another one', async () => {
    const hub = new LiveHub(10);
    const client = new Client();
    hub.add(client, '0');
    client.send = (json) => {
      for (const end = performance.now() + 50; performance.now() < end;);
      client.got.push(json);
    };

    hub.publish('main', '1');
    hub.publish('main', '2');
    await sleep(10);

    expect(client.got).toEqual(['0', '1']);
    await eventually('the other one', () => client.got.at(-1) === '2');
  });

  describe('while nothing changes', () => {
    const clock = { ms: 0 };
    const ticking = (slice?: number): LiveHub => new LiveHub(1_000, slice, () => clock.ms);
    async function seconds(hub: LiveHub, count: number): Promise<void> {
      for (let second = 0; second < count; second++) {
        clock.ms += 1_000;
        await hub.showLife();
      }
    }

    test('every page hears something each five seconds', async () => {
      const hub = ticking();
      const client = new Client();
      hub.add(client, '0');

      await seconds(hub, 4);
      expect(client.pulses).toBe(0);
      await seconds(hub, 16);

      expect(client.pulses).toBe(4);
    });

    test('every connection gets a beat each 25 seconds, a few of them at a time', async () => {
      const hub = ticking();
      const clients = Array.from({ length: 100 }, () => new Client());
      for (const client of clients) hub.add(client, '0');

      await seconds(hub, 1);
      expect(clients.filter(({ beats }) => beats > 0)).toHaveLength(4);
      await seconds(hub, 24);
      expect(clients.every(({ beats }) => beats === 1)).toBe(true);
      await seconds(hub, 25);

      expect(clients.every(({ beats }) => beats === 2)).toBe(true);
    });

    test('a connection that is gone is dropped', async () => {
      const hub = ticking();
      const client = new Client();
      client.beat = () => false;
      hub.add(client, '0');

      await seconds(hub, 25);

      expect(hub.size).toBe(0);
    });
  });

  test('sends no sign of life to pages that have just been told of a change', async () => {
    const clock = { ms: 0 };
    const hub = new LiveHub(10, undefined, () => clock.ms);
    const [voted, silent] = [new Client(), new Client('other')];
    hub.add(voted, '0');
    hub.add(silent, '0');

    clock.ms = 3_000;
    hub.publish('main', '1');
    clock.ms = 5_000;
    await hub.showLife();

    expect([voted.pulses, silent.pulses]).toEqual([0, 1]);
    clock.ms = 8_000;
    await hub.showLife();
    expect([voted.pulses, silent.pulses]).toEqual([1, 1]);
  });

  test('ends a round of signs of life for the sake of a change that comes meanwhile', async () => {
    const clock = { ms: 0 };
    const hub = new LiveHub(1_000, 10, () => clock.ms);
    const clients = Array.from({ length: 100 }, () => new Client());
    for (const client of clients) hub.add(client, '0');

    clock.ms = 5_000;
    const round = hub.showLife();
    clock.ms = 5_001;
    hub.publish('main', '1');
    await round;

    expect(clients.filter(({ pulses }) => pulses > 0)).toHaveLength(10);
    await eventually('all have it', () => clients.every((client) => client.got.at(-1) === '1'));
  });

  test('forgets clients that left', async () => {
    const hub = new LiveHub(10);
    const client = new Client();
    hub.add(client, '0');
    hub.remove(client);

    hub.publish('main', '1');
    await rest();

    expect([client.got, hub.size]).toEqual([['0'], 0]);
  });

  test('is full at its limit and after it was closed', async () => {
    const hub = new LiveHub(1);
    const client = new Client();
    expect(hub.full).toBe(false);
    hub.add(client, '0');
    expect(hub.full).toBe(true);

    await hub.close();

    expect([client.closed, new LiveHub(5).full]).toEqual([true, false]);
  });
});

describe('a WebSocket frame', () => {
  test.each([[0, 2], [125, 2], [126, 4], [65_535, 4]])('of %i bytes has a header of %i', (length, header) => {
    const frame = textFrame('x'.repeat(length));

    expect([frame[0], frame.length]).toEqual([0x81, length + header]);
    expect(header === 2 ? frame[1] : frame.readUInt16BE(2)).toBe(length);
  });

  test('counts bytes, not characters', () => {
    expect(textFrame('é')[1]).toBe(2);
  });
});
