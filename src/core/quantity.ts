import type { Duration, Size } from 'aws-cdk-lib';

/** A length of time or an amount of bytes. */
export type Quantity = Duration | Size;

/** By their methods, because another copy of the CDK has classes of its own. */
export function isQuantity(value: unknown): value is Quantity {
  const { isUnresolved, toSeconds, toBytes } = (value ?? {}) as Partial<Duration & Size>;
  return typeof isUnresolved === 'function' && (typeof toSeconds === 'function' || typeof toBytes === 'function');
}

export function isDuration(value: Quantity): value is Duration {
  return 'toSeconds' in value;
}

/** The factory that made it, for example `Duration.minutes`. */
export function factoryOf(value: Quantity): string {
  return isDuration(value) ? `Duration.${value.unitLabel()}` : `Size.${value['unit'].label}`;
}
