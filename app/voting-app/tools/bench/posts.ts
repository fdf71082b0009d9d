import { type ChildProcess, execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { Secret } from '../../src/config/secret.ts';
import { VoterCookie } from '../../src/http/voter-cookie.ts';
import { streamKeys } from '../../src/queue/stream-keys.ts';
import { type Cluster, COOKIE_SECRET } from '../../test/support/cluster.ts';
import { end, eventually, freePort, portAnswers, run, tempFolder } from '../../test/support/servers.ts';
import { cpuMicros } from './cpu-micros.ts';

export interface Posts {
  readonly requests: number;
  readonly perSecond: number;
  readonly failed: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface PostsResult {
  readonly bare: Posts;
  readonly vote: Posts;
  /** Share of the bare server's rate, over connections that stay open. */
  readonly ratio: number;
  /** Processor time of one request over kept connections, which other work on the machine hardly changes. */
  readonly cpuMicros: { readonly bare: number; readonly vote: number; readonly worker: number };
  /** The same with a new connection for every request, as the reference was measured. */
  readonly newConnections: NewConnections;
  /** Of each round. */
  readonly ratios: { readonly kept: readonly number[]; readonly newConnections: readonly number[] };
}

interface NewConnections {
  readonly barePerSecond: number;
  readonly votePerSecond: number;
  readonly ratio: number;
  readonly failed: number;
}

type Kept = Pick<PostsResult, 'bare' | 'vote' | 'ratio' | 'cpuMicros'>;

interface Target {
  readonly url: string;
  readonly child: ChildProcess;
}

const CONCURRENCY = 50;
/** Odd, since the middle one counts. */
const ROUNDS = 3;
/** Both servers compile their hot paths first. */
const WARM_UP_S = 2;
/** More than one slice can send; beyond that voters begin to vote again. */
const VOTERS = 200_000;
const AB_REQUESTS = 15_000;
const STREAM = streamKeys('votes').stream;
const LUA = fileURLToPath(new URL('./post.lua', import.meta.url));
const BARE = fileURLToPath(new URL('./bare-server.ts', import.meta.url));

/**
 * The same load in turns on a bare Node server and on the vote role, which has the whole pipeline behind it at that
 * time.
 *
 * Neighbours in time see the same machine, and the middle of several rounds does not depend on a lucky one.
 */
export async function benchPosts(cluster: Cluster, seconds: number): Promise<PostsResult> {
  const bare = await startBare();
  const worker = await cluster.start('worker');
  const vote = await cluster.start('vote');
  const redis = new Redis(cluster.redis.port);
  const stored = (): Promise<void> => eventually('all votes are stored', async () => await redis.xlen(STREAM) === 0);
  for (const { url } of [bare, vote]) await wrk(url, WARM_UP_S, writeCookies());
  const kept: Kept[] = [];
  const newConnections: NewConnections[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await stored();
    kept.push(await compareKept(bare, vote, worker, seconds));
    await stored();
    newConnections.push(await compareNew(bare, vote));
  }
  redis.disconnect();
  for (const role of [vote, worker]) await cluster.kill(role, 'SIGTERM');
  await end(bare.child, 'SIGTERM');
  const failed = newConnections.reduce((sum, round) => sum + round.failed, 0);
  return {
    ...middle(kept),
    newConnections: { ...middle(newConnections), failed },
    ratios: { kept: kept.map(({ ratio }) => ratio), newConnections: newConnections.map(({ ratio }) => ratio) },
  };
}

async function startBare(): Promise<Target> {
  const port = await freePort();
  const child = run(process.execPath, ['--import', 'tsx', BARE], undefined, { ...process.env, PORT: String(port) });
  await eventually('bare server', () => portAnswers(port));
  return { url: `http://127.0.0.1:${port}`, child };
}

async function compareKept(bare: Target, vote: Target, worker: Target, seconds: number): Promise<Kept> {
  const cookies = writeCookies();
  const [bareRun, bareCpu] = await withCpu([bare.child], () => wrk(bare.url, seconds, cookies));
  const [voteRun, voteCpu, workerCpu] = await withCpu(
    [vote.child, worker.child], () => wrk(vote.url, seconds, cookies),
  );
  const cpuMicros = {
    bare: bareCpu / bareRun.requests, vote: voteCpu / voteRun.requests, worker: workerCpu / voteRun.requests,
  };
  return { bare: bareRun, vote: voteRun, ratio: voteRun.perSecond / bareRun.perSecond, cpuMicros };
}

async function compareNew(bare: Target, vote: Target): Promise<NewConnections> {
  const bareRun = await ab(bare.url);
  const voteRun = await ab(vote.url);
  return {
    barePerSecond: bareRun.perSecond, votePerSecond: voteRun.perSecond, ratio: voteRun.perSecond / bareRun.perSecond,
    failed: voteRun.failed,
  };
}

function middle<T extends { readonly ratio: number }>(rounds: readonly T[]): T {
  return [...rounds].sort((one, other) => one.ratio - other.ratio)[(rounds.length - 1) / 2];
}

/** What the action gives, and the processor time in microseconds that each process took meanwhile. */
async function withCpu(children: readonly ChildProcess[], action: () => Promise<Posts>): Promise<[Posts, ...number[]]> {
  const before = children.map(cpuMicros);
  const result = await action();
  return [result, ...children.map((child, index) => cpuMicros(child) - before[index])];
}

/** A file of signed cookies of new voters. */
function writeCookies(): string {
  const cookie = new VoterCookie([new Secret(COOKIE_SECRET)]);
  const file = join(tempFolder('cookies'), 'cookies');
  const lines = Array.from(
    { length: VOTERS }, () => cookie.write(cookie.create(), '/', false).slice('voter_id='.length).split(';')[0],
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

async function ab(url: string): Promise<{ perSecond: number; failed: number }> {
  const form = join(tempFolder('form'), 'form');
  writeFileSync(form, 'vote=a');
  const args = [
    '-q', '-n', String(AB_REQUESTS), '-c', String(CONCURRENCY), '-p', form, '-T', 'application/x-www-form-urlencoded',
    `${url}/`,
  ];
  const { stdout } = await promisify(execFile)('ab', args);
  const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? 0);
  return {
    perSecond: number(/Requests per second:\s+([\d.]+)/),
    failed: number(/Failed requests:\s+(\d+)/) + number(/Non-2xx responses:\s+(\d+)/),
  };
}

async function wrk(url: string, seconds: number, cookies: string): Promise<Posts> {
  const { stdout } = await promisify(execFile)(
    'wrk', ['-t1', `-c${CONCURRENCY}`, `-d${seconds}s`, '-s', LUA, `${url}/`],
    { env: { ...process.env, COOKIES: cookies } },
  );
  const line = stdout.split('\n').find((text) => text.startsWith('RESULT '))!;
  const { seconds: took, ...rest } = JSON.parse(line.slice('RESULT '.length)) as Posts & { seconds: number };
  return { ...rest, perSecond: rest.requests / took };
}
