import { Lazy } from 'aws-cdk-lib';

/** Largest user data that EC2 accepts, before base64. */
export const MAX_USER_DATA_BYTES = 16384;

/** Roughly the longest text that a reference in user data becomes: an ARN. */
const REFERENCE_BYTES = 100;

/** Stands for a reference to something that is not made yet, in user data that is only measured. */
export function placeholder(): string {
  return Lazy.string({ produce: () => 'not made yet' });
}

/** Size of user data when all its references are as long as they can be. */
export function sizeOf(userData: string): number {
  return Buffer.byteLength(userData.replace(/\$\{Token\[[^\]]*\]\}/g, 'x'.repeat(REFERENCE_BYTES)));
}
