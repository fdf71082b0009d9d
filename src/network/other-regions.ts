import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { placeProblems, whereaboutsOfArn, type Problem } from '../core';
import { hasInternetEgress } from './subnets';

/** Something that a workload fetches from AWS: the prop that names it, and its ARN. */
export type Fetched = readonly [prop: string, arn: string | undefined];

/**
 * What stands in another Region is fetched from there. The endpoints of a VPC lead to their own Region, so this needs
 * another way out.
 *
 * @param vpc left out where workloads have public addresses
 */
export function otherRegionProblems(
  scope: IConstruct, vpc: IVpc | undefined, things: readonly Fetched[],
): Problem[] {
  if (vpc === undefined || hasInternetEgress(vpc)) return [];
  return things.flatMap(([prop, arn]) => placeProblems(scope, {
    prop, is: { region: whereaboutsOfArn(typeof arn === 'string' ? arn : undefined).region },
    advice: 'VPC endpoints lead to their own Region only; copy it there, or give the VPC a NAT gateway',
  }));
}

/**
 * Secrets and parameters as they are fetched.
 *
 * @param prefix of the props, with its dot
 */
export function fetchedSecrets(
  prefix: string, secrets: { readonly [name: string]: { readonly arn: string } } = {},
): Fetched[] {
  return Object.entries(secrets).map(([name, secret]) => [`${prefix}secrets.${name}`, secret?.arn]);
}
