import { AppProtocol, type ServiceConnectProps, type LogDriver } from 'aws-cdk-lib/aws-ecs';
import type { INamespace } from 'aws-cdk-lib/aws-servicediscovery';
import type { Construct } from 'constructs';
import {
  contradiction, identityOf, known, placeProblems, port, Register, text, whereaboutsOfArn, type Problem,
} from '../../core';

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
}

/** What the variants of Service Connect differ in. */
export interface ServiceConnectVariant {
  /** Protocol of the port that others call; only with a server. */
  readonly protocol?: AppProtocol;
  problems(prop: string, scope: Construct): Problem[];
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

/** Names of services by namespace. */
const NAMES = new Register('service-connect-names');

/** `ServiceConnect.server`. */
function server(cloudMapNamespace: INamespace, options: ServiceConnectServerOptions): ServiceConnectVariant {
  const { dnsName } = options;
  return {
    protocol: options.protocol ?? AppProtocol.http,
    problems: (prop, scope) => [
      ...namespaceProblems(prop, scope, cloudMapNamespace),
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
      const service = { portMappingName: PORT_NAME, discoveryName: dnsName, dnsName, port: options.port };
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

function namespaceProblems(prop: string, scope: Construct, { namespaceArn }: INamespace): Problem[] {
  return placeProblems(scope, {
    prop: `${prop}.cloudMapNamespace`, is: whereaboutsOfArn(namespaceArn), advice: 'a namespace serves its own Region',
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
