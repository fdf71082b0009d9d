import { Token } from 'aws-cdk-lib';
import { AmazonLinuxCpuType, InstanceArchitecture, InstanceClass, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { relation, text, type Defaults, type Problem } from '../../core';

/** @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
const NAME = /[a-z][a-z0-9-]*[0-9][a-z0-9-]*\.(nano|micro|small|medium|large|[0-9]*xlarge|metal(-[0-9]+xl)?)/;
const MAC = /^mac/;
const METAL = /\.metal/;
const CDK_NAME = /^[a-z]+\d{1,2}[a-z-]*\./;
const FAMILIES: ReadonlySet<string> = new Set(Object.values(InstanceClass));

export function instanceTypeProblems(prop: string, type: InstanceType | undefined): Problem[] {
  const shape = text(prop, type?.toString(), NAME, 'be a family and a size such as "t3.medium"');
  return shape.length > 0
    ? shape
    : relation(
        {
          prop, must: 'be a type that runs Linux', got: type?.toString(),
          advice: 'Mac instances run macOS, on dedicated hosts only',
        },
        [type?.toString()], () => !MAC.test(String(type)),
      );
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/cloudwatch-recovery.html */
export function recoveryProblems(prop: string, type: InstanceType | undefined): Problem[] {
  const name = type?.toString();
  return relation(
    {
      prop, must: 'be a virtual type for a single instance, not bare metal', got: name,
      advice: 'EC2 cannot recover bare metal; take another size, or Compute.autoScaling',
    },
    [name], () => MAC.test(name!) || !METAL.test(name!),
  );
}

/** Amazon Linux 2023 needs a newer Graviton processor than those have. */
export function isTooOldForAmazonLinux(type: InstanceType): boolean {
  return type.toString().startsWith('a1.');
}

/** Whether the CDK knows the family. If it does not, the family is new or misspelt. */
export function isKnownFamily(type: InstanceType): boolean {
  return Token.isUnresolved(type.toString()) || FAMILIES.has(type.toString().split('.')[0]);
}

/** Old types that EC2 refuses to launch with EBS optimisation. All newer types are EBS optimised by default. */
const NOT_EBS_OPTIMIZED = [
  /^(?:t[12]|cc2|cr1|hs1)\./, /^(?:c1\.medium|m1\.small|m1\.medium|m2\.xlarge|m3\.medium|m3\.large)$/,
  /^(?:[cr]3\.(?:large|8xlarge)|[gi]2\.8xlarge)$/,
];

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html */
export function canBeEbsOptimized(type: InstanceType): boolean {
  return !NOT_EBS_OPTIMIZED.some((types) => types.test(type.toString()));
}

/** The architecture of the processor. Undefined if the type is not known yet, or malformed. */
export function architectureOf(type: InstanceType): InstanceArchitecture | undefined {
  const name = type.toString();
  if (Token.isUnresolved(name) || instanceTypeProblems('', type).length > 0) return undefined;
  // the CDK cannot read names such as u-6tb1.56xlarge. All of them are Intel.
  return CDK_NAME.test(name) ? type.architecture : InstanceArchitecture.X86_64;
}

export function cpuTypeOf(architecture: InstanceArchitecture): AmazonLinuxCpuType {
  return architecture === InstanceArchitecture.ARM_64 ? AmazonLinuxCpuType.ARM_64 : AmazonLinuxCpuType.X86_64;
}

export function defaultTypeOf(defaults: Defaults): InstanceType {
  return new InstanceType(defaults.instanceType);
}
