// Two services of two teams, each in a stack of its own, behind one load balancer by host and by path (R-LB-4, R-DB-5,
// R-DEL-3)
import { type App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  CapacityRange, FargateService, Ingress, Network, PostgresDatabase, Profile, ScalingPolicy, ServiceImage,
  WebLoadBalancer,
} from '../../src';

export function build(app: App): void {
  Profile.STAGING.applyTo(app);

  const platform = new Stack(app, 'Platform');
  const hostedZone = HostedZone.fromHostedZoneAttributes(platform, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
  const network = new Network(platform, 'Network');
  const loadBalancer = new WebLoadBalancer(platform, 'Web', {
    vpc: network.vpc, domainName: 'www.example.com', hostedZone,
  });
  loadBalancer.exportOutputs('Web');

  const shop = new Stack(app, 'Shop');
  new FargateService(shop, 'Shop', {
    vpc: network.vpc,
    image: ServiceImage.managedRepository({ tag: '2.0.0' }),
    ingress: Ingress.route(loadBalancer, { hosts: ['www.example.com'] }),
    scaling: [ScalingPolicy.cpuTarget(), ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 1200 })],
  });

  const search = new Stack(app, 'Search');
  const index = new PostgresDatabase(search, 'Index', { vpc: network.vpc });
  const finder = new FargateService(search, 'Search', {
    vpc: network.vpc,
    image: ServiceImage.managedRepository({ tag: '1.9.3' }),
    ingress: Ingress.route(loadBalancer, { hosts: ['www.example.com'], paths: ['/search', '/search/*'] }),
    capacity: CapacityRange.between(1, 6),
    scaling: [ScalingPolicy.cpuSteps()],
  });
  finder.connectTo(index);
}
