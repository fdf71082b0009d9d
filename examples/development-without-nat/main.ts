// A development copy that costs no NAT gateway: every AWS service is reached through VPC endpoints (R-NET-2, R-DEL-1,
// R-DEL-6)
import { type App, Stack } from 'aws-cdk-lib';
import { FargateService, Ingress, Nat, Network, PostgresDatabase, Profile, ServiceImage } from '../../src';

export function build(app: App): void {
  Profile.DEVELOPMENT.applyTo(app);

  const stack = new Stack(app, 'Preview');
  const network = new Network(stack, 'Network', { nat: Nat.none() });
  const database = new PostgresDatabase(stack, 'Database', { vpc: network.vpc });
  const preview = new FargateService(stack, 'Preview', {
    vpc: network.vpc,
    image: ServiceImage.managedRepository({ tag: 'preview-42' }),
    ingress: Ingress.http(),
  });
  preview.connectTo(database);
}
