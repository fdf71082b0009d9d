// Instances with node exporter and cAdvisor, a Prometheus that keeps what its disk holds, and a Grafana for the VPN
// (R-MON-3, R-MON-4, R-NET-5)
import { type App, Duration, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Bootstrap, ElasticWebTier, Grafana, Ingress, MetricsBackend, MetricsHistory, Network, PrometheusGrafana, TierImage,
} from '../../src';

/** The addresses of people who are logged in to the VPN. */
const VPN = '10.200.0.0/16';

export function build(app: App): void {
  const stack = new Stack(app, 'MeasuredShop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });

  const network = new Network(stack, 'Network');
  const shop = new ElasticWebTier(stack, 'Shop', {
    vpc: network.vpc,
    bootstrap: Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'), {
      containerPort: 80,
    }).withNodeExporter().withCadvisor(),
    ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
  });
  new PrometheusGrafana(stack, 'Metrics', {
    vpc: network.vpc,
    subjects: [shop],
    probes: [shop.url!],
    backend: MetricsBackend.selfHosted({ retention: Duration.days(7), history: MetricsHistory.none() }),
    grafana: Grafana.internal({ domainName: 'grafana.example.com', hostedZone, allowedCidrs: [VPN] }),
  });
}
