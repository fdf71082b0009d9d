import { Token } from 'aws-cdk-lib';
import { contradiction, isKnown, type Problem } from '../core';

const ADVICE = 'a network such as "203.0.113.0/24"';

/** A list of IPv4 networks that may connect. */
export function cidrProblems(prop: string, cidrs: readonly string[] | undefined): Problem[] {
  if (cidrs === undefined) return [];
  if (Token.isUnresolved(cidrs)) {
    return [{ prop, must: 'be a list that is known at synthesis', got: 'a list that is only known at deployment', advice: 'each network becomes a rule of its own; a single network may be a parameter' }];
  }
  return [
    ...contradiction(cidrs.length === 0, { prop, must: 'name at least one network', got: cidrs, advice: 'nobody could connect' }),
    ...cidrs.flatMap((cidr, i) => contradiction(isKnown(cidr) && !isNetwork(cidr), {
      prop: `${prop}[${i}]`, must: 'be an IPv4 network in CIDR notation without host bits', got: cidr, advice: ADVICE,
    })),
  ];
}

function isNetwork(cidr: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (!match) return false;
  const [octets, mask] = [match.slice(1, 5).map(Number), Number(match[5])];
  if (mask > 32 || octets.some((octet) => octet > 255)) return false;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return address % 2 ** (32 - mask) === 0;
}
