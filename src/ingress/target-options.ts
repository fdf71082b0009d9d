import { Duration } from 'aws-cdk-lib';
import {
  Protocol, TargetGroupLoadBalancingAlgorithmType, type HealthCheck,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  contradiction, duration, integer, isKnown, isQuantity, oneOf, relation, shorter, text, unitProblems,
  type Problem,
} from '../core';
import type { PropNames } from './prop-names';
import type { Stickiness } from './stickiness';
import type { TargetFacts } from './target';
import { codeProblems, TargetProtocol } from './target-protocol';

/** How the load balancer treats the targets of a service. */
export interface TargetOptions {
  /**
   * The version of the protocol that targets speak. HTTP/2 and gRPC need HTTPS, and are rejected behind CloudFront.
   *
   * @default TargetProtocol.http1() - every web server speaks it
   */
  readonly protocol?: TargetProtocol;

  /**
   * How long a target that is about to stop has time to finish its requests, 0 to 3600 seconds.
   *
   * Let the application handle SIGTERM, and set its stop timeout below this value.
   *
   * @default Duration.seconds(60) - longer than most requests; the 300 seconds of AWS make every deployment wait
   */
  readonly deregistrationDelay?: Duration;

  /**
   * Whether a client stays with the target that answered it first.
   *
   * @default Stickiness.none() - sessions make the load uneven
   */
  readonly stickiness?: Stickiness;

  /**
   * How long the share of requests of a new target grows before it gets its full share, 30 to 900 seconds; 0 gives the
   * full share at once.
   *
   * For applications that are slow until their caches are warm. Rejected unless the algorithm is round robin.
   *
   * @default Duration.seconds(0)
   */
  readonly slowStart?: Duration;

  /**
   * How the load balancer chooses a target.
   *
   * @default TargetGroupLoadBalancingAlgorithmType.ROUND_ROBIN - the default of AWS, and the only one with `slowStart`
   */
  readonly algorithm?: TargetGroupLoadBalancingAlgorithmType;
}

/** What every ingress says about the targets of its service. */
export interface IngressOptions {
  /**
   * When a target counts as healthy.
   *
   * A field that is left out keeps the default of the library. `path` starts with "/" and has at most 1024 characters;
   * `interval` is 5 to 300 seconds; `timeout` is 2 to 120 seconds and shorter than the interval; both thresholds are 2
   * to 10; `healthyHttpCodes` are codes from 200 to 499 as a list or ranges. With gRPC `healthyGrpcCodes` take their
   * place, from 0 to 99. `enabled: false` is rejected, because targets are always checked.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   * @default - GET /health every 30 seconds, answered with 200 within 5 seconds; healthy after 2 answers, unhealthy
   *   after 3 failures
   */
  readonly healthCheck?: HealthCheck;

  /**
   * How the load balancer treats the targets: protocol, time to finish, sessions, choice of a target.
   *
   * @default - the defaults of `TargetOptions`: HTTP/1.1, 60 seconds to finish, no sessions, round robin
   */
  readonly target?: TargetOptions;
}

/** Sees a dead target within 90 seconds, and forgives one lost answer. A new target is healthy after one minute. */
const DEFAULT_HEALTH_CHECK = {
  path: '/health',
  interval: Duration.seconds(30),
  timeout: Duration.seconds(5),
  healthyThresholdCount: 2,
  unhealthyThresholdCount: 3,
  healthyHttpCodes: '200',
} as const satisfies HealthCheck;

/** Longer than most requests. The default of AWS is five times longer and makes every deployment wait. */
export const DEFAULT_DEREGISTRATION_DELAY = Duration.seconds(60);

/** The health check with the defaults filled in. */
export function resolvedHealthCheck(options: IngressOptions): HealthCheck {
  const given = Object.entries(options.healthCheck ?? {}).filter(([, value]) => value !== undefined);
  const { healthyHttpCodes, ...common } = DEFAULT_HEALTH_CHECK;
  const { protocolVersion, healthCheck } = options.target?.protocol?._variant ?? {};
  const codes = protocolVersion === 'GRPC' ? {} : { healthyHttpCodes };
  return { ...common, ...codes, ...healthCheck, ...Object.fromEntries(given) };
}

/** What a service may ask about its targets before they are made. */
export function targetFacts(options: IngressOptions): TargetFacts {
  return {
    deregistrationDelay: options.target?.deregistrationDelay ?? DEFAULT_DEREGISTRATION_DELAY,
    healthCheck: resolvedHealthCheck(options),
  };
}

export function targetProblems(at: PropNames, options: IngressOptions): Problem[] {
  const target = options.target ?? {};
  const protocol = target.protocol ?? TargetProtocol.http1();
  return [
    ...healthCheckProblems((prop) => at(`healthCheck.${prop}`), resolvedHealthCheck(options), protocol),
    ...protocol._variant.problems(at('target.protocol')),
    ...duration(at('target.deregistrationDelay'), target.deregistrationDelay, {
      min: Duration.seconds(0), max: Duration.hours(1),
    }),
    ...target.stickiness?._variant.problems(at('target.stickiness')) ?? [],
    ...slowStartProblems(at('target.slowStart'), target),
    ...oneOf(at('target.algorithm'), target.algorithm, Object.values(TargetGroupLoadBalancingAlgorithmType)),
  ];
}

function healthCheckProblems(at: PropNames, check: HealthCheck, protocol: TargetProtocol): Problem[] {
  return [
    ...text(at('path'), check.path, /\/[!-~]{0,1023}/, 'start with "/" and have at most 1024 visible characters'),
    ...duration(at('interval'), check.interval, { min: Duration.seconds(5), max: Duration.seconds(300) }),
    ...duration(at('timeout'), check.timeout, { min: Duration.seconds(2), max: Duration.seconds(120) }),
    ...shorter(at('timeout'), check.timeout, at('interval'), check.interval),
    ...integer(at('healthyThresholdCount'), check.healthyThresholdCount, { min: 2, max: 10 }),
    ...integer(at('unhealthyThresholdCount'), check.unhealthyThresholdCount, { min: 2, max: 10 }),
    ...relation(
      {
        prop: at('healthyHttpCodes'),
        must: 'be codes from 200 to 499 as a list or ranges such as "200,204" or "200-299"',
        got: check.healthyHttpCodes,
      },
      [check.healthyHttpCodes], () => String(check.healthyHttpCodes).split(',').every(isCodeOrRange),
    ),
    ...relation(
      { prop: at('port'), must: 'be "traffic-port" or an integer from 1 to 65535', got: check.port },
      [check.port], () => check.port === 'traffic-port' || isPort(check.port!),
    ),
    ...oneOf(at('protocol'), check.protocol, [Protocol.HTTP, Protocol.HTTPS]),
    ...codeProblems(at, check, protocol._variant),
    ...contradiction(check.enabled === false, {
      prop: at('enabled'), must: 'not be false', got: false,
      advice: 'tasks and instances behind a load balancer are always checked',
    }),
  ];
}

function slowStartProblems(prop: string, { slowStart, algorithm }: TargetOptions): Problem[] {
  if (!isKnown(slowStart)) return unitProblems(prop, slowStart, 'Duration.seconds');
  const length = isQuantity(slowStart) ? slowStart.toSeconds({ integral: false }) : NaN;
  return [
    ...contradiction(length !== 0 && !(Number.isInteger(length) && length >= 30 && length <= 900), {
      prop, must: 'be 0 or whole seconds from 30 seconds to 15 minutes', got: slowStart,
    }),
    ...contradiction(
      length !== 0 && isKnown(algorithm) && algorithm !== TargetGroupLoadBalancingAlgorithmType.ROUND_ROBIN,
      {
        prop, must: `be 0 with the algorithm "${algorithm}"`, got: slowStart,
        advice: 'only round robin starts slowly',
      },
    ),
  ];
}

function isCodeOrRange(part: string): boolean {
  const match = /^(\d{3})(?:-(\d{3}))?$/.exec(part);
  if (!match) return false;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from >= 200 && from <= to && to <= 499;
}

function isPort(value: string): boolean {
  return typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65535;
}
