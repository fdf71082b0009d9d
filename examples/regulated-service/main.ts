// The same service under the REGULATED profile: own keys, no port 80, canary releases, migrations before each rollout
// (R-SEC-1, R-ECS-5, R-LB-7)
import { type App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Deployment, FargateService, Ingress, Migration, Network, PostgresDatabase, Profile, ServiceImage,
} from '../../src';

export function build(app: App): void {
  Profile.REGULATED.applyTo(app);

  const stack = new Stack(app, 'Records', { env: { account: '111122223333', region: 'eu-west-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });

  const network = new Network(stack, 'Network');
  const database = new PostgresDatabase(stack, 'Database', { vpc: network.vpc });
  const records = new FargateService(stack, 'Records', {
    vpc: network.vpc,
    image: ServiceImage.managedRepository({ tag: '3.1.0' }),
    ingress: Ingress.https({ domainName: 'records.example.com', hostedZone }),
    deployment: Deployment.canary(),
    migration: Migration.beforeStart({ command: ['node', 'migrate.js'] }),
  });
  records.connectTo(database);
}
