// the construct and the program agree, read from the sources of both: names of variables, roles, ports, paths, metrics
// and the rules of a poll (R-APP-1, R-APP-2)
import fs from 'node:fs';
import path from 'node:path';
import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { build as buildUsersApi } from '../../examples/users-api/main';
import { AdminPage, BackendAccess, Ingress, Poll, VoteCompute, VotingIngress } from '../../src';
import * as ours from '../../src/voting-app/program';
import { settingProblems } from '../../src/voting-app/setting-problems';
import * as values from '../../src/voting-app/setting-values';
import type { TemplateJson } from '../support/invariants';
import { containerOf, environmentOf, type ContainerEnvironment } from './environment';
import { votingApp } from './support';

const APP = path.join(__dirname, '../../app/voting-app');
const source = (file: string) => fs.readFileSync(path.join(APP, 'src', file), 'utf8');

/** What the program exports; imported by path, because its sources follow other rules of the compiler. */
interface Program {
  readConfig(environment: ContainerEnvironment, role?: string): {
    readonly role: string;
    readonly polls: { readonly all: readonly { readonly id: string }[] };
    readonly web: {
      readonly port: number; readonly metricsPort: number; readonly trustProxy: number; readonly voteUrl?: string;
      readonly resultUrl?: string;
    };
    readonly emf: { readonly namespace?: string };
    readonly adminToken?: unknown;
    readonly shutdownTimeoutS: number;
    readonly database?: { readonly iamUser?: string; readonly login: Record<string, string> };
  };
}
let program: Program;
let names: { readonly EMF: Record<string, string> };
let health: { readonly HEALTH_ROUTES: readonly string[] };
beforeAll(async () => {
  const load = async (file: string): Promise<unknown> => import(path.join(APP, 'src', file));
  program = await load('config/config.ts') as Program;
  names = await load('metrics/names.ts') as typeof names;
  health = await load('health/routes.ts') as typeof health;
});

/** Every variable that the sources of the program's configuration name. */
function variablesRead(): Set<string> {
  const folder = path.join(APP, 'src/config');
  const text = fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('\n');
  return new Set([
    ...[...text.matchAll(/env\.(?:optional|text|secret|integer|flag|choice)\(\s*'([A-Z0-9_]+)'/g)].map(([, n]) => n),
    ...[...text.matchAll(/readPem\(env, '([A-Z0-9_]+)'/g)].map(([, name]) => name),
    ...[...text.matchAll(/readTime\(env, '([A-Z0-9_]+)'/g)].map(([, name]) => name),
  ]);
}

/** What only AWS knows, by variable. */
const OF_AWS: Record<string, string> = {
  REDIS_HOST: 'cache.internal', REDIS_PASSWORD: 'token', DB_HOST: 'db.internal',
  DB_USER: 'dbowner', DB_PASSWORD: 'password', COOKIE_SECRET: 'a'.repeat(64), ADMIN_TOKEN: 'a'.repeat(64),
  VOTE_URL: 'http://vote.internal', RESULT_URL: 'http://result.internal',
};
const ROLES = ['vote', 'result', 'worker', 'migrate'];
const template = votingApp(() => ({ result: { adminPage: AdminPage.generatedToken() } })).template
  .toJSON() as TemplateJson;

/** The environment of a role, with what only AWS knows filled in. */
function filled(role: string, of: TemplateJson = template): Record<string, string> {
  return Object.fromEntries(Object.entries(environmentOf(of, role)).map(([name, value]) => {
    const known = value ?? OF_AWS[name];
    if (known === undefined) throw new Error(`no value of ${name}`);
    return [name, known];
  }));
}

describe('variables', () => {
  test('that the sources of the program name are found', () => {
    expect(variablesRead().size).toBeGreaterThan(40);
    expect([...variablesRead()]).toEqual(expect.arrayContaining(['ROLE', 'POLLS_JSON', 'DB_CA_FILE', 'DB_SECRET_ARN']));
  });

  test.each(ROLES)('of the template are all read by the program: %s', (role) => {
    const unread = Object.keys(environmentOf(template, role)).filter((name) => !variablesRead().has(name));

    expect(unread).toEqual([]);
  });

  test.each(Object.values(ours.VARIABLES))('of the construct are read by the program: %s', (name) => {
    expect(variablesRead()).toContain(name);
  });

  test.each(ROLES)('that the program requires are all set, with values that it takes: %s', (role) => {
    expect(program.readConfig(filled(role), role).role).toBe(role);
  });

  test.each([
    ['vote', 'COOKIE_SECRET'], ['vote', 'REDIS_HOST'], ['worker', 'REDIS_HOST'], ['worker', 'DB_HOST'],
    ['result', 'DB_HOST'], ['migrate', 'DB_HOST'],
  ])('are required: %s does not start without %s', (role, name) => {
    expect(() => program.readConfig({ ...filled(role), [name]: undefined }, role)).toThrow(name);
  });

  test('name the secret of the database where the program reads it itself', () => {
    const { template: other, voting } = votingApp(() => ({ databaseAccess: BackendAccess.secretAtRunTime() }));
    const names = Object.keys(environmentOf(other.toJSON() as TemplateJson, 'result'));
    const rest = { ...filled('result'), DB_USER: undefined, DB_PASSWORD: undefined };
    const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:votes-AbCdEf';

    expect(names).toContain('DB_SECRET_ARN');
    expect(names).not.toContain('DB_PASSWORD');
    expect(names).not.toContain('DB_USER');
    expect(program.readConfig({ ...rest, DB_SECRET_ARN: arn }, 'result').role).toBe('result');
    // a rotation restarts nothing.
    expect(voting.node.findAll().filter(({ node }) => node.id === 'RestartOnRotation')).toEqual([]);
  });

  test('log in with IAM as the user that the migration makes', () => {
    const { template: other } = votingApp(() => ({ databaseAccess: BackendAccess.iam({ userName: 'voting' }) }));
    const of = other.toJSON() as TemplateJson;
    const config = (role: string) =>
      program.readConfig({ ...filled(role, of), AWS_REGION: 'eu-west-1' }, role).database!;

    for (const role of ['result', 'worker']) {
      expect(config(role).login).toEqual({ kind: 'iam', user: 'voting', region: 'eu-west-1' });
    }
    expect(config('migrate')).toMatchObject({ iamUser: 'voting', login: { kind: 'password', user: 'dbowner' } });
  });

  test('open the admin page in the one role that serves it', () => {
    expect(program.readConfig(filled('result'), 'result').adminToken).toBeDefined();
    for (const role of ['vote', 'worker', 'migrate']) expect(filled(role)).not.toHaveProperty('ADMIN_TOKEN');
  });

  test('arrive with the meaning that they were given', () => {
    const { web, emf, polls } = program.readConfig(filled('worker'), 'worker');

    expect(web).toMatchObject({
      trustProxy: 1, voteUrl: 'https://vote.example.com', resultUrl: 'https://result.example.com',
    });
    expect(emf.namespace).toMatch(/^VotingApp\/Stack\/StackVoting/);
    expect(JSON.stringify(polls)).toContain('Cats or dogs?');
  });

  test('are the same on instances', () => {
    const instances = votingApp(() => ({ vote: VoteCompute.instances(), ingress: VotingIngress.httpPorts() }));
    const [settings] = Object.values(instances.template.findResources('AWS::SSM::Parameter'))
      .filter(({ Properties }) => JSON.stringify(Properties.Value).includes('COOKIE_SECRET'));
    const wanted = Object.keys(environmentOf(template, 'vote'));

    expect(wanted.filter((name) => !JSON.stringify(settings.Properties.Value).includes(name))).toEqual([]);
  });
});

describe('variables of the users API', () => {
  const app = new App({ context: {
    'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  } });
  buildUsersApi(app);
  const of = Template.fromStack(app.node.findChild('People') as Stack).toJSON() as TemplateJson;
  const config = (role: string) => program.readConfig({ ...filled(role, of), AWS_REGION: 'eu-west-1' }, role);

  test.each(['api', 'migrate'])('are all read by the program, and all that it requires are set: %s', (role) => {
    expect(Object.keys(environmentOf(of, role)).filter((name) => !variablesRead().has(name))).toEqual([]);
    expect(config(role).role).toBe(role);
  });

  test('name the user that the migration makes, and whom the API logs in as', () => {
    expect(config('api').database!.login).toEqual({ kind: 'iam', user: 'users_api', region: 'eu-west-1' });
    expect(config('migrate').database!.iamUser).toBe('users_api');
  });

  test('name port, health check and paths that the program serves', () => {
    const rules = Object.values(of.Resources).filter(({ Type }) => Type.endsWith('::ListenerRule'));
    const { HealthCheck, PortMappings } = containerOf(of, 'api');

    expect(PortMappings).toEqual([expect.objectContaining({ ContainerPort: config('api').web.port })]);
    expect(HealthCheck?.Command.slice(1)).toEqual(['node', ours.PROGRAM_IN_IMAGE, ours.HEALTHCHECK]);
    // the path that needs no log-in.
    expect(JSON.stringify(rules)).toContain('/api/openapi.json');
    expect(source('http/openapi.ts')).toContain('/api/openapi.json');
  });
});

describe('ports and paths', () => {
  const defaults = () => program.readConfig(filled('worker'), 'worker').web;

  test.each(ROLES.slice(0, 3))('a container opens the port that the program listens on: %s', (role) => {
    expect(containerOf(template, role).PortMappings).toEqual([expect.objectContaining({
      ContainerPort: defaults().port,
    })]);
  });

  test('the load balancer checks a path that the program serves, on its port', () => {
    const groups = Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::ElasticLoadBalancingV2::TargetGroup').map(({ Properties }) => Properties!);

    expect(groups).toHaveLength(2);
    for (const { HealthCheckPath, HealthCheckPort } of groups) {
      expect(health.HEALTH_ROUTES).toContain(HealthCheckPath);
      expect(HealthCheckPort ?? 'traffic-port').toBe('traffic-port');
    }
  });

  test('Prometheus asks the port and the path that the program serves', () => {
    expect(ours.METRICS_PORT).toBe(defaults().metricsPort);
    expect(source('metrics/server.ts')).toContain(`'${ours.METRICS_PATH}'`);
  });
});

describe('the program', () => {
  const dockerfile = fs.readFileSync(path.join(ours.BUNDLE_FOLDER, 'Dockerfile'), 'utf8');

  test('lies where the construct takes it from', () => {
    expect(fs.existsSync(ours.BUNDLE_FILE)).toBe(true);
  });

  test('is started by the image with the command of the template', () => {
    expect(dockerfile).toContain(`ENTRYPOINT ["node", "${ours.PROGRAM_IN_IMAGE}"]`);
    expect(dockerfile).toContain(`CMD ["node", "${ours.PROGRAM_IN_IMAGE}", "${ours.HEALTHCHECK}"]`);
    expect(dockerfile).toContain(`EXPOSE ${ours.PORT} ${ours.METRICS_PORT}`);
  });

  test('is built into the image without running anything, so that either architecture builds everywhere', () => {
    expect(dockerfile).not.toMatch(/^RUN /m);
  });

  test('reports the metrics that the construct watches and scales by', () => {
    expect(ours.EMF).toEqual(names.EMF);
  });
});

describe('the end of a role', () => {
  const pages = (deregistrationDelay: Duration) => {
    const at = (port: number) => Ingress.http({ port, target: { deregistrationDelay } });
    return votingApp(() => ({ ingress: VotingIngress.pages({ vote: at(80), result: at(81) }) })).template
      .toJSON() as TemplateJson;
  };

  test.each<[string, () => TemplateJson, number, number]>([
    ['as a rule', () => template, 30, 25],
    ['while the load balancer drains for 20 seconds', () => pages(Duration.seconds(20)), 10, 5],
    ['while it does not drain', () => pages(Duration.seconds(0)), 2, 1],
  ])('comes before ECS kills its container: %s', (_, build, killedAfter, endsAfter) => {
    const built = build();

    expect(containerOf(built, 'vote').StopTimeout).toBe(killedAfter);
    for (const role of ['vote', 'result', 'worker']) {
      const { shutdownTimeoutS } = program.readConfig(filled(role, built), role);
      expect(shutdownTimeoutS).toBe(endsAfter);
      expect(shutdownTimeoutS).toBeLessThan(containerOf(built, role).StopTimeout!);
    }
  });
});

describe('the values of settings', () => {
  const text = fs.readdirSync(path.join(APP, 'src/config')).map((file) => source(`config/${file}`)).join('\n');
  const number = (digits: string) => Number(digits.replaceAll('_', ''));
  const STOP = 30;
  /** What the construct sets itself is no setting of the user; ports and tables of backends are among it. */
  const ofUsers = (name: string) => settingProblems({ [name]: '' }, { stop: STOP, mayReadMore: true })
    .every(({ must }) => must !== 'be left out');

  test('are checked for every whole number that the program reads', () => {
    const read = [...text.matchAll(/env\.integer\('([A-Z0-9_]+)', [\d_]+, ([\d_]+), ([\d_]+)\)/g)]
      .filter(([, name]) => ofUsers(name)).map(([, name, min, max]) => [name, { min: number(min), max: number(max) }]);

    expect(values.INTEGERS).toEqual(Object.fromEntries(read));
  });

  test('are known by every name that the program reads', () => {
    const read = [...text.matchAll(/\b(?:env\.(?!secret)\w+|readPem)\((?:env, )?'([A-Z0-9_]+)'/g)]
      .map(([, name]) => name);

    expect([...values.KNOWN].sort())
      .toEqual([...new Set(read)].filter((name) => ofUsers(name) && !name.startsWith('AWS_')).sort());
  });

  test('are checked for every word and every flag that the program reads', async () => {
    const names = (method: string) => [...text.matchAll(new RegExp(`env\\.${method}\\('([A-Z0-9_]+)'`, 'g'))]
      .map(([, name]) => name).filter(ofUsers);
    const { LOG_LEVELS } = await import(path.join(APP, 'src/core/log.ts')) as { LOG_LEVELS: string[] };

    expect(names('choice')).toEqual(Object.keys(values.CHOICES));
    expect(values.CHOICES.LOG_LEVEL).toEqual(LOG_LEVELS);
    expect(names('flag')).toEqual(values.FLAGS);
  });

  test.each([
    ...Object.entries(values.INTEGERS).flatMap(([name, { min, max }]) =>
      [min - 1, min, max, max + 1].map((value) => [name, String(value)])),
    ...['', ' 1 ', '1.5', '+1', '1e3', 'many', '٣'].map((value) => ['RATE_LIMIT', value]),
    ...[...values.FLAG_WORDS, 'True', 'maybe', '2'].map((value) => ['REDIS_CLUSTER', value]),
    ...['info', 'INFO', 'verbose'].map((value) => ['LOG_LEVEL', value]),
    ...['0', '1', '0.5', '1.1', '-0.1', 'x', '1e-3'].map((value) => ['OTEL_TRACES_SAMPLER_ARG', value]),
    ...['https://c/v1', 'http://a b', 'http://c:99999', 'ftp://c']
      .map((value) => ['OTEL_EXPORTER_OTLP_ENDPOINT', value]),
    ...['votes', 'my votes', 'a:b', '{a}', 'a}', '{'].map((value) => ['QUEUE_NAME', value]),
  ])('are the same on both sides: %s=%s', (name, value) => {
    const environment = { ...filled('worker'), OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', [name]: value };
    const isForProgram = () => program.readConfig(environment, 'worker');
    // a program that starts may still end too late.
    const problems = values.valueProblems({ [name]: value }, STOP)
      .filter(({ advice }) => advice === undefined);

    if (problems.length === 0) expect(isForProgram).not.toThrow();
    else expect(isForProgram).toThrow(name);
  });
});

describe('the rules of a poll', () => {
  const options = (count: number) => Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`o${i}`, `Option ${i}`]),
  );
  const poll = (change: Partial<Parameters<typeof Poll.of>[0]>) => ({ title: 'Title', options: options(2), ...change });
  const POLLS = [
    poll({}), poll({ id: '' }), poll({ id: 'UPPER' }), poll({ id: 'a'.repeat(40) }), poll({ id: 'a'.repeat(41) }),
    poll({ id: '-a' }), poll({ id: 'a_b-c' }), poll({ title: '' }), poll({ title: 'x'.repeat(120) }),
    poll({ title: 'x'.repeat(121) }), poll({ title: 'two\nlines' }), poll({ options: options(1) }),
    poll({ options: options(20) }), poll({ options: options(21) }), poll({ options: { a: '', b: 'B' } }),
    poll({ options: { a: 'x'.repeat(80), b: 'B' } }), poll({ options: { a: 'x'.repeat(81), b: 'B' } }),
    poll({ options: { 'A!': 'A', 'b': 'B' } }),
    poll({ opensAt: new Date(1), closesAt: new Date(2) }), poll({ opensAt: new Date(2), closesAt: new Date(2) }),
    poll({ opensAt: new Date(3), closesAt: new Date(2) }), poll({ title: '{{ssm}}', options: { a: '{{a}}', b: 'B' } }),
  ];

  test.each(POLLS.map((given, i) => [i, given] as const))('are the same on both sides: %i', (_, given) => {
    const ownProblems = Poll.of(given)._problems('polls[0]');
    const json = JSON.stringify([Poll.of(given)._toJson()]);
    const accepted = () => program.readConfig({ ...filled('worker'), POLLS_JSON: json }, 'worker');

    if (ownProblems.length === 0) expect(accepted).not.toThrow();
    else expect(accepted).toThrow('POLLS_JSON');
  });
});
