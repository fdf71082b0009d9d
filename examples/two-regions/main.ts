// The same shop in two Regions: users are sent to the second one when the first one is down, and its database follows
// the first one until somebody promotes it (R-DB-3, R-LB-2, R-DEL-1)
import { type App, Stack } from 'aws-cdk-lib';
import { CfnReplicationConfiguration, Repository } from 'aws-cdk-lib/aws-ecr';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  BackendAccess, DatabaseCredentials, DnsRouting, FargateService, type IBackend, Ingress, Network, PostgresDatabase,
  PostgresReplica, ServiceImage,
} from '../../src';

const ACCOUNT = '111122223333';
const NEAR = 'eu-west-1';
const FAR = 'eu-central-1';
const IMAGES = 'shop';

/** What is the same in both Regions. */
function addShop(network: Network, database: IBackend, routing: DnsRouting): void {
  const stack = Stack.of(network);
  const shop = new FargateService(stack, 'Shop', {
    vpc: network.vpc,
    image: ServiceImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', IMAGES), '1.4.2'),
    ingress: Ingress.https({
      domainName: 'shop.example.com',
      hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
        hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
      }),
      routing,
    }),
  });
  // a copy of a secret tells nobody of a rotation, so the shop reads the password when it connects.
  shop.connectTo(database, { access: BackendAccess.secretAtRunTime() });
}

export function build(app: App): void {
  const near = new Stack(app, 'Ireland', { env: { account: ACCOUNT, region: NEAR } });
  const network = new Network(near, 'Network');
  const database = new PostgresDatabase(near, 'Database', {
    vpc: network.vpc, credentials: DatabaseCredentials.generated({ replicaRegions: [{ region: FAR }] }),
  });
  addShop(network, database, DnsRouting.failoverPrimary());
  // a registry has one such configuration: keep it in the stack of the account, if you have one.
  new CfnReplicationConfiguration(near, 'ImageReplication', { replicationConfiguration: { rules: [{
    destinations: [{ region: FAR, registryId: ACCOUNT }],
    repositoryFilters: [{ filter: IMAGES, filterType: 'PREFIX_MATCH' }],
  }] } });

  const far = new Stack(app, 'Frankfurt', { env: { account: ACCOUNT, region: FAR } });
  const farNetwork = new Network(far, 'Network');
  // to fail over: promoted: true, and deploy this stack.
  const replica = new PostgresReplica(far, 'Replica', { vpc: farNetwork.vpc, source: database });
  addShop(farNetwork, replica, DnsRouting.failoverSecondary());
}
