import type { Size } from 'aws-cdk-lib';
import { gibibytes, guardFactories, isKnown, oneOf, type Problem } from '../../core';

/** Memory that Fargate sells with each number of CPU units, in MiB. */
const MEMORY_BY_CPU: readonly {
  readonly cpu: number; readonly min: number; readonly max: number; readonly step: number;
}[] = [
  { cpu: 256, min: 512, max: 2048, step: 512 },
  { cpu: 512, min: 1024, max: 4096, step: 1024 },
  { cpu: 1024, min: 2048, max: 8192, step: 1024 },
  { cpu: 2048, min: 4096, max: 16384, step: 1024 },
  { cpu: 4096, min: 8192, max: 30720, step: 1024 },
  { cpu: 8192, min: 16384, max: 61440, step: 4096 },
  { cpu: 16384, min: 32768, max: 122880, step: 8192 },
];
const CPU_VALUES = MEMORY_BY_CPU.map(({ cpu }) => cpu);

/** What a task is given. */
export interface TaskSizeOptions {
  /** CPU units, 1024 to a vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384. */
  readonly cpu: number;
  /** Memory in MiB. Which values are legal depends on `cpu`: the error for an illegal pair lists them. */
  readonly memoryMiB: number;
  /**
   * Disk of the task, from 21 to 200 whole GiB. It is gone when the task ends.
   *
   * @default - 20 GiB, which cost nothing
   */
  readonly ephemeralStorage?: Size;
}

/**
 * CPU, memory and disk of a task: only pairs of CPU and memory that Fargate sells.
 *
 * @example
 * const size = TaskSize.of({ cpu: 2048, memoryMiB: 5120 });
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
export class TaskSize {
  /** 0.25 vCPU and 512 MiB: the smallest size that exists. */
  public static readonly MICRO = TaskSize.of({ cpu: 256, memoryMiB: 512 });
  /** 0.5 vCPU and 1 GiB. */
  public static readonly SMALL = TaskSize.of({ cpu: 512, memoryMiB: 1024 });
  /** 1 vCPU and 2 GiB. */
  public static readonly MEDIUM = TaskSize.of({ cpu: 1024, memoryMiB: 2048 });
  /** 2 vCPU and 4 GiB. */
  public static readonly LARGE = TaskSize.of({ cpu: 2048, memoryMiB: 4096 });
  /** 4 vCPU and 8 GiB. */
  public static readonly XLARGE = TaskSize.of({ cpu: 4096, memoryMiB: 8192 });

  /**
   * Any size that Fargate sells.
   *
   * A pair that Fargate does not sell is rejected, with a list of those that it sells.
   */
  public static of(options: TaskSizeOptions): TaskSize {
    return new TaskSize(options.cpu, options.memoryMiB, options.ephemeralStorage);
  }

  private constructor(
    /** CPU units, 1024 to a vCPU. */
    public readonly cpu: number,
    /** Memory in MiB. */
    public readonly memoryMiB: number,
    /** Disk of the task; nothing means 20 GiB. */
    public readonly ephemeralStorage?: Size,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    const legal = MEMORY_BY_CPU.find(({ cpu }) => isKnown(this.cpu) && cpu === this.cpu);
    return [
      ...oneOf(`${prop}.cpu`, this.cpu, CPU_VALUES, 'these are the CPU units that Fargate sells'),
      ...(legal
        ? oneOf(
            `${prop}.memoryMiB`, this.memoryMiB, steps(legal),
            `these are the MiB that Fargate sells with ${legal.cpu} CPU units`,
          )
        : []),
      ...gibibytes(`${prop}.ephemeralStorage`, this.ephemeralStorage, { min: 21, max: 200 }),
    ];
  }
}

guardFactories(TaskSize);

function steps(
  { min, max, step, cpu }: { readonly min: number; readonly max: number; readonly step: number; readonly cpu: number },
): number[] {
  const memory = Array.from({ length: (max - min) / step + 1 }, (_, i) => min + i * step);
  // the smallest size skips 1.5 GiB.
  return cpu === 256 ? memory.filter((value) => value !== 1536) : memory;
}
