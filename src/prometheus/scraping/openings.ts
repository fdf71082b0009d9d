import { Port, type ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { admit } from '../../core';
import type { FoundSource } from './sources';

/** Opens the metrics port of each source to the scraper alone, in the stack of the scraper. */
export function openTo(scraper: ISecurityGroup, found: readonly FoundSource[]): void {
  for (const { source } of found) {
    admit(source.securityGroup, scraper, Port.tcp(source.port), 'Prometheus asks for metrics');
  }
}
