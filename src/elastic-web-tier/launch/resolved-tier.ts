import { Tokenization } from 'aws-cdk-lib';
import { InstanceArchitecture, type InstanceType, type ISubnet, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Protocol, TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Defaults } from '../../core';
import type { IngressVariant, TargetSpec } from '../../ingress';
import type { PlacementVariant } from '../../workload';
import type { HealthProbe } from '../boot/steps';
import type { BootSpec, BootstrapVariant } from '../bootstrap/bootstrap-variant';
import { architectureOf } from './instance-type';

/** What a tier knows before anything is made: its props, with a default for each that is left out. */
export interface ResolvedTier {
  readonly vpc: IVpc;
  /** Subnets that instances can run in. */
  readonly subnets: readonly ISubnet[];
  /** Where they run, and the security groups beside that of the tier. */
  readonly placed: PlacementVariant;
  readonly bootstrap: BootstrapVariant;
  readonly port: number;
  readonly instanceType: InstanceType;
  readonly ingress?: IngressVariant;
  /** Defaults of the profile. */
  readonly defaults: Defaults;
}

const HEALTH_PATH = '/health';
/** Healthy status codes of a worker. With an ingress the load balancer says which ones are. */
const HEALTHY_CODES = '200-399';

/** The health check of the first boot. It asks what the load balancer asks. */
export function probeOf({ port, ingress }: ResolvedTier): HealthProbe {
  const { path = HEALTH_PATH, protocol, healthyHttpCodes = HEALTHY_CODES } = ingress?.healthCheck ?? {};
  const scheme = protocol === Protocol.HTTPS ? 'https' : 'http';
  const asked = healthPortOf(ingress) ?? Tokenization.stringifyNumber(port);
  return { url: `${scheme}://localhost:${asked}${path}`, codes: healthyHttpCodes };
}

/** What an ingress is told about the instances. */
export function targetOf({ vpc, port }: ResolvedTier): TargetSpec {
  return { vpc, port, targetType: TargetType.INSTANCE, shiftsTraffic: false };
}

export function bootSpecOf({ port, ingress, instanceType }: ResolvedTier, mountPath: string | undefined): BootSpec {
  return {
    port: Tokenization.stringifyNumber(port),
    healthPort: healthPortOf(ingress),
    // the type is known, unless the bootstrap is one that installs nothing.
    architecture: architectureOf(instanceType) ?? InstanceArchitecture.X86_64,
    mountPath,
  };
}

function healthPortOf(ingress: IngressVariant | undefined): string | undefined {
  const port = ingress?.healthCheck.port;
  return port === 'traffic-port' ? undefined : port;
}
