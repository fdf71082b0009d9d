// the CDK's own validator, with errors and warnings that fail, on every backend and every Grafana
import { App, Stack } from 'aws-cdk-lib';
import { PrefixList, Vpc } from 'aws-cdk-lib/aws-ec2';
import { STRICT_CONTEXT } from '../../demo/synthesize';
import {
  CacheLogin, Exporter, FargateService, Grafana, MetricsBackend, MetricsHistory, PostgresDatabase, Profile,
  PrometheusGrafana, ServiceImage, ValkeyCache, type PrometheusGrafanaProps,
} from '../../src';
import { THREE_TIERS, zoneIn } from '../support/stacks';
import { ENV, OFFICE } from './support';

type Make = (stack: Stack, vpc: Vpc) => Pick<PrometheusGrafanaProps, 'backend' | 'exporters' | 'grafana' | 'probes'>;

const named = (stack: Stack) => ({
  domainName: `${stack.node.id.toLowerCase()}.example.com`, hostedZone: zoneIn(stack),
});
const VARIANTS: Readonly<Record<string, Make>> = {
  Usual: (stack, vpc) => ({
    grafana: Grafana.https({ ...named(stack), allowedCidrs: [OFFICE] }),
    exporters: [
      Exporter.postgres(new PostgresDatabase(stack, 'Database', { vpc })),
      Exporter.redis(new ValkeyCache(stack, 'Cache', { vpc })),
      Exporter.redis(new ValkeyCache(stack, 'Users', { vpc, login: CacheLogin.users() }), { streams: ['jobs'] }),
    ],
    probes: ['https://shop.example.com'],
  }),
  Alone: (stack) => ({
    backend: MetricsBackend.selfHosted({ history: MetricsHistory.none() }),
    grafana: Grafana.internal({ ...named(stack), allowedCidrs: ['10.0.0.0/16'] }),
  }),
  Managed: (stack) => ({
    backend: MetricsBackend.managed(),
    grafana: Grafana.amazonIdentityCenter({ allowedPrefixLists: [PrefixList.fromPrefixListId(stack, 'List', 'pl-1')] }),
  }),
  Agentless: () => ({ backend: MetricsBackend.agentless(), grafana: Grafana.none() }),
};

const PROFILES: [string, Profile][] = [['production', Profile.PRODUCTION], ['regulated', Profile.REGULATED]];

test.each(PROFILES)(
  'templates of %s are valid to the last warning', (_, profile) => {
    const { CDK_VALIDATION } = process.env;
    process.env.CDK_VALIDATION = 'true';
    const app = new App({ context: STRICT_CONTEXT });
    profile.applyTo(app);
    for (const [id, make] of Object.entries(VARIANTS)) {
      const stack = new Stack(app, id, { env: ENV });
      const vpc = new Vpc(stack, 'Vpc', THREE_TIERS);
      const shop = new FargateService(stack, 'Shop', { vpc, image: ServiceImage.fromRegistry('nginx:1.27.3') });
      shop.scrapeAt({ dnsName: 'shop.internal' });
      new PrometheusGrafana(stack, 'Metrics', { vpc, subjects: [shop], ...make(stack, vpc) });
    }

    try {
      expect(() => app.synth()).not.toThrow();
    } finally {
      process.env.CDK_VALIDATION = CDK_VALIDATION;
    }
  },
);
