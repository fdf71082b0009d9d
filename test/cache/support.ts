import { Template } from 'aws-cdk-lib/assertions';
import { type Profile, ValkeyCache, type ValkeyCacheProps } from '../../src';
import { stackWithVpc } from '../database/support';

export { stackWithVpc, vpcIn } from '../database/support';

export type Overrides = Omit<ValkeyCacheProps, 'vpc'>;

export function cacheWith(overrides: Overrides = {}, profile?: Profile) {
  const made = stackWithVpc(profile);
  return { ...made, cache: new ValkeyCache(made.stack, 'Cache', { vpc: made.vpc, ...overrides }) };
}

export function templateWith(overrides: Overrides = {}, profile?: Profile): Template {
  return Template.fromStack(cacheWith(overrides, profile).stack);
}

/** Properties of the replication group in a template. */
export function groupOf(template: Template) {
  return Object.values(template.findResources('AWS::ElastiCache::ReplicationGroup'))[0].Properties;
}

/** The message of a cache with one broken prop. */
export function invalid(problem: string): Error {
  return new Error(`Shop/Cache (ValkeyCache) has an invalid prop:\n  ${problem}`);
}
