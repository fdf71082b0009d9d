import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { isKnown } from '../core';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

const BURSTABLE_GIB: { readonly [size: string]: number } = {
  'micro': 1, 'small': 2, 'medium': 4, 'large': 8, 'xlarge': 16, '2xlarge': 32,
};
/** Memory for each vCPU, by the letter of the family. */
const GIB_PER_VCPU: { readonly [family: string]: number } = { c: 2, m: 4, r: 8, x: 16 };
const SIZE = /^(?:(\d*)x)?large$|^medium$/;
/** Burstable classes of the first generation have fewer than the newer ones. */
const T2_VCPUS: { readonly [size: string]: number } = { micro: 1, small: 1 };
const BURSTING_DISKS = /\.(?:micro|small|medium|large|[2-4]?xlarge)$/;
const BURSTABLE_VCPUS: { readonly [size: string]: number } = {
  'micro': 2, 'small': 2, 'medium': 2, 'large': 2, 'xlarge': 4, '2xlarge': 8,
};

/**
 * Share and size of the memory that the operating system and RDS keep; measured classes leave a little more than this.
 */
const USABLE_SHARE = 0.95;
const RESERVED_BYTES = 300 * MIB;
const BYTES_PER_CONNECTION = 9531392;
const MAX_CONNECTIONS = 5000;

/** Memory of a class in bytes; nothing when it is only known at deployment or of a family that is not in the table. */
export function memoryOf(instanceType: InstanceType): number | undefined {
  const name = instanceType.toString();
  if (!isKnown(name)) return undefined;
  const [family, size] = name.split('.');
  if (family.startsWith('t')) return BURSTABLE_GIB[size] && BURSTABLE_GIB[size] * GIB;
  const [vcpus, perVcpu] = [vcpusOf(instanceType), GIB_PER_VCPU[family[0]]];
  return vcpus && perVcpu && vcpus * perVcpu * GIB;
}

/** vCPUs of a class; nothing when it is only known at deployment or of a size that is not in the table. */
export function vcpusOf(instanceType: InstanceType): number | undefined {
  const name = instanceType.toString();
  if (!isKnown(name)) return undefined;
  const [family, size] = name.split('.');
  if (family.startsWith('t')) return (family === 't2' ? T2_VCPUS[size] : undefined) ?? BURSTABLE_VCPUS[size];
  const match = SIZE.exec(size);
  if (!match) return undefined;
  if (size === 'medium') return 1;
  return match[1] === undefined ? 2 : 4 * Number(match[1] || 1);
}

/** Whether the class earns and spends CPU credits. */
export function isBurstable(instanceType: InstanceType): boolean {
  const name = instanceType.toString();
  return isKnown(name) && name.startsWith('t');
}

/**
 * Whether the disks of a class are faster for 30 minutes a day than they are for ever; larger classes always are.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html
 */
export function hasBurstingDisks(instanceType: InstanceType): boolean {
  const name = instanceType.toString();
  return isKnown(name) && BURSTING_DISKS.test(name);
}

/**
 * How many connections RDS lets a class open by default: a number a little below the real one.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function connectionsOf(memory: number): number {
  return Math.min(MAX_CONNECTIONS, Math.floor((memory - RESERVED_BYTES) * USABLE_SHARE / BYTES_PER_CONNECTION));
}
