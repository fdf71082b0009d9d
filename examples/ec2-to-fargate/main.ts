// Moving a service from EC2 instances to Fargate step by step: both behind one load balancer, with weights (R-LB-4,
// R-LB-7, R-EC2-1, R-ECS-1)
import { type App, Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Bootstrap, ElasticWebTier, FargateService, Ingress, Network, PostgresDatabase, Profile, ServiceImage, TierImage,
  TrafficSplit, WebLoadBalancer,
} from '../../src';

export function build(app: App): void {
  Profile.STAGING.applyTo(app);

  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
  const repository = Repository.fromRepositoryName(stack, 'Repository', 'shop');

  const network = new Network(stack, 'Network');
  const database = new PostgresDatabase(stack, 'Database', { vpc: network.vpc });
  const edge = new WebLoadBalancer(stack, 'Edge', { vpc: network.vpc, domainName: 'shop.example.com', hostedZone });
  const split = new TrafficSplit(stack, 'Split', { loadBalancer: edge, paths: ['/*'] });

  // today; with each deployment the weights move, and when the first is 0 the tier can go.
  const onInstances = new ElasticWebTier(stack, 'OnInstances', {
    vpc: network.vpc,
    bootstrap: Bootstrap.container(TierImage.fromRepository(repository, '1.4.2')),
    ingress: Ingress.weighted(split, 90),
  });
  const onFargate = new FargateService(stack, 'OnFargate', {
    vpc: network.vpc,
    image: ServiceImage.fromRepository(repository, '1.4.2'),
    ingress: Ingress.weighted(split, 10),
  });
  for (const service of [onInstances, onFargate]) service.connectTo(database);
}
