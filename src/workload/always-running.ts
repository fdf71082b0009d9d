import { areKnown, type CapacityRange } from '../core';
import type { ScalingPolicy } from '../scaling';

/**
 * How many tasks or instances always run: the smallest capacity, or fewer where a schedule lowers it, for example at
 * night. Alarms must not expect more.
 */
export function alwaysRunning(capacity: CapacityRange, policies: readonly ScalingPolicy[] = []): number {
  const bounds = policies.map((policy) => policy._variant.minCapacity).filter((bound) => bound !== undefined);
  return areKnown(capacity.min, ...bounds) ? Math.min(capacity.min, ...bounds) : capacity.min;
}
