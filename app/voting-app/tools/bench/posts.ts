import { type ChildProcess, execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Secret } from '../../src/config/secret.ts';
import { VoterCookie } from '../../src/http/voter-cookie.ts';
import { type Cluster, COOKIE_SECRET } from '../../test/support/cluster.ts';
import { end, eventually, freePort, portAnswers, run, tempFolder } from '../../test/support/servers.ts';

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
  readonly newConnections: { readonly barePerSecond: number; readonly votePerSecond: number; readonly ratio: number; readonly failed: number };
}

const CONCURRENCY = 50;
/** More than one run can send; beyond that voters begin to vote again. */
const VOTERS = 300_000;
const AB_REQUESTS = 15_000;
/** Of /proc/PID/stat, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
const LUA = fileURLToPath(new URL('./post.lua', import.meta.url));
const BARE = fileURLToPath(new URL('./bare-server.ts', import.meta.url));

/** The same load on a bare Node server and on the vote role, which has the whole pipeline behind it at that time. */
export async function benchPosts(cluster: Cluster, seconds: number): Promise<PostsResult> {
  const port = await freePort();
  const bareServer = run(process.execPath, ['--import', 'tsx', BARE], undefined, { ...process.env, PORT: String(port) });
  await eventually('bare server', () => portAnswers(port));
  const cookies = writeCookies();
  await wrk(`http://127.0.0.1:${port}/`, 1, cookies);
  const [bare, bareCpu] = await withCpu([bareServer], () => wrk(`http://127.0.0.1:${port}/`, seconds, cookies));
  const bareNew = await ab(`http://127.0.0.1:${port}/`);
  await end(bareServer, 'SIGTERM');

  const worker = await cluster.start('worker');
  const role = await cluster.start('vote');
  await wrk(`${role.url}/`, 1, cookies);
  const newVoters = writeCookies();
  const [vote, voteCpu, workerCpu] = await withCpu([role.child, worker.child], () => wrk(`${role.url}/`, seconds, newVoters));
  const voteNew = await ab(`${role.url}/`);
  await cluster.kill(role, 'SIGTERM');
  await cluster.kill(worker, 'SIGTERM');
  const newConnections = {
    barePerSecond: bareNew.perSecond, votePerSecond: voteNew.perSecond, ratio: voteNew.perSecond / bareNew.perSecond, failed: voteNew.failed,
  };
  const cpuMicros = { bare: bareCpu / bare.requests, vote: voteCpu / vote.requests, worker: workerCpu / vote.requests };
  return { bare, vote, ratio: vote.perSecond / bare.perSecond, cpuMicros, newConnections };
}

/** What the action gives, and the processor time in microseconds that each process took meanwhile. */
async function withCpu(children: readonly ChildProcess[], action: () => Promise<Posts>): Promise<[Posts, ...number[]]> {
  const before = children.map(cpuMicros);
  const result = await action();
  return [result, ...children.map((child, index) => cpuMicros(child) - before[index])];
}

function cpuMicros({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // the name in parentheses may hold blanks; user and system time are the 12th and 13th field behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND * 1e6;
}

/** A file of signed cookies of new voters. */
function writeCookies(): string {
  const cookie = new VoterCookie([new Secret(COOKIE_SECRET)]);
  const file = join(tempFolder('cookies'), 'cookies');
  const lines = Array.from({ length: VOTERS }, () => cookie.write(cookie.create(), '/', false).slice('voter_id='.length).split(';')[0]);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

async function ab(url: string): Promise<{ perSecond: number; failed: number }> {
  const form = join(tempFolder('form'), 'form');
  writeFileSync(form, 'vote=a');
  const args = ['-q', '-n', String(AB_REQUESTS), '-c', String(CONCURRENCY), '-p', form, '-T', 'application/x-www-form-urlencoded', url];
  const { stdout } = await promisify(execFile)('ab', args);
  const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? 0);
  return { perSecond: number(/Requests per second:\s+([\d.]+)/), failed: number(/Failed requests:\s+(\d+)/) + number(/Non-2xx responses:\s+(\d+)/) };
}

async function wrk(url: string, seconds: number, cookies: string): Promise<Posts> {
  const { stdout } = await promisify(execFile)('wrk', ['-t1', `-c${CONCURRENCY}`, `-d${seconds}s`, '-s', LUA, url], { env: { ...process.env, COOKIES: cookies } });
  const line = stdout.split('\n').find((text) => text.startsWith('RESULT '))!;
  const { seconds: took, ...rest } = JSON.parse(line.slice('RESULT '.length)) as Posts & { seconds: number };
  return { ...rest, perSecond: rest.requests / took };
}
