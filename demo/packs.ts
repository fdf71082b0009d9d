import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, type NagPack } from 'cdk-nag';

/** The rule packs that every example is audited with, under the short names of the report. */
export const PACKS: Readonly<Record<string, () => NagPack>> = {
  AwsSolutions: () => new AwsSolutionsChecks(),
  HIPAA: () => new HIPAASecurityChecks(),
  R4: () => new NIST80053R4Checks(),
  R5: () => new NIST80053R5Checks(),
  PCI: () => new PCIDSS321Checks(),
};

/** `HIPAA.Security-S3BucketReplicationEnabled` and `AwsSolutions-IAM5[Resource::*]` without their packs and details. */
export function ruleOf(findingId: string): string {
  return findingId.replace(/^[^-]+-/, '').replace(/\[.*$/, '');
}
