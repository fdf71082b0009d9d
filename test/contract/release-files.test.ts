// what a release needs of the files that GitHub and Renovate read; CONTRIBUTING.md says what a maintainer sets up.
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

interface Step { readonly uses?: string; readonly run?: string; readonly with?: { readonly [name: string]: unknown } }
interface Workflow { readonly jobs: { readonly [id: string]: { readonly steps: readonly Step[] } } }

const ROOT = path.join(__dirname, '../..');
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
const workflow = (name: string): Workflow => parse(read(`.github/workflows/${name}.yml`)) as Workflow;
const workflowNames = fs.readdirSync(path.join(ROOT, '.github/workflows')).map((file) => file.replace('.yml', ''));

describe('the workflows', () => {
  test('publish to npm with a Node whose npm can do it without a token', () => {
    const node = workflow('release').jobs.release_npm.steps.find(({ uses }) => uses?.startsWith('actions/setup-node'));

    // npm 11.5.1 is the first, and Node 24 the first line that brings npm 11.
    expect(Number(node?.with?.['node-version'])).toBeGreaterThanOrEqual(24);
  });

  test('name each action by a commit or by one exact release', () => {
    const uses = workflowNames.flatMap((name) => Object.values(workflow(name).jobs))
      .flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));

    expect(uses.length).toBeGreaterThan(20);
    expect(uses.filter((use) => !/@([0-9a-f]{40}|v\d+\.\d+\.\d+)$/.test(use))).toEqual([]);
  });

  test('may read and no more, where a job does not say it', () => {
    expect(workflowNames.map((name) => [name, (workflow(name) as { readonly permissions?: object }).permissions]))
      .toEqual(workflowNames.map((name) => [name, { contents: 'read' }]));
  });

  test('run no program with rights to publish in whatever version is newest', () => {
    expect(read('.github/workflows/release.yml')).not.toContain('@latest');
  });

  test('run everything that has to hold on each pull request', () => {
    const { on, jobs } = workflow('build') as Workflow & { readonly on: object };

    expect(on).toHaveProperty('pull_request');
    expect(Object.values(jobs).flatMap(({ steps }) => steps.map(({ run }) => run))).toContain('.ci/run');
  });

  test('give the list of what is in a release the version of the release', () => {
    const steps = workflow('release').jobs.release_sbom.steps;
    const [artifact, list] = [/download-artifact/, /npm sbom/].map((wanted) =>
      steps.findIndex(({ uses = '', run = '' }) => wanted.test(`${uses}${run}`)));

    expect(artifact).toBeGreaterThan(0);
    expect(list).toBeGreaterThan(artifact);
    expect(steps[list].run).toContain('version=$(cat dist/version.txt)');
  });
});

test('the page about what is proven names every suite, and the version of the emulator', () => {
  const page = read('docs/proven.md');
  const suites = fs.readdirSync(path.join(ROOT, '.ci')).filter((file) => file.endsWith('.sh'));

  expect(suites.length).toBeGreaterThan(10);
  expect(suites.filter((file) => !page.includes(`\`.ci/${file}\``))).toEqual([]);
  expect(page).toContain(`ministack/) ${/^MINISTACK=(\S+)$/m.exec(read('.ci/emulator.sh'))?.[1]},`);
});

describe('Renovate', () => {
  const managers = (JSON.parse(read('renovate.json')) as { readonly customManagers: readonly {
    readonly managerFilePatterns: readonly string[]; readonly matchStrings: readonly string[];
  }[]; }).customManagers;
  /** Versions that it sees in a file. */
  const seen = (file: string): string[] => managers
    .filter(({ managerFilePatterns }) => managerFilePatterns.some((one) => new RegExp(one.slice(1, -1)).test(file)))
    .flatMap(({ matchStrings }) => matchStrings.flatMap((one) => [...read(file).matchAll(new RegExp(one, 'g'))]))
    .map(({ groups = {} }) => groups.currentValue);

  test('sees every version that a suite pins', () => {
    const scripts = fs.readdirSync(path.join(ROOT, '.ci')).filter((file) => file.endsWith('.sh'))
      .map((file) => `.ci/${file}`);
    // the floor of the CDK moves with .projenrc.ts only.
    const pinned = scripts.flatMap((file) => [...read(file).matchAll(/^(?!OLDEST)\w+=(v?\d+\.\d+\.\d+)$/gm)]
      .map(([, version]) => `${file} ${version}`));

    expect(pinned.length).toBeGreaterThan(8);
    expect(scripts.flatMap((file) => seen(file).map((version) => `${file} ${version}`)).sort()).toEqual(pinned.sort());
  });

  test('sees the program that publishes a release', () => {
    const [version] = seen('.projenrc.ts');

    expect(read('.github/workflows/release.yml')).toContain(`publib@${version}'`);
  });

  test('sees the images of Prometheus and Grafana', () => {
    expect(seen('src/prometheus/setup/images.ts').length).toBeGreaterThan(6);
  });

  test('leaves no version of a program inside a command, where nothing raises it', () => {
    for (const file of fs.readdirSync(path.join(ROOT, '.ci')).filter((name) => name.endsWith('.sh'))) {
      expect([file, read(`.ci/${file}`).match(/(==|@)v?\d+\.\d+\.\d+/g)]).toEqual([file, null]);
    }
  });
});
