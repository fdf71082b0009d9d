import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  AdminPage, Authentication, BackendAccess, CapacityRange, ClusterMode, ExistingBackend, Ingress, Poll,
  type PollOptions, PostgresDatabase, Profile, ScalingPolicy, TaskSize, ValkeyCache, VoteCompute, VotingApp,
  type VotingAppProps, VotingImage, VotingIngress, WebLoadBalancer,
} from '../../src';
import { stackWithVpc, THREE_TIERS, zoneIn } from '../support/stacks';
import { hosts, type Given } from './support';

/** The lines of the error. */
function problemsOf(
  props: (zone: IHostedZone, given: Given) => Partial<VotingAppProps>, profile?: Profile,
): string[] {
  const { stack, vpc } = stackWithVpc({
    profile, props: { env: { account: '111122223333', region: 'eu-west-1' } }, vpc: THREE_TIERS,
  });
  const hostedZone = zoneIn(stack);
  const children = () => stack.node.findAll().length;
  const given = props(hostedZone, { stack, vpc, hostedZone });
  const before = children();
  try {
    new VotingApp(stack, 'Voting', { vpc, ingress: hosts(hostedZone), ...given });
  } catch (error) {
    // nothing but the construct itself is there.
    expect(children()).toBe(before + 1);
    const [head, ...problems] = (error as Error).message.split('\n');
    expect(head).toMatch(/^Stack\/Voting \(VotingApp\) has (an invalid prop|\d+ invalid props):$/);
    return problems.map((line) => line.trim());
  }
  return [];
}

const poll = (change: Partial<PollOptions>) =>
  Poll.of({ title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' }, ...change });
const pollProblems = (...changes: Partial<PollOptions>[]) => problemsOf(() => ({ polls: changes.map(poll) }));
const ID = '1 to 40 of a-z, 0-9, "_" and "-", a letter or a number first';

describe('a poll', () => {
  test.each<[Partial<PollOptions>, string]>([
    [{ id: 'Pets' }, `"polls[0].id" must be ${ID}, got "Pets"`],
    [{ title: '' }, '"polls[0].title" must have 1 to 120 characters, got ""'],
    [{ options: { a: 'Cats' } }, '"polls[0].options" must have 2 to 20 entries, got 1'],
    [{ options: { 'a': 'Cats', 'b c': 'Dogs' } }, `"polls[0].options" must have ids of ${ID}, got "b c"`],
    [{ options: { a: '', b: 'Dogs' } }, '"polls[0].options.a" must have 1 to 80 characters, got ""'],
    [{ closesAt: new Date('nonsense') }, '"polls[0].closesAt" must be a date that exists, got an invalid date'],
    [
      { opensAt: new Date('2027-01-02T00:00:00Z'), closesAt: new Date('2027-01-01T00:00:00Z') },
      '"polls[0].opensAt" must be before "closesAt", got 2027-01-02T00:00:00.000Z',
    ],
  ])('fails with one clear line: %o', (change, problem) => {
    expect(pollProblems(change)).toEqual([problem]);
  });

  test('fails without any, and with two of one id', () => {
    expect(pollProblems()).toEqual(['"polls" must have at least one poll, got []']);
    expect(pollProblems({}, {})).toEqual(['"polls[1]" must differ from "polls[0]", got "main"']);
  });

  test('fails when all together are larger than a parameter holds', () => {
    const large = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `p${i}`, title: 'x'.repeat(120) }));

    expect(pollProblems(...large(45))).toEqual([]);
    expect(pollProblems(...large(60))).toEqual([expect.stringMatching(
      /^"polls" must take at most 8192 bytes as JSON, got \d+: the Parameter Store holds no more/,
    )]);
  });
});

describe('what languages without types can pass', () => {
  const poll = (given: object) => ({ polls: [Poll.of(given as Parameters<typeof Poll.of>[0])] });

  test.each<[string, object, string]>([
    ['no VPC', { vpc: undefined }, '"vpc" must be a VPC, got undefined'],
    ['no ingress', { ingress: undefined }, '"ingress" must be made with a factory of VotingIngress, got undefined'],
    ['a text as ingress', { ingress: 'http' }, '"ingress" must be made with a factory of VotingIngress, got "http"'],
    ['one poll in place of a list', { polls: {} }, '"polls" must be a list, got an object of Object'],
    ['a poll without factory', { polls: [{}] }, '"polls[0]" must be made with a factory of Poll, got an object of'],
    ['a poll without options', poll({ title: 'x' }), '"polls[0].options" must be answers by id, such as'],
    ['a poll without title', poll({ options: { a: 'A', b: 'B' } }), '"polls[0].title" must have 1 to 120 characters'],
    [
      'a time as text', poll({ title: 'x', options: { a: 'A', b: 'B' }, opensAt: '2030-01-01' }),
      '"polls[0].opensAt" must be a date that exists, got "2030-01-01"',
    ],
    [
      'a token as text', { result: { adminPage: AdminPage.token('text' as unknown as ecs.Secret) } },
      '"result.adminPage.token" must be an ecs.Secret, got something else',
    ],
    [
      'a token as Secrets Manager has it',
      { result: { adminPage: AdminPage.token(new Secret(new Stack(), 'Token') as unknown as ecs.Secret) } },
      '"result.adminPage.token" must be an ecs.Secret, got something else: for example ecs.Secret.fromSecretsManager',
    ],
    ['an image name', { image: 'nginx' }, '"image" must be made with a factory of VotingImage, got "nginx"'],
    ['a way to run', { vote: 'tasks' }, '"vote" must be made with a factory of VoteCompute, got "tasks"'],
    ['a number of tasks', { worker: { capacity: 3 } }, '"worker.capacity" must be made with a factory of'],
    ['a name as database', { database: 'db' }, '"database" must be an IBackend, got a text'],
    ['a name as access', { databaseAccess: 'iam' }, '"databaseAccess" must be made with a factory of BackendAccess'],
    [
      'a user without name', { databaseAccess: BackendAccess.iam({} as { userName: string }) },
      '"databaseAccess.userName" must be a text, got undefined',
    ],
    [
      'pages without ways in', { ingress: VotingIngress.pages({} as Parameters<typeof VotingIngress.pages>[0]) },
      '"ingress.vote" must be made with a factory of Ingress, got undefined',
    ],
  ])('fails with %s', (_, props, problem) => {
    expect(problemsOf(() => props)[0]).toContain(problem);
  });
});

describe('the ways in', () => {
  test('fail with both pages on one name', () => {
    expect(problemsOf((hostedZone) => ({
      ingress: VotingIngress.hosts({ vote: 'vote.example.com', result: 'VOTE.example.com', hostedZone }),
    }))).toEqual([
      '"ingress.result" must differ from "ingress.vote", got "VOTE.example.com": each page lives at the root of its '
      + 'name',
    ]);
  });

  test('fail with names outside of the zone, by the props that the user wrote', () => {
    expect(problemsOf((hostedZone) => ({
      ingress: VotingIngress.hosts({ vote: 'vote.example.org', result: 'result.example.net', hostedZone }),
    }))).toEqual([
      '"ingress.vote" must be "example.com" or a name under it, got "vote.example.org": a zone answers only for names '
      + 'of its own',
      '"ingress.result" must be "example.com" or a name under it, got "result.example.net": a zone answers only for '
      + 'names of its own',
    ]);
  });

  test('fail without a certificate and without a zone', () => {
    expect(problemsOf(() => ({
      ingress: VotingIngress.hosts({ vote: 'vote.example.com', result: 'result.example.com' }),
    }))).toEqual([
      '"ingress.hostedZone" must be given with "vote", unless "certificate" is, got undefined: the certificate is '
      + 'proved through a record in the zone',
    ]);
  });

  test('fail with log-ins that do not work, by the props that the user wrote', () => {
    const login = (scope: Stack, issuer: string) => Authentication.oidc({
      issuer, authorizationEndpoint: 'https://login.example.com/a', tokenEndpoint: 'https://login.example.com/t',
      userInfoEndpoint: 'https://login.example.com/u', clientId: 'voting',
      clientSecret: Secret.fromSecretNameV2(scope, issuer, 'voting/client'),
    });
    const options = ({ stack }: Given) => ({
      voteAuthentication: login(stack, 'nonsense'), resultAuthentication: login(stack, 'http:'),
    });
    const mistakes = ['vote', 'result'].map((page) =>
      expect.stringContaining(`"ingress.${page}Authentication.issuer" must`) as string);

    expect(problemsOf((hostedZone, given) => ({ ingress: VotingIngress.hosts({
      vote: 'vote.example.com', result: 'result.example.com', hostedZone, ...options(given),
    }) }))).toEqual(mistakes);
    expect(problemsOf((hostedZone, given) => ({ ingress: VotingIngress.ports({
      domainName: 'voting.example.com', hostedZone, ...options(given),
    }) }))).toEqual(mistakes);
  });

  test('fail with a user pool whose client does not call back to the name of its page', () => {
    const login = ({ stack }: Given, ...names: string[]) => {
      const userPool = new UserPool(stack, 'Users');
      return Authentication.cognito({
        userPool, userPoolDomain: userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'voting' } }),
        userPoolClient: userPool.addClient('Client', {
          generateSecret: true, oAuth: { callbackUrls: names.map((name) => `https://${name}/oauth2/idpresponse`) },
        }),
      });
    };
    const both = (...names: string[]) => problemsOf((hostedZone, given) => {
      const authentication = login(given, ...names);
      return { ingress: VotingIngress.hosts({
        vote: 'vote.example.com', result: 'result.example.com', hostedZone,
        voteAuthentication: authentication, resultAuthentication: authentication,
      }) };
    });
    const missing = (page: string) => expect.stringContaining(
      `"ingress.${page}Authentication.userPoolClient" must call back "https://${page}.example.com/oauth2/idpresponse"`,
    ) as string;

    expect(both('vote.example.com', 'result.example.com')).toEqual([]);
    expect(both('vote.example.com')).toEqual([missing('result')]);
    expect(both('result.example.com')).toEqual([missing('vote')]);
    expect(problemsOf((hostedZone, given) => ({ ingress: VotingIngress.ports({
      domainName: 'voting.example.com', hostedZone, resultAuthentication: login(given, 'vote.example.com'),
    }) }))).toEqual([expect.stringContaining('"ingress.resultAuthentication.userPoolClient" must call back')]);
  });

  test('fail with the names of another application', () => {
    expect(problemsOf((hostedZone, { stack, vpc }) => {
      new VotingApp(stack, 'First', { vpc, ingress: hosts(hostedZone) });
      return {};
    })).toEqual(['vote', 'result'].map((page) => expect.stringContaining(
      `"ingress.${page}" must have one DNS record, and Stack/First/`) as string));
  });

  test('fail with a name that nobody can open', () => {
    expect(problemsOf((hostedZone) => ({
      ingress: VotingIngress.hosts({ vote: '*.example.com', result: 'result.example.com', hostedZone }),
    }))).toEqual([
      '"ingress.vote" must be a name without wildcard, got "*.example.com": nobody can open an address with a wildcard',
    ]);
  });

  test('fail with a port that is known at deployment only', () => {
    expect(problemsOf(() => ({ ingress: VotingIngress.httpPorts({ resultPort: Token.asNumber({ Ref: 'Port' }) }) })))
      .toEqual([expect.stringContaining('"ingress.resultPort" must be known at synthesis')]);
  });

  test.each([[80, 'must not be 80'], [0, 'must be an integer from 1 to 65535'], [70000, 'must be an integer from']])(
    'fail with the result on port %d', (resultPort, must) => {
      expect(problemsOf(() => ({ ingress: VotingIngress.httpPorts({ resultPort }) })))
        .toEqual([expect.stringContaining(`"ingress.resultPort" ${must}`)]);
    },
  );

  test('fail with two load balancers of one name, and pass when one of them makes no record', () => {
    const pages = (record: boolean) => problemsOf((hostedZone, { stack }) => {
      const certificate = Certificate.fromCertificateArn(
        stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
      );
      const domainName = 'vote.example.com';
      return { ingress: VotingIngress.pages({
        vote: Ingress.https({ domainName, hostedZone }),
        result: Ingress.https({ domainName, certificate, port: 8443, ...record && { hostedZone } }),
      }) };
    });

    expect(pages(true)).toEqual([
      '"ingress.result.domainName" must differ from "ingress.vote.domainName", got "vote.example.com": a zone has one '
      + 'DNS record of a name: give another name, or leave "hostedZone" of one page out',
    ]);
    expect(pages(false)).toEqual([]);
  });

  test('fail below a path, whatever way in it is', () => {
    expect(problemsOf((hostedZone, { stack, vpc }) => {
      const edge = new WebLoadBalancer(stack, 'Edge', { vpc, domainName: 'voting.example.com', hostedZone });
      return { ingress: VotingIngress.pages({
        vote: Ingress.route(edge, { paths: ['/vote/*'] }), result: Ingress.route(edge, { paths: ['/result/*'] }),
      }) };
    })).toEqual(['vote', 'result'].map((page) => `"ingress.${page}.paths" must be left out, or take every path, got `
      + `["/${page}/*"]: the page lives at the root of its name or port: give "hosts", "domainName" or "port"`));
  });

  test('fail with eleven proxies', () => {
    const pages = (proxies: number) => problemsOf(() => ({
      ingress: VotingIngress.pages({ vote: Ingress.http(), result: Ingress.http(), proxies }),
    }));

    expect(pages(11)).toEqual(['"ingress.proxies" must be an integer from 0 to 10, got 11']);
    expect(pages(10)).toEqual([]);
  });
});

describe('pages behind a load balancer of others', () => {
  const shared = (
    vote: Parameters<typeof Ingress.route>[1], result: Parameters<typeof Ingress.route>[1],
    vpcOf = ({ vpc }: Given) => vpc,
  ) => problemsOf((hostedZone, given) => {
    const edge = new WebLoadBalancer(given.stack, 'Edge', {
      vpc: vpcOf(given), domainName: '*.example.com', hostedZone,
    });
    return { ingress: VotingIngress.shared(edge, { vote, result }) };
  });
  const a = { hosts: ['a.example.com'] };
  const b = { hosts: ['b.example.com'] };

  test('fail with the same requests', () => {
    expect(shared(a, a)).toEqual([
      '"ingress.result.hosts" must differ from "ingress.vote.hosts", or the ports must, got ["a.example.com"]: the '
      + 'later of two equal rules takes no request',
    ]);
  });

  test('fail with the same priority', () => {
    expect(shared({ ...a, priority: 5 }, { ...b, priority: 5 })).toEqual([
      '"ingress.result.priority" must differ from "ingress.vote.priority", got 5: two rules with one priority are a '
      + 'failed deployment',
    ]);
  });

  test('fail when one takes every request of the other before it', () => {
    const [one, both] = [{ hosts: ['a.example.com'] }, { hosts: ['a.example.com', 'b.example.com'] }];
    const ADVICE = 'and the lowest number is asked first';

    expect(shared({ ...one, priority: 20 }, { ...both, priority: 10 })).toEqual([
      '"ingress.vote.priority" must be below 10, the priority of "ingress.result", got 20: its rule takes every '
      + `request of this one, ${ADVICE}`,
    ]);
    expect(shared({ ...both, priority: 10 }, { ...one, priority: 20 })).toEqual([
      '"ingress.vote.priority" must be above 20, the priority of "ingress.result", got 10: this rule takes every '
      + `request of that one, ${ADVICE}`,
    ]);
    expect(shared({ ...one, priority: 10 }, { ...both, priority: 20 })).toEqual([]);
  });

  test('fail with the same requests on a port that only they open', () => {
    const page = { port: 8443, paths: ['/*'] };

    expect(shared(page, page)).toEqual([expect.stringContaining('"ingress.result.hosts" must differ from')]);
  });

  test('fail with one name on two ports, which would have two DNS records', () => {
    const problems = problemsOf((hostedZone, { stack, vpc }) => {
      const edge = new WebLoadBalancer(stack, 'Edge', { vpc, domainName: '*.example.com', hostedZone });
      const page = (port: number) => ({ domainName: 'a.example.com', hostedZone, port });
      return { ingress: VotingIngress.shared(edge, { vote: page(8443), result: page(8444) }) };
    });

    expect(problems).toEqual([
      '"ingress.result.domainName" must differ from "ingress.vote.domainName", got "a.example.com": a zone has one DNS '
      + 'record of a name: give another name, or leave "hostedZone" of one page out',
    ]);
  });

  test('fail when nobody can open them, because their names have wildcards', () => {
    expect(shared({ hosts: ['*.a.example.com'] }, { hosts: ['*.b.example.com', 'b.example.com'] })).toEqual([
      '"ingress.vote.hosts" must have a name without wildcard, got ["*.a.example.com"]: nobody can open an address '
      + 'with a wildcard',
    ]);
  });

  test('fail below a path, and pass with every path', () => {
    expect(shared({ paths: ['/vote/*'] }, b)).toEqual([
      '"ingress.vote.paths" must be left out, or take every path, got ["/vote/*"]: the page lives at the root of its '
      + 'name or port: give "hosts", "domainName" or "port"',
    ]);
    expect(shared({ paths: ['/*'] }, b)).toEqual([]);
  });

  test('pass on two further ports', () => {
    expect(shared({ port: 8443, paths: ['/*'] }, { port: 8444, paths: ['/*'] })).toEqual([]);
  });

  test('fail in another VPC', () => {
    const problems = shared(a, b, ({ stack }) => new ec2.Vpc(stack, 'Other'));

    expect(problems).toEqual(['vote', 'result'].map((page) => `"ingress.${page}" must lead through a load balancer in `
      + 'the VPC of the service, got Stack/Edge/LoadBalancer in Stack/Other: the service is in Stack/Vpc'));
  });
});

describe('what is handed in', () => {
  const existing = (environmentPrefix: string, environment: Record<string, string>) =>
    ({ stack }: Given) => new ExistingBackend(stack, 'Existing', { port: 5432, environmentPrefix, environment });

  test('fails when the stores are swapped', () => {
    expect(problemsOf((_, { stack, vpc }) => ({
      database: new ValkeyCache(stack, 'Valkey', { vpc }), cache: new PostgresDatabase(stack, 'Postgres', { vpc }),
    }))).toEqual([
      '"database" must be a database, got the ValkeyCache Stack/Valkey',
      '"cache" must be a queue, got the PostgresDatabase Stack/Postgres',
    ]);
  });

  test('fails when one store is both', () => {
    expect(problemsOf((_, given) => {
      const both = existing('DB', { HOST: 'db.internal' })(given);
      return { database: both, cache: both };
    })).toEqual(['"cache" must differ from "database", got Stack/Existing']);
  });

  test('fails when another application has the same queue, and passes with a queue of its own', () => {
    const second = (settings: Record<string, string>) => problemsOf((_, { stack, vpc }) => {
      const cache = new ValkeyCache(stack, 'Valkey', { vpc });
      new VotingApp(stack, 'First', { vpc, ingress: VotingIngress.httpPorts(), cache });
      return { cache, settings };
    });

    expect(second({})).toEqual([
      '"settings.QUEUE_NAME" must differ from that of Stack/First, which has the same "cache", got "votes": each '
      + 'application would get votes of the other one',
    ]);
    expect(second({ QUEUE_NAME: 'second' })).toEqual([]);
    // the program reads names without blanks around them.
    expect(second({ QUEUE_NAME: ' votes ' })).toEqual([expect.stringContaining('"settings.QUEUE_NAME" must differ')]);
    expect(second({ QUEUE_NAME: ' ' })).toEqual([expect.stringContaining('"settings.QUEUE_NAME" must differ')]);
  });

  test('fails when the queue gives up votes once it is full, and passes when it gives up other keys', () => {
    const policy = (name: string) => problemsOf((_, { stack, vpc }) => ({
      cache: new ValkeyCache(stack, 'Valkey', { vpc, parameters: { 'maxmemory-policy': name } }),
    }));

    expect(policy('allkeys-lru')).toEqual([
      '"cache" must evict nothing when it is full, got Stack/Valkey with "maxmemory-policy" allkeys-lru: a queue that '
      + 'evicts loses votes: leave the parameter out, or give "cache" another ValkeyCache',
    ]);
    expect(policy('volatile-ttl')).toEqual([]);
  });

  test('fails when another application counts the same poll, and passes with polls of its own', () => {
    const second = (...polls: Poll[]) => problemsOf((_, { stack, vpc }) => {
      const database = new PostgresDatabase(stack, 'Postgres', { vpc });
      new VotingApp(stack, 'First', { vpc, ingress: VotingIngress.httpPorts(), database });
      return { database, polls };
    });

    expect(second(poll({ id: 'lunch' }), poll({}))).toEqual([
      '"polls[1].id" must differ from that of Stack/First, which has the same "database", got "main": the votes of '
      + 'both polls would be counted together',
    ]);
    expect(second(poll({ id: 'lunch' }))).toEqual([]);
  });

  test('fails when a store has no address', () => {
    expect(problemsOf((_, given) => ({ database: existing('DB', { NAME: 'votes' })(given) }))).toEqual([
      '"database" must offer HOST, got Stack/Existing without it: give it in "environment" or "secrets" of the '
      + 'ExistingBackend',
    ]);
    expect(problemsOf((_, given) => ({ cache: existing('REDIS', { URL: 'rediss://cache.internal' })(given) })))
      .toEqual([]);
  });

  test('fails when a store does not know the way of the credentials', () => {
    const database = existing('DB', { HOST: 'db.internal' });

    expect(problemsOf((_, given) => ({
      database: database(given), databaseAccess: BackendAccess.iam({ userName: 'voting' }),
    }))).toEqual([expect.stringContaining('"databaseAccess" must be BackendAccess.injected for a backend that knows')]);
    expect(problemsOf((_, given) => ({
      database: database(given), databaseAccess: BackendAccess.secretAtRunTime(),
    }))).toEqual([expect.stringContaining('"databaseAccess" must be BackendAccess.injected for a backend without')]);
  });

  test.each([
    ['Voting', 'must be 1 to 63 lower-case letters'], ['dbowner', 'must not be the master user'],
    ['rds_iam', 'must not be a name that PostgreSQL or RDS keeps for itself'],
  ])('fails when the user of the database is %s', (userName, must) => {
    expect(problemsOf(() => ({ databaseAccess: BackendAccess.iam({ userName }) })))
      .toEqual([expect.stringContaining(`"databaseAccess.userName" ${must}`)]);
  });

  test('fails when a store is in another Region, which no rule of a security group reaches', () => {
    expect(problemsOf((_, { stack }) => {
      const far = new Stack(stack.node.root, 'Far', { env: { account: '111122223333', region: 'eu-central-1' } });
      const vpc = new ec2.Vpc(far, 'Vpc', THREE_TIERS);
      const database = new PostgresDatabase(far, 'Postgres', { vpc });
      return { database, cache: new ValkeyCache(far, 'Valkey', { vpc }) };
    })).toEqual([['database', 'Postgres'], ['cache', 'Valkey']].map(([prop, id]) =>
      `"${prop}" must be in the Region eu-west-1 of the stack, got Far/${id} in eu-central-1: no security group admits `
      + 'clients of another Region'));
  });

  test('fails when the cluster is in another VPC', () => {
    expect(problemsOf((_, { stack }) => ({
      cluster: new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Other') }),
    }))).toEqual([
      '"cluster" must be in the VPC of the service, got one in Stack/Other: the service is in Stack/Vpc',
    ]);
  });

  test('fails when the VPC has public subnets only', () => {
    expect(problemsOf((_, { stack }) => ({
      vpc: new ec2.Vpc(stack, 'Other', {
        natGateways: 0, subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
      }),
    }))).toEqual([expect.stringContaining('"vpc" must have private or isolated subnets, got public ones only')]);
  });
});

describe('the roles', () => {
  test('fail with policies that do not fit, all at once', () => {
    expect(problemsOf(() => ({
      vote: VoteCompute.tasks({ capacity: CapacityRange.fixed(2), scaling: [ScalingPolicy.cpuTarget()] }),
      result: { scaling: [] },
    }))).toEqual([
      expect.stringContaining('"vote.scaling" must be left out with a fixed capacity'),
      expect.stringContaining('"result.scaling" must have at least one policy'),
    ]);
  });

  test('fail with instances that do not exist', () => {
    expect(problemsOf(() => ({
      vote: VoteCompute.instances({
        instanceType: new ec2.InstanceType('nonsense'), capacity: CapacityRange.between(3, 2), scaling: [],
      }),
    }))).toEqual([
      expect.stringContaining('"vote.instanceType" must be a family and a size'),
      expect.stringContaining('"vote.capacity.min" must be at most "vote.capacity.max"'),
      expect.stringContaining('"vote.scaling" must have at least one policy'),
    ]);
  });

  test('fail with sizes and numbers that do not exist, all at once', () => {
    expect(problemsOf(() => ({
      vote: VoteCompute.tasks({ capacity: CapacityRange.between(3, 2) }),
      result: { size: TaskSize.of({ cpu: 256, memoryMiB: 513 }) },
      worker: { capacity: CapacityRange.between(0, 2), votesPerTask: 0 },
    }))).toEqual([
      '"vote.capacity.min" must be at most "vote.capacity.max" (2), got 3',
      '"result.size.memoryMiB" must be one of 512, 1024, 2048, got 513: these are the MiB that Fargate sells with 256 '
      + 'CPU units',
      '"worker.capacity.min" must be at least 1, got 0: the worker itself reports how many votes wait, so none would '
      + 'never start again',
      '"worker.votesPerTask" must be a number of at least 1, got 0',
    ]);
  });
});

describe('the image', () => {
  const onInstances = (type: string, architecture?: ecs.CpuArchitecture) => problemsOf((_, { stack }) => ({
    image: VotingImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'voting'), '1', { architecture }),
    vote: VoteCompute.instances({ instanceType: new ec2.InstanceType(type) }),
  }));

  test('fails on instances with another processor', () => {
    expect(onInstances('t3.small', ecs.CpuArchitecture.ARM64)).toEqual([
      '"image.architecture" must be X86_64, as that of the instances, got ARM64: the page where people vote runs on '
      + 't3.small',
    ]);
    expect(onInstances('t4g.small')).toEqual([expect.stringContaining('"image.architecture" must be ARM64')]);
  });

  test('passes on instances with its processor, and the bundled one on any', () => {
    expect(onInstances('t3.small')).toEqual([]);
    expect(onInstances('t4g.small', ecs.CpuArchitecture.ARM64)).toEqual([]);
    expect(problemsOf(() => ({
      image: VotingImage.bundled({ architecture: ecs.CpuArchitecture.ARM64 }),
      vote: VoteCompute.instances({ instanceType: new ec2.InstanceType('t3.small') }),
    }))).toEqual([]);
  });
});

describe('settings', () => {
  test.each([
    [{ POLLS_JSON: '[]' }, '"settings.POLLS_JSON" must be left out, got "[]": the construct sets it itself'],
    [{ DATABASE_URL: 'x' }, '"settings.DATABASE_URL" must be left out, got "x": the construct sets it itself'],
    [{ RESULT_PORT: '81' }, '"settings.RESULT_PORT" must be left out, got "81": the construct sets it itself'],
    [{ polls_json: 'x' }, '"settings.polls_json" must be left out, got "x": the construct sets it itself'],
    [{ RATE_LIMIT: 5 }, '"settings.RATE_LIMIT" must be a text, got 5: leave the name out if it has no value'],
    [
      { RATE_LIMIT: '5', rate_limit: '6' },
      '"settings.rate_limit" must differ from "RATE_LIMIT" in a letter or a digit, got "rate_limit"',
    ],
    [
      { QUEUE_NAME: 'x'.repeat(8193) },
      '"settings.QUEUE_NAME" must take at most 8192 bytes, got 8193: the Parameter Store holds no more',
    ],
    [
      { QUEUE_WAIT_REPLICAS: '2' },
      '"settings.QUEUE_WAIT_REPLICAS" must be at most 1, the replicas of the queue, got "2": every vote would be '
      + 'refused: give "cache" a ValkeyCache with more nodes',
    ],
    [{ DB_HOST: 'x' }, '"settings.DB_HOST" must be left out, got "x": the construct sets it itself'],
    [{ RATE_LIMIT: 'many' }, '"settings.RATE_LIMIT" must be a whole number from 0 to 1000000, as text, got "many"'],
    [{ RATE_LIMIT: '-1' }, '"settings.RATE_LIMIT" must be a whole number from 0 to 1000000, as text, got "-1"'],
    [{ RATE_LIMIT: '1e3' }, '"settings.RATE_LIMIT" must be a whole number from 0 to 1000000, as text, got "1e3"'],
    [{ WORKER_BATCH: '0' }, '"settings.WORKER_BATCH" must be a whole number from 1 to 5000, as text, got "0"'],
    [{ WORKER_BATCH: '5001' }, '"settings.WORKER_BATCH" must be a whole number from 1 to 5000, as text, got "5001"'],
    [{ LOG_LEVEL: 'verbose' }, '"settings.LOG_LEVEL" must be one of debug, info, warn, error, silent, got "verbose"'],
    [{ REDIS_CLUSTER: 'maybe' }, '"settings.REDIS_CLUSTER" must be "true" or "false", got "maybe"'],
    [
      { OTEL_TRACES_SAMPLER_ARG: '2' },
      '"settings.OTEL_TRACES_SAMPLER_ARG" must be a number from 0 to 1, as text, got "2"',
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
      '"settings.OTEL_EXPORTER_OTLP_ENDPOINT" must be an address with http:// or https://, got "collector:4318"',
    ],
    [
      { SHUTDOWN_TIMEOUT_S: '26' },
      '"settings.SHUTDOWN_TIMEOUT_S" must be at most 25, got "26": a role is killed 30 seconds after it was told to '
      + 'stop',
    ],
    [
      { POLL_OPENS_AT: '2030-01-01' },
      '"settings.POLL_OPENS_AT" must be left out, got "2030-01-01": the construct sets it itself',
    ],
    [{ RATE_LIMIT: '' }, '"settings.RATE_LIMIT" must be a text that is not empty, without "{{", got ""'],
    [{ rate_limit: '5' }, '"settings.rate_limit" must be written RATE_LIMIT, got "rate_limit"'],
    [{ MAXCONNECTIONS: '5' }, '"settings.MAXCONNECTIONS" must be written MAX_CONNECTIONS, got "MAXCONNECTIONS"'],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a b' },
      '"settings.OTEL_EXPORTER_OTLP_ENDPOINT" must be an address with http:// or https://, got "http://a b"',
    ],
    [{ QUEUE_NAME: 'a}b' }, '"settings.QUEUE_NAME" must have no braces, got "a}b"'],
    [{ QUEUE_NAME: 'a{{b' }, '"settings.QUEUE_NAME" must be a text that is not empty, without "{{", got "a{{b"'],
  ])('fail where they cannot work: %o', (settings, problem) => {
    expect(problemsOf(() => ({ settings: settings as unknown as Record<string, string> }))).toEqual([problem]);
  });

  test('pass at their limits, as tokens, and when only the program of the user knows them', () => {
    expect(problemsOf(() => ({
      settings: {
        RATE_LIMIT: '0', WORKER_BATCH: '5000', LOG_LEVEL: 'silent', REDIS_CLUSTER: 'False', SHUTDOWN_TIMEOUT_S: '25',
        OTEL_TRACES_SAMPLER_ARG: '1', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', CLAIM_IDLE_MS: ' 100 ',
        QUEUE_MAX_DEPTH: Token.asString({ Ref: 'Depth' }), NODE_OPTIONS: '--trace-warnings',
      },
    }))).toEqual([]);
  });

  describe('that the bundled program does not read', () => {
    const OWN = '; a program of yours, with VotingImage.fromRepository, may read others';
    const ownImage = ({ stack }: Given) =>
      VotingImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'voting'), '1');

    test.each([
      ['RATE_LMIT', 'RATE_LIMIT'], ['RATE_LIMITS', 'RATE_LIMIT'], ['QUEUE_DEPTH_MAX', 'QUEUE_MAX_DEPTH'],
      ['DB_POOL_SIZE', 'DB_POOL_MAX'], ['LOGLEVELS', 'LOG_LEVEL'], ['CONNECTIONS_MAX', 'MAX_CONNECTIONS'],
    ])('fail with the nearest one: %s', (name, near) => {
      expect(problemsOf(() => ({ settings: { [name]: '5' } }))).toEqual([
        `"settings.${name}" must be a variable that the bundled program reads, got "${name}": the nearest one is `
        + near + OWN,
      ]);
    });

    test('pass when Node.js or the AWS clients read them', () => {
      const settings = {
        NODE_OPTIONS: '--trace-warnings', NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: 'http://proxy:3128', TZ: 'UTC',
        AWS_ENDPOINT_URL: 'https://aws.example.com', NODE_EXTRA_CA_CERTS: '/etc/ssl/cert.pem',
      };

      expect(problemsOf(() => ({ settings }))).toEqual([]);
    });

    test('pass with an image of the user, whose program may read them', () => {
      const settings = { RATE_LMIT: '5', DB_CA_FILE: '/app/company.pem' };

      expect(problemsOf((_, given) => ({ settings, image: ownImage(given) }))).toEqual([]);
    });

    test('fail as well when they name files, which the bundled image does not have', () => {
      expect(problemsOf(() => ({ settings: { DB_CA_FILE: '/app/company.pem' } }))).toEqual([
        '"settings.DB_CA_FILE" must be left out with the bundled image, which has no files of yours, got '
        + '"/app/company.pem": put the file into an image of yours, and use VotingImage.fromRepository',
      ]);
    });
  });

  describe('beside a store that gives the same variable', () => {
    const database = ({ stack }: Given) => new ExistingBackend(stack, 'Legacy', {
      environmentPrefix: 'LEGACY', port: 5432,
      environment: { HOST: 'db.example.com', POOL_MAX: '50' },
    });
    const sharded = ({ stack, vpc }: Given) =>
      new ValkeyCache(stack, 'Valkey', { vpc, clusterMode: ClusterMode.enabled({ shards: 2 }) });

    test('fail under their own name, before anything is made', () => {
      expect(problemsOf((_, given) => ({ database: database(given), settings: { DB_POOL_MAX: '3' } }))).toEqual([
        '"settings.DB_POOL_MAX" must be left out, because Stack/Legacy gives it, got "3": a variable has one value: '
        + 'change it there',
      ]);
      expect(problemsOf((_, given) => ({ cache: sharded(given), settings: { REDIS_CLUSTER: 'true' } }))).toEqual([
        '"settings.REDIS_CLUSTER" must be left out, because Stack/Valkey gives it, got "true": a variable has one '
        + 'value: change it there',
      ]);
    });

    test('pass without it', () => {
      expect(problemsOf((_, given) => ({ database: database(given) }))).toEqual([]);
      expect(problemsOf((_, given) => ({ cache: sharded(given) }))).toEqual([]);
    });
  });

  test.each(['true', ' Yes ', '1'])('fail in cluster mode with a cache that has none: %s', (value) => {
    const problem = `"settings.REDIS_CLUSTER" must be left out with a cache that is not in cluster mode, got "${value}"`
      + ': every vote would be refused: give "cache" a ValkeyCache with ClusterMode.enabled, which sets it';

    expect(problemsOf(() => ({ settings: { REDIS_CLUSTER: value } }))).toEqual([problem]);
    expect(problemsOf((_, { stack, vpc }) => ({
      settings: { REDIS_CLUSTER: value }, cache: new ValkeyCache(stack, 'Valkey', { vpc }),
    }))).toEqual([problem]);
  });

  test('may say that a server of the user is in cluster mode', () => {
    expect(problemsOf((_, { stack }) => ({
      settings: { REDIS_CLUSTER: 'true' },
      cache: new ExistingBackend(stack, 'Legacy', {
        environmentPrefix: 'LEGACY', port: 6379, environment: { HOST: 'redis.example.com' },
      }),
    }))).toEqual([]);
  });

  test('leave a role the time to end that its container has', () => {
    const problems = (SHUTDOWN_TIMEOUT_S: string) => problemsOf(() => {
      const at = (port: number) => Ingress.http({ port, target: { deregistrationDelay: Duration.seconds(20) } });
      return {
        settings: { SHUTDOWN_TIMEOUT_S }, ingress: VotingIngress.pages({ vote: at(80), result: at(81) }),
      };
    });

    expect(problems('5')).toEqual([]);
    expect(problems('6')).toEqual([
      '"settings.SHUTDOWN_TIMEOUT_S" must be at most 5, got "6": a role is killed 10 seconds after it was told to stop',
    ]);
  });

  test('wait for as many replicas as the queue has', () => {
    const settings = { QUEUE_WAIT_REPLICAS: '2' };

    expect(problemsOf((_, { stack, vpc }) => ({
      settings, cache: new ValkeyCache(stack, 'Valkey', { vpc, nodes: 3 }),
    }))).toEqual([]);
    expect(problemsOf(() => ({ settings }), Profile.DEVELOPMENT))
      .toEqual([expect.stringContaining('must be at most 0, the replicas of the queue')]);
  });

  test('fail with names that no instance can export', () => {
    expect(problemsOf(() => ({ settings: { 'A.B': 'x', 'UID': 'x' } }))).toEqual([
      expect.stringContaining('"settings" must have names of letters, digits, "_"'),
      expect.stringContaining('"settings" must have no variable that the shell keeps for itself'),
    ]);
  });

  test('fail when the construct sets them, each with one line', () => {
    const settings = { COOKIE_SECRET: 'x', DB_IAM_USER: 'x', ADMIN_TOKEN: 'x' };

    expect(problemsOf(() => ({ settings }))).toHaveLength(3);
  });

  test('fail when they are secrets', () => {
    expect(problemsOf(() => ({ settings: { ADMIN_TOKEN: 'open' } })))
      .toEqual([expect.stringContaining('"settings" must hold no secrets, got "ADMIN_TOKEN"')]);
  });
});
