import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Cluster } from '../../test/support/cluster.ts';
import { end, eventually, freePort, portAnswers, run } from '../../test/support/servers.ts';

export interface Posts {
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
  /** Share of the bare server's rate. */
  readonly ratio: number;
}

const CONCURRENCY = 50;
const LUA = fileURLToPath(new URL('./post.lua', import.meta.url));
const BARE = fileURLToPath(new URL('./bare-server.ts', import.meta.url));

/** The same load on a bare Node server and on the vote role, which has the whole pipeline behind it at that time. */
export async function benchPosts(cluster: Cluster, seconds: number): Promise<PostsResult> {
  const port = await freePort();
  const bareServer = run(process.execPath, ['--import', 'tsx', BARE], undefined, { ...process.env, PORT: String(port) });
  await eventually('bare server', () => portAnswers(port));
  await wrk(`http://127.0.0.1:${port}/`, 1);
  const bare = await wrk(`http://127.0.0.1:${port}/`, seconds);
  await end(bareServer, 'SIGTERM');

  const worker = await cluster.start('worker');
  const role = await cluster.start('vote');
  await wrk(`${role.url}/`, 1);
  const vote = await wrk(`${role.url}/`, seconds);
  await cluster.kill(role, 'SIGTERM');
  await cluster.kill(worker, 'SIGTERM');
  return { bare, vote, ratio: vote.perSecond / bare.perSecond };
}

async function wrk(url: string, seconds: number): Promise<Posts> {
  const { stdout } = await promisify(execFile)('wrk', ['-t1', `-c${CONCURRENCY}`, `-d${seconds}s`, '-s', LUA, url]);
  const line = stdout.split('\n').find((text) => text.startsWith('RESULT '))!;
  const { requests, seconds: took, ...rest } = JSON.parse(line.slice('RESULT '.length)) as Posts & { requests: number; seconds: number };
  return { ...rest, perSecond: requests / took };
}
