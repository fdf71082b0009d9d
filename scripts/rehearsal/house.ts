import { type App, Stack } from 'aws-cdk-lib';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Bootstrap, ElasticWebTier, FargateService, ImageRepository, Ingress, Network, PostgresDatabase, type Profile,
  ServiceImage, TierImage, ValkeyCache, WorkQueue,
} from '../../src';

export const ENV = { account: '111122223333', region: 'eu-west-1' };

/** The zone that the emulator has. */
export function zoneOf(stack: Stack): IHostedZone {
  return HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
}

/** One of each construct with a default that a profile changes, and no prop that is not required. */
export function house(app: App, profile: Profile): void {
  profile.applyTo(app);
  const stack = new Stack(app, 'House', { env: ENV });
  const hostedZone = zoneOf(stack);
  const { vpc } = new Network(stack, 'Network');
  new ImageRepository(stack, 'Images');
  new PostgresDatabase(stack, 'Database', { vpc });
  new ValkeyCache(stack, 'Cache', { vpc });
  new WorkQueue(stack, 'Jobs');
  new FargateService(stack, 'Service', {
    vpc,
    image: ServiceImage.managedRepository({ tag: '1.0.0' }),
    ingress: Ingress.https({ domainName: 'service.example.com', hostedZone }),
  });
  new ElasticWebTier(stack, 'Tier', {
    vpc,
    bootstrap: Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3')),
    ingress: Ingress.https({ domainName: 'tier.example.com', hostedZone }),
  });
}
