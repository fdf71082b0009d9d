import { Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { isKnown, warnNotInRegion } from '../core';

/**
 * Families that RDS offered for PostgreSQL elsewhere and not in these Regions, in October 2026.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
const FAMILIES_NOT_OFFERED: { readonly [region: string]: readonly string[] } = { 'ca-west-1': ['t4g'] };
/** The nearest family that every Region has: the same sizes with the same memory. */
const STAND_INS: { readonly [family: string]: string } = { t4g: 't3' };
/**
 * Regions without RDS Proxy, in October 2026.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.RDS_Proxy.html
 */
const WITHOUT_PROXY: readonly string[] = ['ap-east-2'];

/** The class, or the nearest one that RDS offers in the Region of the stack. */
export function offeredType(scope: Construct, type: InstanceType): InstanceType {
  if (isOffered(scope, type)) return type;
  const [family, size] = type.toString().split('.');
  return STAND_INS[family] ? new InstanceType(`${STAND_INS[family]}.${size}`) : type;
}

/** Warns where RDS may lack the class in the Region of the stack. */
export function warnOfType(scope: Construct, type: InstanceType): void {
  if (isOffered(scope, type)) return;
  warnNotInRegion(scope, `db.${type.toString()}`, `take ${offeredType(scope, type).toString()}`);
}

/** The same for RDS Proxy. */
export function warnOfProxy(scope: Construct): void {
  if (WITHOUT_PROXY.includes(Stack.of(scope).region)) warnNotInRegion(scope, 'RDS Proxy', 'take Pooling.none()');
}

function isOffered(scope: Construct, type: InstanceType): boolean {
  const { region } = Stack.of(scope);
  const name = type.toString();
  return !isKnown(region) || !isKnown(name) || !(FAMILIES_NOT_OFFERED[region] ?? []).includes(name.split('.')[0]);
}
