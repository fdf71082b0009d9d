import type { CfnResource } from 'aws-cdk-lib';
import {
  AaaaRecord, ARecord, CfnRecordSet, CfnRecordSetGroup, RecordTarget, type IAliasRecordTarget, type IHostedZone,
} from 'aws-cdk-lib/aws-route53';
import type { Construct, IConstruct } from 'constructs';
import { contradiction, isKnown, Mark, resourcesOfType, type Problem } from '../core';
import { areBeside, type RecordIdentity } from './dns-routing-variants';
import type { DomainOptions } from './domain';
import type { PropNames } from './prop-names';

/** The path of the construct that makes a record, as its user knows it. */
const MAKER = new Mark<string>('dns-record-maker');
/** The id of every zone that `HostedZone.fromLookup` has not looked up yet. */
const NOT_LOOKED_UP = 'DUMMY';

/** A record as CloudFormation gets it, on its own or in a group. */
interface FoundRecord {
  readonly resource: CfnResource;
  readonly record: Pick<CfnRecordSet, 'name' | 'type' | 'hostedZoneId' | 'hostedZoneName'> & RecordIdentity;
}

/** The name, and the zone that gets its record. */
interface Domain extends Required<Pick<DomainOptions, 'domainName' | 'hostedZone'>>, Pick<DomainOptions, 'routing'> {}

interface NewRecord {
  /** @default false */
  readonly hasIpv6?: boolean;
  /**
   * What to do in place of the name.
   *
   * @default hosts, which need no record
   */
  readonly instead?: string;
}

/**
 * Route 53 takes one simple record of a name and type in a zone, beside no other one: a second one would fail in the
 * deployment, whoever makes it.
 *
 * @param scope the construct that is going to have the record
 */
export function recordProblems(
  at: PropNames, scope: IConstruct, { domainName, hostedZone, routing }: DomainOptions,
  { hasIpv6 = false, instead = 'give "hosts" in place of "domainName"' }: NewRecord = {},
): Problem[] {
  if (domainName === undefined || hostedZone === undefined) return [];
  const [other] = othersOf(scope, { domainName, hostedZone, routing }, typesOf(hasIpv6));
  return contradiction(other !== undefined, {
    prop: at('domainName'), must: `have one DNS record, and ${other && makerOf(other)} makes it`, got: domainName,
    advice: routing
      ? 'all records of a name need the same kind of "routing", each for another Region, load balancer or role'
      : `${instead}, or leave "hostedZone" out`,
  });
}

/**
 * Points the name at a load balancer or a distribution; without a zone the record is the user's to make.
 *
 * @param scope the construct that has the name, as messages call it
 * @param target what the name leads to, made where there is a record
 */
export function createDnsRecord(
  scope: Construct, { domainName, hostedZone, routing }: DomainOptions, target: () => IAliasRecordTarget,
  hasIpv6 = false,
): void {
  if (domainName === undefined || hostedZone === undefined) return;
  // the dot ends the name: without it the CDK appends the zone to names that it does not recognise.
  const props = { zone: hostedZone, recordName: `${domainName}.`, target: RecordTarget.fromAlias(target()) };
  const records = [
    new ARecord(scope, 'DnsRecord', props), ...hasIpv6 ? [new AaaaRecord(scope, 'DnsRecordIpv6', props)] : [],
  ];
  for (const record of records) {
    MAKER.set(record.node.defaultChild!, scope.node.path);
    routing?._variant.bind(record, scope);
  }
  records[0].node.addValidation({
    validate: () => othersOf(scope, { domainName, hostedZone, routing }, typesOf(hasIpv6))
      .filter(({ resource }) => MAKER.get(resource) !== scope.node.path)
      .map((other) => `a zone must have one DNS record of a name, got ${scope.node.path} and ${makerOf(other)} for `
        + `"${domainName}": leave one of the two out`),
  });
}

/** An alias for a name takes the place of every record of the type, and none can stand beside a CNAME. */
function typesOf(hasIpv6: boolean): readonly string[] {
  return ['A', ...hasIpv6 ? ['AAAA'] : [], 'CNAME'];
}

function othersOf(
  scope: IConstruct, { hostedZone: zone, domainName, routing }: Domain, types: readonly string[],
): FoundRecord[] {
  const ours = routing?._variant.identityFor(scope) ?? {};
  if (!isKnown(domainName) || zone.hostedZoneId === NOT_LOOKED_UP) return [];
  return recordsIn(scope).filter(({ record }) =>
    types.includes(record.type) && isNamed(record.name, domainName) && isInZone(record, zone)
    && !areBeside(record, ours));
}

function isNamed(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.toLowerCase().replace(/\.$/, '').replace(/^\\052/, '*'));
  return a === b;
}

/** A zone without a second one of its name can be named in place of its id. */
function isInZone({ hostedZoneId, hostedZoneName }: FoundRecord['record'], zone: IHostedZone): boolean {
  return hostedZoneId === undefined
    ? isKnown(hostedZoneName) && isKnown(zone.zoneName) && isNamed(hostedZoneName, zone.zoneName)
    : plainId(hostedZoneId) === plainId(zone.hostedZoneId);
}

/** The API of Route 53 says ids with a path in front. */
function plainId(id: string): string {
  return id.replace(/^\/hostedzone\//, '');
}

function recordsIn(scope: IConstruct): FoundRecord[] {
  return [
    ...resourcesOfType<CfnRecordSet>(scope, CfnRecordSet.CFN_RESOURCE_TYPE_NAME)
      .map((resource) => ({ resource, record: resource })),
    ...resourcesOfType<CfnRecordSetGroup>(scope, CfnRecordSetGroup.CFN_RESOURCE_TYPE_NAME).flatMap(recordsOf),
  ];
}

function recordsOf(resource: CfnRecordSetGroup): FoundRecord[] {
  const { recordSets, hostedZoneId, hostedZoneName } = resource;
  if (!Array.isArray(recordSets)) return [];
  return recordSets
    .filter((record): record is CfnRecordSetGroup.RecordSetProperty => isKnown(record) && 'name' in record)
    .map((record) => ({ resource, record: { hostedZoneId, hostedZoneName, ...record } }));
}

function makerOf({ resource }: FoundRecord): string {
  return MAKER.get(resource) ?? resource.node.path.replace(/\/Resource$/, '');
}
