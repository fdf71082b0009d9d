import { isIPv6 } from 'node:net';

/** Also as IPv6 writes it, and with a port, which some proxies add. */
const IPV4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/i;
const BRACKETS = /^\[(.*)\](?::\d+)?$/;
const GROUPS = 8;
/** A provider gives each customer at least this many groups of an IPv6 address: 64 bits. */
const NETWORK_GROUPS = 4;

/**
 * Whom a limit concerns: an IPv4 address, or the network of an IPv6 address, in which one client may change at will.
 */
export function clientNetwork(address: string): string {
  const ipv4 = IPV4.exec(address);
  if (ipv4 !== null) return ipv4[1];
  const plain = address.replace(BRACKETS, '$1').split('%')[0];
  if (!isIPv6(plain)) return address;
  const [head, tail] = plain.split('::').map((part) => part === '' ? [] : part.split(':'));
  const zeros = tail === undefined ? [] : Array.from({ length: GROUPS - head.length - tail.length }, () => '0');
  const groups = [...head, ...zeros, ...(tail ?? [])].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
