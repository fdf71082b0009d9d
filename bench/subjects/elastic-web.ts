import { type App, Stack } from 'aws-cdk-lib';
import { FargateService, Ingress, Network, ServiceImage } from 'cdk-elastic-web';
import { ENVIRONMENT, IMAGE } from '../environment';

/** What users write with this library: a network, and a stack with a load balancer and a service for each. */
export function build(app: App, services: number): void {
  const { vpc } = new Network(new Stack(app, 'Net', { env: ENVIRONMENT }), 'Network');
  for (let n = 1; n <= services; n++) {
    new FargateService(new Stack(app, `Service${n}`, { env: ENVIRONMENT }), 'Service', {
      vpc, image: ServiceImage.fromRegistry(IMAGE), ingress: Ingress.http(),
    });
  }
}
