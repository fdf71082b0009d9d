// what the page of Prometheus says about prices is what the library computes in the Region that the page names.
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Exporter, FargateService, Grafana, Ingress, MetricsBackend, Network, PrometheusGrafana, ServiceImage, ValkeyCache,
} from '../../src';
import { CostEstimate } from '../../src/cost';
import { textOf } from '../support/samples';

const stack = new Stack(new App({ analyticsReporting: false }), 'Shop', {
  env: { account: '111122223333', region: 'us-east-1' },
});
const { vpc } = new Network(stack, 'Network');
const shop = new FargateService(stack, 'Shop', {
  vpc, image: ServiceImage.fromRegistry('nginx'), ingress: Ingress.http(),
});
shop.scrapeAt({ port: 9464, dnsName: 'web.shop.internal' });
new PrometheusGrafana(stack, 'Own', {
  vpc, subjects: [shop], exporters: [Exporter.redis(new ValkeyCache(stack, 'Cache', { vpc }))],
  grafana: Grafana.https({
    domainName: 'grafana.example.com', allowedCidrs: ['203.0.113.0/24'],
    hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
      hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
    }),
  }),
});
new PrometheusGrafana(stack, 'Managed', {
  vpc, subjects: [shop], backend: MetricsBackend.managed(), grafana: Grafana.none(),
});
const estimate = CostEstimate.of(stack);
const page = textOf('docs/prometheus.md').replace(/\s+/g, ' ');

test.each([
  ['50 GiB of disk is about USD a month', 'Shop/Own/Prometheus'],
  ['1 GiB about USD', 'Shop/Own/Grafana/Service/Service'],
  ['in three zones about USD', 'Shop/Own/Grafana/Service/LoadBalancer'],
  ['each exporter about USD', 'Shop/Own/Exporters'],
  ['collector of AWS is about USD', 'Shop/Managed'],
])('%s', (sentence, part) => {
  const usd = Math.round(estimate.atPath(part).expected);

  expect(page).toContain(sentence.replace('USD', `${usd} USD`));
});
