import { AppProtocol, type ServiceConnectProps, type LogDriver } from 'aws-cdk-lib/aws-ecs';
import type { INamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { known, port, text, type Problem } from '../core';

/** Name of the port in the task definition. */
export const PORT_NAME = 'web';

/** How a service is found by others. */
export interface ServiceConnectServerOptions {
  /**
   * Name that clients call, for example `orders` in `http://orders:8080`: lower-case letters, digits and "-", up to 63.
   * Unique in the
   * namespace, where it names the service of AWS Cloud Map too.
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

/**
 * Calls between services by name, through a proxy that ECS runs beside each task: with retries, outlier detection and
 * metrics.
 *
 * The network path stays closed until it is opened: `orders.connections.allowDefaultPortFrom(shop)`.
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
    return new ServiceConnect(cloudMapNamespace, options);
  }

  /**
   * Only calls others.
   *
   * @param cloudMapNamespace services of the same namespace find each other
   */
  public static client(cloudMapNamespace: INamespace): ServiceConnect {
    return new ServiceConnect(cloudMapNamespace);
  }

  private constructor(
    private readonly cloudMapNamespace: INamespace, private readonly server?: ServiceConnectServerOptions,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...text(
        `${prop}.dnsName`, this.server?.dnsName, /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/,
        'be 1 to 63 lower-case letters, digits and "-"',
      ),
      ...known(`${prop}.port`, this.server?.port),
      ...port(`${prop}.port`, this.server?.port),
    ];
  }

  /** @internal */
  public get _protocol(): AppProtocol | undefined {
    return this.server && (this.server.protocol ?? AppProtocol.http);
  }

  /** @internal */
  public _render(logDriver: LogDriver): ServiceConnectProps {
    return {
      namespace: this.cloudMapNamespace.namespaceArn,
      logDriver,
      services: this.server && [{
        portMappingName: PORT_NAME,
        // unique in the namespace; without it the name of the port would be taken, which is the same for every service.
        discoveryName: this.server.dnsName,
        dnsName: this.server.dnsName,
        port: this.server.port,
      }],
    };
  }
}
