import { awscdk, javascript, typescript } from 'projen';
import { addChecks } from './projenrc/checks';
import { addCli } from './projenrc/cli';
import { addDemo } from './projenrc/demo';
import { addDocs } from './projenrc/docs';
import { addLint } from './projenrc/lint';
import { addLockfile } from './projenrc/lockfile';
import { addEverything, addPrometheus } from './projenrc/prometheus';
import { addRelease } from './projenrc/release';
import { addRosetta } from './projenrc/rosetta';
import { addSpeed } from './projenrc/speed';
import { addTests } from './projenrc/tests';
import { addVotingApp } from './projenrc/voting-app';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-elastic-web',
  description: 'Production web services on AWS in ten lines: load balancing, Fargate, EC2, PostgreSQL, Valkey, '
    + 'scaling and monitoring with audited defaults',
  keywords: [
    'aws', 'cdk', 'awscdk', 'fargate', 'ecs', 'ec2', 'autoscaling', 'alb', 'load-balancer', 'rds', 'postgresql',
    'valkey', 'cdk-nag', 'blue-green', 'monitoring', 'prometheus', 'grafana', 'cost',
  ],
  homepage: 'https://github.com/cdk-elastic-web/cdk-elastic-web#readme',
  bugsUrl: 'https://github.com/cdk-elastic-web/cdk-elastic-web/issues',
  author: 'The cdk-elastic-web authors',
  authorAddress: 'https://github.com/cdk-elastic-web',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-elastic-web/cdk-elastic-web.git',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  stability: 'stable',

  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: '0.103.25',
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '22',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3',
  // 2.264.0 is the first release with instance refresh in UpdatePolicy; constructs 10.5.1 is cdk-nag's floor.
  cdkVersion: '2.264.0',
  constructsVersion: '10.5.1',

  devDeps: [
    '@aws-cdk/cloudformation-diff@^2.187.5',
    // what the command line asks; bundled into it.
    '@aws-sdk/client-acm@^3',
    '@aws-sdk/client-application-auto-scaling@^3',
    '@aws-sdk/client-auto-scaling@^3',
    '@aws-sdk/client-cloudformation@^3',
    '@aws-sdk/client-cloudwatch@^3',
    '@aws-sdk/client-cloudwatch-logs@^3',
    '@aws-sdk/client-ecr@^3',
    '@aws-sdk/client-ecs@^3',
    '@aws-sdk/client-elastic-load-balancing-v2@^3',
    '@aws-sdk/client-rds@^3',
    '@aws-sdk/client-service-quotas@^3',
    '@aws-sdk/client-sts@^3',
    '@eslint/js@^10',
    // types of dashboards, and the grammar of PromQL with its peers: for tests.
    '@grafana/grafana-foundation-sdk@~0.0.21',
    '@lezer/highlight@^1.2.3',
    '@lezer/lr@^1.4.8',
    '@prometheus-io/lezer-promql@~0.315.0',
    '@stylistic/eslint-plugin@^5',
    '@types/node@^20',
    'aws-cdk@^2.1148.1',
    'c8@^10',
    'cdk-monitoring-constructs@^10.2.0',
    'cdk-nag@~3.0.2',
    'cli-table3@^0.6.5',
    'commander@^14',
    'eslint@^10',
    'fast-check@^4.10.2',
    // 0.8 needs Node 22.
    'jest-light-runner@~0.7.13',
    'picocolors@^1.1.1',
    'tsx@^4.23.15',
    'typescript-eslint@^8.73.0',
    // checks types in a tenth of the time; jsii and eslint need 6, and keep the name tsc, as the first by name does.
    'typescript-native@npm:typescript@~7.0.2',
    'yaml@^2.9.1',
  ],

  // bin/ is built, so what is found there depends on what ran before.
  autoDetectBin: false,
  sampleCode: false,
  eslint: false,
  docgen: true,
  // 13 needs Node 22, and developing on Node 20 is to begin without warnings.
  bumpPackage: 'commit-and-tag-version@^12',
  jestOptions: {
    jestVersion: '^30',
    configFilePath: 'jest.config.json',
    junitReporting: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: { collectCoverage: false, maxWorkers: 2, setupFiles: ['<rootDir>/test/support/environment.cjs'] },
  },

  // no tokens that last: the registries trust the workflow, and npm shows where a package comes from.
  npmTrustedPublishing: true,
  // renovate: npm publib
  jsiiReleaseVersion: '0.2.1061',
  publishToPypi: { distName: 'cdk-elastic-web', module: 'cdk_elastic_web', trustedPublishing: true },
  publishToMaven: {
    mavenGroupId: 'io.github.cdk-elastic-web', mavenArtifactId: 'cdk-elastic-web',
    javaPackage: 'io.github.cdkelasticweb',
  },
  publishToNuget: { packageId: 'CdkElasticWeb', dotNetNamespace: 'CdkElasticWeb', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk-elastic-web/cdk-elastic-web-go', packageName: 'cdkelasticweb' },

  depsUpgradeOptions: { workflow: true },
  githubOptions: { mergify: false, pullRequestLint: false },
  pullRequestTemplate: false,
  gitignore: [
    'cdk.out/', 'demo.out/', '.jsii.tabl.json', '*.log', '.DS_Store', 'test-reports/', 'artifacts/', '.schemathesis/',
    // rooms of the house, and no output of a program.
    '!/src/monitoring/logs/', '!/test/monitoring/logs/',
    // the library by its name, for examples that are complete apps.
    '!/examples/node_modules/',
  ],
});

project.package.addField('workspaces', ['app/voting-app']);
// what asks for Node 22 although its user, fastify, runs on 20.
project.package.addPackageResolutions('light-my-request@6.6.0');
// npm asks which packages may run a script when they are installed.
project.package.addField('allowScripts', { 'esbuild': true, '@parcel/watcher': false });
for (const path of [
  'eslint.config.mjs', 'jest.config.json', '.npmrc', 'tsconfig.programs.json', 'examples/*', '!examples/quick-start/',
  'demo/',
  'scripts/', 'demo.out/', '.ci/', 'rosetta/', 'bench/', 'app/', 'artifacts/', 'renovate.json',
]) project.addPackageIgnore(path);

addLockfile(project);
addCli(project);
addTests(project);
addLint(project);
addRosetta(project);
addDocs(project);
addDemo(project);
addVotingApp(project);
addPrometheus(project);
addEverything(project);
addSpeed(project);
addRelease(project);
addChecks(project);

project.synth();
