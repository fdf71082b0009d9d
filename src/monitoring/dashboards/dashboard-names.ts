import { createHash } from 'node:crypto';
import { Aws, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { consoleDomainOf, topStackOf } from '../../core';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
const LONGEST = 255;
/** A name with a Region that is known at deployment only becomes longer than it looks. */
const ROOM_FOR_TOKENS = 40;
const PLAIN = /^[A-Za-z0-9-]+$/;

/**
 * Name of a dashboard. Dashboards of all Regions of an account share one list of names, so the Region is part of it.
 *
 * @param ids what comes after stack and Region
 */
export function dashboardName(scope: IConstruct, ids: readonly string[]): string {
  const { stackName, region } = topStackOf(scope);
  const head = `${stackName}_${Token.isUnresolved(region) ? Aws.REGION : region}`;
  return [head, ...ids.length === 0 ? [] : [legal(ids, LONGEST - ROOM_FOR_TOKENS - stackName.length)]].join('_');
}

/** A page on the console of CloudWatch. */
export function dashboardUrl(name: string, region: string): string {
  return `https://${region}.${consoleDomainOf(region)}/cloudwatch/home?region=${region}#dashboards:name=${name}`;
}

/** Two lists of ids never have the same name: what cannot be written is told apart by a hash. */
function legal(ids: readonly string[], longest: number): string {
  const name = ids.join('_');
  if (ids.every((id) => PLAIN.test(id)) && name.length <= longest) return name;
  const hash = createHash('sha256').update(ids.join('/')).digest('hex').slice(0, 8);
  return `${name.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, longest - hash.length - 1)}-${hash}`;
}
