// A public web service with its domain and its database, as for production (R-NET-1, R-LB-2, R-ECS-1, R-DB-1, R-DB-5)
import { type App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { FargateService, Ingress, Network, PostgresDatabase, ServiceImage } from '../../src';

export function build(app: App): void {
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });

  const network = new Network(stack, 'Network');
  const database = new PostgresDatabase(stack, 'Database', { vpc: network.vpc });
  const shop = new FargateService(stack, 'Shop', {
    vpc: network.vpc,
    image: ServiceImage.managedRepository({ tag: '1.4.2' }),
    ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
  });
  shop.connectTo(database);
}
