import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IAliasRecordTarget } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { contradiction, Mark, type Problem } from '../core';
import { createDnsRecord, type DomainOptions } from './domain';
import type { PropNames } from './prop-names';

/** By zone and name, the path of the construct that has the record. On the load balancer, which services share. */
const RECORDS = new Mark<Map<string, string>>('dns-records');

/** Route 53 takes one record of a name: a second one would fail in the deployment. */
export function recordProblems(
  at: PropNames, loadBalancer: IApplicationLoadBalancer, options: DomainOptions,
): Problem[] {
  const other = RECORDS.get(loadBalancer)?.get(keyOf(options));
  return contradiction(other !== undefined, {
    prop: at('domainName'), must: `have one DNS record, and ${other} makes it`, got: options.domainName,
    advice: 'give "hosts" in place of "domainName", or leave "hostedZone" out',
  });
}

/** Makes the record of a name behind a shared load balancer, and takes the name for the service. */
export function createSharedRecord(
  service: Construct, loadBalancer: IApplicationLoadBalancer, options: DomainOptions, target: IAliasRecordTarget,
): void {
  if (!createDnsRecord(service, options, target)) return;
  const records = RECORDS.get(loadBalancer) ?? new Map<string, string>();
  RECORDS.set(loadBalancer, records.set(keyOf(options), service.node.path));
}

function keyOf({ domainName, hostedZone }: DomainOptions): string {
  return `${hostedZone?.hostedZoneId} ${domainName?.toLowerCase()}`;
}
