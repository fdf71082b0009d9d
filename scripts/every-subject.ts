// one subject of each kind, for the tables and tests that go over every signal of the library.
import { App, Duration, Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  Bootstrap, Compute, DatabaseCredentials, ElasticWebTier, FargateService, Ingress, Monitored, Network,
  PostgresDatabase, ServiceImage, TierImage, ValkeyCache, WebLoadBalancer, type IMonitored,
} from '../src';

/** Subjects with the defaults of production, by the name that a table gives them. */
export function everySubject(): Record<string, IMonitored> {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
  const network = new Network(stack, 'Network');
  const { vpc } = network;
  const bootstrap = Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'));
  const dead = new Queue(stack, 'Dead');
  const service = new FargateService(stack, 'Service', {
    vpc, image: ServiceImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'),
    ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
  });
  return {
    'Network': network,
    'WebLoadBalancer': new WebLoadBalancer(stack, 'Edge', { vpc, domainName: '*.example.com', hostedZone }),
    'FargateService': service,
    'FargateService, a worker': new FargateService(stack, 'Worker', {
      vpc, image: ServiceImage.managedRepository({ tag: '1' }),
    }),
    'ElasticWebTier': new ElasticWebTier(stack, 'Tier', {
      vpc, bootstrap, ingress: Ingress.https({ domainName: 'tier.example.com', hostedZone }),
    }),
    'ElasticWebTier, one instance': new ElasticWebTier(stack, 'Single', {
      vpc, bootstrap, compute: Compute.singleInstance({ instanceType: new InstanceType('t3.medium') }),
    }),
    'PostgresDatabase': new PostgresDatabase(stack, 'Database', {
      vpc, readReplicas: 1, credentials: DatabaseCredentials.generated(),
    }),
    'ValkeyCache': new ValkeyCache(stack, 'Cache', { vpc }),
    'Monitored.sqs': Monitored.sqs(new Queue(stack, 'Queue', { deadLetterQueue: { queue: dead, maxReceiveCount: 3 } })),
    'Monitored.lambda': Monitored.lambda(Function.fromFunctionName(stack, 'Function', 'invoices'), {
      timeout: Duration.seconds(30),
    }),
  };
}
