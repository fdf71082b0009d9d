import { hostname } from 'node:os';
import { describeError, type Log } from '../core/log.ts';
import type { Metrics } from './metrics.ts';
import { METRIC } from './names.ts';

const TIMEOUT_MS = 1_000;
const NS_PER_S = 1e9;
const MIB = 1024 * 1024;

export interface TaskIdentity {
  /** Last part of the task's ARN, or the host name elsewhere. */
  readonly id: string;
  readonly zone?: string;
}

interface TaskDocument {
  readonly TaskARN?: string;
  readonly AvailabilityZone?: string;
  readonly Limits?: { readonly CPU?: number; readonly Memory?: number };
}

interface ContainerStats {
  readonly cpu_stats?: { readonly cpu_usage?: { readonly total_usage?: number } };
  readonly memory_stats?: {
    readonly usage?: number;
    readonly stats?: { readonly cache?: number; readonly inactive_file?: number };
  };
}

/** Who answers, and how much of the task is used, from the metadata endpoint version 4 of ECS when there is one. */
export class EcsTask {
  private limits: { cpu?: number; memoryMiB?: number } = {};
  private lastCpu?: { readonly ns: number; readonly at: number };

  private constructor(private readonly base: string | undefined, private readonly log: Log) {}

  public identity: TaskIdentity = { id: hostname() };

  public static async discover(base: string | undefined, log: Log): Promise<EcsTask> {
    const task = new EcsTask(base, log);
    if (base !== undefined) await task.load();
    return task;
  }

  public get present(): boolean {
    return this.base !== undefined;
  }

  public register(metrics: Metrics): void {
    if (this.base === undefined) return;
    const cpu = metrics.gauge(METRIC.TASK_CPU, 'Cores used by all containers of the task since the last scrape', []);
    const memory = metrics.gauge(
      METRIC.TASK_MEMORY, 'Memory used by all containers of the task, without page cache', [],
    );
    metrics.gauge(METRIC.TASK_CPU_LIMIT, 'Cores of the task', [], async (gauge) => {
      const usage = await this.usage();
      if (usage !== undefined) {
        if (usage.cores !== undefined) cpu.set(usage.cores);
        memory.set(usage.memoryBytes);
      }
      if (this.limits.cpu !== undefined) gauge.set(this.limits.cpu);
    });
    metrics.gauge(
      METRIC.TASK_MEMORY_LIMIT, 'Memory of the task', [], (gauge) => gauge.set((this.limits.memoryMiB ?? 0) * MIB),
    );
  }

  /** Nothing when the endpoint does not answer: a scrape must not fail for that. */
  public async usage(now = Date.now()): Promise<{ cores?: number; memoryBytes: number } | undefined> {
    try {
      const stats = Object.values(await this.get<Record<string, ContainerStats | null>>('/task/stats')).filter(
        (entry) => entry !== null,
      );
      const ns = sum(stats.map((entry) => entry.cpu_stats?.cpu_usage?.total_usage ?? 0));
      const memoryBytes = sum(stats.map((entry) => memoryWithoutCache(entry)));
      const before = this.lastCpu;
      this.lastCpu = { ns, at: now };
      const cores = before === undefined || now <= before.at
        ? undefined
        : Math.max(0, ns - before.ns) / NS_PER_S / (
          (now - before.at) / 1000
        );
      return { cores, memoryBytes };
    } catch (error) {
      this.log.debug('task statistics not available', { error: describeError(error) });
      return undefined;
    }
  }

  private async load(): Promise<void> {
    try {
      const document = await this.get<TaskDocument>('/task');
      this.identity = { id: document.TaskARN?.split('/').pop() ?? hostname(), zone: document.AvailabilityZone };
      this.limits = { cpu: document.Limits?.CPU, memoryMiB: document.Limits?.Memory };
    } catch (error) {
      this.log.warn('task metadata not available', { error: describeError(error) });
    }
  }

  private async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.base}${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`task metadata answered ${response.status}`);
    return (await response.json()) as T;
  }
}

/**
 * The page cache is given back when memory is short, so it does not count; its name depends on the version of cgroups.
 */
function memoryWithoutCache({ memory_stats: memory }: ContainerStats): number {
  return (memory?.usage ?? 0) - (memory?.stats?.inactive_file ?? memory?.stats?.cache ?? 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
