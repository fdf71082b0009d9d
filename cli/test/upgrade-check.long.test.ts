import path from 'node:path';
import { App, CfnOutput, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { loadAwsServiceSpecSync as schemas } from '@aws-cdk/aws-service-spec';
import { STATEFUL_TYPES } from '../../src/template';
import { IN_PLACE_IF, INTERRUPTING } from '../src/upgrade/in-place';
import { KNOWN_OUTSIDE } from '../src/upgrade/known-outside';
import { loadAwsServiceSpecSync } from '../src/upgrade/service-spec';
import { file, folder, program } from './support';

type Resources = { readonly [id: string]: object };

/** Names of two templates with these resources and outputs. */
function templates(before: object, after: object): string {
  return ['before', 'after'].map((option, i) =>
    `--${option} ${file(`${option}.json`, JSON.stringify({ Resources: {}, ...[before, after][i] }))}`).join(' ');
}

async function dangers(before: Resources, after: Resources, of: { before?: object; after?: object } = {}) {
  const pair = templates({ Resources: before, ...of.before }, { Resources: after, ...of.after });
  const { out } = await program(`upgrade-check ${pair} --json`);
  return (JSON.parse(out) as { dangers: { kind: string; id: string; text: string }[] }).dangers
    .map(({ kind, id, text }) => `${kind} ${id}: ${text}`);
}

const table = (Properties: object = {}, more: object = {}) => ({ Type: 'AWS::DynamoDB::Table', Properties, ...more });
const database = (Properties: object = {}, more: object = {}) => ({
  Type: 'AWS::RDS::DBInstance', Properties: { DBName: 'shop', ...Properties }, ...more,
});

describe('what holds data is not', () => {
  test('replaced: the property and the fate of the old one are named', async () => {
    expect(await dangers({ Votes: table({ TableName: 'a' }) }, { Votes: table({ TableName: 'b' }) }))
      .toEqual(['replace Votes: replaced for TableName; the old one is deleted with all that it holds']);
    const renamed = database({ DBName: 'new' }, { UpdateReplacePolicy: 'Retain' });
    expect(await dangers({ Data: database() }, { Data: renamed }))
      .toEqual([
        'replace Data: replaced for DBName; the old one stays in the account, and the stack no longer knows it',
      ]);
  });

  test('replaced without a policy in the hope of a snapshot: that default is one of removals only', async () => {
    expect(await dangers({ Data: database() }, { Data: database({ DBName: 'new' }) }))
      .toEqual(['replace Data: replaced for DBName; the old one is deleted with all that it holds']);
    const careful = database({ DBName: 'new' }, { UpdateReplacePolicy: 'Snapshot' });
    expect(await dangers({ Data: database() }, { Data: careful }))
      .toEqual(['replace Data: replaced for DBName; of the old one a snapshot stays']);
  });

  test('replaced because something that it names is replaced', async () => {
    const group = (id: string) => ({ Type: 'AWS::RDS::DBSubnetGroup', Properties: { DBSubnetGroupName: id } });
    const data = database({ DBSubnetGroupName: { Ref: 'Group' } });

    expect(await dangers({ Group: group('a'), Data: data }, { Group: group('b'), Data: data }))
      .toEqual(['replace Data: replaced for DBSubnetGroupName; the old one is deleted with all that it holds']);
  });

  test('replaced perhaps, but a restart is no danger', async () => {
    expect(await dangers({ Data: database() }, { Data: database({ AvailabilityZone: 'eu-west-1a' }) })).toEqual([
      'may-replace Data: may be replaced for AvailabilityZone; the old one is deleted with all that it holds',
    ]);
    expect(await dangers({ Data: database() }, { Data: database({ MultiAZ: true, BackupRetentionPeriod: 7 }) }))
      .toEqual([]);
  });

  test('removed, whatever its policy', async () => {
    const text = 'removed; the old one stays in the account, and the stack no longer knows it';

    expect(await dangers({ Votes: table({}, { DeletionPolicy: 'Retain' }) }, {})).toEqual([`remove Votes: ${text}`]);
    expect(await dangers({ Data: database() }, {})).toEqual(['remove Data: removed; of the old one a snapshot stays']);
    expect(await dangers({ Data: database({ DBClusterIdentifier: 'c' }) }, {}))
      .toEqual(['remove Data: removed; the old one is deleted with all that it holds']);
  });

  test('given another logical id', async () => {
    const named = table({ TableName: 'a' });
    expect(await dangers({ Old: named, Other: table() }, { New: named })).toEqual([
      'rename Old: the logical id becomes New, so an empty one is made; the old one is deleted with all that it holds',
      'remove Other: removed; the old one is deleted with all that it holds',
    ]);
    expect(await dangers({ Old: database() }, { New: database({ MultiAZ: true }) })).toEqual([
      'rename Old: the logical id becomes New, so an empty one is made; of the old one a snapshot stays',
    ]);
  });

  test('taken for another one of its type that comes at the same time', async () => {
    const group = (Properties: object) => ({ Type: 'AWS::Logs::LogGroup', Properties });

    expect(await dangers(
      { Firewall: group({ LogGroupName: 'aws-waf-logs-shop', RetentionInDays: 30 }) },
      { Helper: group({ RetentionInDays: 30 }) },
    )).toEqual(['remove Firewall: removed; the old one is deleted with all that it holds']);
  });

  test('turned into something else', async () => {
    expect(await dangers({ Votes: table() }, { Votes: { Type: 'AWS::SQS::Queue' } }))
      .toEqual(['replace Votes: it becomes AWS::SQS::Queue']);
  });

  test('a network is not replaced either, and what holds nothing may go', async () => {
    const vpc = (CidrBlock: string) => ({ Type: 'AWS::EC2::VPC', Properties: { CidrBlock } });
    const role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'a' } };

    expect(await dangers({ Net: vpc('10.0.0.0/16') }, { Net: vpc('10.1.0.0/16') }))
      .toEqual([expect.stringMatching(/^replace Net: replaced for CidrBlock/)]);
    expect(await dangers({ Role: role, Task: { Type: 'AWS::ECS::TaskDefinition' } }, {})).toEqual([]);
  });
});

test('a subnet keeps its addresses: what stands in it would not come along', async () => {
  const subnet = (CidrBlock: string, AvailabilityZone: unknown = 'eu-west-1a') =>
    ({ Data: { Type: 'AWS::EC2::Subnet', Properties: { CidrBlock, AvailabilityZone } } });

  expect(await dangers(subnet('10.0.0.0/20'), subnet('10.0.0.0/21')))
    .toEqual([expect.stringMatching(/^replace Data: replaced for CidrBlock/)]);
  expect(await dangers(subnet('10.0.0.0/20'), subnet('10.0.0.0/20', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] })))
    .toEqual([]);
  expect(await dangers(subnet('10.0.0.0/20'), {})).toEqual([]);
});

describe('a cache', () => {
  const group = (Properties: object, more: object = {}) =>
    ({ Cache: { Type: 'AWS::ElastiCache::ReplicationGroup', Properties, ...more } });
  const perhaps = (name: string) =>
    [`may-replace Cache: may be replaced for ${name}; the old one is deleted with all that it holds`];

  test('takes another password in place, but not its first one, and no password any more', async () => {
    expect(await dangers(group({ AuthToken: 'a' }), group({ AuthToken: 'b' }))).toEqual([]);
    expect(await dangers(group({}), group({ AuthToken: 'b' }))).toEqual(perhaps('AuthToken'));
    expect(await dangers(group({ AuthToken: 'a' }), group({}))).toEqual(perhaps('AuthToken'));
  });

  test('takes another number of shards in place, if its policy of updates says so', async () => {
    const online = { UpdatePolicy: { UseOnlineResharding: true } };

    expect(await dangers(group({ NumNodeGroups: 2 }, online), group({ NumNodeGroups: 3 }, online))).toEqual([]);
    expect(await dangers(group({ NumNodeGroups: 2 }, online), group({ NumNodeGroups: 3 })))
      .toEqual(perhaps('NumNodeGroups'));
  });

  test('of one node moves to another zone in place', async () => {
    const node = (zone: string) =>
      ({ Node: { Type: 'AWS::ElastiCache::CacheCluster', Properties: { PreferredAvailabilityZone: zone } } });

    expect(await dangers(node('eu-west-1a'), node('eu-west-1b'))).toEqual([]);
  });
});

describe('what others know is not', () => {
  const eip = (more: object = {}) => ({ Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' }, ...more });
  const balancer = (Scheme: string) => ({ Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Scheme } });
  const ADDRESS = 'its address, which others may have in a firewall';

  test('replaced: what a new one does not have is named', async () => {
    expect(await dangers({ Entry: balancer('internal') }, { Entry: balancer('internet-facing') })).toEqual([
      'replace Entry: replaced for Scheme; with the old one goes its DNS name, to which names of others lead',
    ]);
  });

  test('replaced because something that it names is replaced', async () => {
    const pool = (id: string) => ({ Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: id } });
    const client = { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } };

    expect(await dangers({ Pool: pool('a'), App: client }, { Other: pool('a'), App: {
      ...client, Properties: { UserPoolId: { Ref: 'Other' } },
    } })).toEqual(expect.arrayContaining([
      'replace App: replaced for UserPoolId; with the old one goes its id and its secret, which applications have',
    ]));
  });

  test('removed, unless it stays in the account', async () => {
    expect(await dangers({ Address: eip() }, {}))
      .toEqual([`remove Address: removed; with the old one goes ${ADDRESS}`]);
    expect(await dangers({ Address: eip({ DeletionPolicy: 'Retain' }) }, {})).toEqual([
      'remove Address: removed; the old one stays in the account, and the stack no longer knows it',
    ]);
  });

  test('given another logical id', async () => {
    expect(await dangers({ Old: eip() }, { New: eip() })).toEqual([
      `rename Old: the logical id becomes New, so another one is made; with the old one goes ${ADDRESS}`,
    ]);
  });

  test('put under a condition, or less protected', async () => {
    const conditions = { Conditions: { IsOn: { 'Fn::Equals': [1, 1] } } };

    expect(await dangers({ Address: eip() }, { Address: eip({ Condition: 'IsOn' }) }, { after: conditions })).toEqual([
      'may-remove Address: it gets the condition IsOn: where that is not met, the update removes it',
    ]);
    expect(await dangers({ Address: eip({ DeletionPolicy: 'Retain' }) }, { Address: eip() })).toEqual([
      'unprotect Address: less protected: DeletionPolicy from Retain to Delete',
    ]);
  });

  test('looked at where it only changes', async () => {
    const topic = (DisplayName: string) => ({ Type: 'AWS::SNS::Topic', Properties: { DisplayName } });

    expect(await dangers({ Topic: topic('a') }, { Topic: topic('b') })).toEqual([]);
  });
});

describe('what holds data stays protected', () => {
  const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

  test('by its policies: a weaker one, and none, are told', async () => {
    const fallen = 'UpdateReplacePolicy from Retain to Delete';
    const [before, snapshots] = [database({}, kept), database({}, { ...kept, DeletionPolicy: 'Snapshot' })];

    expect(await dangers({ Data: before }, { Data: snapshots }))
      .toEqual(['unprotect Data: less protected: DeletionPolicy from Retain to Snapshot']);
    expect(await dangers({ Data: before }, { Data: database() })).toEqual([
      `unprotect Data: less protected: DeletionPolicy from Retain to Snapshot, ${fallen}`,
    ]);
    expect(await dangers({ Votes: table({}, kept) }, { Votes: table() })).toEqual([
      `unprotect Votes: less protected: DeletionPolicy from Retain to Delete, ${fallen}`,
    ]);
  });

  test.each([
    ['a table', table({ DeletionProtectionEnabled: true }), table({ DeletionProtectionEnabled: false })],
    ['a table without a word', table({ DeletionProtectionEnabled: true }), table()],
    ['a database in YAML', database({ DeletionProtection: 'true' }), database({ DeletionProtection: 'false' })],
    ['a user pool', { Type: 'AWS::Cognito::UserPool', Properties: { DeletionProtection: 'ACTIVE' } },
      { Type: 'AWS::Cognito::UserPool', Properties: { DeletionProtection: 'INACTIVE' } }],
  ])('by its switch: %s', async (_what, before, after) => {
    expect(await dangers({ Data: before }, { Data: after })).toEqual([
      expect.stringMatching(/^unprotect Data: less protected: DeletionProtection(Enabled)? off$/),
    ]);
  });

  test('more protection is no danger, and what a parameter says is not known', async () => {
    const open = { Ref: 'Protect' };

    expect(await dangers({ Data: database() }, { Data: database({ DeletionProtection: true }, kept) })).toEqual([]);
    expect(await dangers(
      { Data: database({ DeletionProtection: true }, kept) },
      { Data: database({ DeletionProtection: open }, { ...kept, DeletionPolicy: 'RetainExceptOnCreate' }) },
    )).toEqual([]);
    expect(await dangers(
      { Role: { Type: 'AWS::IAM::Role', DeletionPolicy: 'Retain' } }, { Role: { Type: 'AWS::IAM::Role' } },
    )).toEqual([]);
  });

  test('under the conditions that it had, down to what they name', async () => {
    const inner = (value: string) => ({ Conditions: {
      Is: { 'Fn::Not': [{ Condition: 'Small' }] }, Small: { 'Fn::Equals': [{ Ref: 'Size' }, value] },
    } });
    const [free, bound] = [{ Votes: table() }, { Votes: table({}, { Condition: 'Is' }) }];
    const text = 'where that is not met, the update removes it';

    expect(await dangers(free, bound, { after: inner('s') }))
      .toEqual([`may-remove Votes: it gets the condition Is: ${text}`]);
    expect(await dangers(bound, bound, { before: inner('s'), after: inner('m') }))
      .toEqual([`may-remove Votes: its condition Is changes: ${text}`]);
    expect(await dangers(bound, bound, { before: inner('s'), after: inner('s') })).toEqual([]);
    expect(await dangers(bound, free, { before: inner('s') })).toEqual([]);
  });
});

test('exports keep their value, also when what it names is replaced', async () => {
  const group = (GroupDescription: string) => ({ Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription } });
  const shared = (Value: unknown) => ({ Outputs: { Group: { Value, Export: { Name: 'group' } } } });
  const refused = 'CloudFormation refuses while a stack imports it';

  expect(await dangers({}, {}, { before: shared('a'), after: shared('b') }))
    .toEqual([`change-export group: the value of the export group changes: ${refused}`]);
  for (const value of [
    { Ref: 'Web' }, { 'Fn::GetAtt': ['Web', 'GroupId'] }, { 'Fn::GetAtt': 'Web.GroupId' },
    { 'Fn::Sub': '-${Web.GroupId}' }, { 'Fn::Join': ['', ['x', { Ref: 'Web' }]] },
  ]) {
    const of = { before: shared(value), after: shared(value) };
    expect(await dangers({ Web: group('a') }, { Web: group('b') }, of))
      .toEqual([`change-export group: the value of the export group changes, because Web is replaced: ${refused}`]);
    expect(await dangers({ Web: group('a') }, { Web: group('a') }, of)).toEqual([]);
  }
});

test('outputs and exports stay', async () => {
  const Outputs = {
    Url: { Value: 'a' }, Shared: { Value: 'b', Export: { Name: 'shared' } },
    Computed: { Value: 'c', Export: { Name: { 'Fn::Sub': '${AWS::StackName}-c' } } },
  };
  const moved = {
    Renamed: { Value: 'b', Export: { Name: 'shared' } }, Computed: { Value: 'other' }, Url: { Value: 'd' },
  };

  expect(await dangers({}, {}, { before: { Outputs }, after: { Outputs: moved } })).toEqual([
    'remove-output Shared: the output is removed',
    'remove-export {"Fn::Sub":"${AWS::StackName}-c"}: the export {"Fn::Sub":"${AWS::StackName}-c"} is removed: '
    + 'CloudFormation refuses while a stack imports it',
  ]);
  expect(await dangers({}, {}, { before: { Outputs }, after: {} })).toHaveLength(3);
});

/** An app with a bucket in a nested stack and one in each of two Regions. */
function app(build: { nested?: boolean; ireland?: boolean; id?: string; env?: boolean } = {}): string {
  const { nested = true, ireland = true, id = 'Store', env = true } = build;
  const made = new App({
    outdir: path.join(folder(), 'cdk.out'), analyticsReporting: false,
    // as the command line of the CDK asks for.
    postCliContext: { 'aws:cdk:enable-path-metadata': true },
  });
  const bucket = (stack: Stack) => new Bucket(stack, id, { removalPolicy: RemovalPolicy.RETAIN });
  const place = (region: string) => env ? { env: { account: '111122223333', region } } : {};
  const main = new Stack(made, 'Main', { stackName: 'Shop', ...place('us-east-1') });
  new CfnOutput(main, 'Address', { value: 'here' });
  if (nested) bucket(new NestedStack(main, 'Inner'));
  if (ireland) bucket(new Stack(made, 'Ireland', { stackName: 'Shop', ...place('eu-west-1') }));
  return made.synth().directory;
}

describe('of a whole app', () => {
  test('the same app is no danger', async () => {
    const { code, out, err } = await program(`upgrade-check --before ${app()} --after ${app()}`);

    expect([code, err]).toEqual([0, '']);
    expect(out).toBe('3 stacks: the update keeps data, logical ids, outputs and exports\n');
  });

  test('a stack and a nested stack that go are one danger each', async () => {
    const { code, out } = await program(
      `upgrade-check --before ${app()} --after ${app({ nested: false, ireland: false })} --json`,
    );

    expect(code).toBe(1);
    expect((JSON.parse(out) as { dangers: object[] }).dangers).toEqual([
      expect.objectContaining({ kind: 'remove-stack', stack: 'Shop (111122223333/eu-west-1)' }),
      expect.objectContaining({
        kind: 'remove-stack', stack: expect.stringMatching(/^Shop\/InnerNested/),
        text: expect.stringContaining('hold data: 1, outputs: 0'),
      }),
    ]);
  });

  test('another id of a construct is told by its path and its logical id', async () => {
    const { out, err } = await program(`upgrade-check --before ${app()} --after ${app({ id: 'Other' })}`);

    expect(out).toMatch(/^stack +what +type +happens\n/);
    expect(out).toMatch(/\nShop \(.*eu-west-1\) +Ireland\/Store\/Resource \(Store[0-9A-F]+\) +S3::Bucket/);
    expect(out).toContain('the logical id becomes Other');
    expect(err).toMatch(/^error: the update would break 2 things\. Undo the change, or list what is meant/);
  });

  test('an app without a stack is nothing to compare with, and no update that keeps everything', async () => {
    const nothing = new App({ outdir: path.join(folder(), 'cdk.out'), analyticsReporting: false }).synth().directory;
    const { code, out, err } = await program(`upgrade-check --before ${nothing} --after ${app()}`);

    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('has no stack, so there is nothing to compare');
  });

  test('a Region that was not said before is no other stack', async () => {
    const alone = { nested: false, ireland: false };

    expect(await program(`upgrade-check --before ${app({ ...alone, env: false })} --after ${app(alone)}`))
      .toMatchObject({ code: 0 });
  });
});

describe('what is meant', () => {
  const pair = templates({ Resources: { Votes: table() }, Outputs: { Url: { Value: 'a' } } }, {});
  const entry = { stack: 'template', kind: 'remove', id: 'Votes', reason: 'votes are in PostgreSQL now' };

  test('is listed with its reason, and the rest still breaks off', async () => {
    const allow = file('allow.json', JSON.stringify([entry, { ...entry, id: 'Gone' }]));
    const { code, out, err } = await program(`upgrade-check ${pair} --allow ${allow}`);

    expect(code).toBe(1);
    expect(out).toContain('allowed\n  - Votes: removed; the old one is deleted with all that it holds (votes are in');
    expect(out).toContain('it does not happen: remove the entry\n  - template remove Gone\n');
    expect(err).toContain('break 1 thing.');
  });

  test('is Markdown on demand, in which texts of a template stay texts', async () => {
    const wild = { Url: { Value: 'a', Export: { Name: 'a|b <img> `x` @all\n~~~~~' } } };
    const allow = file('allow.json', JSON.stringify([{ ...entry, reason: '*moved*' }]));
    const { code, out } = await program(`upgrade-check ${
      templates({ Resources: { Votes: table() }, Outputs: wild }, {})} --allow ${allow} --markdown`);

    expect(code).toBe(1);
    expect(out).toMatch(/^\*\*The update would break 1 thing\.\*\*\n\n\| stack \| what \| type \| happens \|\n/);
    expect(out).toContain('a\\|b &lt;img&gt; \\`x\\` @&#8203;all \\~\\~\\~\\~\\~');
    expect(out).toContain('\n    [{"stack":"template","kind":"remove-export","id":"a|b <img> `x` @all\\n~~~~~"');
    expect(out).toMatch(/\*\*Allowed\*\*\n\n- Votes: removed; .* all that it holds \(\\\*moved\\\*\)\n$/);
    expect((await program(`upgrade-check ${templates({}, {})} --markdown`)).out)
      .toBe('1 stack: the update keeps data, logical ids, outputs and exports\n');
  });

  test('ends with 0 if all of it is allowed, also in YAML', async () => {
    const allow = file('allow.yaml', `
- { stack: template, kind: remove, id: Votes, reason: moved }
- { stack: template, kind: remove-output, id: Url, reason: nobody reads it }
`);

    expect(await program(`upgrade-check ${pair} --allow ${allow}`)).toMatchObject({ code: 0, err: '' });
  });

  test.each([
    ['{}', 'must be a list of entries with stack, kind, id, reason'],
    ['[{"stack":"template","kind":"remove","id":"Votes"}]', 'entry 1 must have "reason", a text'],
    ['[{"stack":"template","kind":"remove","id":"Votes","reason":" "}]', 'entry 1 must have "reason", a text'],
    ['["Votes"]', 'entry 1 must have stack, kind, id, reason'],
    [`[${JSON.stringify({ ...entry, kind: 'delete' })}]`, 'entry 1 has the kind "delete", but there are replace,'],
    [`[${JSON.stringify({ ...entry, because: 'x' })}]`, 'entry 1 has "because", which is not known'],
    ['[', 'Flow sequence'],
  ])('a list such as %s ends with 2', async (list, message) => {
    const { code, err } = await program(`upgrade-check ${pair} --allow ${file('allow.json', list)}`);

    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

test.each([
  ['nothing to compare with', 'upgrade-check', "required option '-b, --before <app>'"],
  ['an app that is not there', 'upgrade-check --before /nowhere', 'there is no folder and no file'],
  ['a folder and a template', `upgrade-check --before ${app()} --after ${file('a.json', '{}')}`, 'no pair'],
  ['no template', `upgrade-check ${templates({}, {})} --after ${file('a.json', '[]')}`, 'it is no object'],
])('%s ends with 2', async (_what, words, message) => {
  const { code, err } = await program(words);

  expect(err).toContain(message);
  expect(code).toBe(2);
});

describe('the lists', () => {
  const all = schemas().all('resource');
  const known = new Map(all.map((type) => [type.cloudFormationType, type]));

  test('hold every type that the schemas call stateful, and no type that does not exist', () => {
    const stateful = all.filter(({ isStateful }) => isStateful).map(({ cloudFormationType }) => cloudFormationType);

    expect(stateful.filter((type) => !STATEFUL_TYPES.has(type))).toEqual([]);
    expect([...STATEFUL_TYPES].filter((type) => !known.has(type))).toEqual([]);
  });

  test('name types that exist, and each in one list', () => {
    const outside = Object.keys(KNOWN_OUTSIDE);

    expect(outside.filter((type) => !known.has(type))).toEqual([]);
    expect(outside.filter((type) => STATEFUL_TYPES.has(type))).toEqual([]);
  });

  test('excuse only properties that the schemas call a possible replacement', () => {
    const conditional = Object.entries(IN_PLACE_IF).map(([type, rules]) => [type, Object.keys(rules)] as const);
    for (const [type, names] of [...Object.entries(INTERRUPTING), ...conditional]) {
      for (const name of names) {
        expect([name, known.get(type)?.properties[name]?.causesReplacement]).toEqual([name, 'maybe']);
      }
    }
  });

  test('the table that ships says the same of replacements as the schemas', () => {
    const shipped = loadAwsServiceSpecSync();
    const replacing = (properties: object) => Object.fromEntries(Object.entries(properties)
      .filter(([, { causesReplacement }]) => ['yes', 'maybe'].includes(causesReplacement as string))
      .map(([name, { causesReplacement }]) => [name, causesReplacement as string]));

    for (const type of [...STATEFUL_TYPES, ...Object.keys(KNOWN_OUTSIDE)]) {
      const [model] = shipped.lookup('resource', 'cloudFormationType', 'equals', type);
      expect([type, replacing(model.properties)]).toEqual([type, replacing(known.get(type)!.properties)]);
    }
  });
});
