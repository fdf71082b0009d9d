import { ARecord, type IAliasRecordTarget, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { contradiction, isKnown, text, type Problem } from '../core';
import type { PropNames } from './prop-names';

/** The name under which users find a service. */
export interface DomainOptions {
  /**
   * Name under which users find the service, for example `shop.example.com`; the first label may be `*`.
   *
   * Rejected if it is not the zone itself or a name under it.
   *
   * @default - the name that AWS gives to the load balancer
   */
  readonly domainName?: string;

  /**
   * Zone in Route 53 that holds the name. It gets the DNS record, and the record that proves to AWS that a certificate
   * for the name may be issued.
   *
   * Rejected without `domainName`.
   *
   * @default - no DNS record is made
   */
  readonly hostedZone?: IHostedZone;
}

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const DOMAIN_NAME = new RegExp(`(?=.{1,253}$)(?:\\*\\.)?(?:${LABEL}\\.)+${LABEL}`, 'i');

export function domainProblems(at: PropNames, { domainName, hostedZone }: DomainOptions): Problem[] {
  const zone = hostedZone?.zoneName;
  return [
    ...text(at('domainName'), domainName, DOMAIN_NAME, 'be a domain name such as "shop.example.com"'),
    ...contradiction(hostedZone !== undefined && domainName === undefined, {
      prop: at('domainName'), must: 'be given together with "hostedZone"', got: domainName,
    }),
    ...contradiction(isKnown(domainName) && isKnown(zone) && !isUnder(String(domainName), zone), {
      prop: at('domainName'), must: `be "${zone}" or a name under it`, got: domainName,
      advice: 'a zone answers only for names of its own',
    }),
  ];
}

/** Points the name at a load balancer or a distribution; without a zone the record is the user's to make. */
export function createDnsRecord(
  scope: Construct, { domainName, hostedZone }: DomainOptions, target: IAliasRecordTarget,
): ARecord | undefined {
  if (domainName === undefined || hostedZone === undefined) return undefined;
  return new ARecord(scope, 'DnsRecord', {
    zone: hostedZone,
    // the dot ends the name: without it the CDK appends the zone to names that it does not recognise.
    recordName: `${domainName}.`,
    target: RecordTarget.fromAlias(target),
  });
}

/** Whether a certificate or a distribution for `pattern` also serves `name`. The pattern may start with `*.`. */
export function covers(pattern: string | undefined, name: string): boolean {
  if (pattern === undefined || !isKnown(pattern) || !isKnown(name)) return false;
  const [wanted, got] = [pattern.toLowerCase(), name.toLowerCase()];
  return wanted === got || (wanted.startsWith('*.') && got.slice(got.indexOf('.')) === wanted.slice(1));
}

function isUnder(name: string, zone: string): boolean {
  const [child, parent] = [name.toLowerCase(), zone.toLowerCase().replace(/\.$/, '')];
  return child === parent || child.endsWith(`.${parent}`);
}
