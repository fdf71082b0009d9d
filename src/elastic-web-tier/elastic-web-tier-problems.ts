import { Stack } from 'aws-cdk-lib';
import type { IMachineImage, InstanceType, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import {
  contradiction, gibibytes, injectedSecretProblems, inWords, isKnown, port, type Problem,
  retentionProblems, SHELL_VARIABLES, text, variableProblems,
} from '../core';
import {
  fetchedSecrets, hasInternetEgress, otherRegionProblems, vpcPlaceProblems, type AwsService,
} from '../network';
import { rollbackAlarmProblems, workloadNetworkProblems } from '../workload';
import type { BootstrapVariant } from './bootstrap/bootstrap-variant';
import type { ComputeVariant } from './compute/compute-variant';
import type { ElasticWebTierProps } from './elastic-web-tier-props';
import { architectureOf, isTooOldForAmazonLinux } from './launch/instance-type';
import { architectureOfImage, isWindows, otherSystemOf, regionsOf } from './launch/machine-image';
import { targetOf, type ResolvedTier } from './launch/resolved-tier';
import { userDataProblems } from './launch/user-data';

/** A private image comes through the endpoints of Amazon ECR. */
const PRIVATE_IMAGE = 'use Bootstrap.container with TierImage.fromRepository';
/** Space that the operating system needs. */
const SMALLEST_ROOT_GIB = 8;

/** What the checks look at besides the props. */
export interface TierContext {
  readonly tier: ResolvedTier;
  readonly compute: ComputeVariant;
  /** AWS services that the instances call. */
  readonly services: readonly AwsService[];
}

/** Everything that is wrong with the props of a tier. The checks make nothing. */
export function elasticWebTierProblems(
  scope: Construct, props: ElasticWebTierProps, { tier, compute, services }: TierContext,
): Problem[] {
  const architecture = architectureOf(tier.instanceType);
  const boot = [
    ...port('port', props.port),
    ...compute.problems('compute', tier, scope),
    ...rollbackAlarmProblems(
      scope, 'compute.replacement.rollbackAlarms', compute.rollbackAlarms, 'the group looks for alarms where it is',
    ),
    ...architectureProblems(props, tier),
    ...imageProblems(scope, props.machineImage),
    ...tier.bootstrap.problems('bootstrap', { scope, port: tier.port, architecture }),
    ...tier.ingress?.problems('ingress', scope, { ...targetOf(tier), zones: compute.zonesOf(tier) }) ?? [],
  ];
  return [
    ...vpcPlaceProblems(scope, 'vpc', props.vpc),
    ...workloadNetworkProblems(
      scope, props.vpc, services, () => egressProblems(props.vpc, tier.bootstrap), tier.placed,
    ),
    ...contradiction(tier.placed.isPublic, {
      prop: 'placement', must: 'be Placement.inPrivateSubnets', got: inWords('Placement.inPublicSubnets'),
      advice: 'instances have no public addresses',
    }),
    ...boot,
    // user data can only be rendered from props that are right.
    ...boot.length > 0 ? [] : userDataProblems(scope, tier, compute.draft(scope, tier)),
    ...variableProblems('', props, SHELL_VARIABLES),
    ...injectedSecretProblems(scope, '', props.secrets),
    ...otherRegionProblems(scope, props.vpc, [
      ['bootstrap.image.repository', tier.bootstrap.repository?.repositoryArn], ...fetchedSecrets('', props.secrets),
    ]),
    ...unusedVariableProblems(props),
    ...settingsSizeProblems(props.environment),
    ...gibibytes('rootVolumeSize', props.rootVolumeSize, { min: SMALLEST_ROOT_GIB, max: 65536 }),
    ...text('owner', props.owner, /[^]{1,256}/, 'have 1 to 256 characters'),
    ...retentionProblems('logRetention', props.logRetention),
  ];
}

/** Public images and the release of Docker Compose are on the internet, and no VPC endpoint leads there. */
function egressProblems(vpc: IVpc, bootstrap: BootstrapVariant): Problem[] {
  return contradiction(bootstrap.needsInternet && !hasInternetEgress(vpc), {
    prop: 'bootstrap', must: 'need nothing from the internet in a VPC without a way to it',
    got: inWords(bootstrap.title),
    advice: `${bootstrap.withoutInternet ?? PRIVATE_IMAGE}, or give the VPC a NAT gateway`,
  });
}

function architectureProblems(
  { machineImage }: ElasticWebTierProps, { instanceType, bootstrap }: ResolvedTier,
): Problem[] {
  const architecture = architectureOf(instanceType);
  const ofImage = machineImage && architectureOfImage(machineImage);
  return [
    ...unknownTypeProblems(instanceType, machineImage !== undefined && bootstrap.isNone),
    ...contradiction(architecture !== undefined && ofImage !== undefined && architecture !== ofImage, {
      prop: 'machineImage', must: `have the architecture of "${instanceType}" (${architecture})`, got: ofImage,
    }),
    ...systemProblems(machineImage, bootstrap),
    ...contradiction(isTooOldForAmazonLinux(instanceType) && !(bootstrap.isNone && machineImage !== undefined), {
      prop: 'compute.instanceType', must: 'be a type that runs Amazon Linux 2023', got: instanceType.toString(),
      advice: 'take a newer Graviton type, for example t4g or m7g',
    }),
  ];
}

/** A map of images by Region has to have that of the stack. */
function imageProblems(scope: Construct, image: IMachineImage | undefined): Problem[] {
  const { region } = Stack.of(scope);
  const regions = image && regionsOf(image);
  return contradiction(regions !== undefined && isKnown(region) && !regions.includes(region), {
    prop: 'machineImage', must: `name an image for the Region ${region}`, got: regions,
  });
}

/** The programs of a bootstrap are written for Amazon Linux 2023. */
function systemProblems(image: IMachineImage | undefined, { isNone }: BootstrapVariant): Problem[] {
  if (isNone || !image) return [];
  const other = isWindows(image) ? 'Windows' : otherSystemOf(image);
  return contradiction(other !== undefined, {
    prop: 'machineImage', must: 'be Amazon Linux 2023', got: inWords(other!),
    advice: `use Bootstrap.none() with ${other === 'Windows' ? 'a Windows image' : 'an image'} of yours`,
  });
}

/** The architecture of the type decides which machine image and which binaries the instances get. */
function unknownTypeProblems(type: InstanceType, bringsEverything: boolean): Problem[] {
  return contradiction(!isKnown(type.toString()) && !bringsEverything, {
    prop: 'compute.instanceType', must: 'be known at synthesis',
    got: inWords('a value that is only known at deployment'),
    advice: 'its architecture decides what is installed; only Bootstrap.none with a "machineImage" can do without',
  });
}

/** An advanced parameter of the SSM Parameter Store holds 8 KB. */
const MAX_SETTINGS_BYTES = 8192;

function settingsSizeProblems(environment: { readonly [name: string]: string } = {}): Problem[] {
  const settings = Object.entries(environment).map(([name, value]) => [name, isKnown(value) ? value : '']);
  const bytes = Buffer.byteLength(JSON.stringify({ environment: Object.fromEntries(settings), secrets: {} }));
  return contradiction(bytes > MAX_SETTINGS_BYTES, {
    prop: 'environment', must: `take at most ${MAX_SETTINGS_BYTES} bytes`, got: inWords(`${bytes} bytes`),
    advice: 'the settings stand in one SSM parameter: put large ones into the image or a bucket',
  });
}

function unusedVariableProblems({ bootstrap, environment = {}, secrets = {} }: ElasticWebTierProps): Problem[] {
  if (!bootstrap._variant.isNone) return [];
  const advice = 'a machine image that brings everything reads its settings itself';
  return [
    ...contradiction(Object.keys(environment).length > 0, {
      prop: 'environment', must: 'be left out with Bootstrap.none()', got: Object.keys(environment), advice,
    }),
    ...contradiction(Object.keys(secrets).length > 0, {
      prop: 'secrets', must: 'be left out with Bootstrap.none()', got: Object.keys(secrets), advice,
    }),
  ];
}
