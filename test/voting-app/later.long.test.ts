// R-APP-1: what "Change it later" of docs/voting-app.md promises
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import type { CfnRecordSet, IHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  AdminPage, BackendAccess, CapacityRange, Poll, PostgresDatabase, Profile, ValkeyCache, VoteCompute, VotingApp,
  type VotingAppProps, VotingImage, VotingIngress, WebLoadBalancer,
} from '../../src';
import { THREE_TIERS, zoneIn } from '../support/stacks';
import { hosts } from './support';

type Resource = { Type: string; Properties: Record<string, unknown>; DeletionPolicy?: string };
type Resources = Record<string, Resource>;

/** What other applications of a company have too, in a stack of its own. */
interface Shared { readonly base: Stack; readonly vpc: Vpc; readonly app: Stack }

const FORMS: Record<string, (shared: Shared) => Partial<VotingAppProps>> = {
  'own': () => ({}),
  'shared': ({ base, vpc, app }) => {
    const hostedZone = zoneIn(base);
    const loadBalancer = new WebLoadBalancer(base, 'Edge', { vpc, domainName: 'example.com', hostedZone });
    const zone = app.node.findChild('Zone') as typeof hostedZone;
    return { ingress: VotingIngress.shared(loadBalancer, {
      vote: { domainName: 'vote.example.com', hostedZone: zone },
      result: { domainName: 'result.example.com', hostedZone: zone },
    }) };
  },
  'database': ({ base, vpc }) => ({ database: new PostgresDatabase(base, 'Postgres', { vpc }) }),
  'queue': ({ base, vpc }) => ({ cache: new ValkeyCache(base, 'Valkey', { vpc }) }),
  'instances': () => ({ vote: VoteCompute.instances() }),
  'cluster': ({ base, vpc }) => ({ cluster: new Cluster(base, 'Cluster', { vpc }) }),
  'polls': () => ({ polls: [Poll.of({ id: 'lunch', title: 'Lunch?', options: { a: 'Pizza', b: 'Curry' } })] }),
  'settings': () => ({ settings: { QUEUE_NAME: 'lunch', RATE_LIMIT: '60' } }),
  'image': () => ({ image: VotingImage.bundled({ architecture: CpuArchitecture.ARM64 }) }),
  'admin page': () => ({ result: { adminPage: AdminPage.generatedToken() } }),
  'read secret': () => ({ databaseAccess: BackendAccess.secretAtRunTime() }),
  'IAM': () => ({ databaseAccess: BackendAccess.iam({ userName: 'voting' }) }),
  'fixed size': () => ({
    vote: VoteCompute.tasks({ capacity: CapacityRange.fixed(2) }), worker: { capacity: CapacityRange.fixed(2) },
    result: { capacity: CapacityRange.fixed(2) },
  }),
  'ports': ({ app }) => {
    const hostedZone = app.node.findChild('Zone') as unknown as IHostedZone;
    return { ingress: VotingIngress.ports({ domainName: 'vote.example.com', hostedZone }) };
  },
};

/** Changes of what holds no data, in both directions. */
const HARMLESS = ['polls', 'settings', 'image', 'admin page', 'read secret', 'IAM', 'fixed size', 'ports'];

const built = new Map<string, Resources>();

/** The stack of the application, as it is before or after a change. */
function resourcesOf(form: string, after: (voting: VotingApp) => void = () => undefined, name = form): Resources {
  if (!built.has(name)) {
    const env = { account: '111122223333', region: 'eu-west-1' };
    const root = new App();
    Profile.PRODUCTION.applyTo(root);
    const [base, app] = [new Stack(root, 'Base', { env }), new Stack(root, 'App', { env })];
    const vpc = new Vpc(base, 'Vpc', THREE_TIERS);
    const ingress = hosts(zoneIn(app));
    after(new VotingApp(app, 'Voting', { vpc, ingress, ...FORMS[form]({ base, vpc, app }) }));
    built.set(name, Template.fromStack(app).toJSON().Resources as Resources);
  }
  return built.get(name)!;
}

function ofType(resources: Resources, type: string, path = ''): Resources {
  return Object.fromEntries(
    Object.entries(resources).filter(([id, { Type }]) => Type === type && id.includes(path)),
  );
}

const VOTES = 'AWS::RDS::DBInstance';
const QUEUE = 'AWS::ElastiCache::ReplicationGroup';
const RECORD = 'AWS::Route53::RecordSet';
const SERVICE = 'AWS::ECS::Service';
const key = (resources: Resources) => ofType(resources, 'AWS::SecretsManager::Secret', 'CookieKey');

describe('a change of the voting application', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['to leave a shared load balancer', 'shared', 'own', [VOTES, QUEUE]],
    ['to share a load balancer', 'own', 'shared', [VOTES, QUEUE]],
    ['to hand in a database', 'own', 'database', [QUEUE]],
    ['to a database of its own', 'database', 'own', [QUEUE]],
    ['to hand in a queue', 'own', 'queue', [VOTES]],
    ['to a queue of its own', 'queue', 'own', [VOTES]],
    ['from tasks to instances', 'own', 'instances', [VOTES, QUEUE]],
    ['from instances to tasks', 'instances', 'own', [VOTES, QUEUE]],
    ['to another cluster', 'own', 'cluster', [VOTES, QUEUE]],
    ...HARMLESS.flatMap((form): [string, string, string, string[]][] => [
      [`to ${form}`, 'own', form, [VOTES, QUEUE]], [`from ${form}`, form, 'own', [VOTES, QUEUE]],
    ]),
  ])('%s leaves the key of the cookies and all other data as they are', (_, from, to, kept) => {
    const [before, after] = [resourcesOf(from), resourcesOf(to)];

    for (const type of kept) {
      expect(Object.keys(ofType(before, type))).toHaveLength(1);
      expect(ofType(after, type)).toEqual(ofType(before, type));
    }
    expect(Object.keys(key(before))).toHaveLength(1);
    expect(key(after)).toEqual(key(before));
  });

  test.each(['shared', 'database', 'queue'])('of what the services reach replaces none of them: %s', (form) => {
    const place = (resources: Resources) => Object.entries(ofType(resources, SERVICE))
      .map(([id, { Properties: { Cluster: cluster, LaunchType: type } }]) => ({ id, cluster, type }));

    expect(place(resourcesOf('own'))).toHaveLength(3);
    expect(place(resourcesOf(form))).toEqual(place(resourcesOf('own')));
  });

  test.each([
    ['database', VOTES], ['queue', QUEUE],
  ])('leaves a snapshot of its own %s, which it gives up', (form, type) => {
    expect(Object.values(ofType(resourcesOf('own'), type)).map(({ DeletionPolicy }) => DeletionPolicy))
      .toEqual(['Snapshot']);
    expect(ofType(resourcesOf(form), type)).toEqual({});
  });

  test('that leaves a shared load balancer imports nothing of it any more', () => {
    const imports = (form: string) => JSON.stringify(resourcesOf(form)).match(/Base:\w+Edge\w+/g) ?? [];

    expect(imports('shared')).not.toEqual([]);
    expect(imports('own')).toEqual([]);
  });

  test('keeps the record of the vote page under its id, which one line gives it', () => {
    const [id] = Object.entries(ofType(resourcesOf('own'), RECORD))
      .find(([, { Properties }]) => Properties.Name === 'vote.example.com.')!;

    const after = ofType(resourcesOf('shared', (voting) => {
      const record = voting.node.findChild('Vote').node.findChild('DnsRecord').node.defaultChild as CfnRecordSet;
      record.overrideLogicalId(id);
    }, 'shared under the old id'), RECORD);

    // without the line the second record of the name would come before the first one goes, and Route 53 refuses it.
    expect(Object.keys(ofType(resourcesOf('shared'), RECORD))).not.toContain(id);
    expect(Object.keys(after).sort()).toEqual(Object.keys(ofType(resourcesOf('own'), RECORD)).sort());
    expect(after[id].Properties).toMatchObject({ Name: 'vote.example.com.', Type: 'A' });
  });

  test('from tasks to instances keeps every address, the result and the worker, and replaces the targets', () => {
    const [before, after] = [resourcesOf('own'), resourcesOf('instances')];
    const addresses = [
      'LoadBalancer', 'Listener', 'ListenerRule',
    ].map((type) => `AWS::ElasticLoadBalancingV2::${type}`).concat(RECORD);

    for (const type of addresses) expect(ofType(after, type)).toEqual(ofType(before, type));
    expect(ofType(after, SERVICE)).toEqual(Object.fromEntries(
      Object.entries(ofType(before, SERVICE)).filter(([id]) => !id.includes('VotingVote')),
    ));
    const targets = (resources: Resources) =>
      Object.entries(ofType(resources, 'AWS::ElasticLoadBalancingV2::TargetGroup', 'VotingVote'))
        .map(([id, { Properties: { TargetType: type } }]) => [id, type]);
    expect(targets(before)).toEqual([[expect.any(String), 'ip']]);
    expect(targets(after)).toEqual([[targets(before)[0][0], 'instance']]);
  });
});
