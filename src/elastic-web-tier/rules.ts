import { OperatingSystemType, type InstanceType, type IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  contradiction, gibibytes, inWords, isKnown, port, retentionProblems, SHELL_VARIABLES, text, variableProblems,
  type Problem,
} from '../core';
import { hasInternetEgress, type AwsService } from '../network';
import { workloadNetworkProblems } from '../workload';
import { MAX_USER_DATA_BYTES } from './boot-script';
import type { Bootstrap } from './bootstrap';
import type { ComputeContext, ComputeKind } from './compute-kind';
import type { ElasticWebTierProps } from './elastic-web-tier-props';
import { architectureOf, architectureOfImage } from './instance-type';

/** What is needed for the operating system. */
const SMALLEST_ROOT_GIB = 8;
/** What an intrinsic function takes in user data at most, roughly: an ARN. */
const TOKEN_BYTES = 100;

/** What the rules look at besides the props: defaults that depend on the profile. */
export interface Effective {
  readonly port: number;
  readonly compute: ComputeKind;
  readonly context: ComputeContext;
  readonly instanceType: InstanceType;
  readonly services: readonly AwsService[];
  readonly ingress: readonly Problem[];
}

export function elasticWebTierProblems(props: ElasticWebTierProps, effective: Effective): Problem[] {
  const { bootstrap } = props;
  const architecture = architectureOf(effective.instanceType);
  return [
    ...workloadNetworkProblems(props.vpc, effective.services, () => egressProblems(bootstrap, props.vpc)),
    ...port('port', props.port),
    ...effective.compute.problems('compute', effective.context),
    ...architectureProblems(props, effective.instanceType),
    ...bootstrap._problems('bootstrap', { port: effective.port, architecture }),
    ...effective.ingress,
    ...variableProblems('', props, SHELL_VARIABLES),
    ...unusedVariableProblems(props),
    ...gibibytes('rootVolumeSize', props.rootVolumeSize, { min: SMALLEST_ROOT_GIB, max: 65536 }),
    ...text('owner', props.owner, /[^]{1,256}/, 'have 1 to 256 characters'),
    ...retentionProblems('logRetention', props.logRetention),
  ];
}

/** @param userData with the placeholders of values that are only known at deployment */
export function launchProblems(
  { bootstrap }: ElasticWebTierProps, userData: string | undefined, os: OperatingSystemType | undefined,
): Problem[] {
  const bytes = Buffer.byteLength((userData ?? '').replace(/\$\{Token\[[^\]]*\]\}/g, 'x'.repeat(TOKEN_BYTES)));
  return [
    ...contradiction(bytes > MAX_USER_DATA_BYTES, {
      prop: 'bootstrap', must: `render at most ${MAX_USER_DATA_BYTES} bytes of user data`, got: bytes,
      advice: 'put what is large into an image or a package',
    }),
    ...contradiction(!bootstrap._isNone && os === OperatingSystemType.WINDOWS, {
      prop: 'machineImage', must: 'be Amazon Linux 2023', got: inWords('Windows'),
      advice: 'use Bootstrap.none() with a Windows image of yours',
    }),
  ];
}

/**
 * The images of a public registry, and the release of Docker Compose, are on the internet, and no endpoint exists for
 * them.
 */
function egressProblems(bootstrap: Bootstrap, vpc: IVpc): Problem[] {
  return contradiction(bootstrap._needsInternet && !hasInternetEgress(vpc), {
    prop: 'bootstrap', must: 'need nothing from the internet in a VPC without a way to it',
    got: inWords(bootstrap._title),
    advice: 'use Bootstrap.container with TierImage.fromRepository, or give the VPC a NAT gateway',
  });
}

function architectureProblems({ machineImage, bootstrap }: ElasticWebTierProps, type: InstanceType): Problem[] {
  const architecture = architectureOf(type);
  const ofImage = machineImage && architectureOfImage(machineImage);
  return [
    // without it neither the machine image nor the binaries of the bootstrap can be chosen.
    ...contradiction(!isKnown(type.toString()) && !(machineImage && bootstrap._isNone), {
      prop: 'compute.instanceType', must: 'be known at synthesis',
      got: inWords('a value that is only known at deployment'),
      advice: 'its architecture decides what is installed; only Bootstrap.none with a "machineImage" can do without',
    }),
    ...contradiction(architecture !== undefined && ofImage !== undefined && architecture !== ofImage, {
      prop: 'machineImage', must: `have the architecture of "${type}" (${architecture})`, got: ofImage,
    }),
  ];
}

function unusedVariableProblems({ bootstrap, environment = {}, secrets = {} }: ElasticWebTierProps): Problem[] {
  if (!bootstrap._isNone) return [];
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
