import { Stack } from 'aws-cdk-lib';
import { CfnHostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { IConstruct } from 'constructs';
import {
  contradiction, ifTold, inWords, isKnown, placeProblems, resourceOf, text, whereaboutsOf, type Problem,
} from '../core';
import { takesHost } from './conditions';
import type { DnsRouting } from './dns-routing';
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
   * Rejected without `domainName`, if it was imported without its name, if it belongs to another account, and if
   * another record of the name is in the app. Certificates are proved through public zones only. An imported zone does
   * not say whether it is private: give `certificate` with one.
   *
   * @default - no DNS record is made
   */
  readonly hostedZone?: IHostedZone;

  /**
   * How Route 53 chooses where several load balancers have the name, for example in two Regions.
   *
   * Rejected without `domainName` and `hostedZone`, and for a name that leads to CloudFront: one distribution serves
   * all the world, and no second one can have the name.
   *
   * @default - the name has one record, and a second one is an error
   */
  readonly routing?: DnsRouting;
}

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
// no zone of the internet is a number, so that an address is no name.
const DOMAIN_NAME = new RegExp(`(?=.{1,253}$)(?![^]*\\.\\d+$)(?:\\*\\.)?(?:${LABEL}\\.)+${LABEL}`, 'i');

export function domainProblems(at: PropNames, { domainName, hostedZone, routing }: DomainOptions): Problem[] {
  const zone = hostedZone && ifTold(() => hostedZone.zoneName);
  return [
    ...text(at('domainName'), domainName, DOMAIN_NAME, 'be a domain name such as "shop.example.com"'),
    ...contradiction(hostedZone !== undefined && domainName === undefined, {
      prop: at('domainName'), must: 'be given together with "hostedZone"', got: domainName,
    }),
    ...contradiction(hostedZone !== undefined && zone === undefined, {
      prop: at('hostedZone'), must: 'be a hosted zone that knows its name',
      got: hostedZone && inWords(hostedZone.node.path),
      advice: 'import it with HostedZone.fromHostedZoneAttributes or HostedZone.fromLookup',
    }),
    ...routing?._variant.problems(at('routing')) ?? [],
    ...contradiction(routing !== undefined && (domainName === undefined || hostedZone === undefined), {
      prop: at('routing'), must: 'be given together with "domainName" and "hostedZone"', got: inWords('a DnsRouting'),
      advice: 'without them no DNS record is made',
    }),
    ...contradiction(isKnown(domainName) && isKnown(zone) && !isUnder(String(domainName), zone), {
      prop: at('domainName'), must: `be "${zone}" or a name under it`, got: domainName,
      advice: 'a zone answers only for names of its own',
    }),
  ];
}

/** Two distributions cannot have one name, so there is nothing to choose among. */
export function edgeRoutingProblems(at: PropNames, { routing }: DomainOptions): Problem[] {
  return contradiction(routing !== undefined, {
    prop: at('routing'), must: 'be left out for a name that leads to CloudFront', got: inWords('a DnsRouting'),
    advice: 'one distribution serves all the world; give it origins in both Regions',
  });
}

/** Only the account that has a zone makes records in it. */
export function zonePlaceProblems(at: PropNames, scope: IConstruct, { hostedZone }: DomainOptions): Problem[] {
  if (hostedZone === undefined) return [];
  return placeProblems(scope, {
    prop: at('hostedZone'), thing: hostedZone, is: { account: whereaboutsOf(hostedZone).account }, sameAccount: true,
    advice: 'delegate a zone of its own to this account, for example with CrossAccountZoneDelegationRecord',
  });
}

/** Whether only VPCs see a zone, as far as the app makes it; an import does not say. */
export function isPrivateZone(zone: IHostedZone | undefined): boolean {
  if (zone === undefined) return false;
  const vpcs: unknown = Stack.of(zone).resolve(
    resourceOf<CfnHostedZone>(zone, CfnHostedZone.CFN_RESOURCE_TYPE_NAME)?.vpcs,
  );
  return Array.isArray(vpcs) && vpcs.length > 0;
}

/** Whether a certificate or a distribution for `pattern` also serves `name`. The pattern may start with `*.`. */
export function covers(pattern: string | undefined, name: string): boolean {
  if (pattern === undefined || !isKnown(pattern) || !isKnown(name)) return false;
  const [wanted, got] = [pattern.toLowerCase(), name.toLowerCase()];
  return wanted === got || (wanted.startsWith('*.') && got.slice(got.indexOf('.')) === wanted.slice(1));
}

/** Whether `pattern` serves a name that a host condition takes, as far as the two can be compared. */
export function isServedBy(pattern: string, host: string): boolean {
  const isOpen = /[*?]/.test(host.replace(/^\*\./, ''));
  return isOpen || covers(pattern, host) || takesHost(host, pattern);
}

function isUnder(name: string, zone: string): boolean {
  const [child, parent] = [name.toLowerCase(), zone.toLowerCase().replace(/\.$/, '')];
  return child === parent || child.endsWith(`.${parent}`);
}
