// everything that is wrong is one error, before anything is made
import { Duration, Size, Stack, App, CfnParameter } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Peer, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ClusterMode, Exporter, FargateService, Grafana, MetricsBackend, MetricsHistory, Objective, PostgresDatabase,
  PrometheusGrafana, ScrapeDiscovery, ServiceImage, TaskSize, ValkeyCache, type GrafanaHttpsOptions,
  type PrometheusGrafanaProps,
} from '../../src';
import { given, grafana, OFFICE, type Given } from './support';

const place = given();
const { stack, vpc, hostedZone } = place;
let names = 0;
/** A name that no other Grafana of the stack has. */
const name = () => ({ domainName: `grafana${names += 1}.example.com`, hostedZone });
const database = new PostgresDatabase(stack, 'Database', { vpc });
const cache = new ValkeyCache(stack, 'Cache', { vpc });

let count = 0;
/** What the error says after its first line; nothing where there is none. */
function problemsOf(props: Partial<PrometheusGrafanaProps>, where: Given = place): string[] {
  try {
    new PrometheusGrafana(where.stack, `Metrics${count += 1}`, {
      vpc: where.vpc, subjects: [where.shop], ...https({}), ...props,
    });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.trim());
  }
}

const https = (options: Partial<GrafanaHttpsOptions>) => ({
  grafana: Grafana.https({ ...name(), allowedCidrs: [OFFICE], ...options }),
});
const hosted = (options: Parameters<typeof MetricsBackend.selfHosted>[0]) => ({
  backend: MetricsBackend.selfHosted(options),
});

describe('an error says what is wrong with', () => {
  test.each<[string, Partial<PrometheusGrafanaProps>, string | RegExp]>([
    ['no subject', { subjects: [] }, /^"subjects" must name at least one construct, got \[\]/],
    ['a subject that is no construct', { subjects: ['shop' as never] }, /^"subjects\[0\]" must be/],
    ['a Grafana for everybody', https({ allowedCidrs: ['0.0.0.0/0'] }),
      '"grafana.allowedCidrs[0]" must be an IPv4 network such as 10.0.0.0/8 with a prefix from /8 to /32, '
      + 'got "0.0.0.0/0"'],
    ['a Grafana for half of the world', https({ allowedCidrs: ['0.0.0.0/1'] }), /prefix from \/8 to \/32, got "0/],
    ['a Grafana for nobody', https({ allowedCidrs: [] }), /^"grafana.allowedCidrs" must name at least one network/],
    ['a Grafana for whoever comes', https({ allowedCidrs: undefined as never }), /^"grafana(\.allowedCidrs)?" must /],
    ['everybody as a peer', { grafana: Grafana.internal({ ...name(), allowedPeers: [Peer.anyIpv4()] }) },
      '"grafana.allowedPeers[0]" must not be everybody: a network has a prefix of /8 or more, got "0.0.0.0/0": '
      + 'name the networks of your offices and your VPN'],
    ['everybody by IPv6 as a peer', { grafana: Grafana.internal({ ...name(), allowedPeers: [Peer.anyIpv6()] }) },
      /got "::\/0"/],
    ['a wildcard', https({ domainName: '*.example.com' }), /^"grafana.domainName" must be a name without wildcard/],
    ['a name of another zone', https({ domainName: 'grafana.example.org' }), /^"grafana.domainName" must/],
    ['a small Grafana', https({ size: TaskSize.MICRO }),
      /^"grafana.size.memoryMiB" must be at least 1024 MiB, got 512/],
    ['an image without a repository', https({ image: ServiceImage.managedRepository() }),
      /^"grafana.image" must come from a repository that exists/],
    ['a scrape every second', { scrapeInterval: Duration.seconds(1) }, /^"scrapeInterval" must be/],
    ['half a second', { scrapeInterval: Duration.millis(30_500) }, /^"scrapeInterval" must be whole seconds/],
    ['a scrape that no collector of AWS does',
      { backend: MetricsBackend.managed(), grafana: Grafana.none(), scrapeInterval: Duration.seconds(29) },
      /^"scrapeInterval" must be whole seconds of at least 30 seconds, got 29 seconds: a collector of AWS/],
    ['a rare scrape', { scrapeInterval: Duration.minutes(6) }, /^"scrapeInterval" must be/],
    ['an address without its scheme', { probes: ['shop.example.com'] }, /^"probes\[0\]" must be a URL/],
    ['an address twice', { probes: ['https://a.example', 'https://a.example'] }, /^"probes\[1\]" must differ/],
    ['a promise that cannot be kept', { objectives: [Objective.availability(100)] }, /^"objectives\[0\]/],
    ['one promise twice', { objectives: [Objective.availability(99.9), Objective.availability(99.9)] },
      /^"objectives\[1\]" must promise something else/],
    ['runbooks without TLS', { runbooks: 'http://wiki' }, /^"runbooks" must be a URL that starts with https/],
    ['a short retention', hosted({ retention: Duration.hours(1) }), /^"backend.retention" must be/],
    ['a long retention', hosted({ retention: Duration.days(366) }), /^"backend.retention" must be/],
    ['a small Prometheus', hosted({ size: TaskSize.MICRO }), /^"backend.size.memoryMiB" must be at least 1024 MiB/],
    ['a disk that Fargate has not', hosted({
      size: TaskSize.of({ cpu: 512, memoryMiB: 2048, ephemeralStorage: Size.gibibytes(500) }),
    }), /^"backend.size.ephemeralStorage" must/],
    ['a workspace that is none', hosted({ history: MetricsHistory.workspace('ws-1') }),
      /^"backend.history.workspaceArn" must be the ARN of a workspace/],
    ['a workspace of another Region', hosted({
      history: MetricsHistory.workspace('arn:aws:aps:us-east-1:111122223333:workspace/ws-1'),
    }), /^"backend.history.workspaceArn" must be in the Region eu-west-1 of the stack/],
    ['an image with a blank', hosted({ images: { prometheus: ServiceImage.fromRegistry('prom etheus:1') } }),
      /^"backend.images.prometheus" must/],
    ['two exporters of one store', { exporters: [Exporter.redis(cache), Exporter.redis(cache)] },
      /^"exporters\[1\]" must be the only one of its store/],
    ['an exporter of another store', { exporters: [Exporter.postgres(cache as never)] },
      /^"exporters\[0\].database" must be a PostgresDatabase/],
    ['a cache that is none', { exporters: [Exporter.redis(database as never)] },
      /^"exporters\[0\].cache" must be a ValkeyCache/],
    ['a stream with a comma', { exporters: [Exporter.redis(cache, { streams: ['a,b'] })] },
      /^"exporters\[0\].streams\[0\]" must be a key without blanks and commas/],
  ])('%s', (_, props, message) => {
    const problems = problemsOf(props);

    expect(problems.length).toBeGreaterThan(0);
    if (typeof message === 'string') expect(problems).toContain(message);
    else expect(problems.some((problem) => message.test(problem))).toBe(true);
  });

  test('everything at once, and nothing is made', () => {
    const before = stack.node.findAll().length;
    const problems = problemsOf({
      ...https({ allowedCidrs: ['0.0.0.0/0'] }), probes: ['x'], scrapeInterval: Duration.seconds(1),
      ...hosted({ retention: Duration.minutes(1) }),
    });

    expect(problems.length).toBeGreaterThanOrEqual(4);
    expect(stack.node.findAll().length - before).toBe(1);
  });

  test('public images in a VPC without a way to the internet, each by its prop', () => {
    const closed = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const inside = new Vpc(closed, 'Vpc', {
      natGateways: 0, subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC }, { name: 'Inside', subnetType: SubnetType.PRIVATE_ISOLATED },
      ],
    });
    const problems = problemsOf({}, { ...place, stack: closed, vpc: inside });

    for (const prop of [
      'backend.images.prometheus', 'backend.images.alertmanager', 'backend.images.configuration', 'grafana.image',
      'grafana.configurationImage',
    ]) expect(problems.join('\n')).toContain(`"${prop}" must come from a private ECR repository`);
  });
});

describe('what is legal passes', () => {
  test.each<[string, Partial<PrometheusGrafanaProps>]>([
    ['the largest network', https({ allowedCidrs: ['10.0.0.0/8'] })],
    ['one address', https({ allowedCidrs: ['203.0.113.7/32'] })],
    ['a network that is known at deployment', https({
      allowedCidrs: [new CfnParameter(stack, 'Office').valueAsString],
    })],
    ['the smallest interval', { scrapeInterval: Duration.seconds(5) }],
    ['the longest interval', { scrapeInterval: Duration.minutes(5) }],
    ['the bounds of the retention', hosted({ retention: Duration.hours(2) })],
    ['a year', hosted({ retention: Duration.days(365) })],
    ['an image by digest', hosted({
      images: { prometheus: ServiceImage.fromRegistry(`quay.io/prometheus/prometheus@sha256:${'a'.repeat(64)}`) },
    })],
    ['no history', hosted({ history: MetricsHistory.none() })],
    ['exporters of both stores', { exporters: [Exporter.redis(cache), Exporter.postgres(database)] }],
  ])('%s', (_, props) => {
    expect(problemsOf(props)).toEqual([]);
  });
});

describe('at the end of synthesis an error says', () => {
  const lateOf = (build: (where: Given) => Partial<PrometheusGrafanaProps>): string => {
    const where = given();
    new PrometheusGrafana(where.stack, 'Metrics', {
      vpc: where.vpc, grafana: grafana(where.hostedZone), subjects: [where.shop], ...build(where),
    });
    try {
      (where.stack.node.root as App).synth();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('that nothing answers', () => {
    expect(lateOf(({ vpc: network }) => ({ subjects: [network] }))).toContain(
      '"subjects" must find something to ask for metrics, got nothing',
    );
  });

  test('that something is in another VPC or Region', () => {
    const message = lateOf(({ stack: here, hostedZone: zone }) => {
      const other = new Vpc(here, 'OtherVpc', { natGateways: 1 });
      const far = new FargateService(here, 'Far', { vpc: other, image: ServiceImage.fromRegistry('nginx:1.27.3') });
      far.scrapeAt();
      const there = new Stack(here.node.root, 'There', { env: { account: '111122223333', region: 'eu-west-2' } });
      const abroad = new FargateService(there, 'Abroad', {
        vpc: new Vpc(there, 'Vpc', { natGateways: 1 }), image: ServiceImage.fromRegistry('nginx:1.27.3'),
      });
      abroad.scrapeAt();
      return { subjects: [far, abroad], grafana: grafana(zone) };
    });

    expect(message).toContain('"Far.app.securityGroup[0]" must be a security group of Stack/Vpc');
    expect(message).toContain('"Abroad.app" must be in the Region eu-west-1 of the stack');
  });

  test('that an objective is of nothing that is asked', () => {
    expect(lateOf(({ stack: here, vpc: network }) => {
      const silent = new FargateService(here, 'Silent', {
        vpc: network, image: ServiceImage.fromRegistry('nginx:1.27.3'),
      });
      return { objectives: [Objective.availability(99.9).of(silent)] };
    })).toContain('"objectives[0]" must be for something that is asked, got Stack/Silent');
  });

  // it would never be measured, and so never broken.
  test('that an objective is for something that counts no requests', () => {
    expect(lateOf(({ shop: service }) => ({ objectives: [Objective.availability(99.9).of(service)] })))
      .toContain('"objectives[0]" must be for something that counts its requests, got Stack/Shop: tell "scrapeAt"');
    expect(lateOf(() => ({ objectives: [Objective.availability(99.9)] })))
      .toContain('"objectives[0]" must be for something that counts its requests, got nothing of that kind');
  });

  test('that streams of a cache in cluster mode are measured', () => {
    const sharded = new ValkeyCache(stack, 'Sharded', { vpc, clusterMode: ClusterMode.enabled({ shards: 2 }) });

    expect(problemsOf({ exporters: [Exporter.redis(sharded, { streams: ['jobs'] })] })).toEqual([
      '"exporters[0].streams" must be left out for a cache in cluster mode, got ["jobs"]: the exporter asks one node, '
      + 'which need not have them',
    ]);
  });

  test('that a source of the user is wrong', () => {
    const message = lateOf(({ shop: service }) => {
      const source = {
        name: 'Mine', port: 0, path: 'x', securityGroup: service.securityGroup,
        discovery: ScrapeDiscovery.addresses(['a:1']),
      };
      Object.assign(service, { scrapeSources: () => [source] });
      return {};
    });

    for (const part of ['Shop.Mine.name', 'Shop.Mine.port', 'Shop.Mine.path', 'Shop.Mine.discovery.hosts[0]']) {
      expect(message).toContain(part);
    }
  });

  test('that a source of the user has no discovery, or one that names its hosts in another way', () => {
    const discoveries = [undefined, ScrapeDiscovery.addresses('shop.internal' as never)];
    const message = lateOf(({ shop: service }) => {
      const sources = discoveries.map((discovery, i) => (
        { name: `mine${i}`, port: 80, path: '/metrics', securityGroup: service.securityGroup, discovery }));
      Object.assign(service, { scrapeSources: () => sources });
      return {};
    });

    expect(message).toContain('"Shop.mine0.discovery" must be made with a factory of ScrapeDiscovery, got undefined');
    expect(message).toContain('"Shop.mine1.discovery.hosts" must be a list, got a text');
  });
});

describe('scrapeAt', () => {
  const own = given();
  const service = new FargateService(own.stack, 'Other', {
    vpc: own.vpc, image: ServiceImage.fromRegistry('nginx:1.27.3'),
  });

  test.each<[string, Parameters<typeof service.scrapeAt>[0], RegExp]>([
    ['no such port', { port: 70_000 }, /"scrapeAt.port" must be an integer from 1 to 65535, got 70000/],
    ['a path without slash', { path: 'metrics' }, /"scrapeAt.path" must be a path that starts with "\/"/],
    ['a name in capitals', { name: 'App' }, /"scrapeAt.name" must be lower case letters/],
    ['a metric with a blank', { http: { requests: 'a b', statusLabel: 's', duration: 'd' } },
      /"scrapeAt.http.requests" must be the name of a metric/],
  ])('rejects %s', (_, options, message) => {
    expect(() => service.scrapeAt(options)).toThrow(message);
  });

  test('takes the port of the application and /metrics by default, and a name once', () => {
    service.scrapeAt();

    expect(service.scrapeSources()).toMatchObject([{ name: 'app', port: 8080, path: '/metrics' }]);
    expect(() => service.scrapeAt({ port: 9000 })).toThrow(/"scrapeAt.name" must be given once, got "app"/);
    expect(() => Template.fromStack(own.stack)).not.toThrow();
    expect(own.shop.scrapeSources()).toHaveLength(1);
  });
});
