// a walk over every security group: who may connect to what, and nothing else (R-NET-4, R-NET-5)
import { SecurityGroup, Peer } from 'aws-cdk-lib/aws-ec2';
import { CapacityRange, Profile, VoteCompute, VotingIngress, type VotingApp } from '../../src';
import { type Properties } from '../support/templates';
import { type Built, type Given, votingApp } from './support';

/** Every rule of the template as `from → to:port`, each group by the part that has it. */
function walk({ template, voting }: Built, others: Readonly<Record<string, string>> = {}): string[] {
  const groups = template.findResources('AWS::EC2::SecurityGroup');
  const name = (reference: Properties | string): string => {
    const id = typeof reference === 'string' ? reference : (reference['Fn::GetAtt'] as string[])[0];
    return others[id] ?? partOf(voting, id);
  };
  const peer = (rule: Properties) => rule.CidrIp ?? (rule.SourceSecurityGroupId && name(rule.SourceSecurityGroupId));
  const port = ({ IpProtocol, FromPort, ToPort }: Properties) =>
    IpProtocol !== 'tcp' ? IpProtocol : FromPort === ToPort ? portOf(FromPort) : `${FromPort}-${ToPort}`;
  const inline = Object.entries(groups).flatMap(([id, { Properties: { SecurityGroupIngress: rules = [] } }]) =>
    rules.map((rule: Properties) => `${peer(rule)} -> ${name(id)}:${port(rule)}`));
  const separate = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'))
    .map(({ Properties: rule }) => `${peer(rule)} -> ${name(rule.GroupId)}:${port(rule)}`);
  return [...inline, ...separate].sort();
}

/** The port of an existing thing is a number; that of RDS is written down as it is given. */
function portOf(port: unknown): string {
  return typeof port === 'number' ? String(port) : JSON.stringify(port);
}

function partOf(voting: VotingApp, logicalId: string): string {
  const { stack } = { stack: voting.node.scope! };
  const found = voting.node.findAll().find((construct) => construct instanceof SecurityGroup
    && JSON.stringify(construct.stack.resolve(construct.securityGroupId)).includes(`"${logicalId}"`));
  return found ? found.node.path.slice(voting.node.path.length + 1).split('/')[0] : `${stack.node.path}:${logicalId}`;
}

const DATA = [
  'Result -> Database:5432', 'Vote -> Cache:6379', 'Worker -> Cache:6379', 'Worker -> Database:5432',
];

describe('the network of the voting application', () => {
  test('lets the internet reach the load balancer, and each part the one behind it', () => {
    expect(walk(votingApp())).toEqual([
      '0.0.0.0/0 -> LoadBalancer:443', '0.0.0.0/0 -> LoadBalancer:80',
      'LoadBalancer -> Result:8080', 'LoadBalancer -> Vote:8080', ...DATA,
    ].sort());
  });

  test('opens port 5001 of the load balancer for the result where there is no domain', () => {
    expect(walk(votingApp(() => ({ ingress: VotingIngress.httpPorts() })))).toEqual([
      '0.0.0.0/0 -> LoadBalancer:80', '0.0.0.0/0 -> LoadBalancer:5001',
      'LoadBalancer -> Result:8080', 'LoadBalancer -> Vote:8080', ...DATA,
    ].sort());
  });

  test('is as narrow in the regulated profile, without port 80', () => {
    const built = votingApp(() => ({}), Profile.REGULATED);

    expect(walk(built)).toEqual([
      '0.0.0.0/0 -> LoadBalancer:443', 'LoadBalancer -> Result:8080', 'LoadBalancer -> Vote:8080',
      'Result -> Database:5433', 'Vote -> Cache:6379', 'Worker -> Cache:6379', 'Worker -> Database:5433',
    ].sort());
  });

  test('is the same with instances', () => {
    const built = votingApp(() => ({ vote: VoteCompute.instances({ capacity: CapacityRange.between(2, 4) }) }));

    expect(walk(built)).toEqual(walk(votingApp()));
  });

  const scraper = (_: VotingApp, { stack, vpc }: Given) => new SecurityGroup(stack, 'Prometheus', { vpc });

  test('opens the metrics ports to a scraper, and nothing else', () => {
    let id = '';
    const built = votingApp(() => ({}), Profile.PRODUCTION, (voting, given) => {
      const prometheus = scraper(voting, given);
      id = (given.stack.resolve(prometheus.securityGroupId) as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0];
      voting.allowScrapingFrom(prometheus);
    });

    expect(walk(built, { [id]: 'Scraper' })).toEqual([
      ...walk(votingApp()), 'Scraper -> Result:9464', 'Scraper -> Vote:9464', 'Scraper -> Worker:9464',
    ].sort());
  });

  test('opens the metrics ports to a network of administrators too', () => {
    const built = votingApp(() => ({}), Profile.PRODUCTION, (voting) =>
      voting.allowScrapingFrom(Peer.ipv4('10.20.0.0/24')));

    expect(walk(built).filter((rule) => rule.startsWith('10.20.0.0/24'))).toEqual([
      '10.20.0.0/24 -> Result:9464', '10.20.0.0/24 -> Vote:9464', '10.20.0.0/24 -> Worker:9464',
    ]);
  });
});
