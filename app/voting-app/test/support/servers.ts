import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A server of this test run on 127.0.0.1, which can be killed and started again on the same port with the same files.
 */
export interface TestServer {
  readonly port: number;
  start(): Promise<void>;
  /** Like a crash of the machine: no time to clean up. */
  crash(): Promise<void>;
  stop(): Promise<void>;
  /** All processes of the server that run now; none when it is down. */
  pids(): number[];
  /** Files cannot grow beyond this size: "1" stands for a full disk, "unlimited" ends that. */
  limitFiles(size: string): unknown;
}

export const POSTGRES_PASSWORD = 'first-password';
const POSTGRES_USER = 'postgres';
/** On a machine with much other work; how fast something starts is measured elsewhere. */
export const START_MS = 120_000;
const folders: string[] = [];
const children = new Set<ChildProcess>();

export function tempFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `voting-app-${name}-`));
  folders.push(folder);
  return folder;
}

/** Ends what is left over, by process id, and removes the files. */
export function cleanUp(): void {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
process.on('exit', cleanUp);

/** Below those that Linux gives to outgoing connections, one of which could take the port before the server does. */
const [FIRST_PORT, END_PORT] = [10_000, 32_000];

export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * (END_PORT - FIRST_PORT));
    const server = createServer().listen(port, '127.0.0.1');
    const free = await once(server, 'listening').then(() => true, () => false);
    if (!free) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

export async function portAnswers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Waits until a test is true; not longer than the process lives that is to make it true. */
export async function eventually(
  what: string, test: () => Promise<boolean> | boolean, timeoutMs = 15_000, child?: ChildProcess,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (await Promise.resolve().then(test).catch(() => false)) return;
    if (child !== undefined && !isRunning(child)) throw new Error(`ended before: ${what}\n${outputOf(child)}`);
    await sleep(25);
  }
  throw new Error(`not within ${timeoutMs} ms: ${what}${child === undefined ? '' : `\n${outputOf(child)}`}`);
}

export function redisServer(
  port: number, options: readonly string[] = ['--appendonly', 'yes', '--appendfsync', 'everysec'],
): TestServer {
  const folder = tempFolder('redis');
  let child: ChildProcess | undefined;
  return {
    port,
    start: async () => {
      // a limit of the file size stands for a full disk: the write then fails, and the process lives.
      child = run('env', [
        '--ignore-signal=XFSZ', 'redis-server', '--port', String(port), '--bind', '127.0.0.1', '--dir', folder,
        '--save', '', '--daemonize', 'no', ...options,
      ]);
      await eventually('redis listens', () => portAnswers(port), START_MS, child);
    },
    crash: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
    pids: () => isRunning(child) ? [child!.pid!] : [],
    limitFiles: (size) => isRunning(child) && limitFiles([child!.pid!], size),
  };
}

export function postgresFolder(): string | undefined {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return undefined;
  const version = readdirSync(base).map(Number).filter(
    (number) => existsSync(join(base, String(number), 'bin/postgres')),
  ).sort((a, b) => b - a)[0];
  return version === undefined ? undefined : join(base, String(version), 'bin');
}

/** PostgreSQL refuses to run as root: as root, another user runs it. */
export async function postgresServer(
  port: number, settings: readonly string[] = [],
): Promise<TestServer & { readonly folder: string }> {
  const bin = postgresFolder()!;
  const folder = tempFolder('postgres');
  const data = join(folder, 'data');
  mkdirSync(data);
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, POSTGRES_PASSWORD);
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    chmodSync(folder, 0o755);
    execFileSync('chown', ['-R', POSTGRES_USER, folder]);
  }
  const prefix = asRoot ? ['setpriv', '--reuid', POSTGRES_USER, '--regid', POSTGRES_USER, '--clear-groups'] : [];
  const [initCommand, ...initArgs] = [
    ...prefix, join(bin, 'initdb'), '-D', data, '-U', POSTGRES_USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`,
    '-E', 'UTF8', '--no-locale',
  ];
  execFileSync(initCommand, initArgs, { stdio: 'ignore', cwd: folder });
  const options = [
    '-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'shared_buffers=256MB', '-c',
    'max_connections=60', ...settings,
  ];
  let child: ChildProcess | undefined;
  return {
    port, folder,
    start: async () => {
      // a crash leaves its lock file; the process it names is gone.
      rmSync(join(data, 'postmaster.pid'), { force: true });
      const [command, ...args] = [...prefix, join(bin, 'postgres'), ...options];
      child = run(command, args, folder);
      await eventually('postgres listens', () => portAnswers(port), START_MS, child);
    },
    crash: async () => {
      // SIGQUIT to the postmaster is PostgreSQL's immediate mode: all processes end at once and recovery follows.
      await signalPostmaster(child, 'SIGQUIT');
    },
    stop: () => signalPostmaster(child, 'SIGINT'),
    pids: () => isRunning(child) ? family(child!.pid!) : [],
    limitFiles: (size) => isRunning(child) && limitFiles(family(child!.pid!), size, prefix),
  };
}

/** The hard limit stays, so that the same user may lift the other one again. */
function limitFiles(pids: readonly number[], size: string, prefix: readonly string[] = []): void {
  for (const pid of pids) {
    const [command, ...args] = [...prefix, 'prlimit', '--pid', String(pid), `--fsize=${size}:`];
    // a child of the database may have ended in the meantime.
    spawnSync(command, args, { stdio: 'ignore' });
  }
}

/** A process and all that it started. */
function family(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(family)];
}

/** None when the process has ended in the meantime. */
function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.split(' ').filter((word) => word.trim() !== '').map(Number);
  } catch {
    return [];
  }
}

function isRunning(child: ChildProcess | undefined): boolean {
  return child !== undefined && child.exitCode === null && child.signalCode === null;
}

async function signalPostmaster(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!isRunning(child)) return;
  const exited = once(child!, 'exit');
  process.kill(child!.pid!, signal);
  await exited;
}

/** Starts a program whose output goes to a file of this run. */
export function run(
  command: string, args: readonly string[], cwd?: string, env: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd, env });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout!.on('data', keep);
  child.stderr!.on('data', keep);
  Object.defineProperty(child, 'output', { get: () => output });
  children.add(child);
  child.on('exit', () => children.delete(child));
  return child;
}

export function outputOf(child: ChildProcess): string {
  return (child as unknown as { output: string }).output;
}

export async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!isRunning(child)) return;
  const exited = once(child!, 'exit');
  child!.kill(signal);
  await exited;
}
