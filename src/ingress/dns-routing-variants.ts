import { Stack } from 'aws-cdk-lib';
import type { CfnRecordSet, RecordSet } from 'aws-cdk-lib/aws-route53';
import type { IConstruct } from 'constructs';
import { integer, isKnown, type Problem } from '../core';
import type { DnsRoutingOptions } from './dns-routing-options';

/** The part of a construct's address that tells two load balancers of a Region apart. */
const ADDRESS_LENGTH = 10;
const MAX_WEIGHT = 255;

/** What tells the records of one name apart. */
export interface RecordIdentity {
  readonly setIdentifier?: string;
  readonly failover?: string;
  readonly region?: string;
  readonly weight?: number;
}

/** What the ways to choose among records differ in. */
export interface DnsRoutingVariant {
  problems(prop: string): Problem[];
  /** The properties that make a record one of several. */
  identityFor(scope: IConstruct): RecordIdentity;
  /** Makes a record one of several. */
  bind(record: RecordSet, scope: IConstruct): void;
}

export function latency(options: DnsRoutingOptions): DnsRoutingVariant {
  return variant(options, (scope) => ({ region: Stack.of(scope).region, setIdentifier: Stack.of(scope).region }));
}

export function weighted(weight: number, options: DnsRoutingOptions): DnsRoutingVariant {
  return {
    ...variant(options, (scope) => ({
      weight, setIdentifier: `${Stack.of(scope).region}-${scope.node.addr.slice(-ADDRESS_LENGTH)}`,
    })),
    problems: (prop) => integer(`${prop}.weight`, weight, { min: 0, max: MAX_WEIGHT }),
  };
}

export function failover(role: 'PRIMARY' | 'SECONDARY', options: DnsRoutingOptions): DnsRoutingVariant {
  return variant(options, () => ({ failover: role, setIdentifier: role }));
}

function variant(
  { healthCheck }: DnsRoutingOptions, identityFor: (scope: IConstruct) => RecordIdentity,
): DnsRoutingVariant {
  return {
    problems: () => [],
    identityFor,
    bind: (record, scope) => {
      const resource = record.node.defaultChild as CfnRecordSet;
      Object.assign(resource, identityFor(scope), { healthCheckId: healthCheck?.healthCheckId });
      resource.addPropertyOverride('AliasTarget.EvaluateTargetHealth', true);
    },
  };
}

/** Whether two records of one name can stand beside each other. */
export function areBeside(one: RecordIdentity, other: RecordIdentity): boolean {
  const [a, b] = [one, other].map(kindOf);
  if (a === 'simple' || a !== b) return false;
  const [theirs, ours] = [one.setIdentifier, other.setIdentifier];
  return !isKnown(theirs) || !isKnown(ours) || theirs !== ours;
}

function kindOf({ failover: role, region, weight }: RecordIdentity): string {
  if (role !== undefined) return 'failover';
  if (region !== undefined) return 'latency';
  return weight !== undefined ? 'weighted' : 'simple';
}
