// R-DEL-1: the app of the quick start is complete, answers where the load balancer asks, and costs what the pages say
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { build } from '../../examples/quick-start/main';
import { CostEstimate } from '../../src/cost';
import { startImage, type StartedCommand } from '../support/commands';

const ROOT = path.join(__dirname, '../..');
const FOLDER = path.join(ROOT, 'examples/quick-start');
const HOURS = 730;

const app = new App({ analyticsReporting: false });
build(app);
const json = (file: string) => JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;

describe('the server of the quick start', () => {
  const template = Template.fromStack(app.node.findChild('QuickStart') as Stack);
  const [service] = Object.values(template.findResources('AWS::ECS::Service')) as {
    Properties: { LoadBalancers: { ContainerPort: number }[] };
  }[];
  const [targetGroup] = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup')) as {
    Properties: { HealthCheckPath: string };
  }[];
  let started: StartedCommand;
  beforeAll(async () => { started = await startImage(path.join(FOLDER, 'web')); });
  afterAll(() => { started.child.kill('SIGKILL'); });

  test('listens on the port to which the load balancer sends', () => {
    expect(started.port).toBe(service.Properties.LoadBalancers[0].ContainerPort);
  });

  test('is healthy on the path that the load balancer asks for', async () => {
    expect((await started.get(targetGroup.Properties.HealthCheckPath)).status).toBe(200);
  });

  test.each([
    ['/', 200], ['/?a=1', 200], ['/nothing', 404], ['/health/x', 404],
  ])('answers %s with %i', async (url, status) => {
    expect((await started.get(url)).status).toBe(status);
  });

  test('ends by itself when its task ends', async () => {
    started.child.kill('SIGTERM');

    expect(await once(started.child, 'exit')).toEqual([0, null]);
  });
});

describe('the price of the quick start', () => {
  const month = CostEstimate.of(app, { region: 'eu-west-1' }).monthly.expected;

  test.each(['README.md', 'docs/getting-started.md'])('of a month and of an hour stands in %s', (page) => {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf8');

    expect(text).toContain(`${month.toFixed(2)} USD a month`);
    expect(text).toContain(`${(month / HOURS * 100).toFixed(1)} cents an hour`);
  });
});

describe('the app of the quick start', () => {
  test('asks for the CDK that the library needs', () => {
    const { peerDependencies } = json(path.join(ROOT, 'package.json'));

    expect(json(path.join(FOLDER, 'package.json')).dependencies).toMatchObject(peerDependencies);
  });

  test('is copied from the package by the command of the pages', () => {
    const ignored = fs.readFileSync(path.join(ROOT, '.projenrc.ts'), 'utf8');

    expect(ignored).toContain("'examples/*', '!examples/quick-start/'");
  });
});

describe('the page about getting started', () => {
  test('shows the app as it is', () => {
    const shown = fs.readFileSync(path.join(ROOT, 'docs/getting-started.md'), 'utf8');
    const [, source] = /^\/\/ .*\n([^]*)$/.exec(fs.readFileSync(path.join(FOLDER, 'main.ts'), 'utf8'))!;

    expect(shown).toContain(`\`\`\`ts nofixture\n${source}\`\`\``);
  });
});
