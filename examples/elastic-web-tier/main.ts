// A container on an Auto Scaling group, with its domain and its database, as for production (R-EC2-1, R-EC2-2, R-EC2-3,
// R-SCALE-1, R-DB-5)
import { type App, Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Bootstrap, CapacityRange, Compute, ElasticWebTier, Ingress, Network, PostgresDatabase, ScalingPolicy, TierImage,
} from '../../src';

export function build(app: App): void {
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
  const repository = Repository.fromRepositoryName(stack, 'Repository', 'shop');

  const network = new Network(stack, 'Network');
  const database = new PostgresDatabase(stack, 'Database', { vpc: network.vpc });
  const shop = new ElasticWebTier(stack, 'Shop', {
    vpc: network.vpc,
    bootstrap: Bootstrap.container(TierImage.fromRepository(repository, '1.4.2')),
    compute: Compute.autoScaling({
      instanceType: new InstanceType('t4g.medium'),
      capacity: CapacityRange.between(2, 10),
      scaling: [ScalingPolicy.cpuSteps(), ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 3000 })],
    }),
    ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
    environment: { LOG_LEVEL: 'info' },
    owner: 'shop-team',
  });
  shop.connectTo(database);
  shop.exportOutputs();
}
