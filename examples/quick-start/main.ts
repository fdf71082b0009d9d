// A page at an address of its own: the app to copy and to change (R-DEL-1, R-ECS-1)
import path from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import { FargateService, Ingress, Nat, Network, Placement, Profile, ServiceImage } from 'cdk-elastic-web';

export function build(app: App): void {
  Profile.DEVELOPMENT.applyTo(app); // small, cheap, and removed with its stack

  const stack = new Stack(app, 'QuickStart');
  const { vpc } = new Network(stack, 'Network', { nat: Nat.none() });
  const web = new FargateService(stack, 'Web', {
    vpc,
    placement: Placement.inPublicSubnets(), // a NAT gateway would double the price
    image: ServiceImage.fromAsset(path.join(__dirname, 'web')),
    ingress: Ingress.http(),
  });
  web.exportOutputs(); // a deployment prints the address
}
