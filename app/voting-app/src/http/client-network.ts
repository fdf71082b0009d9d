import { isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const GROUPS = 8;
/** A provider gives each customer at least this many groups of an IPv6 address: 64 bits. */
const NETWORK_GROUPS = 4;

/**
 * Whom a limit concerns: an IPv4 address, or the network of an IPv6 address, in which one client may change at will.
 */
export function clientNetwork(address: string): string {
  const mapped = MAPPED.exec(address);
  if (mapped !== null) return mapped[1];
  const plain = address.split('%')[0];
  if (!isIPv6(plain)) return address;
  const [head, tail] = plain.split('::').map((part) => part === '' ? [] : part.split(':'));
  const zeros = tail === undefined ? [] : Array.from({ length: GROUPS - head.length - tail.length }, () => '0');
  const groups = [...head, ...zeros, ...(tail ?? [])].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
