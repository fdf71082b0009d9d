import { TargetType, type HealthCheck } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { contradiction, guardFactories, relation, text, type Problem } from '../core';
import type { PropNames } from './prop-names';

/** What clients have to speak, and what health checks ask. */
export interface GrpcOptions {
  /**
   * Full name of the service whose method `healthMethod` is asked, for example `shop.v1.Orders`.
   *
   * @default 'grpc.health.v1.Health' - the service that libraries of gRPC bring for this
   */
  readonly service?: string;

  /**
   * Method that health checks call.
   *
   * @default 'Check'
   */
  readonly healthMethod?: string;
}

const HEALTH_SERVICE = 'grpc.health.v1.Health';
const HEALTH_METHOD = 'Check';

/**
 * The version of the protocol between load balancer and targets. A change makes new target groups.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version
 *
 * @example
 * const orders = Ingress.https({
 *   domainName: 'orders.example.com', hostedZone,
 *   target: { protocol: TargetProtocol.grpc() },
 * });
 */
export class TargetProtocol {
  /** HTTP/1.1, whatever clients speak. */
  public static http1(): TargetProtocol {
    return new TargetProtocol({ isHttp2: false, problems: () => [] });
  }

  /**
   * HTTP/2 without TLS between load balancer and targets. Clients have to speak HTTP/2 themselves, so it needs HTTPS,
   * and probes with HTTP/1.1 fail.
   */
  public static http2(): TargetProtocol {
    return new TargetProtocol({ protocolVersion: 'HTTP2', isHttp2: true, problems: () => [] });
  }

  /**
   * gRPC, with streams in both directions. It needs HTTPS, and takes nothing but gRPC: give other requests a route of
   * their own.
   *
   * Health checks call `/grpc.health.v1.Health/Check` and expect status 0. The default of AWS is status 12, which also
   * an application without a health service answers; get it with `healthyGrpcCodes: '12'`.
   *
   * @param options which method health checks call
   */
  public static grpc(options: GrpcOptions = {}): TargetProtocol {
    return new TargetProtocol(grpc(options));
  }

  private constructor(/** @internal */ public readonly _variant: TargetProtocolVariant) {}
}

guardFactories(TargetProtocol);

/** What the protocols differ in. */
export interface TargetProtocolVariant {
  /** Nothing for the protocol that AWS takes unless it is told. */
  readonly protocolVersion?: 'HTTP2' | 'GRPC';
  /** Whether clients have to speak HTTP/2, which load balancers offer with TLS only. */
  readonly isHttp2: boolean;
  /** What health checks ask unless the user says otherwise. */
  readonly healthCheck?: Pick<HealthCheck, 'path' | 'healthyGrpcCodes'>;
  problems(prop: string): Problem[];
}

function grpc({ service = HEALTH_SERVICE, healthMethod = HEALTH_METHOD }: GrpcOptions): TargetProtocolVariant {
  return {
    protocolVersion: 'GRPC',
    isHttp2: true,
    healthCheck: { path: `/${service}/${healthMethod}`, healthyGrpcCodes: '0' },
    problems: (prop) => [
      ...text(
        `${prop}.service`, service, /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/, 'be the full name of a service such as '
        + '"shop.v1.Orders"',
      ),
      ...text(`${prop}.healthMethod`, healthMethod, /[A-Za-z_]\w*/, 'be the name of a method such as "Check"'),
    ],
  };
}

/** The codes that a health check expects are those of the protocol of the targets. */
export function codeProblems(at: PropNames, check: HealthCheck, protocol: TargetProtocolVariant): Problem[] {
  const { healthyGrpcCodes, healthyHttpCodes } = check;
  if (protocol.protocolVersion !== 'GRPC') {
    return contradiction(healthyGrpcCodes !== undefined, {
      prop: at('healthyGrpcCodes'), must: 'not be given', got: healthyGrpcCodes,
      advice: `targets speak ${protocol.isHttp2 ? 'HTTP/2' : 'HTTP/1.1'}: use "healthyHttpCodes"`,
    });
  }
  return [
    ...contradiction(healthyHttpCodes !== undefined, {
      prop: at('healthyHttpCodes'), must: 'not be given with gRPC', got: healthyHttpCodes,
      advice: 'use "healthyGrpcCodes"',
    }),
    ...relation(
      {
        prop: at('healthyGrpcCodes'), must: 'be codes from 0 to 99 as a list or ranges such as "0,12" or "0-99"',
        got: healthyGrpcCodes,
      },
      [healthyGrpcCodes], () => String(healthyGrpcCodes).split(',').every(isGrpcCodeOrRange),
    ),
  ];
}

/** What a listener says about the protocols that pass it. */
export interface ListenerFacts {
  /** Whether it speaks plain HTTP, for certain. */
  readonly isPlain: boolean;
  readonly isBehindCloudFront?: boolean;
}

/**
 * HTTP/2 and gRPC go end to end: through a listener with TLS, and not through CloudFront, which speaks HTTP/1.1 to the
 * load balancer.
 */
export function listenerProtocolProblems(
  prop: string, protocol: TargetProtocol | undefined, targetType: TargetType, listener: ListenerFacts,
): Problem[] {
  const { isHttp2, protocolVersion } = protocol?._variant ?? { isHttp2: false };
  return [
    ...contradiction(isHttp2 && listener.isPlain, {
      prop, must: 'be TargetProtocol.http1 for a listener with plain HTTP', got: protocolVersion,
      advice: 'load balancers speak HTTP/2 with clients over TLS only: use HTTPS',
    }),
    ...contradiction(isHttp2 && listener.isBehindCloudFront === true, {
      prop, must: 'be TargetProtocol.http1 behind CloudFront', got: protocolVersion,
      advice: 'CloudFront speaks HTTP/1.1 to the load balancer',
    }),
    ...contradiction(isHttp2 && targetType === TargetType.INSTANCE, {
      prop, must: 'be TargetProtocol.http1 for instances', got: protocolVersion,
      advice: 'the first boot asks the application over HTTP/1.1 whether it is healthy: use a FargateService',
    }),
  ];
}

function isGrpcCodeOrRange(part: string): boolean {
  const match = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part);
  return match !== null && Number(match[1]) <= Number(match[2] ?? match[1]);
}
