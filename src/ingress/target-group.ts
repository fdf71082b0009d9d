import { Lazy, Token, type Duration } from 'aws-cdk-lib';
import { Port, type IConnectable } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationProtocol, ApplicationTargetGroup, type ApplicationProtocolVersion, TargetType,
  type ApplicationTargetGroupProps, type CfnTargetGroup,
  type IApplicationListener,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { isKnown } from '../core';
import { seconds } from './attributes';
import { letImportedOut, type Purpose } from './outbound';
import { Stickiness } from './stickiness';
import type { TargetSpec } from './target';
import {
  DEFAULT_DEREGISTRATION_DELAY, resolvedHealthCheck, type IngressOptions, type TargetOptions,
} from './target-options';

/**
 * ECS registers each task with its own port, so AWS never uses this one. It is a constant, because another port would
 * make another target group, and the rule would lead to no task until those of the next version are healthy.
 */
const ANY_PORT = 80;

/** @param outboundOf the listener of an imported load balancer that has to be let out to the targets */
export function createTargetGroup(
  scope: Construct, id: string, target: TargetSpec, options: IngressOptions, outboundOf?: IApplicationListener,
): ApplicationTargetGroup {
  const check = resolvedHealthCheck(options);
  const group = new TargetGroup(scope, id, target.port, {
    vpc: target.vpc,
    port: target.targetType === TargetType.IP ? ANY_PORT : target.port,
    protocol: ApplicationProtocol.HTTP,
    protocolVersion: options.target?.protocol?._variant.protocolVersion as ApplicationProtocolVersion | undefined,
    targetType: target.targetType,
    loadBalancingAlgorithmType: options.target?.algorithm,
    healthCheck: { ...check, interval: knownOnly(check.interval), timeout: knownOnly(check.timeout) },
  });
  // the CDK compares interval and timeout at synthesis, and fails on values that are only known at deployment.
  const resource = group.node.defaultChild as CfnTargetGroup;
  if (check.interval?.isUnresolved()) resource.healthCheckIntervalSeconds = check.interval.toSeconds();
  if (check.timeout?.isUnresolved()) resource.healthCheckTimeoutSeconds = check.timeout.toSeconds();
  for (const [key, value] of Object.entries(attributes(options.target ?? {}))) group.setAttribute(key, value);
  if (outboundOf) group.lets(outboundOf);
  return group;
}

function attributes(options: TargetOptions): Record<string, string> {
  return {
    'deregistration_delay.timeout_seconds': seconds(options.deregistrationDelay ?? DEFAULT_DEREGISTRATION_DELAY),
    ...(options.slowStart ? { 'slow_start.duration_seconds': seconds(options.slowStart) } : {}),
    ...(options.stickiness ?? Stickiness.none())._variant.attributes(),
  };
}

function knownOnly(duration: Duration | undefined): Duration | undefined {
  return isKnown(duration) ? duration : undefined;
}

/** Opens the port of the targets, and the port of the health check if that is another one. */
class TargetGroup extends ApplicationTargetGroup {
  private outboundOf?: IApplicationListener;

  constructor(
    scope: Construct, id: string, private readonly targetPort: number,
    private readonly groupProps: ApplicationTargetGroupProps,
  ) {
    super(scope, id, groupProps);
  }

  /** Has the load balancer of a listener let out to the targets. */
  public lets(listener: IApplicationListener): void {
    this.outboundOf = listener;
  }

  public override registerConnectable(connectable: IConnectable, portRange: Port = Port.tcp(this.targetPort)): void {
    this.open(connectable, 'Requests', portRange);
    const { healthCheck } = this.groupProps;
    if (healthCheck?.port === undefined || healthCheck.port === 'traffic-port'
      || healthCheck.port === String(this.targetPort)) {
      return;
    }
    this.open(connectable, 'HealthChecks', Port.tcp(toNumber(healthCheck.port)));
  }

  private open(connectable: IConnectable, purpose: Purpose, port: Port): void {
    super.registerConnectable(connectable, port);
    if (this.outboundOf) letImportedOut(this.node.scope!, this.outboundOf, connectable, purpose, port);
  }
}

/** A security group rule takes a number, but a health check takes a text. */
function toNumber(port: string): number {
  if (isKnown(port)) return Number(port);
  return Token.asNumber(Lazy.uncachedAny({
    produce: (context) => {
      const resolved: unknown = context.resolve(port);
      return typeof resolved === 'string' ? Number(resolved) : resolved;
    },
  }));
}
