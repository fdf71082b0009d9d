import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App, PermissionsBoundary as StagePermissionsBoundary, Stack, Stage } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { exampleContext, loadExamples, type Example } from '../../demo/examples';
import { EXAMPLES_OF_PLAIN_CDK } from '../../scripts/validators/table';
import { moved, withMovedExamples, type Place } from '../support/moved-examples';

interface Resource { readonly Type: string; readonly Properties?: Record<string, unknown> }
interface Template { readonly Resources: Readonly<Record<string, Resource>> }
type Templates = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

const STATEFUL: readonly string[] = [
  'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::S3::Bucket', 'AWS::EC2::Volume', 'AWS::ECR::Repository', 'AWS::KMS::Key', 'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret', 'AWS::APS::Workspace', 'AWS::EFS::FileSystem',
];
/** What the CDK recommends to new apps, of the version that is installed. */
const RECOMMENDED = JSON.parse(fs.readFileSync(
  path.join(path.dirname(require.resolve('aws-cdk-lib/package.json')), 'recommended-feature-flags.json'), 'utf8',
)) as Record<string, unknown>;
/** A principal that names an account, as that of Elastic Load Balancing in a Region. */
const ACCOUNT_ROOT = /"AWS":\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},":iam::\d{12}:root"/g;
const WEAK = { '@aws-cdk/core:defaultCrossStackReferences': 'weak' };

function newApp(context: Record<string, unknown> = {}): App {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'range-'));
  return new App({ outdir, context: { ...exampleContext(), ...context }, analyticsReporting: false });
}

function templatesOf(assembly: CloudAssembly): Templates {
  return Object.fromEntries(assembly.stacksRecursively.map(({ id, templateFullPath }) =>
    [id, (JSON.parse(fs.readFileSync(templateFullPath, 'utf8')) as Partial<Template>).Resources ?? {}]));
}

/** Templates of one example, built below the app or below what stands in for it. */
function build(example: Example, app: App, scope: App | Stage = app): Templates {
  example.build(scope as App);
  return templatesOf(app.synth());
}

/** Logical ids and types of what holds data: with others, data would be replaced. */
function statefulOf(templates: Templates): string[] {
  return Object.entries(templates).flatMap(([stack, resources]) => Object.entries(resources)
    .filter(([, { Type }]) => STATEFUL.includes(Type)).map(([id, { Type }]) => `${stack} ${id} ${Type}`)).sort();
}

/** The CDK names the secret of a generated master user by its whole path and the rules of its password. */
const SECRET_BY_PATH = /Secret[0-9A-F]{8}[0-9a-f]{32}$/;

/** Ids of what holds data, without such secrets. */
function idsOf(templates: readonly Readonly<Record<string, Resource>>[]): string[] {
  return templates.flatMap((resources) => Object.entries(resources)
    .filter(([, { Type }]) => STATEFUL.includes(Type)).map(([id]) => id)
    .filter((id) => !SECRET_BY_PATH.test(id))).sort();
}

function unboundedRoles(templates: Templates): Resource[] {
  return Object.values(templates).flatMap((resources) => Object.values(resources))
    .filter(({ Type, Properties }) => Type === 'AWS::IAM::Role' && !Properties?.PermissionsBoundary);
}

describe('every example', () => {
  let examples: readonly Example[];
  const plain = new Map<string, Templates>();
  beforeAll(async () => {
    examples = await loadExamples();
    for (const example of examples) plain.set(example.name, build(example, newApp()));
  }, 600_000);

  test('keeps what holds data with all recommended flags of the CDK', () => {
    for (const example of examples) {
      expect([example.name, statefulOf(build(example, newApp(RECOMMENDED)))])
        .toEqual([example.name, statefulOf(plain.get(example.name)!)]);
    }
  }, 600_000);

  test('keeps what holds data with weak references between its stacks', () => {
    for (const example of examples) {
      expect([example.name, statefulOf(build(example, newApp(WEAK)))])
        .toEqual([example.name, statefulOf(plain.get(example.name)!)]);
    }
  }, 600_000);

  test('keeps the logical ids of what holds data in a stage of a pipeline', () => {
    // resources of that example are made by the CDK, which names secrets and sources of events by their whole path.
    for (const example of examples.filter(({ name }) => name !== 'monitoring-plain-cdk')) {
      const app = newApp();
      const stack = new Stack(app, 'Delivery', { env: { account: '111122223333', region: 'eu-west-1' } });
      const pipeline = new CodePipeline(stack, 'Pipeline', { crossAccountKeys: true, synth: new ShellStep('Synth', {
        input: CodePipelineSource.s3(Bucket.fromBucketName(stack, 'Source', 'source'), 'source.zip'),
        commands: ['npx cdk synth'],
      }) });
      const stage = new Stage(app, 'Production', { env: { account: '111122223333', region: 'eu-west-1' } });
      example.build(stage as App);
      pipeline.addStage(stage);
      const inStage = Object.entries(templatesOf(app.synth())).filter(([id]) => id.startsWith('Production'))
        .map(([, resources]) => resources);

      expect([example.name, idsOf(inStage)]).toEqual([example.name, idsOf(Object.values(plain.get(example.name)!))]);
    }
  }, 600_000);

  test('puts a permissions boundary of the app on each of its roles', () => {
    for (const example of examples) {
      const app = newApp();
      const policies = new Stack(app, 'Policies');
      PermissionsBoundary.of(app).apply(ManagedPolicy.fromManagedPolicyName(policies, 'Boundary', 'developers'));

      expect([example.name, unboundedRoles(build(example, app))]).toEqual([example.name, []]);
    }
  }, 600_000);

  test('puts a permissions boundary of its stage on each of its roles', () => {
    for (const example of examples) {
      const app = newApp();
      const stage = new Stage(app, 'Production', {
        permissionsBoundary: StagePermissionsBoundary.fromName('developers'),
        env: { account: '111122223333', region: 'eu-west-1' },
      });

      expect([example.name, unboundedRoles(build(example, app, stage))]).toEqual([example.name, []]);
    }
  }, 600_000);
});

const PLACES: readonly (readonly [string, Place])[] = [
  ['GovCloud', { partition: 'aws-us-gov', near: 'us-gov-west-1', far: 'us-gov-east-1' }],
  ['China', { partition: 'aws-cn', near: 'cn-north-1', far: 'cn-northwest-1' }],
  ['Regions that an account has to opt in to', { partition: 'aws', near: 'ap-east-1', far: 'me-south-1' }],
];

/** Where people sign in. */
const CONSOLES: { readonly [partition: string]: string } = {
  'aws': 'console.aws.amazon.com', 'aws-cn': 'console.amazonaws.cn', 'aws-us-gov': 'console.amazonaws-us-gov.com',
};

describe.each(PLACES)('every example in %s', (_, place) => {
  const templates = new Map<string, string>();
  beforeAll(async () => {
    const context = JSON.parse(moved(JSON.stringify(exampleContext()), place)) as Record<string, unknown>;
    await withMovedExamples(place, (examples) => {
      for (const example of examples) templates.set(example.name, JSON.stringify(build(example, newApp(context))));
    });
  }, 600_000);

  test('is synthesized', () => {
    expect(templates.size).toBeGreaterThan(15);
  });

  test('names no other partition in an ARN', () => {
    for (const [name, template] of templates) {
      const strange = [...template.matchAll(/arn:aws[a-z-]*:[^"\\]{0,60}/g)].map(([arn]) => arn)
        .filter((arn) => !arn.startsWith(`arn:${place.partition}:`));

      expect([name, strange]).toEqual([name, []]);
    }
  });

  test('names no Region of another place', () => {
    for (const [name, template] of templates) {
      expect([name, template.match(/.{0,60}\beu-(?:west|central)-1\b/g) ?? []]).toEqual([name, []]);
    }
  });

  test('names services by principals that the partition knows', () => {
    for (const [name, template] of templates) {
      const services = [...template.matchAll(/"Service":("[^"]*"|\[[^\]]*\])/g)].map(([, service]) => service);

      expect([name, services.filter((service) => !/^\[?("[a-z0-9.-]+\.amazonaws\.com(\.cn)?",?)+\]?$/.test(service)
        && !/Fn::Join/.test(service))]).toEqual([name, []]);
    }
  });

  test('lets the log delivery of Elastic Load Balancing write by its principal, not by an account of a Region', () => {
    for (const [name, template] of templates) {
      if (!template.includes('"access_logs.s3.enabled"') || EXAMPLES_OF_PLAIN_CDK.includes(name)) continue;
      const accounts = template.match(ACCOUNT_ROOT) ?? [];

      expect([name, template.includes('logdelivery.elasticloadbalancing.amazonaws.com')]).toEqual([name, true]);
      expect([name, accounts.filter((account) => !account.includes('111122223333'))]).toEqual([name, []]);
    }
  });

  test('writes no host name of another partition', () => {
    const suffix = place.partition === 'aws-cn' ? /\.amazonaws\.com(?!\.cn)/ : /\.amazonaws\.com\.cn/;
    for (const [name, template] of templates) {
      const hosts = (template.match(/https?:\/\/[^"\s\\]*/g) ?? []).filter((url) => suffix.test(url));

      expect([name, hosts]).toEqual([name, []]);
    }
  });

  test('links to the console of the partition', () => {
    const links = [...templates.values()].flatMap((template) =>
      [...template.matchAll(/\.(console\.[a-z-]+\.[a-z.]+)/g)].map(([, domain]) => domain));

    expect([...new Set(links)]).toEqual([CONSOLES[place.partition]]);
  });
});
