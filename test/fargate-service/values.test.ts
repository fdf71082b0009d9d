import { CfnParameter, Duration, SecretValue, Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { renderProblem, type Problem } from '../../src/core';
import { Migration, ServiceConnect, ServiceImage, Sidecar, Spot } from '../../src/fargate-service';
import { containerProblems } from '../../src/fargate-service/container-options';
import { floats } from '../../src/fargate-service/image-reference';
import { drainProblems, stopTimeoutOf } from '../../src/fargate-service/stop-timeout';
import { variableProblems } from '../../src/fargate-service/variables';

const rendered = (problems: Problem[]) => problems.map(renderProblem);
const stack = new Stack();
const token = new CfnParameter(stack, 'P', { type: 'Number' });
const secret = ContainerSecret.fromSecretsManager(new Secret(stack, 'Secret', { secretStringValue: SecretValue.unsafePlainText('x') }));
const DIGEST = `sha256:${'a1'.repeat(32)}`;

describe('service image', () => {
  const repository = Repository.fromRepositoryName(stack, 'Repository', 'shop');

  // F22
  test.each([
    'nginx', 'nginx:1.27.3', 'library/nginx', 'public.ecr.aws/nginx/nginx:1.27.3', 'localhost:5000/a/b', `ghcr.io/a/b@${DIGEST}`, 'a/b:1@' + DIGEST, 'a__b/c-d',
  ])('accepts the reference %s', (name) => {
    expect(rendered(ServiceImage.fromRegistry(name)._problems('image'))).toEqual([]);
  });

  test.each(['', ' ', 'nginx latest', 'Nginx', 'nginx:', 'nginx:-1', `nginx:${'a'.repeat(129)}`, 'nginx@sha256:12', '/nginx', 'a//b', 'https://ghcr.io/a'])(
    'fails for the reference "%s"', (name) => {
      expect(rendered(ServiceImage.fromRegistry(name)._problems('image'))).toEqual([
        `"image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "${name}"`,
      ]);
    });

  test('fails for a private ECR image by name, which could not be pulled', () => {
    const name = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1';

    expect(rendered(ServiceImage.fromRegistry(name)._problems('image'))).toEqual([
      `"image" must be an image of a public registry or of one with credentials, got "${name}": `
      + 'give private ECR images with ServiceImage.fromRepository, which also grants the right to pull them',
    ]);
  });

  test.each(['', '.1', '-1', 'a b', 'a'.repeat(129), 'sha256:12'])('fails for the tag "%s"', (tag) => {
    const expected = ['"image.tag" must be a tag of 1 to 128 letters, digits, ".", "_", "-", or a digest "sha256:" with 64 hexadecimal digits, '
      + `got "${tag}"`];

    expect(rendered(ServiceImage.fromRepository(repository, tag)._problems('image'))).toEqual(expected);
    expect(rendered(ServiceImage.managedRepository({ tag })._problems('image'))).toEqual(expected);
  });

  test.each(['1', 'v1.2.3', 'a'.repeat(128), '_x', DIGEST])('accepts the tag %s', (tag) => {
    expect(rendered(ServiceImage.fromRepository(repository, tag)._problems('image'))).toEqual([]);
  });

  test('accepts references and tags that are known at deployment only', () => {
    expect(rendered([
      ...ServiceImage.fromRegistry(token.valueAsString)._problems('image'),
      ...ServiceImage.fromRegistry(`ghcr.io/a/b:${token.valueAsString}`)._problems('image'),
      ...ServiceImage.fromRepository(repository, token.valueAsString)._problems('image'),
      ...ServiceImage.managedRepository({ tag: token.valueAsString })._problems('image'),
    ])).toEqual([]);
  });

  // F39
  test.each([
    ['nginx', true], ['nginx:latest', true], ['localhost:5000/nginx', true], ['nginx:1', false], ['localhost:5000/nginx:1', false],
    [`nginx@${DIGEST}`, false], [`nginx:latest@${DIGEST}`, false],
  ])('%s floats: %p', (reference, expected) => {
    expect(floats(reference)).toBe(expected);
  });

  test('checks how the managed repository keeps images', () => {
    const image = ServiceImage.managedRepository({ keepImages: 0, untaggedExpiry: Duration.days(366) });

    expect(rendered(image._problems('image'))).toEqual([
      '"image.keepImages" must be an integer from 1 to 1000, got 0',
      '"image.untaggedExpiry" must be whole days from 1 to 365, got 366 days',
    ]);
  });
});

describe('settings', () => {
  // F24
  test.each(['PASSWORD', 'DB_PASSWORD', 'dbPassword', 'SECRET', 'CLIENT_SECRET', 'API_TOKEN', 'token', 'API_KEY', 'apiKey', 'STRIPE_KEY', 'APIKEY', 'DB_PWD', 'AWS_CREDENTIALS'])(
    'fails for %s, which looks like a secret', (name) => {
      expect(rendered(variableProblems('', { environment: { [name]: 'x' } }))).toEqual([
        `"environment" must hold no secrets, got "${name}": everyone who may read the task definition can read it; `
        + 'give it in "secrets" from Secrets Manager or the SSM Parameter Store',
      ]);
    });

  test.each(['MONKEY', 'KEYBOARD', 'TOKENIZER', 'PUBLIC_KEY', 'KEY_PREFIX', 'PASSWORD_FILE', 'SECRET_ARN', 'TOKEN_URL', 'LOG_LEVEL', 'PASSWORDLESS'])(
    'accepts %s', (name) => {
      expect(rendered(variableProblems('', { environment: { [name]: 'x' } }))).toEqual([]);
    });

  // F23
  test('fails for a name that is both a setting and a secret', () => {
    expect(rendered(variableProblems('', { environment: { HOST: 'x' }, secrets: { HOST: secret } }))).toEqual([
      '"environment" must share no name with "secrets", got "HOST": remove it from one of the two',
    ]);
  });

  test.each(['1A', 'A B', 'A=B', ''])('fails for the name "%s"', (name) => {
    const must = 'have names of letters, digits, "_", "." and "-" that do not begin with a digit';

    expect(rendered(variableProblems('', { environment: { [name]: 'x' } }))).toEqual([`"environment" must ${must}, got "${name}"`]);
    expect(rendered(variableProblems('', { secrets: { [name]: secret } }))).toEqual([`"secrets" must ${must}, got "${name}"`]);
  });
});

describe('container', () => {
  const check = (healthCheck: object) => rendered(containerProblems('container', { healthCheck: { command: ['x'], ...healthCheck } }));

  // F25
  test.each([
    ['interval', 5, 300, '5 seconds to 5 minutes', { timeout: Duration.seconds(2) }],
    ['timeout', 2, 60, '2 seconds to 1 minute', { interval: Duration.seconds(300) }],
    ['startPeriod', 0, 300, '0 seconds to 5 minutes', {}],
  ])('the %s of the health check has limits', (prop, min, max, words, others) => {
    expect(check({ ...others, [prop]: Duration.seconds(min) })).toEqual([]);
    expect(check({ ...others, [prop]: Duration.seconds(max) })).toEqual([]);
    expect(check({ ...others, [prop]: Duration.seconds(max + 1) })).toEqual([expect.stringContaining(`"container.healthCheck.${prop}" must be whole seconds from ${words}, got`)]);
    if (min > 0) expect(check({ ...others, [prop]: Duration.seconds(min - 1) })[0]).toContain(`"container.healthCheck.${prop}" must be whole seconds from ${words}, got`);
  });

  test.each([[0, false], [1, true], [10, true], [11, false], [1.5, false]])('of %d retries legal is %p', (retries, legal) => {
    expect(check({ retries })).toEqual(legal ? [] : [`"container.healthCheck.retries" must be an integer from 1 to 10, got ${retries}`]);
  });

  // F26
  test('fails for a check that takes as long as its interval', () => {
    expect(check({ timeout: Duration.seconds(30), interval: Duration.seconds(30) })).toEqual([
      '"container.healthCheck.timeout" must be shorter than "container.healthCheck.interval" (30 seconds), got 30 seconds',
    ]);
    expect(check({ timeout: Duration.seconds(29), interval: Duration.seconds(30) })).toEqual([]);
  });

  test('the default interval of 30 seconds counts too', () => {
    expect(check({ timeout: Duration.seconds(30) })).toEqual([
      '"container.healthCheck.timeout" must be shorter than "container.healthCheck.interval" (30 seconds), got 30 seconds',
    ]);
    expect(check({ interval: Duration.seconds(5) })).toEqual([
      '"container.healthCheck.timeout" must be shorter than "container.healthCheck.interval" (5 seconds), got 5 seconds',
    ]);
  });

  test('fails for a check without a command', () => {
    expect(check({ command: [] })).toEqual(['"container.healthCheck.command" must have at least one word, got []']);
  });

  // F20
  test.each([[1, false], [2, true], [120, true], [121, false]])('of %d seconds to stop legal is %p', (seconds, legal) => {
    const problems = rendered(containerProblems('container', { stopTimeout: Duration.seconds(seconds) }));

    expect(problems).toEqual(legal ? [] : [`"container.stopTimeout" must be whole seconds from 2 seconds to 2 minutes, got ${seconds === 1 ? '1 second' : '2 minutes 1 second'}`]);
  });

  test('accepts values that are known at deployment only', () => {
    const later = Duration.seconds(token.valueAsNumber);

    expect(check({ interval: later, timeout: later, startPeriod: later, retries: token.valueAsNumber })).toEqual([]);
    expect(rendered(containerProblems('container', { stopTimeout: later }))).toEqual([]);
  });

  // R-LB-3, E22
  test.each([[undefined, 30], [60, 30], [59, 29], [20, 10], [3, 2], [0, 2]])('with a drain of %p seconds it stops within %d', (drain, expected) => {
    expect(stopTimeoutOf(undefined, drain === undefined ? undefined : Duration.seconds(drain)).toSeconds()).toBe(expected);
  });

  test('an explicit stop timeout must be below the drain', () => {
    const given = (stop: number, drain: number) => rendered(drainProblems('container.stopTimeout', Duration.seconds(stop), Duration.seconds(drain)));

    expect(given(59, 60)).toEqual([]);
    expect(given(60, 60)).toEqual([
      '"container.stopTimeout" must be shorter than "deregistrationDelay" of the "ingress" (1 minute), got 1 minute: '
      + 'the load balancer waits no longer than that for open requests',
    ]);
    expect(given(30, 0)).toEqual([]);
  });
});

describe('migration', () => {
  const problems = (options: object) => rendered(Migration.beforeStart({ command: ['x'], ...options })._problems('migration'));

  test('fails without a command', () => {
    expect(problems({ command: [] })).toEqual(['"migration.command" must have at least one word, got []']);
  });

  test.each([[1, '1 second'], [2, undefined], [120, undefined], [121, '2 minutes 1 second']])('of a timeout of %d seconds wrong is %p', (seconds, got) => {
    expect(problems({ timeout: Duration.seconds(seconds) })).toEqual(
      got ? [`"migration.timeout" must be whole seconds from 2 seconds to 2 minutes, got ${got}`] : []);
  });

  test('its settings, secrets and image follow the rules of the application', () => {
    expect(problems({ environment: { DB_PASSWORD: 'x' }, image: ServiceImage.fromRegistry('A') })).toEqual([
      '"migration.image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "A"',
      expect.stringContaining('"migration.environment" must hold no secrets, got "DB_PASSWORD"'),
    ]);
    expect(problems({ timeout: Duration.seconds(token.valueAsNumber) })).toEqual([]);
  });
});

describe('sidecar', () => {
  const image = ServiceImage.fromRegistry('nginx:1');
  const problems = (options: object) => rendered(Sidecar.of({ name: 'proxy', image, memoryMiB: 128, ...options })._problems('sidecars[0]'));

  test.each([
    [{ name: '' }, '"sidecars[0].name" must be 1 to 64 letters, digits, "-" and "_", got ""'],
    [{ name: 'a b' }, '"sidecars[0].name" must be 1 to 64 letters, digits, "-" and "_", got "a b"'],
    [{ memoryMiB: 5 }, '"sidecars[0].memoryMiB" must be an integer of at least 6 MiB, got 5'],
    [{ cpu: 0 }, '"sidecars[0].cpu" must be an integer of at least 1, got 0'],
    [{ port: 65536 }, '"sidecars[0].port" must be an integer from 1 to 65535, got 65536'],
    [{ healthCheck: { command: ['x'], retries: 11 } }, '"sidecars[0].healthCheck.retries" must be an integer from 1 to 10, got 11'],
    [{ image: ServiceImage.fromRegistry('A') }, '"sidecars[0].image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "A"'],
  ])('fails for %j', (options, expected) => {
    expect(problems(options)).toEqual([expected]);
  });

  test('accepts the limits, and values that are known at deployment only', () => {
    expect(problems({ name: 'a'.repeat(64), memoryMiB: 6, cpu: 1, port: 1 })).toEqual([]);
    expect(problems({ memoryMiB: token.valueAsNumber, cpu: token.valueAsNumber, port: token.valueAsNumber })).toEqual([]);
  });
});

describe('spot', () => {
  const problems = (options: object) => rendered(Spot.mixed(options)._problems('spot'));

  test.each([
    [{ base: -1 }, '"spot.base" must be an integer from 0 to 100000, got -1'],
    [{ base: 100_001 }, '"spot.base" must be an integer from 0 to 100000, got 100001'],
    [{ onDemandWeight: -1 }, '"spot.onDemandWeight" must be an integer from 0 to 1000, got -1'],
    [{ onDemandWeight: 1001 }, '"spot.onDemandWeight" must be an integer from 0 to 1000, got 1001'],
    [{ spotWeight: 0 }, '"spot.spotWeight" must be an integer from 1 to 1000, got 0: leave "spot" out to run everything on demand'],
    [{ spotWeight: 1001 }, '"spot.spotWeight" must be an integer from 1 to 1000, got 1001: leave "spot" out to run everything on demand'],
  ])('fails for %j', (options, expected) => {
    expect(problems(options)).toEqual([expected]);
  });

  test('accepts the limits, and values that are known at deployment only', () => {
    expect(problems({ base: 0, onDemandWeight: 0, spotWeight: 1000 })).toEqual([]);
    expect(problems({ base: token.valueAsNumber, onDemandWeight: token.valueAsNumber, spotWeight: token.valueAsNumber })).toEqual([]);
  });

  test('one task runs on demand and three quarters of the rest on Spot by default', () => {
    expect(Spot.mixed()._strategy()).toEqual([
      { capacityProvider: 'FARGATE', base: 1, weight: 1 }, { capacityProvider: 'FARGATE_SPOT', weight: 3 },
    ]);
  });

  test('Spot alone names no other capacity', () => {
    expect(Spot.ONLY._strategy()).toEqual([{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]);
  });
});

describe('service connect', () => {
  const namespace = new HttpNamespace(stack, 'Namespace', { name: 'internal' });
  const problems = (options: { dnsName: string; port?: number }) => rendered(ServiceConnect.server(namespace, options)._problems('serviceConnect'));

  test.each(['', 'Orders', '-a', 'a-', 'a.b', 'a'.repeat(64)])('fails for the name "%s"', (dnsName) => {
    expect(problems({ dnsName })).toEqual([`"serviceConnect.dnsName" must be 1 to 63 lower-case letters, digits and "-", got "${dnsName}"`]);
  });

  test('fails for a port that does not exist', () => {
    expect(problems({ dnsName: 'a', port: 0 })).toEqual(['"serviceConnect.port" must be an integer from 1 to 65535, got 0']);
    expect(problems({ dnsName: 'a'.repeat(63), port: 65535 })).toEqual([]);
    expect(problems({ dnsName: token.valueAsString, port: token.valueAsNumber })).toEqual([]);
  });
});
