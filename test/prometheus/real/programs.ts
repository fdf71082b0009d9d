// the programs of this suite, and what the voting application brings to start servers with.
import path from 'node:path';
import type { ChildProcess } from 'node:child_process';

const SUPPORT = path.join(__dirname, '../../../app/voting-app/test/support');

export interface RoleProcess { readonly child: ChildProcess; readonly url: string; readonly metricsPort: number }
export interface Cluster {
  readonly redis: { readonly port: number };
  readonly postgres: { readonly port: number };
  start(role: string, environment?: Record<string, string>): Promise<RoleProcess>;
  kill(role: RoleProcess, signal: string): Promise<void>;
  stop(): Promise<void>;
}

/** What the tests of the voting application start their servers with. */
export interface Servers {
  readonly POSTGRES_PASSWORD: string;
  freePort(): Promise<number>;
  tempFolder(name: string): string;
  run(command: string, args: readonly string[], cwd?: string, env?: Record<string, string | undefined>): ChildProcess;
  outputOf(child: ChildProcess): string;
  end(child: ChildProcess | undefined, signal: string): Promise<void>;
  eventually(
    what: string, check: () => Promise<boolean> | boolean, timeoutMs?: number, child?: ChildProcess,
  ): Promise<void>;
  cleanUp(): void;
}

export async function loadServers(): Promise<Servers> {
  return await import(path.join(SUPPORT, 'servers.ts')) as Servers;
}

/** Redis with a limit of its memory, and PostgreSQL, migrated. */
export async function startCluster(): Promise<Cluster> {
  const { Cluster: started } = await import(path.join(SUPPORT, 'cluster.ts')) as
    { Cluster: { start(settings: { redis: string[] }): Promise<Cluster> } };
  return started.start({ redis: ['--maxmemory', '1gb'] });
}

function program(name: string, fallback: string): string {
  return process.env[name] ?? fallback;
}

/** `.ci/prometheus.sh` says where they are. */
export const PROGRAMS = {
  promtool: program('PROMTOOL', 'promtool'),
  prometheus: program('PROMETHEUS', 'prometheus'),
  alertmanager: program('ALERTMANAGER', 'prometheus-alertmanager'),
  amtool: program('AMTOOL', 'amtool'),
  node: program('NODE_EXPORTER', 'prometheus-node-exporter'),
  redis: program('REDIS_EXPORTER', 'prometheus-redis-exporter'),
  postgres: program('POSTGRES_EXPORTER', 'prometheus-postgres-exporter'),
  blackbox: program('BLACKBOX_EXPORTER', 'prometheus-blackbox-exporter'),
} as const;
