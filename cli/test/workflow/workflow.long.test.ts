// R-DEL-2
import fs from 'node:fs';
import path from 'node:path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { parse } from 'yaml';
import {
  Bootstrap, Compute, DeliveryEnvironment, ElasticWebTier, GitHubDelivery, GitHubRepository, ImageRepository, Network,
  PullRequestAccess, TierImage,
} from '../../../src';
import type { Job, Step } from '../../src/workflow/steps';
import { folder, plainAssembly, program } from '../support';
import { assemblyOf, PRODUCTION, STAGING, twoDeliveries, withImages } from './apps';

interface Workflow {
  readonly name: string;
  readonly on: { readonly [event: string]: unknown };
  readonly permissions: object;
  readonly jobs: { readonly [id: string]: Job };
}
type Files = { readonly [name in 'pull-request' | 'delivery' | 'rollback']: Workflow };

const shop = assemblyOf(withImages('shop'));

/** Writes the workflows of an app. */
async function written(app: string, words = '') {
  const out = path.join(folder(), 'workflows');
  const ended = await program(`workflow ${app} --out ${out} ${words}`);
  const text = (name: string) => fs.readFileSync(path.join(out, `${name}.yml`), 'utf8');
  const files = () => Object.fromEntries(['pull-request', 'delivery', 'rollback'].map((name) =>
    [name, parse(text(name)) as Workflow])) as Files;
  return { ended, out, text, files };
}

const jobsOf = (files: Files): Job[] => Object.values(files).flatMap(({ jobs }) => Object.values(jobs));
const stepsOf = (files: Files): Step[] => jobsOf(files).flatMap(({ steps }) => steps);
const scriptOf = ({ steps }: Job) => steps.map(({ run = '' }) => run).join('');

describe('the workflows', () => {
  test('are three files, and what GitHub has to be told is said', async () => {
    const { ended, out } = await written(shop);

    expect(ended).toEqual({
      code: 0, out: ['pull-request', 'delivery', 'rollback'].map((name) => `${out}/${name}.yml\n`).join(''),
      err: expect.stringMatching(/gh variable set SHOP_REPOSITORY [^]*DEPLOY_ROLE --env production [^]*reviewers/),
    });
    expect(ended.err).not.toContain('AWS_REGION');
  });

  test('give a job the rights that it needs, and no more', async () => {
    const { files } = await written(shop);
    const rights = Object.values(files()).map(({ permissions, jobs }) => [permissions, ...Object.values(jobs)
      .flatMap(({ permissions: own }) => own ? [own] : [])]);

    expect(rights).toEqual([
      [{ contents: 'read' }, { 'id-token': 'write', 'pull-requests': 'write' }],
      [
        { contents: 'read' }, { 'contents': 'read', 'id-token': 'write' }, { 'actions': 'read', 'id-token': 'write' },
        { 'actions': 'read', 'id-token': 'write' },
      ],
      [{ contents: 'read' }, { 'actions': 'read', 'id-token': 'write' }],
    ]);
  });

  test('run no code of the project and of its packages beside a role', async () => {
    const { files } = await written(shop);
    const withRole = jobsOf(files()).filter(({ permissions }) => permissions?.['id-token'] === 'write');

    expect(withRole.length).toBe(5);
    expect(withRole.filter((job) => /npm (?!s)|npx (?!--yes [\w-]+@\d)/.test(scriptOf(job)))).toEqual([]);
  });

  test('never start by pull_request_target, and stop nothing in the middle', async () => {
    const { files, text } = await written(shop);

    expect(Object.values(files()).map(({ on }) => Object.keys(on))).toEqual([
      ['pull_request'], ['push', 'workflow_dispatch'], ['workflow_dispatch'],
    ]);
    for (const name of Object.keys(files())) expect(text(name)).not.toMatch(/cancel-in-progress: true/);
    expect(files().delivery.jobs['deploy-production'].concurrency)
      .toEqual({ 'group': 'deploy-production', 'cancel-in-progress': false });
    expect(files().rollback.jobs.rollback.concurrency?.group).toBe('deploy-${{ inputs.environment }}');
  });

  test('put no expression into a script, where it could become a command', async () => {
    const { files } = await written(shop);

    expect(stepsOf(files()).filter(({ run }) => run?.includes('${{'))).toEqual([]);
    expect(stepsOf(files()).filter(({ run }) => run !== undefined).length).toBeGreaterThan(20);
  });

  test('name a version of each action', async () => {
    const { files } = await written(shop);
    const uses = stepsOf(files()).flatMap((step) => step.uses ?? []);

    expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@v\d+(\.\d+\.\d+)?$/.test(action))).toEqual([]);
  });

  test('limit the time of each job', async () => {
    expect(jobsOf((await written(shop)).files()).every((job) => job['timeout-minutes'] <= 150)).toBe(true);
  });

  test('are named as the roles ask for', async () => {
    const app = assemblyOf(() => ({ pullRequests: PullRequestAccess.diff({ workflow: 'Check' }) }));
    const { files } = await written(app);

    expect(files()['pull-request'].name).toBe('Check');
    expect((await written(shop)).files()['pull-request'].name).toBe('Pull request');
  });

  test('leave out what the app does not have', async () => {
    const none = assemblyOf(() => ({ pullRequests: PullRequestAccess.none() }), undefined, []);
    const { files, ended } = await written(none);

    expect(Object.keys(files()['pull-request'].jobs)).toEqual(['test']);
    expect(Object.keys(files().delivery.jobs)).toEqual(['test', 'assembly', 'deploy-staging', 'deploy-production']);
    expect(stepsOf(files()).filter(({ name }) => /test$/i.test(name ?? '') && name !== 'Unit tests')).toEqual([]);
    expect(ended.err).toContain('there is no smoke test and no load test: no output ends with Url');
  });

  test('take the Region of each environment, or ask for it', async () => {
    const regions = ['us-east-1', 'eu-west-1'];
    const abroad = DeliveryEnvironment.of('production', { stacks: ['Production'], regions });
    const two = (await written(assemblyOf(() => ({ environments: [STAGING, abroad] })))).files();
    const regionIn = ({ steps }: Job) => steps.flatMap((step) => step.with?.['aws-region'] ?? []);
    const later = await written(assemblyOf(() => ({}), {}));

    expect(regionIn(two.delivery.jobs['deploy-production'])).toEqual(['us-east-1']);
    expect(regionIn(two.rollback.jobs.rollback)).toEqual([
      "${{ fromJSON('{\"staging\":\"eu-west-1\",\"production\":\"us-east-1\"}')[inputs.environment] }}",
    ]);
    expect(regionIn(later.files().rollback.jobs.rollback)).toEqual(['${{ vars.AWS_REGION }}']);
    expect(later.ended.err).toContain('gh variable set AWS_REGION');
  });

  test.each([
    ['by the prices of its stacks', assemblyOf(), {}, 'cost --markdown >'],
    ['that can be anywhere by those of the first environment',
      assemblyOf(() => ({
        environments: [DeliveryEnvironment.of('a', { stacks: ['*'], regions: ['eu-north-1'] })],
      }), {}), {}, 'cost --markdown --region eu-north-1 >'],
    ['whose Region GitHub knows by that', assemblyOf(() => ({}), {}),
      { env: { REGION: '${{ vars.AWS_REGION }}' } }, 'cost --markdown --region "$REGION" >'],
  ])('tell the cost of an app %s', async (_what, app, more, script) => {
    const { steps } = (await written(app, '--address ShopUrl')).files()['pull-request'].jobs.test;

    expect(steps.find(({ name }) => name === 'Cost')).toMatchObject({ ...more, run: expect.stringContaining(script) });
  });

  test('test one environment with load, if there is no other', async () => {
    const { files } = await written(assemblyOf(() => ({ environments: [PRODUCTION] })));

    expect(files().delivery.jobs['deploy-production'].steps.map(({ name }) => name)).toContain('Load test');
  });

  test('take what is asked for', async () => {
    const words = '--health /up?deep=1 --rate 50 --duration 30 --latency 250 --platform linux/arm64 --fail-on-danger';
    const { text, files } = await written(shop, words);

    expect(text('delivery')).toContain('--overallRate 50 --duration 30 ');
    expect(text('delivery')).toContain('"$ADDRESS/up?deep=1" > load.json');
    expect(text('delivery')).toContain('.latency.p99 <= 250');
    expect(text('pull-request')).toContain('docker buildx build --platform linux/arm64');
    expect(files()['pull-request'].jobs.upgrade).toMatchObject({ needs: ['test'], permissions: {} });
    expect(Object.keys((await written(shop)).files()['pull-request'].jobs)).toEqual(['test', 'images', 'diff']);
  });
});

describe('an image is built', () => {
  /** An app whose environments run tasks, each with this image, and with this processor. */
  const tasks = (...all: readonly (readonly [image: string, cpuArchitecture?: string])[]) =>
    assemblyOf(withImages('shop', 'web-ui'), undefined, ['ShopUrl'], (stack) => {
      for (const [i, [image, cpuArchitecture]] of all.entries()) {
        new CfnTaskDefinition(stack, `Task${i}`, {
          requiresCompatibilities: ['FARGATE'], ...cpuArchitecture && { runtimePlatform: { cpuArchitecture } },
          containerDefinitions: [{ name: 'main', image }, { name: 'sidecar', image: 'envoyproxy/envoy:v1' }],
        });
      }
    });
  const OWN = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1';
  const ASSET = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/cdk-hnb659fds-container-assets-1-eu-west-1:abc';
  /** Platforms of both images, and the runner. */
  async function built(app: string, words = '') {
    const { jobs } = (await written(app, words)).files().delivery;
    const platforms = jobs.images.steps.flatMap(({ run = '' }) => /--platform (\S+)/.exec(run)?.[1] ?? []);
    return [...platforms, jobs.images['runs-on']];
  }

  test('for the processor of the tasks that run it, on a runner of that kind', async () => {
    expect(await built(tasks([OWN, 'ARM64']))).toEqual(['linux/arm64', 'linux/arm64', 'ubuntu-24.04-arm']);
    expect(await built(tasks([OWN, 'X86_64']))).toEqual(['linux/amd64', 'linux/amd64', 'ubuntu-24.04']);
    expect(await built(tasks([OWN]))).toEqual(['linux/amd64', 'linux/amd64', 'ubuntu-24.04']);
    expect(await built(shop)).toEqual(['linux/amd64', 'ubuntu-24.04']);
  });

  test('without regard to tasks with images of others, or of the CDK', async () => {
    expect(await built(tasks([OWN, 'ARM64'], ['prom/prometheus:v3', 'X86_64'], [ASSET, 'X86_64'])))
      .toEqual(['linux/arm64', 'linux/arm64', 'ubuntu-24.04-arm']);
  });

  test('for the processor of instances that start it', async () => {
    const app = assemblyOf(withImages('shop'), undefined, ['ShopUrl'], (stack) => {
      const { repository } = new ImageRepository(stack, 'Images');
      new ElasticWebTier(stack, 'Web', {
        vpc: new Network(stack, 'Network').vpc,
        bootstrap: Bootstrap.container(TierImage.fromRepository(repository, '1')),
        compute: Compute.autoScaling({ instanceType: new InstanceType('m7g.large') }),
      });
    });

    expect(await built(app)).toEqual(['linux/arm64', 'ubuntu-24.04-arm']);
  });

  test('as somebody says, where tasks have several', async () => {
    const app = tasks([OWN, 'ARM64'], [OWN, 'X86_64']);

    expect((await written(app)).ended).toMatchObject({ code: 2, err: expect.stringContaining('the app runs images for '
      + 'linux/amd64 and for linux/arm64\nnext: say what each is built for, for example --platform shop=linux/') });
    expect(await built(app, '--platform linux/amd64 --platform web-ui=linux/arm64'))
      .toEqual(['linux/amd64', 'linux/arm64', 'ubuntu-24.04']);
    const { jobs } = (await written(app, '--platform shop=linux/amd64 --platform web-ui=linux/arm64')).files().delivery;
    expect(jobs.images.steps).toContainEqual({ uses: 'docker/setup-qemu-action@v4', with: { platforms: 'arm64' } });
  });

  test('and a name that no image has is refused', async () => {
    expect((await written(shop, '--platform shpo=linux/arm64')).ended).toMatchObject({
      code: 2, err: expect.stringContaining('there is no image "shpo"\nnext: the app builds shop'),
    });
  });
});

describe('an app', () => {
  test('without a delivery is told what to do', async () => {
    expect(await written(plainAssembly())).toMatchObject({ ended: {
      code: 2, err: expect.stringMatching(/has no GitHubDelivery, [^]*next: add one to a stack of the app/),
    } });
  });

  test('with roles that accept other files is told so', async () => {
    const { ended } = await written(assemblyOf(() => ({ workflowFiles: ['deploy.yml', 'rollback.yml'] })));

    expect(ended).toMatchObject({
      code: 2, err: expect.stringContaining('the roles do not accept delivery.yml\nnext:'),
    });
  });

  test('whose environment names no stack of it is told their paths', async () => {
    const { ended } = await written(assemblyOf(() => ({ environments: [
      DeliveryEnvironment.of('staging', { stacks: ['Stag*'] }),
      DeliveryEnvironment.of('production', { stacks: ['Production', 'Prod-Base', 'Prod/*'] }),
    ] })));

    expect(ended).toEqual({ code: 2, out: '', err: 'error: the app has no stack "Prod-Base" of production, '
      + '"Prod/*" of production\nnext: name stacks by their paths: Delivery, Staging, Production\n' });
  });

  test('that looked something up is told to commit it', async () => {
    const app = assemblyOf();
    expect((await written(app)).ended.err).not.toContain('commit');

    fs.writeFileSync(path.join(app, '../cdk.context.json'), '{}');

    expect((await written(app)).ended.err).toContain('commit cdk.context.json: jobs that synthesize have no role');
  });

  test('with several addresses has to choose', async () => {
    const two = assemblyOf(() => ({}), undefined, ['ShopUrl', 'AdminUrl']);

    expect((await written(two)).ended).toMatchObject({ code: 2, err: expect.stringMatching(/ShopUrl, AdminUrl/) });
    expect((await written(two, '--address AdminUrl')).text('delivery')).toContain('[.[]["AdminUrl"] // empty]');
    expect((await written(two, '--address Other')).ended).toMatchObject({
      code: 2, err: expect.stringContaining('no output "Other"\nnext: it has ShopUrl, AdminUrl'),
    });
  });
});

describe('an environment', () => {
  /** An app whose environment needs other stacks; the account of each. */
  function needing(accounts: { readonly [stack: string]: string }, more: (stack: (name: string) => Stack) => void) {
    const app = new App({ outdir: path.join(folder(), 'cdk.out'), analyticsReporting: false });
    const stacks = Object.fromEntries(Object.entries(accounts).map(([name, account]) =>
      [name, new Stack(app, name, { env: { account, region: 'eu-west-1' }, stackName: name.replace(/\W/g, '-') })]));
    new GitHubDelivery(stacks.Delivery, 'GitHub', {
      repository: GitHubRepository.named('acme', 'shop'), environments: [STAGING],
    });
    more((name) => stacks[name]);
    return app.synth().directory;
  }
  const [ONE, TWO] = ['111122223333', '222233334444'];
  const deployedBy = async (app: string) => {
    const { files } = await written(app);
    const names = (script: string) => /(?:outputs\.json|template) \\\n {2}(.*?)(?: >.*)?\n/.exec(script)?.[1];
    const { 'delivery': { jobs }, 'pull-request': { jobs: { diff } } } = files();
    return [jobs['deploy-staging'], diff].map((job) => names(scriptOf(job)));
  };

  test('is deployed with the stacks that it needs, and with no others', async () => {
    const app = needing({ Delivery: ONE, Base: ONE, Keys: ONE, Staging: ONE, Other: ONE }, (stack) => {
      stack('Staging').addStackDependency(stack('Base'));
      stack('Base').addStackDependency(stack('Keys'));
      stack('Other').addStackDependency(stack('Staging'));
    });

    expect(await deployedBy(app)).toEqual(["'Staging' 'Base' 'Keys'", "'Staging' 'Base' 'Keys'"]);
  });

  test('is not deployed with the stack that makes its roles, nor with stacks of other accounts', async () => {
    const app = needing({ Delivery: ONE, Network: TWO, Staging: ONE }, (stack) => {
      stack('Staging').addStackDependency(stack('Delivery'));
      stack('Staging').addStackDependency(stack('Network'));
    });

    expect(await deployedBy(app)).toEqual(["'Staging'", "'Staging'"]);
    expect((await written(app)).text('delivery')).toContain('deploy --app cdk.out --exclusively ');
    expect((await written(app)).text('rollback')).toContain('deploy --app cdk.out --exclusively ');
    expect((await written(app)).text('pull-request')).toContain('diff --app cdk.out --exclusively ');
  });

  test('has its address in its own stacks', async () => {
    const app = needing({ Delivery: ONE, Base: ONE, Staging: ONE }, (stack) => {
      stack('Staging').addStackDependency(stack('Base'));
      new CfnOutput(stack('Base'), 'AdminUrl', { value: 'https://admin.example.com' });
      new CfnOutput(stack('Staging'), 'ShopUrl', { value: 'https://shop.example.com' });
    });

    expect((await written(app)).text('delivery')).toContain('[.[]["ShopUrl"] // empty]');
  });

  test('may need a stack with a quote in its name', async () => {
    const app = needing({ 'Delivery': ONE, "Team's": ONE, 'Staging': ONE }, (stack) => {
      stack('Staging').addStackDependency(stack("Team's"));
    });

    expect((await deployedBy(app))[0]).toBe("'Staging' 'Team'\\''s'");
  });
});

describe('an app with a delivery for each account', () => {
  test('deploys in the order in which the app makes them, and compares pull requests with the first', async () => {
    const { files } = await written(twoDeliveries(['staging', 'production']));
    const { 'delivery': { jobs }, 'pull-request': pullRequest } = files();

    expect(jobs['deploy-staging'].needs).toEqual(['assembly']);
    expect(jobs['deploy-production'].needs).toEqual(['deploy-staging']);
    expect(jobs['deploy-production'].steps.map(({ name }) => name)).not.toContain('Load test');
    expect(scriptOf(pullRequest.jobs.diff)).toContain('What would change in staging');
  });

  test.each([['prod', 'Prod'], ['eu.prod', 'eu-prod']])('cannot tell %s from %s', async (one, other) => {
    const { ended } = await written(twoDeliveries([one, other]));

    expect(ended).toMatchObject({
      code: 2, err: expect.stringContaining(`two deliveries of the app have the environment ${other}\nnext: give them`),
    });
  });

  test('builds images by one of them only', async () => {
    const { ended } = await written(twoDeliveries(['staging', 'production'], (stack) =>
      withImages(stack.account.startsWith('1') ? 'shop' : 'worker')(stack)));

    expect(ended).toMatchObject({
      code: 2, err: expect.stringContaining('2 deliveries of the app build images: shop, worker\nnext: name all'),
    });
  });
});

test('pull requests are compared with one place', async () => {
  const { ended } = await written(twoDeliveries(['staging', 'production'], () => ({
    pullRequests: PullRequestAccess.diff(),
  })));

  expect(ended).toMatchObject({ code: 2, err: expect.stringContaining(
    '2 deliveries of the app compare pull requests: staging, production\nnext: leave "pullRequests" to one of them') });
});

describe('files that are there', () => {
  test('of something else stay as they are', async () => {
    const out = folder();
    fs.writeFileSync(path.join(out, 'delivery.yml'), 'mine');

    expect(await program(`workflow ${shop} --out ${out}`)).toMatchObject({
      code: 2, err: expect.stringContaining('delivery.yml was written by something else'),
    });
    expect(fs.readdirSync(out)).toEqual(['delivery.yml']);
    expect(fs.readFileSync(path.join(out, 'delivery.yml'), 'utf8')).toBe('mine');
  });

  test('are written again, with the same bytes', async () => {
    const { out, text } = await written(shop);
    const before = text('delivery');

    expect((await program(`workflow ${shop} --out ${out}`)).code).toBe(0);
    expect(text('delivery')).toBe(before);
  });

  test('are checked', async () => {
    const { out } = await written(shop);

    expect(await program(`workflow ${shop} --out ${out} --check`)).toMatchObject({ code: 0, err: '' });
    fs.appendFileSync(path.join(out, 'rollback.yml'), '# mine\n');
    expect(await program(`workflow ${shop} --out ${out} --check`)).toMatchObject({
      code: 1, out: '', err: expect.stringContaining('not as the app needs them: '),
    });
    expect(fs.readFileSync(path.join(out, 'rollback.yml'), 'utf8')).toMatch(/# mine\n$/);
  });
});

test.each([
  '--rate 0', '--rate 1001', '--rate 1.5', '--rate -1', '--rate x', '--duration 901', '--latency 0', '--health health',
  '--health /$(id)', '--cdk latest', '--cdk 2.1148.1;id', '--health /"',
  '--platform windows', '--platform linux/386', '--platform Shop=linux/arm64', '--platform =linux/arm64', '--unknown',
])('%s is refused', async (words) => {
  expect((await written(shop, words)).ended).toMatchObject({ code: 2, out: '' });
});
