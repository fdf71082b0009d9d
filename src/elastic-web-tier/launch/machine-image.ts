import { Annotations, Stack, Token } from 'aws-cdk-lib';
import {
  GenericWindowsImage, InstanceArchitecture, MachineImage, OperatingSystemType, type IMachineImage,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { cpuTypeOf } from './instance-type';

/**
 * Amazon Linux 2023.
 *
 * A group takes the newest image with each deployment, and replaces its instances without loss. A single instance must
 * not be replaced by surprise: its image is looked up once and kept in `cdk.context.json` until `cdk context --reset`.
 */
export function amazonLinux(scope: Construct, architecture: InstanceArchitecture, isPinned: boolean): IMachineImage {
  const { account, region } = Stack.of(scope);
  const canPin = !Token.isUnresolved(account) && !Token.isUnresolved(region);
  if (isPinned && !canPin) {
    Annotations.of(scope).addWarningV2('cdk-elastic-web:floatingMachineImage',
      'the stack has no environment, so its machine image cannot be kept: a new release of Amazon Linux replaces the '
      + 'instance at the next deployment. '
      + 'Give the stack account and region, or give a "machineImage" with a fixed id');
  }
  return MachineImage.latestAmazonLinux2023({ cpuType: cpuTypeOf(architecture), cachedInContext: isPinned && canPin });
}

/** Fields of the CDK's images that are private, and say what the image is without asking AWS. */
interface ImageFields {
  readonly parameterName?: unknown;
  readonly os?: unknown;
  readonly amiMap?: unknown;
  readonly props?: { readonly parameterName?: unknown; readonly os?: unknown; readonly windows?: unknown };
}

/** Public parameters of AWS and of publishers, and those among them that name Amazon Linux 2023. */
const PUBLIC = /^\/aws\/service\//;
const AMAZON_LINUX_2023 = /al2023|amazon-linux-2023/;

/** The public parameter of an image that is known not to be Amazon Linux 2023; nothing of any other image. */
export function otherSystemOf(image: IMachineImage): string | undefined {
  const name = parameterNameOf(image);
  return name !== undefined && PUBLIC.test(name) && !AMAZON_LINUX_2023.test(name) ? name : undefined;
}

/** The architecture that the name of an image's public parameter says. */
export function architectureOfImage(image: IMachineImage): InstanceArchitecture | undefined {
  const name = parameterNameOf(image) ?? '';
  if (/arm64|aarch64/.test(name)) return InstanceArchitecture.ARM_64;
  return /x86_64|amd64/.test(name) ? InstanceArchitecture.X86_64 : undefined;
}

/** The Regions that a map of images has one for; nothing of any other image. */
export function regionsOf(image: IMachineImage): string[] | undefined {
  const { amiMap } = image as ImageFields;
  return typeof amiMap === 'object' && amiMap !== null ? Object.keys(amiMap) : undefined;
}

function parameterNameOf(image: IMachineImage): string | undefined {
  const { parameterName, props } = image as ImageFields;
  return [parameterName, props?.parameterName].find((given): given is string => typeof given === 'string');
}

/** Whether an image says that it is Windows. `getImage` would say it too, but it makes resources for some images. */
export function isWindows(image: IMachineImage): boolean {
  const { os, props } = image as ImageFields;
  return image instanceof GenericWindowsImage || props?.windows === true
    || [os, props?.os].includes(OperatingSystemType.WINDOWS);
}
