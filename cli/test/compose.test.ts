import fs from 'node:fs';
import path from 'node:path';
import { program } from './run';

const CLUSTER = { Ref: 'Cluster' };
const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] });

/** Writes a template, and gives its path. */
function template(task: object, more: object = {}): string {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync('/tmp'), 'compose-'));
  const file = path.join(folder, 'Shop.template.json');
  fs.writeFileSync(file, JSON.stringify({ Resources: {
    WebService: {
      Type: 'AWS::ECS::Service', Properties: { Cluster: CLUSTER, TaskDefinition: { Ref: 'Task' } },
      Metadata: { 'aws:cdk:path': 'Shop/Web/Service/Service' },
    },
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: task }, ...more,
  } }));
  return file;
}

async function composed(task: object, more: object = {}) {
  const { out } = await program(`compose ${template(task, more)} --json`);
  return JSON.parse(out) as {
    file: { services: { [name: string]: { [key: string]: unknown } } };
    needed: { [variable: string]: string };
  };
}

const web = { Name: 'web', Image: 'shop:1', PortMappings: [{ ContainerPort: 8080 }] };

test('a container keeps its ports, command, limits, health check and variables', async () => {
  const { file, needed } = await composed({
    Cpu: '512', RuntimePlatform: { CpuArchitecture: 'ARM64' }, ContainerDefinitions: [{
      ...web, Command: ['node', '$HOME/app.js'], Memory: 1024, StopTimeout: 30, ReadonlyRootFilesystem: true,
      LinuxParameters: { InitProcessEnabled: true, Tmpfs: [{ ContainerPath: '/tmp', Size: 64 }] },
      Environment: [{ Name: 'MODE', Value: 'live' }, { Name: 'PRICE', Value: '5$' }],
      HealthCheck: { Command: ['CMD-SHELL', 'curl -f localhost:8080/health || exit 1'], Interval: 10 },
      MountPoints: [{ SourceVolume: 'cache', ContainerPath: '/cache' }], LogConfiguration: { LogDriver: 'awslogs' },
    }],
  });

  expect(file).toEqual({
    services: { web: {
      image: 'shop:1', ports: ['127.0.0.1:8080:8080'], cpus: 0.5, platform: 'linux/arm64',
      command: ['node', '$$HOME/app.js'], init: true, read_only: true, tmpfs: ['/tmp'], volumes: ['cache:/cache'],
      mem_limit: '1024m', stop_grace_period: '30s', environment: { MODE: 'live', PRICE: '5$$' },
      healthcheck: {
        test: ['CMD-SHELL', 'curl -f localhost:8080/health || exit 1'], interval: '10s', timeout: '5s', retries: 3,
        start_period: '0s',
      },
    } },
    volumes: { cache: {} },
  });
  expect(needed).toEqual({});
});

test('a sidecar shares the network of the main container, unless the main one waits for it', async () => {
  const { file: { services } } = await composed({ ContainerDefinitions: [
    { ...web, DependsOn: [{ ContainerName: 'migrate', Condition: 'SUCCESS' }] },
    { Name: 'migrate', Image: 'shop:1' }, { Name: 'Proxy', Image: 'envoy:1', PortMappings: [{ ContainerPort: 9901 }] },
  ] });

  expect(services['web-proxy']).toEqual({ image: 'envoy:1', network_mode: 'service:web' });
  expect(services['web-migrate']).toEqual({ image: 'shop:1' });
  expect(services.web).toMatchObject({
    ports: ['127.0.0.1:8080:8080', '127.0.0.1:9901:9901'],
    depends_on: { 'web-migrate': { condition: 'service_completed_successfully' } },
  });
});

test('PostgreSQL and Valkey stand in for those of AWS, and containers wait for them', async () => {
  const secret = (key: string) => ({
    Name: `DB_${key.toUpperCase()}`,
    ValueFrom: join({ 'Fn::GetAtt': ['Orders', 'MasterUserSecret.SecretArn'] }, `:${key}::`),
  });
  const { file: { services }, needed } = await composed({ ContainerDefinitions: [{
    ...web, Secrets: [secret('username'), secret('password')], Environment: [
      { Name: 'DB_HOST', Value: { 'Fn::GetAtt': ['Orders', 'Endpoint.Address'] } },
      { Name: 'CACHE', Value: join('redis://', { 'Fn::GetAtt': ['Cache', 'PrimaryEndPoint.Address'] }, ':',
        { 'Fn::GetAtt': ['Cache', 'PrimaryEndPoint.Port'] }) },
    ],
  }] }, {
    Orders: { Type: 'AWS::RDS::DBInstance', Properties: { EngineVersion: '16.4', DBName: 'orders' } },
    Cache: { Type: 'AWS::ElastiCache::ReplicationGroup', Properties: {} },
  });

  expect(services.web).toMatchObject({
    environment: {
      DB_HOST: 'postgres', CACHE: 'redis://valkey:6379', DB_USERNAME: 'postgres',
      DB_PASSWORD: '${POSTGRES_PASSWORD:?password of the local PostgreSQL}',
    },
    depends_on: { postgres: { condition: 'service_healthy' }, valkey: { condition: 'service_healthy' } },
  });
  expect(services.postgres).toMatchObject({ image: 'postgres:16-alpine', environment: { POSTGRES_DB: 'orders' } });
  expect(Object.keys(needed)).toEqual(['POSTGRES_PASSWORD']);
});

test('a parameter of the template has its value, another secret and what only AWS knows are asked for', async () => {
  const { file: { services }, needed } = await composed({ ContainerDefinitions: [{
    ...web, Image: join({ Ref: 'AWS::AccountId' }, '.dkr.ecr/shop:1'), Environment: [
      { Name: 'QUEUE', Value: { Ref: 'Queue' } }, { Name: 'REGION', Value: { 'Fn::Sub': '${AWS::Region}' } },
    ], Secrets: [
      { Name: 'PORT', ValueFrom: join('arn:aws:ssm:parameter/', { Ref: 'Port' }) },
      { Name: 'API_KEY', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:1:secret:key' },
    ],
  }] }, { Port: { Type: 'AWS::SSM::Parameter', Properties: { Value: '5432' } } });

  expect(services.web.environment).toEqual({
    QUEUE: '${QUEUE:?a value that only AWS knows}', REGION: '${REGION:?a value that only AWS knows}', PORT: '5432',
    API_KEY: '${API_KEY:?secret of the container}',
  });
  expect(Object.keys(needed)).toEqual(['WEB_WEB_IMAGE', 'QUEUE', 'REGION', 'API_KEY']);
});

test('a template in YAML is read as people write it', async () => {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync('/tmp'), 'compose-'));
  const file = path.join(folder, 'shop.yaml');
  fs.writeFileSync(file, `
Resources:
  Web:
    Type: AWS::ECS::Service
    Properties: { TaskDefinition: !Ref Task }
  Orders: { Type: AWS::RDS::DBInstance, Properties: { DBName: orders } }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          Image: !Sub '\${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/shop:1'
          Environment:
            - { Name: DB_HOST, Value: !GetAtt Orders.Endpoint.Address }
            - { Name: DB_URL, Value: !Sub 'postgres://\${Orders.Endpoint.Address}:\${Port}/\${!x}' }
            - Name: DB
              Value: !Sub ['\${Host}/orders', { Host: !GetAtt Orders.Endpoint.Address }]
            - { Name: MODE, Value: !Sub 'live' }
`);

  const { file: { services }, needed } = JSON.parse((await program(`compose ${file} --json`)).out);

  expect(services.web).toMatchObject({ environment: {
    DB_HOST: 'postgres', DB: 'postgres/orders', MODE: 'live', DB_URL: '${DB_URL:?a value that only AWS knows}',
  } });
  expect(Object.keys(needed)).toEqual(['WEB_WEB_IMAGE', 'DB_URL', 'POSTGRES_PASSWORD']);
});

test('is YAML in which every text stands in quotes, and a list of what to set', async () => {
  const file = template({ ContainerDefinitions: [{ ...web, Secrets: [{ Name: 'KEY', ValueFrom: 'arn' }] }] });

  const { code, out, err } = await program(`compose ${file} --service Web`);

  expect(out).toContain(`
services:
  web:
    image: "shop:1"
    ports:
      - "127.0.0.1:8080:8080"
    environment:
      KEY: "\${KEY:?secret of the container}"
`);
  expect(err).toContain('  KEY=   # secret of the container\n');
  expect(code).toBe(0);
});

test('is written to a file, which is never overwritten', async () => {
  const file = template({ ContainerDefinitions: [web] });
  const out = path.join(path.dirname(file), 'compose.yaml');

  expect(await program(`compose ${file} --out ${out}`)).toMatchObject({ code: 0, out: '' });
  expect(fs.readFileSync(out, 'utf8')).toContain('image: "shop:1"');
  expect(await program(`compose ${file} --out ${out}`))
    .toMatchObject({ code: 2, err: expect.stringContaining('is there already') });
});

test.each([
  ['nothing there', '/nowhere', 'next: run "npx cdk synth"'],
  ['no template', fs.mkdtempSync(path.join(fs.realpathSync('/tmp'), 'empty-')), 'holds no template'],
  ['no template', __filename, 'next: name a template of CloudFormation in JSON or YAML, or the folder cdk.out'],
  ['no service of this name', `${template({ ContainerDefinitions: [web] })} --service Wbe`, 'next: choose one of Web'],
])('%s: says what to do, and ends with 2', async (_what, words, message) => {
  const { code, err } = await program(`compose ${words}`);

  expect(err).toContain(message);
  expect(code).toBe(2);
});
