// a walk over every security group: who may connect to what, and nothing else (R-NET-4, R-NET-5)
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Peer, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer, ApplicationProtocol, ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { build as buildUsersApi } from '../../examples/users-api/main';
import {
  AdminPage, BackendAccess, CapacityRange, Ingress, Profile, VoteCompute, VotingImage, VotingIngress, WebLoadBalancer,
  type VotingApp, type VotingAppProps,
} from '../../src';
import { type Built, type Given, votingApp } from './support';
import { namesIn, waysIn, waysOut, type Names } from '../support/walk';

/** Parts of the application by their own names, and what stands beside it by its id. */
const partOf = (path: string) => {
  const words = path.split('/');
  return words[0] === 'Voting' ? words[1] : words[0];
};
const namesOf = ({ stack }: Built): Names => namesIn(stack, partOf);
const into = (built: Built) => waysIn(built.template, namesOf(built));
const outOf = (built: Built) => waysOut(built.template, namesOf(built));

const DATA = [
  'Result -> Database:5432', 'Vote -> Cache:6379', 'Worker -> Cache:6379', 'Worker -> Database:5432',
];
const PAGES = ['LoadBalancer -> Result:8080', 'LoadBalancer -> Vote:8080'];
const internet = (...ports: number[]) => ports.map((port) => `0.0.0.0/0 -> LoadBalancer:${port}`);
/** Tasks call AWS, and the backends that let them in. */
const ROLES = ['Result -> 0.0.0.0/0:all', 'Vote -> 0.0.0.0/0:all', 'Worker -> 0.0.0.0/0:all'];

/** A load balancer beside the application, called as its own one would be. */
const shared = ({ stack, vpc, hostedZone }: Given): Partial<VotingAppProps> => ({
  ingress: VotingIngress.shared(
    new WebLoadBalancer(stack, 'LoadBalancer', { vpc, domainName: '*.example.com', hostedZone }),
    { vote: { hosts: ['vote.example.com'] }, result: { hosts: ['result.example.com'] } },
  ),
});

/** A load balancer that the library did not make. */
const existing = ({ stack, vpc }: Given): Partial<VotingAppProps> => {
  const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc });
  const listener = loadBalancer.addListener('Http', {
    port: 80, open: false, defaultAction: ListenerAction.fixedResponse(404),
  });
  const to = (host: string) => Ingress.existing(loadBalancer, listener, { hosts: [host] });
  return { ingress: VotingIngress.pages({ vote: to('vote.example.com'), result: to('result.example.com') }) };
};

const SHAPES: Record<string, [props: (given: Given) => Partial<VotingAppProps>, fromOutside: string[]]> = {
  'two names': [() => ({}), internet(443, 80)],
  'two ports over HTTPS': [
    ({ hostedZone }) => ({ ingress: VotingIngress.ports({ domainName: 'vote.example.com', hostedZone }) }),
    internet(443, 80, 5001),
  ],
  'two ports over plain HTTP': [() => ({ ingress: VotingIngress.httpPorts() }), internet(80, 5001)],
  'two ports for one network': [
    () => ({ ingress: VotingIngress.httpPorts({ allowedCidrs: ['192.0.2.0/24'] }) }),
    ['192.0.2.0/24 -> LoadBalancer:80', '192.0.2.0/24 -> LoadBalancer:5001'],
  ],
  'a shared load balancer': [shared, internet(443, 80)],
  'a load balancer of others': [existing, []],
};

describe('the network of the voting application', () => {
  test.each(Object.entries(SHAPES))(
    'lets whoever may reach the load balancer, and each part the one behind it: %s',
    (_, [props, fromOutside]) => {
      const built = votingApp(props);

      expect(into(built)).toEqual([...fromOutside, ...PAGES, ...DATA].sort());
      expect(outOf(built)).toEqual([...PAGES, ...ROLES].sort());
    },
  );

  test('has a load balancer for each page where both have an ingress of their own', () => {
    const built = votingApp(() => ({
      ingress: VotingIngress.pages({
        vote: Ingress.http(), result: Ingress.internal({ protocol: ApplicationProtocol.HTTP }),
      }),
    }));
    const names = namesIn(built.stack, (path) => path.startsWith('Voting/') && path.includes('LoadBalancer')
      ? `${partOf(path)}Entrance`
      : partOf(path));

    expect(waysIn(built.template, names)).toEqual([
      '0.0.0.0/0 -> VoteEntrance:80', 'VoteEntrance -> Vote:8080', 'ResultEntrance -> Result:8080',
      '10.0.0.0/16 -> ResultEntrance:80', ...DATA,
    ].sort());
  });

  test('is as narrow in the regulated profile, without port 80', () => {
    const built = votingApp(() => ({}), Profile.REGULATED);

    expect(into(built)).toEqual([
      ...internet(443), ...PAGES, 'Result -> Database:5433', 'Vote -> Cache:6379', 'Worker -> Cache:6379',
      'Worker -> Database:5433',
    ].sort());
  });

  test.each<[string, (given: Given) => Partial<VotingAppProps>]>([
    ['instances', () => ({ vote: VoteCompute.instances({ capacity: CapacityRange.between(2, 4) }) })],
    ['containers on instances', ({ stack }) => ({
      vote: VoteCompute.instances(),
      image: VotingImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'voting'), '1.4.2'),
    })],
    ['an admin page', () => ({ result: { adminPage: AdminPage.generatedToken() } })],
    ['a log-in with IAM', () => ({ databaseAccess: BackendAccess.iam({ userName: 'voting' }) })],
  ])('is the same with %s', (_, props) => {
    expect(into(votingApp(props))).toEqual(into(votingApp()));
  });

  const scraper = (_: VotingApp, { stack, vpc }: Given) => new SecurityGroup(stack, 'Scraper', { vpc });
  const SCRAPED = ['Scraper -> Result:9464', 'Scraper -> Vote:9464', 'Scraper -> Worker:9464'];

  test.each<[string, (given: Given) => Partial<VotingAppProps>]>([
    ['tasks', () => ({})],
    ['instances', () => ({ vote: VoteCompute.instances() })],
    ['containers on instances', ({ stack }) => ({
      vote: VoteCompute.instances(),
      image: VotingImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'voting'), '1.4.2'),
    })],
  ])('opens the metrics ports to a scraper, and nothing else: %s', (_, props) => {
    const built = votingApp(props, Profile.PRODUCTION, (voting, given) =>
      voting.allowScrapingFrom(scraper(voting, given)));

    expect(into(built)).toEqual([...into(votingApp()), ...SCRAPED].sort());
  });

  test('lets a scraper out to the metrics ports that is closed', () => {
    const built = votingApp(() => ({}), Profile.PRODUCTION, (voting, { stack, vpc }) =>
      voting.allowScrapingFrom(new SecurityGroup(stack, 'Scraper', { vpc, allowAllOutbound: false })));

    expect(outOf(built).filter((way) => way.startsWith('Scraper'))).toEqual(SCRAPED);
  });

  test('opens the metrics ports to a network of administrators too', () => {
    const built = votingApp(() => ({}), Profile.PRODUCTION, (voting) =>
      voting.allowScrapingFrom(Peer.ipv4('10.20.0.0/24')));

    expect(into(built).filter((rule) => rule.startsWith('10.20.0.0/24'))).toEqual([
      '10.20.0.0/24 -> Result:9464', '10.20.0.0/24 -> Vote:9464', '10.20.0.0/24 -> Worker:9464',
    ]);
  });
});

describe('the network of the users API', () => {
  const app = new App({ context: {
    'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  } });
  buildUsersApi(app);
  const stack = app.node.findChild('People') as Stack;
  const template = Template.fromStack(stack);
  const names = namesIn(stack, (path) => path.includes('LoadBalancer') ? 'LoadBalancer' : path.split('/')[0]);

  test('lets the internet reach the load balancer, that the API, and the API the database', () => {
    expect(waysIn(template, names)).toEqual([
      ...internet(443, 80), 'LoadBalancer -> Api:8080', 'Api -> Database:5432',
    ].sort());
  });

  test('lets the load balancer reach the API and the identity provider', () => {
    expect(waysOut(template, names)).toEqual([
      'Api -> 0.0.0.0/0:all', 'LoadBalancer -> 0.0.0.0/0:443', 'LoadBalancer -> Api:8080',
    ]);
  });
});
