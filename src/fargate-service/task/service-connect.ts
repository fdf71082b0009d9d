import { Duration } from 'aws-cdk-lib';
import { AppProtocol, type ServiceConnectProps, type LogDriver } from 'aws-cdk-lib/aws-ecs';
import type { INamespace } from 'aws-cdk-lib/aws-servicediscovery';
import type { Construct } from 'constructs';
import {
  contradiction, describe, duration, guardFactories, identityOf, isKnown, known, placeProblems, port, type Problem,
  Register, relation, text, whereaboutsOf,
} from '../../core';
import { createTls, tlsProblems, type ServiceConnectTlsOptions } from './service-connect-tls';

/** Defaults and limits of Amazon ECS. */
const IDLE_TIMEOUT = Duration.minutes(5);
const LONGEST_TIMEOUT = Duration.hours(24);

/** Name of the application's port in the task definition. */
export const PORT_NAME = 'web';

/** How a service is found by others. */
export interface ServiceConnectServerOptions {
  /**
   * Name that clients call, for example `orders` in `http://orders:8080`: 1 to 63 lower-case letters, digits and "-".
   * Unique in the namespace, where it also names the service of AWS Cloud Map.
   */
  readonly dnsName: string;
  /**
   * Port that clients call, from 1 to 65535 and known at synthesis.
   *
   * @default - the port of the service
   */
  readonly port?: number;
  /**
   * Protocol that the proxy measures and retries.
   *
   * @default ecs.AppProtocol.http
   */
  readonly protocol?: AppProtocol;
  /**
   * How long the proxy waits for an answer, 0 seconds to 24 hours; 0 means for ever. Rejected where it is longer than
   * `idleTimeout`, which would end the call first.
   *
   * @default - 15 seconds, as ECS says
   */
  readonly perRequestTimeout?: Duration;
  /**
   * How long a connection may be idle, 0 seconds to 24 hours; 0 means for ever.
   *
   * @default - 5 minutes, or the `perRequestTimeout` where that is longer
   */
  readonly idleTimeout?: Duration;
  /**
   * Encrypts the way from the proxy of each client to that of the service. Rejected with an ingress: the load balancer
   * would have to speak TLS of the same authority.
   *
   * @default - calls are not encrypted on their way inside the VPC
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html
   */
  readonly tls?: ServiceConnectTlsOptions;
}

/** What the variants of Service Connect differ in. */
export interface ServiceConnectVariant {
  /** Protocol of the port that others call; only with a server. */
  readonly protocol?: AppProtocol;
  problems(prop: string, scope: Construct, hasIngress?: boolean): Problem[];
  bind(scope: Construct, logDriver: LogDriver): ServiceConnectProps;
}

/**
 * Calls between services by name, through a proxy that ECS runs beside each task: with retries, outlier detection and
 * metrics.
 *
 * The network path stays closed until you open it: `orders.connections.allowDefaultPortFrom(shop)`.
 *
 * @example
 * import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
 *
 * const namespace = new servicediscovery.HttpNamespace(this, 'Namespace', { name: 'shop.internal' });
 * const serviceConnect = ServiceConnect.server(namespace, { dnsName: 'orders' });
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
 */
export class ServiceConnect {
  /**
   * Calls others and can be called.
   *
   * @param cloudMapNamespace services of the same namespace find each other
   */
  public static server(cloudMapNamespace: INamespace, options: ServiceConnectServerOptions): ServiceConnect {
    return new ServiceConnect(server(cloudMapNamespace, options));
  }

  /**
   * Only calls others.
   *
   * @param cloudMapNamespace services of the same namespace find each other
   */
  public static client(cloudMapNamespace: INamespace): ServiceConnect {
    return new ServiceConnect(client(cloudMapNamespace));
  }

  private constructor(
    /** @internal */
    public readonly _variant: ServiceConnectVariant,
  ) {}
}

guardFactories(ServiceConnect);

/** Names of services by namespace. */
const NAMES = new Register('service-connect-names');

/** `ServiceConnect.server`. */
function server(cloudMapNamespace: INamespace, options: ServiceConnectServerOptions): ServiceConnectVariant {
  const { dnsName } = options;
  return {
    protocol: options.protocol ?? AppProtocol.http,
    problems: (prop, scope, hasIngress = false) => [
      ...namespaceProblems(prop, scope, cloudMapNamespace),
      ...timeoutProblems(prop, options),
      ...options.tls ? tlsProblems(`${prop}.tls`, scope, options.tls, hasIngress) : [],
      ...nameProblems(prop, scope, cloudMapNamespace, dnsName),
      ...text(
        `${prop}.dnsName`, dnsName, /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/,
        'be 1 to 63 lower-case letters, digits and "-"',
      ),
      ...known(`${prop}.port`, options.port),
      ...port(`${prop}.port`, options.port),
    ],
    bind: (scope, logDriver) => {
      NAMES.take(scope, keyOf(cloudMapNamespace, dnsName));
      // without the name for discovery AWS takes that of the port, which is the same for every service.
      const service = {
        portMappingName: PORT_NAME, discoveryName: dnsName, dnsName, port: options.port,
        perRequestTimeout: options.perRequestTimeout, idleTimeout: idleTimeoutOf(options),
        tls: options.tls && createTls(scope, options.tls),
      };
      return { namespace: cloudMapNamespace.namespaceArn, logDriver, services: [service] };
    },
  };
}

/** `ServiceConnect.client`. */
function client(cloudMapNamespace: INamespace): ServiceConnectVariant {
  return {
    problems: (prop, scope) => namespaceProblems(prop, scope, cloudMapNamespace),
    bind: (_scope, logDriver) => ({ namespace: cloudMapNamespace.namespaceArn, logDriver }),
  };
}

/** A connection that ends earlier than the request would end the request too. */
function idleTimeoutOf({ idleTimeout, perRequestTimeout }: ServiceConnectServerOptions): Duration | undefined {
  if (idleTimeout !== undefined || !isKnown(perRequestTimeout)) return idleTimeout;
  return isEndless(perRequestTimeout) || secondsOf(perRequestTimeout) > secondsOf(IDLE_TIMEOUT)
    ? perRequestTimeout
    : undefined;
}

function timeoutProblems(
  prop: string, { perRequestTimeout, idleTimeout }: ServiceConnectServerOptions,
): Problem[] {
  const bounds = { min: Duration.seconds(0), max: LONGEST_TIMEOUT };
  return [
    ...duration(`${prop}.perRequestTimeout`, perRequestTimeout, bounds),
    ...duration(`${prop}.idleTimeout`, idleTimeout, bounds),
    ...relation({
      prop: `${prop}.idleTimeout`, must: `be at least "${prop}.perRequestTimeout" (${describe(perRequestTimeout)})`,
      got: idleTimeout, advice: 'the shorter one ends the call; leave it out to raise it too',
    }, [perRequestTimeout, idleTimeout], () => isEndless(idleTimeout!)
      || (!isEndless(perRequestTimeout!) && secondsOf(idleTimeout!) >= secondsOf(perRequestTimeout!))),
  ];
}

function isEndless(timeout: Duration): boolean {
  return secondsOf(timeout) === 0;
}

function secondsOf(length: Duration): number {
  return length.toSeconds({ integral: false });
}

function namespaceProblems(prop: string, scope: Construct, cloudMapNamespace: INamespace): Problem[] {
  return placeProblems(scope, {
    prop: `${prop}.cloudMapNamespace`, thing: cloudMapNamespace,
    is: whereaboutsOf(cloudMapNamespace, cloudMapNamespace.namespaceArn),
    advice: 'a namespace serves its own Region',
  });
}

function nameProblems(prop: string, scope: Construct, cloudMapNamespace: INamespace, dnsName: string): Problem[] {
  const holder = NAMES.holderOf(scope, keyOf(cloudMapNamespace, dnsName));
  return contradiction(holder !== undefined, {
    prop: `${prop}.dnsName`, must: 'be unique in its namespace', got: dnsName,
    advice: `${holder?.node.path} has it already`,
  });
}

function keyOf(cloudMapNamespace: INamespace, dnsName: string): string {
  return `${identityOf(cloudMapNamespace, cloudMapNamespace.namespaceArn)} ${dnsName}`;
}
