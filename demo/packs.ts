import {
  AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, type NagPack,
} from 'cdk-nag';

/** The rule packs that every example is audited with, under the short names of the report. */
export const PACKS: Readonly<Record<string, () => NagPack>> = {
  AwsSolutions: () => new AwsSolutionsChecks(),
  HIPAA: () => new HIPAASecurityChecks(),
  R4: () => new NIST80053R4Checks(),
  R5: () => new NIST80053R5Checks(),
  PCI: () => new PCIDSS321Checks(),
};

/** The CDK's own validator; the demo runs it in strict mode. */
export const VALIDATOR = 'CDK validator';

const PREFIXES: readonly [prefix: string, pack: string][] = [
  ['AwsSolutions-', 'AwsSolutions'], ['HIPAA.Security-', 'HIPAA'], ['NIST.800.53.R4-', 'R4'],
  ['NIST.800.53.R5-', 'R5'], ['PCI.DSS.321-', 'PCI'],
  ['CloudFormation-Validate::', VALIDATOR],
];

/** The pack of a finding such as `HIPAA.Security-S3BucketReplicationEnabled`. */
export function packOf(findingId: string): string {
  return PREFIXES.find(([prefix]) => findingId.startsWith(prefix))?.[1] ?? findingId;
}

/** The rule of a finding, without its pack and details: `IAM5` of `AwsSolutions-IAM5[Resource::*]`. */
export function ruleOf(findingId: string): string {
  const prefix = PREFIXES.find(([start]) => findingId.startsWith(start))?.[0] ?? '';
  return findingId.slice(prefix.length).replace(/\[.*$/, '');
}
