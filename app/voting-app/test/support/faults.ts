import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Cluster, RoleProcess } from './cluster.ts';
import type { FaultyProxy } from './faulty-proxy.ts';
import type { SeededRandom } from './random.ts';
import { eventually, type TestServer } from './servers.ts';

/** Everything that can fail. A name may have several faults at a time, but not the same part. */
export interface Victims {
  readonly cluster: Cluster;
  readonly roles: { readonly vote: RoleProcess[]; readonly worker: RoleProcess[]; readonly result: RoleProcess[] };
  readonly proxies: { readonly redis: FaultyProxy; readonly postgres: FaultyProxy };
  readonly settings: Readonly<Record<string, string>>;
}

export type Fault = (victims: Victims, random: SeededRandom) => Promise<void>;

type RoleName = keyof Victims['roles'];
type StoreName = keyof Victims['proxies'];

/** Longer than the time after which a vote on its way is refused. */
const MAX_STOP_MS = 2_500;
const REST_MS = 150;

const someMs = (random: SeededRandom): number => 50 + random.below(random.chance(0.2) ? MAX_STOP_MS : 500);

function kill(name: RoleName): Fault {
  return async ({ cluster, roles, settings }) => {
    const victim = roles[name].shift()!;
    await cluster.kill(victim);
    roles[name].push(await cluster.start(name, settings));
  };
}

function freeze(name: RoleName): Fault {
  return ({ roles }, random) => whileStopped([random.pick(roles[name]).child.pid!], someMs(random));
}

async function whileStopped(pids: readonly number[], ms: number): Promise<void> {
  signalAll(pids, 'SIGSTOP');
  await sleep(ms);
  signalAll(pids, 'SIGCONT');
}

/** A process of the database may have ended by itself in the meantime. */
function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      continue;
    }
  }
}

const storeOf = ({ cluster }: Victims, name: StoreName): TestServer => cluster[name];

function crash(name: StoreName): Fault {
  return async (victims, random) => {
    await storeOf(victims, name).crash();
    await sleep(random.below(500));
    await storeOf(victims, name).start();
    await sleep(REST_MS);
  };
}

function freezeStore(name: StoreName): Fault {
  return (victims, random) => whileStopped(storeOf(victims, name).pids(), someMs(random));
}

function cut(name: StoreName): Fault {
  return async ({ proxies }) => {
    proxies[name].cut();
    await sleep(REST_MS);
  };
}

/** Data on its way arrives later, also when its sender has given up. */
function stall(name: StoreName): Fault {
  return async ({ proxies }, random) => {
    proxies[name].stall();
    await sleep(someMs(random));
    if (random.chance(0.3)) proxies[name].cut();
    proxies[name].release();
    await sleep(REST_MS);
  };
}

/** No file may grow beyond its first bytes: what the server wants to write fails as on a full disk. */
function fullDisk(name: StoreName): Fault {
  return async (victims, random) => {
    const store = storeOf(victims, name);
    store.limitFiles('1');
    await sleep(200 + random.below(600));
    store.limitFiles('unlimited');
    // PostgreSQL ends when it can neither write its log nor recover; that is a crash like any other.
    await sleep(REST_MS);
    if (store.pids().length === 0) await store.start();
    if (name === 'redis') await untilOnDisk(store.port);
  };
}

/** With `everysec` a vote is acknowledged before it is on the disk; dying before that would be a fault of its own. */
function untilOnDisk(port: number): Promise<void> {
  return eventually('redis writes again', async () => {
    const redis = new Redis({ port, retryStrategy: () => null });
    try {
      return (await redis.info('persistence')).includes('aof_last_write_status:ok');
    } finally {
      redis.disconnect();
    }
  });
}

/** Faults of a lane happen one after the other, those of different lanes at the same time. */
export const FAULT_LANES: readonly (readonly Fault[])[] = [
  [kill('worker'), kill('worker'), freeze('worker')],
  [kill('vote'), kill('vote'), freeze('vote'), kill('result')],
  [crash('redis'), freezeStore('redis'), cut('redis'), stall('redis'), fullDisk('redis')],
  [crash('postgres'), freezeStore('postgres'), cut('postgres'), stall('postgres'), fullDisk('postgres')],
];
