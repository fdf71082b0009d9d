// what the demo says about examples that are broken in every way that people break them.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../../demo/run';

const ROOT = path.join(__dirname, '../..');
const GOOD = `
// A topic of no use (R-TEST-1)
import { type App, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
export function build(app: App): void {
  new Topic(new Stack(app, 'Shop'), 'Topic', { enforceSSL: true });
}
`;

/** A folder of examples, and what the demo prints and finds there. */
async function demo(examples: Record<string, string | undefined>, names: string[] = []) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'examples-'));
  const examplesFolder = path.join(folder, 'examples');
  fs.mkdirSync(examplesFolder);
  // packages are found from here.
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  for (const [name, source] of Object.entries(examples)) {
    fs.mkdirSync(path.join(examplesFolder, name));
    if (source !== undefined) fs.writeFileSync(path.join(examplesFolder, name, 'main.ts'), source);
  }
  const out = path.join(folder, 'out');
  let printed = '';
  const problems = await run({ names, folder: examplesFolder, out, print: (text) => { printed += text; } });
  return { printed, problems, out };
}

beforeAll(() => { process.env.CDK_VALIDATION = 'true'; });
afterAll(() => { process.env.CDK_VALIDATION = 'false'; });

describe('the demo', () => {
  test('shows the profile, the size and what would be deployed, and writes the same into its report', async () => {
    const { printed, problems, out } = await demo({ topic: GOOD });

    expect(printed).toContain('[1/1] topic: A topic of no use ...');
    expect(printed).not.toContain('R-TEST-1');
    expect(printed).toMatch(/\ntopic {2,}production {2,}Shop +2 /);
    const report = JSON.parse(fs.readFileSync(path.join(out, 'report.json'), 'utf8')) as {
      examples: { example: string; profile: string }[]; problems: string[];
    };
    expect(report.examples[0]).toMatchObject({ example: 'topic', profile: 'production', title: 'A topic of no use' });
    expect(report.problems).toEqual(problems);
  });

  test('goes on after an example that throws, and names it', async () => {
    const { printed, problems } = await demo({
      broken: `export function build() { throw new Error('Shop/Shop has an invalid prop'); }`, good: GOOD,
    });

    expect(problems).toContain('broken: Shop/Shop has an invalid prop');
    expect(printed).toMatch(/\[1\/2\] broken: .* \.\.\. failed\n\[2\/2\] good: /);
    expect(printed).toMatch(/PROBLEM broken: Shop\/Shop has an invalid prop\n[^]*problems in 2 examples\.\n$/);
  });

  test('reports a finding that the documentation does not list', async () => {
    const { problems } = await demo({ open: GOOD.replace('enforceSSL: true', 'enforceSSL: false') });

    expect(problems)
      .toContain('open: AwsSolutions-SNS3 at Shop/Topic/Resource is reported, and docs/compliance.md does not list it '
        + 'for production');
  });

  test('reports what the validator of the CDK rejects', async () => {
    const { problems } = await demo({ invalid: `
import { type App, CfnResource, Stack } from 'aws-cdk-lib';
export function build(app: App): void {
  new CfnResource(new Stack(app, 'Shop'), 'Bucket', { type: 'AWS::S3::Bucket', properties: { NoSuchThing: 1 } });
}
` });

    expect(problems.filter((problem) => problem.startsWith("invalid: the CDK's strict validation failed: ")))
      .toHaveLength(
        1,
      );
  });

  test('reports a warning', async () => {
    const { problems } = await demo({
      warns: GOOD.replace('new Topic', "Annotations.of(app).addWarningV2('x:y', 'think'); new Topic").replace(
        'type App', 'Annotations, type App',
      )
        .replace('Annotations.of(app)', "Annotations.of(new Stack(app, 'Other'))"),
    });

    expect(problems.filter((problem) => problem.startsWith('warns: Other: think'))).toHaveLength(1);
  });

  test.each([
    ['without main.ts', undefined, 'odd: there is no examples/odd/main.ts'],
    ['without build', 'export const built = 1;', 'odd: examples/odd/main.ts must export a function build(app)'],
    ['without a stack', 'export function build() {}', 'odd: build(app) made no stack'],
    [
      'that builds later', 'export async function build() { await Promise.resolve(); throw new Error("late"); }',
      'odd: late',
    ],
  ])('reports a folder %s', async (_, source, message) => {
    const { problems } = await demo({ odd: source });

    expect(problems).toEqual([message]);
  });

  test('takes one example by name', async () => {
    const { printed } = await demo({ one: GOOD, two: GOOD }, ['two']);

    expect(printed).toContain('[1/1] two');
    expect(printed).not.toContain('one: A topic');
  });

  test('fails on a name that no example has, and says which there are', async () => {
    await expect(demo({ one: GOOD, two: GOOD }, ['three'])).rejects.toThrow(
      'there is no example named three; there are one, two',
    );
  });

  test('fails where there is no example', async () => {
    await expect(demo({})).rejects.toThrow(/^there is no example in .*examples$/);
    await expect(run({ folder: '/no/such/folder', out: os.tmpdir(), print: () => {} })).rejects.toThrow(
      'there is no example in /no/such/folder',
    );
  });
});

describe('the command', () => {
  test('ends with an error and one clear line for an unknown name', () => {
    const { status, stderr } = spawnSync('npx', ['tsx', 'demo/main.ts', 'nothing'], {
      cwd: ROOT, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' },
    });

    expect(status).toBe(1);
    expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('npm warn'))).toEqual(
      [expect.stringMatching(/^there is no example named nothing; there are .*production-service/)],
    );
  });
});
