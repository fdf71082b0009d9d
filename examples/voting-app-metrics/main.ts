// The voting application with Prometheus and Grafana beside it, open to the office alone (R-MON-3, R-MON-4, R-NET-5)
import { type App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  CacheLogin, Exporter, Grafana, Network, Objective, Poll, PostgresDatabase, PrometheusGrafana, ValkeyCache, VotingApp,
  VotingIngress,
} from '../../src';

/** The addresses that the office goes out with. */
const OFFICE = '203.0.113.0/24';

export function build(app: App): void {
  const stack = new Stack(app, 'MeasuredElections', { env: { account: '111122223333', region: 'eu-west-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });

  const network = new Network(stack, 'Network');
  const database = new PostgresDatabase(stack, 'Database', { vpc: network.vpc });
  const cache = new ValkeyCache(stack, 'Cache', { vpc: network.vpc, login: CacheLogin.users() });
  const voting = new VotingApp(stack, 'Voting', {
    vpc: network.vpc,
    polls: [Poll.of({ title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' } })],
    database,
    cache,
    ingress: VotingIngress.hosts({ vote: 'vote.example.com', result: 'result.example.com', hostedZone }),
  });
  const metrics = new PrometheusGrafana(stack, 'Metrics', {
    vpc: network.vpc,
    subjects: [voting],
    exporters: [Exporter.redis(cache, { streams: ['{votes}:stream'] }), Exporter.postgres(database)],
    probes: [voting.voteUrl, voting.resultUrl],
    objectives: [Objective.availability(99.9)],
    grafana: Grafana.https({ domainName: 'grafana.example.com', hostedZone, allowedCidrs: [OFFICE] }),
  });
  metrics.exportOutputs();
}
