import { Token } from 'aws-cdk-lib';
import { isQuantity } from './quantity';

/**
 * Whether a value is given and known at synthesis.
 *
 * A value that is only known at deployment (a CloudFormation parameter, an attribute of another resource) is encoded as
 * a token. As a number it is about -1.9e289 and passes `Number.isInteger`; as a list it has length 1; a `Duration` or
 * `Size` around one looks resolved from outside. So no rule may look into such a value.
 */
export function isKnown<T>(value: T | undefined): value is T {
  if (value === undefined || value === null) return false;
  if (isQuantity(value)) return !value.isUnresolved();
  if (Array.isArray(value)) return !Token.isUnresolved(value) && value.every((item) => isKnown(item));
  return !Token.isUnresolved(value);
}

/** Whether every value is given and known at synthesis: relations between props are checked only then. */
export function areKnown(...values: unknown[]): boolean {
  return values.every((value) => isKnown(value));
}
