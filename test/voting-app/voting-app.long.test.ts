// R-APP-1, R-APP-3, R-APP-4
import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { SecurityGroup, type Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, CpuArchitecture, Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  AdminPage, Authentication, BackendAccess, CapacityRange, ExistingBackend, Ingress, Poll, PostgresDatabase, Profile,
  ScalingPolicy,
  Stickiness, TaskSize, ValkeyCache, VoteCompute, VotingApp, type VotingAppProps, VotingImage, VotingIngress,
  WebLoadBalancer,
} from '../../src';
import { signalsProblems } from '../../src/signal';
import { only, type Properties } from '../support/templates';
import { type Built, type Given, votingApp } from './support';

const login = ({ stack }: Given) => Authentication.oidc({
  issuer: 'https://login.example.com', authorizationEndpoint: 'https://login.example.com/authorize',
  tokenEndpoint: 'https://login.example.com/token', userInfoEndpoint: 'https://login.example.com/userinfo',
  clientId: 'voting', clientSecret: Secret.fromSecretNameV2(stack, 'Client', 'voting/client'),
});
const PROFILES = [Profile.DEVELOPMENT, Profile.STAGING, Profile.PRODUCTION, Profile.REGULATED];
const pets = (id: string) => Poll.of({ id, title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' } });

/** The containers of a role. */
function containersOf({ template }: Built, role: string): Properties[] {
  const tasks = Object.values(template.findResources('AWS::ECS::TaskDefinition'))
    .map(({ Properties }) => Properties.ContainerDefinitions as Properties[]);
  return tasks.find((containers) => containers.some(({ Command }) => Command?.[0] === role))!;
}

function appOf(built: Built, role: string): Properties {
  return containersOf(built, role).find(({ Name }) => Name === 'app')!;
}

function parameters({ template }: Built): string[] {
  return Object.values(template.findResources('AWS::SSM::Parameter')).map(({ Properties }) => Properties.Value);
}

describe('the voting application', () => {
  test.each(PROFILES)('is three services, a database, a queue and one load balancer: $name', (profile) => {
    const { template } = votingApp(() => ({}), profile);

    template.resourceCountIs('AWS::ECS::Service', 3);
    template.resourceCountIs('AWS::ECS::Cluster', 1);
    template.resourceCountIs('AWS::RDS::DBInstance', 1);
    template.resourceCountIs('AWS::ElastiCache::ReplicationGroup', 1);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 1);
  });

  test('runs each role of the bundled program, read-only, with its own health check', () => {
    const built = votingApp();

    for (const role of ['vote', 'result', 'worker']) {
      expect(appOf(built, role)).toMatchObject({
        Command: [role], ReadonlyRootFilesystem: true,
        HealthCheck: { Command: ['CMD', 'node', '/app/voting-app.mjs', 'healthcheck'] },
      });
    }
  });

  test('gives no plain environment, only parameters and secrets', () => {
    const built = votingApp();
    const containers = ['vote', 'result', 'worker'].flatMap((role) => containersOf(built, role));

    expect(containers).toHaveLength(4);
    expect(containers.filter(({ Environment }) => Environment !== undefined)).toEqual([]);
  });

  test('migrates before the worker, and starts the pages after it', () => {
    const built = votingApp();
    const services = Object.entries(built.template.findResources('AWS::ECS::Service'));
    const [worker] = services.find(([id]) => id.startsWith('VotingWorker'))!;
    const pages = services.filter(([id]) => id !== worker);

    expect(containersOf(built, 'worker')).toEqual([
      expect.objectContaining({ Name: 'app', DependsOn: [{ ContainerName: 'migration', Condition: 'SUCCESS' }] }),
      expect.objectContaining({ Name: 'migration', Command: ['migrate'] }),
    ]);
    expect(pages).toHaveLength(2);
    for (const [, { DependsOn }] of pages) expect(DependsOn).toContain(worker);
  });

  test('starts instances after the worker too', () => {
    const { template } = votingApp(() => ({ vote: VoteCompute.instances() }));
    const [group] = Object.values(template.findResources('AWS::AutoScaling::AutoScalingGroup'));

    expect(group.DependsOn).toContainEqual(expect.stringMatching(/^VotingWorkerService[0-9A-F]{8}$/));
  });

  test('puts new settings into new tasks', () => {
    const label = (polls: Poll[]) => appOf(votingApp(() => ({ polls })), 'worker').DockerLabels.settings;

    expect(label([pets('one')])).toBe(label([pets('one')]));
    expect(label([pets('one')])).not.toBe(label([pets('two')]));
  });

  test('scales the worker by the votes that wait for each task', () => {
    const { template } = votingApp(() => ({ worker: { votesPerTask: 500, capacity: CapacityRange.between(1, 4) } }));

    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 500,
        CustomizedMetricSpecification: { Metrics: Match.arrayWith([Match.objectLike({
          Id: 'backlog', MetricStat: { Stat: 'Maximum', Metric: {
            MetricName: 'QueueDepth', Dimensions: [{ Name: 'Role', Value: 'worker' }],
            Namespace: Match.stringLikeRegexp('^VotingApp/Stack/StackVoting[0-9A-F]{8}$'),
          } },
        })]) },
      },
    });
  });

  test('does not scale a fixed number of workers', () => {
    const { template } = votingApp(() => ({ worker: { capacity: CapacityRange.fixed(2) } }));

    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 2);
  });

  test('counts the votes of two applications apart', () => {
    const other: VotingApp[] = [];
    const { voting } = votingApp(() => ({}), Profile.PRODUCTION, (_, { stack, vpc }) => other.push(
      new VotingApp(stack, 'Other', { vpc, ingress: VotingIngress.httpPorts() }),
    ));

    expect(voting.metricQueueDepth().namespace).not.toBe(other[0].metricQueueDepth().namespace);
  });

  test('writes the addresses of both pages as outputs', () => {
    const { template } = votingApp(() => ({}), Profile.PRODUCTION, (voting) => voting.exportOutputs());

    template.hasOutput('VotingVoteUrl', { Value: 'https://vote.example.com' });
    template.hasOutput('VotingResultUrl', { Value: 'https://result.example.com' });
    template.hasOutput('VotingCookieKeyArn', {});
    template.hasOutput('VotingClusterName', {});
  });

  test('reports what is worth watching of every part, each under a name of its own', () => {
    const signals = votingApp().voting.signals();

    expect(signalsProblems(signals)).toEqual([]);
    for (const part of ['Queue', 'Vote', 'Result', 'Worker', 'LoadBalancer', 'Database', 'Cache']) {
      expect(signals.filter(({ id }) => id.startsWith(part)).length).toBeGreaterThan(0);
    }
  });

  test('tells Prometheus where each role answers', () => {
    const sources = (props: Partial<VotingAppProps>) => votingApp(() => props).voting.scrapeSources()
      .map(({ name, port, path }) => `${name}:${port}${path}`);

    expect(sources({})).toEqual(['vote:9464/metrics', 'result:9464/metrics', 'worker:9464/metrics']);
    expect(sources({ vote: VoteCompute.instances() })).toEqual(sources({}));
  });
});

describe('the pages of the voting application', () => {
  const urls = ({ voting }: Built) => [voting.voteUrl, voting.resultUrl];

  test('have names and certificates of their own', () => {
    const built = votingApp();

    expect(urls(built)).toEqual(['https://vote.example.com', 'https://result.example.com']);
    built.template.resourceCountIs('AWS::Route53::RecordSet', 2);
    built.template.resourceCountIs('AWS::CertificateManager::Certificate', 2);
  });

  test('know each other', () => {
    expect(parameters(votingApp())).toEqual(expect.arrayContaining([
      'https://vote.example.com', 'https://result.example.com',
    ]));
  });

  test('have ports without a domain', () => {
    const { voting, template, stack } = votingApp(() => ({ ingress: VotingIngress.httpPorts() }));
    const dns = { 'Fn::GetAtt': [only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').id, 'DNSName'] };

    expect(stack.resolve(voting.voteUrl)).toEqual({ 'Fn::Join': ['', ['http://', dns]] });
    expect(stack.resolve(voting.resultUrl)).toEqual({ 'Fn::Join': ['', ['http://', dns, ':5001']] });
  });

  test('have ports over HTTPS', () => {
    const { voting } = votingApp(({ hostedZone }) => ({
      ingress: VotingIngress.ports({ domainName: 'vote.example.com', hostedZone, resultPort: 8443 }),
    }));

    expect([voting.voteUrl, voting.resultUrl])
      .toEqual(['https://vote.example.com', 'https://vote.example.com:8443']);
  });

  test('share a load balancer with other services', () => {
    const built = votingApp(({ stack, vpc, hostedZone }) => {
      const edge = new WebLoadBalancer(stack, 'Edge', { vpc, domainName: '*.example.com', hostedZone });
      return { ingress: VotingIngress.shared(edge, {
        vote: { hosts: ['vote.example.com'] }, result: { hosts: ['result.example.com'] },
      }) };
    });

    expect(urls(built)).toEqual(['https://vote.example.com', 'https://result.example.com']);
    expect(built.voting.loadBalancer).toBeUndefined();
    built.template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 1);
  });

  test('stand behind a load balancer that the library did not make', () => {
    const built = votingApp(({ stack, vpc }) => {
      const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Alb', { vpc });
      const listener = loadBalancer.addListener('Http', {
        port: 80, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404),
      });
      const to = (host: string) => Ingress.existing(loadBalancer, listener, { hosts: [host], url: `http://${host}` });
      return { ingress: VotingIngress.pages({ vote: to('vote.example.com'), result: to('result.example.com') }) };
    });

    expect(urls(built)).toEqual(['http://vote.example.com', 'http://result.example.com']);
  });

  test.each<[string, (given: Given) => VotingIngress]>([
    ['names', (given) => VotingIngress.hosts({
      vote: 'vote.example.com', result: 'result.example.com', hostedZone: given.hostedZone,
      resultAuthentication: login(given),
    })],
    ['ports', (given) => VotingIngress.ports({
      domainName: 'voting.example.com', hostedZone: given.hostedZone, resultAuthentication: login(given),
    })],
  ])('ask for a log-in where the user wants one: %s', (_, ingress) => {
    const { template } = votingApp((given) => ({ ingress: ingress(given) }));
    const rules = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::ListenerRule'))
      .map(({ Properties: { Actions } }) => Actions as Properties[]);
    const leadsTo = (actions: Properties[], page: string) => JSON.stringify(actions).includes(`"Voting${page}`);
    const types = (page: string) => rules.filter((actions) => leadsTo(actions, page)).map((actions) =>
      actions.map(({ Type }) => Type));

    expect(types('Result')).toEqual([['authenticate-oidc', 'forward']]);
    expect(types('Vote')).toEqual([['forward']]);
  });

  test('keep a viewer at one task by choice', () => {
    const sticky = (resultStickiness?: Stickiness) => {
      const { template } = votingApp(() => ({ ingress: VotingIngress.httpPorts({ resultStickiness }) }));
      return Object.entries(template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup'))
        .filter(([, { Properties }]) => JSON.stringify(Properties.TargetGroupAttributes)
          .includes('{"Key":"stickiness.enabled","Value":"true"}')).map(([id]) => id.slice(0, 12));
    };

    expect(sticky()).toEqual([]);
    expect(sticky(Stickiness.loadBalancerCookie())).toEqual(['VotingResult']);
  });
});

describe('the program of the voting application', () => {
  test('is built for either architecture', () => {
    const { template } = votingApp(() => ({ image: VotingImage.bundled({ architecture: CpuArchitecture.ARM64 }) }));

    template.allResourcesProperties('AWS::ECS::TaskDefinition', {
      RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    });
  });

  test('comes from a repository by its digest, so that nobody needs Docker to deploy', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const built = votingApp(({ stack }) => ({
      image: VotingImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'voting'), digest),
    }));

    expect(JSON.stringify(appOf(built, 'vote').Image)).toContain(`/voting@${digest}`);
    expect(built.app.synth().getStackArtifact('Stack').assets).toEqual([]);
  });

  test('runs on instances without a container', () => {
    const built = votingApp(() => ({ vote: VoteCompute.instances() }));
    const data = JSON.stringify(only(built.template, 'AWS::EC2::LaunchTemplate').Properties);

    expect(data).toContain('/usr/bin/node-24 /opt/voting-app/voting-app.mjs vote');
    expect(data).toContain('nodejs24');
    expect(data).not.toContain('docker');
    expect(built.voting.voteTier).toBeDefined();
    expect(built.voting.voteService).toBeUndefined();
  });

  test('runs on instances as an image of yours', () => {
    const built = votingApp(({ stack }) => ({
      vote: VoteCompute.instances(),
      image: VotingImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'voting'), '1.4.2'),
    }));

    const data = JSON.stringify(only(built.template, 'AWS::EC2::LaunchTemplate').Properties);

    expect(data).toContain('docker run');
    expect(data).toContain('--publish 8080:8080 --publish 9464:9464');
    expect(built.voting.scrapeSources().map(({ name }) => name)).toEqual(['vote', 'result', 'worker']);
  });
});

describe('the admin page of the voting application', () => {
  const TOKEN = 'ADMIN_TOKEN';
  const tokenOf = (built: Built, role: string) =>
    (appOf(built, role).Secrets as Properties[]).find(({ Name }) => Name === TOKEN)?.ValueFrom;

  test('is not there unless asked for', () => {
    const [built, none] = [votingApp(), votingApp(() => ({ result: { adminPage: AdminPage.none() } }))];

    expect(tokenOf(built, 'result')).toBeUndefined();
    expect(built.voting.adminToken).toBeUndefined();
    expect(none.template.toJSON()).toEqual(built.template.toJSON());
  });

  test('has a generated token, which only the page with the result gets', () => {
    const built = votingApp(() => ({ result: { adminPage: AdminPage.generatedToken() } }), Profile.PRODUCTION,
      (voting) => voting.exportOutputs());
    const reference = built.stack.resolve(built.voting.adminToken!.secretArn) as unknown;

    expect(tokenOf(built, 'result')).toEqual(reference);
    for (const role of ['vote', 'worker']) expect(tokenOf(built, role)).toBeUndefined();
    built.template.hasOutput('VotingAdminTokenArn', { Value: reference });
    built.template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true }, KmsKeyId: Match.anyValue(),
      Description: 'Opens the admin page of Stack/Voting',
    });
  });

  test('takes a token of yours, and makes none', () => {
    const built = votingApp(({ stack }) => ({ result: { adminPage: AdminPage.token(
      ContainerSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Mine', 'voting/admin'), 'token'),
    ) } }));

    expect(JSON.stringify(tokenOf(built, 'result'))).toContain('secret:voting/admin:token::');
    expect(built.voting.adminToken).toBeUndefined();
  });

  test('comes with a warning where the token travels in plain text', () => {
    const warnings = (ingress: VotingIngress | undefined) => Annotations.fromStack(votingApp(() => ({
      ...ingress && { ingress }, result: { adminPage: AdminPage.generatedToken() },
    })).stack).findWarning('*', Match.stringLikeRegexp('token of administrators'));

    expect(warnings(VotingIngress.httpPorts())).toHaveLength(1);
    expect(warnings(undefined)).toEqual([]);
  });
});

describe('what exists already', () => {
  test('takes the place of cluster, database and cache', () => {
    const built = votingApp(({ stack, vpc }) => ({
      cluster: new Cluster(stack, 'Cluster', { vpc }),
      database: new PostgresDatabase(stack, 'Votes', { vpc }),
      cache: new ValkeyCache(stack, 'Queue', { vpc }),
    }));

    built.template.resourceCountIs('AWS::ECS::Cluster', 1);
    built.template.resourceCountIs('AWS::RDS::DBInstance', 1);
    built.template.resourceCountIs('AWS::ElastiCache::ReplicationGroup', 1);
    expect(built.voting.signals().filter(({ id }) => /^(Database|Cache)/.test(id))).toEqual([]);
  });

  test('gives the program the names that it reads, whatever its own prefix is', () => {
    const backend = (stack: Stack, id: string, environmentPrefix: string) => new ExistingBackend(stack, id, {
      port: 5432, environmentPrefix, environment: { HOST: `${id}.internal` },
    });
    const built = votingApp(({ stack }) => ({
      database: backend(stack, 'Legacy', 'PG'), cache: backend(stack, 'Queue', 'CACHE'),
    }));

    expect(appOf(built, 'worker').Environment).toEqual([
      { Name: 'DB_HOST', Value: 'Legacy.internal' }, { Name: 'REDIS_HOST', Value: 'Queue.internal' },
    ]);
  });

  test('may be a database that no library made', () => {
    const built = votingApp(({ stack, vpc }) => ({
      database: new ExistingBackend(stack, 'Legacy', {
        port: 5432, environmentPrefix: 'DB', environment: { HOST: 'db.internal' },
        admittedBy: new SecurityGroup(stack, 'Group', { vpc }),
      }),
    }));

    expect(appOf(built, 'result').Environment).toEqual([{ Name: 'DB_HOST', Value: 'db.internal' }]);
    built.template.resourceCountIs('AWS::RDS::DBInstance', 0);
  });
});

const STATEFUL = [
  'AWS::RDS::DBInstance', 'AWS::ElastiCache::ReplicationGroup', 'AWS::SecretsManager::Secret', 'AWS::KMS::Key',
];

describe('the data of the voting application', () => {
  const kept = ({ template }: Built) => STATEFUL.flatMap((type) => Object.keys(template.findResources(type))).sort();
  let defaults: string[] | undefined;
  const ofDefaults = () => defaults ??= kept(votingApp());
  const policies = (profile: Profile) => {
    const { template } = votingApp(() => ({}), profile);
    return ['AWS::RDS::DBInstance', 'AWS::ElastiCache::ReplicationGroup']
      .flatMap((type) => [only(template, type)].flatMap(({ id }) => {
        const resource = template.findResources(type)[id];
        return [resource.DeletionPolicy, resource.UpdateReplacePolicy];
      }));
  };

  test.each([Profile.STAGING, Profile.PRODUCTION, Profile.REGULATED])('outlives the stack: $name', (profile) => {
    expect(policies(profile)).toEqual(['Snapshot', 'Snapshot', 'Snapshot', 'Snapshot']);
  });

  test('goes with the stack in development', () => {
    expect(policies(Profile.DEVELOPMENT)).toEqual(['Delete', 'Delete', 'Delete', 'Delete']);
  });

  test.each(PROFILES)('keeps the key of the cookies where the votes outlive the stack: $name', (profile) => {
    const { template } = votingApp(() => ({}), profile);
    const keys = template.findResources('AWS::SecretsManager::Secret', {
      Properties: { Description: Match.stringLikeRegexp('^Signs the cookies of voters') },
    });

    expect(Object.values(keys).map(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy]))
      .toEqual([profile === Profile.DEVELOPMENT ? ['Delete', 'Delete'] : ['Retain', 'Retain']]);
  });

  const CHANGES: Record<string, (given: Given) => Partial<VotingAppProps>> = {
    ingress: () => ({ ingress: VotingIngress.httpPorts() }),
    polls: () => ({ polls: [pets('other')] }),
    image: ({ stack }) => ({
      image: VotingImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'voting'), '1'),
    }),
    vote: () => ({ vote: VoteCompute.instances() }),
    result: () => ({ result: {
      size: TaskSize.LARGE, capacity: CapacityRange.between(2, 3), scaling: [ScalingPolicy.cpuSteps()],
    } }),
    worker: () => ({ worker: { size: TaskSize.LARGE, capacity: CapacityRange.fixed(1) } }),
    cluster: ({ stack, vpc }) => ({ cluster: new Cluster(stack, 'Cluster', { vpc: vpc as Vpc }) }),
    settings: () => ({ settings: { RATE_LIMIT: '60' } }),
    databaseAccess: () => ({ databaseAccess: BackendAccess.iam({ userName: 'voting' }) }),
  };

  test.each<['Database' | 'Cache', (given: Given) => Partial<VotingAppProps>]>([
    ['Database', ({ stack }) => ({ database: new ExistingBackend(stack, 'Legacy', {
      port: 5432, environmentPrefix: 'DB', environment: { HOST: 'db.internal' },
    }) })],
    ['Cache', ({ stack }) => ({ cache: new ExistingBackend(stack, 'Queue', {
      port: 6379, environmentPrefix: 'REDIS', environment: { HOST: 'queue.internal' },
    }) })],
  ])('keeps the logical ids of everything else when another %s is handed in', (part, props) => {
    const others = ofDefaults().filter((id) => !id.startsWith(`Voting${part}`));

    expect(others.length).toBeGreaterThan(1);
    expect(kept(votingApp(props))).toEqual(others);
  });

  test.each(Object.entries(CHANGES))('keeps its logical ids when "%s" changes', (_, props) => {
    expect(kept(votingApp(props))).toEqual(ofDefaults());
  });
});
