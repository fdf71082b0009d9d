// R-MON-3: exporters log in with as few rights as the store knows
import { Match } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CacheLogin, Exporter, Pooling, PostgresDatabase, ValkeyCache } from '../../../src';
import { LOGIN_SCRIPT } from '../../../src/prometheus/exporters/postgres-login';
import { namesIn, waysIn } from '../../support/walk';
import { built, containersOf } from '../support';

const { template, stack, scriptOf } = built(({ stack: scope, vpc }) => {
  const database = new PostgresDatabase(scope, 'Database', { vpc, pooling: Pooling.rdsProxy() });
  const cache = new ValkeyCache(scope, 'Cache', { vpc });
  const other = new ValkeyCache(scope, 'Other', { vpc });
  const known = new ValkeyCache(scope, 'Known', { vpc, login: CacheLogin.users() });
  const login = new Secret(scope, 'Login', {
    generateSecretString: { secretStringTemplate: '{"username":"metrics"}', generateStringKey: 'password' },
  });
  return {
    exporters: [
      Exporter.redis(cache, { streams: ['{votes}:stream', 'jobs'] }), Exporter.redis(other, { login }),
      Exporter.redis(known, { streams: ['jobs'] }), Exporter.postgres(database),
    ],
  };
});
const secretsOf = (part: string, container: string) =>
  (containersOf(template, part)[container].Secrets as { Name: string; ValueFrom: unknown }[]);
const POSTGRES = 'MetricsExportersPostgresDatabase';

describe('an exporter', () => {
  test('reaches its store, and only Prometheus reaches it', () => {
    const names = namesIn(stack, (path) => path.split('/').slice(0, -1).join('/'));
    const ways = waysIn(template, names).filter((way) => way.includes('Exporters'));

    expect(ways.map((way) => way.replace(/:\{.*\}$/, ':port'))).toEqual([
      'Metrics/Exporters/Postgres/Database/Service -> Database:5432',
      'Metrics/Exporters/Redis/Cache/Service -> Cache:6379',
      'Metrics/Exporters/Redis/Known/Service -> Known:6379',
      'Metrics/Exporters/Redis/Other/Service -> Other:6379',
      'Metrics/Prometheus/Service -> Metrics/Exporters/Postgres/Database/Service:9187',
      'Metrics/Prometheus/Service -> Metrics/Exporters/Redis/Cache/Service:9121',
      'Metrics/Prometheus/Service -> Metrics/Exporters/Redis/Known/Service:9121',
      'Metrics/Prometheus/Service -> Metrics/Exporters/Redis/Other/Service:9121',
    ]);
  });

  test('runs alone, without root and without plain settings', () => {
    for (const part of ['MetricsExportersRedisCache', POSTGRES]) {
      const { config, ...programs } = containersOf(template, part);
      for (const container of Object.values(programs)) {
        expect(container).toMatchObject({ User: '65534:65534', ReadonlyRootFilesystem: true });
        expect(container.Environment).toBeUndefined();
      }
      // it brings the authorities of the database, and ends.
      if (config) expect(config).toMatchObject({ Essential: false, ReadonlyRootFilesystem: true });
    }
  });

  test('of a cache speaks TLS, with the token or with the log-in of a user', () => {
    const { Command } = containersOf(template, 'MetricsExportersRedisCache').app;

    expect(JSON.stringify(Command)).toContain('rediss://');
    // a pattern would make it walk through all keys, and ElastiCache refuses CONFIG.
    expect(Command).toContain('--check-single-streams={votes}:stream,jobs');
    expect(Command).toContain('--config-command=-');
    expect(secretsOf('MetricsExportersRedisCache', 'app').map(({ Name }) => Name)).toEqual(['REDIS_PASSWORD']);
    expect(secretsOf('MetricsExportersRedisOther', 'app').map(({ Name }) => Name).sort())
      .toEqual(['REDIS_PASSWORD', 'REDIS_USER']);
  });

  test('of a cache with users logs in as the user that is made for it, and never as the applications', () => {
    const secrets = secretsOf('MetricsExportersRedisKnown', 'app');

    expect(secrets.map(({ Name }) => Name).sort()).toEqual(['REDIS_PASSWORD', 'REDIS_USER']);
    for (const { ValueFrom } of secrets) expect(JSON.stringify(ValueFrom)).toContain('KnownUsersMetricsLogin');
    template.hasResourceProperties('AWS::ElastiCache::User', {
      UserName: 'elastic-web-metrics', AccessString: Match.stringLikeRegexp('^on ~jobs -@all '),
    });
  });

  test('of a database gets a log-in of its own, and never the password of the master', () => {
    const [exporter, login] = ['app', 'login'].map((name) => secretsOf(POSTGRES, name));

    expect(exporter.map(({ Name }) => Name)).toEqual(['DATA_SOURCE_URI', 'DATA_SOURCE_USER', 'DATA_SOURCE_PASS']);
    expect(JSON.stringify(exporter)).not.toMatch(/DatabaseInstance|DatabaseSecret|MasterUserSecret/);
    expect(login.map(({ Name }) => Name)).toEqual(['PGUSER', 'PGPASSWORD', 'LOGIN_PASSWORD']);
    expect(containersOf(template, POSTGRES).app.DependsOn)
      .toContainEqual({ ContainerName: 'login', Condition: 'SUCCESS' });
  });

  test('of a database checks the certificate and its name, also before it makes the log-in', () => {
    const { config, login, app } = containersOf(template, POSTGRES);
    const [address] = Object.values(template.findResources('AWS::SSM::Parameter'))
      .map(({ Properties: { Value } }) => JSON.stringify(Value)).filter((value) => value.includes('sslmode'));
    const seen = { ContainerPath: '/etc/rds', ReadOnly: true, SourceVolume: 'authorities' };

    expect(address).toContain('?sslmode=verify-full&sslrootcert=/etc/rds/rds.pem');
    expect(JSON.stringify(login.Command)).toContain(' sslmode=verify-full sslrootcert=/etc/rds/rds.pem');
    for (const { MountPoints, DependsOn } of [login, app]) {
      expect(MountPoints).toContainEqual(seen);
      expect(DependsOn).toContainEqual({ ContainerName: 'config', Condition: 'SUCCESS' });
    }
    expect(config.MountPoints).toContainEqual({ ...seen, ReadOnly: false });
  });

  test('of a database reads what monitoring needs, and changes nothing', () => {
    expect(LOGIN_SCRIPT).toContain('GRANT pg_monitor TO elastic_web_metrics');
    expect(LOGIN_SCRIPT).toContain('default_transaction_read_only = on');
    expect(LOGIN_SCRIPT.match(/GRANT \w+/g)).toEqual(['GRANT pg_monitor']);
  });

  test('is a job of its own, of the kind that rules and dashboards know', () => {
    for (const job of ['cache-redis', 'other-redis', 'database-postgres']) {
      expect(scriptOf('Prometheus')).toContain(`job_name: ${job}`);
    }
  });
});

// the file of authorities lacks the youngest Regions.
test('a database of a Region whose authorities are not known is reached with an encrypted way alone', () => {
  const { template: young } = built(({ stack: scope, vpc }) => ({
    exporters: [Exporter.postgres(new PostgresDatabase(scope, 'Database', { vpc }))],
  }), { account: '111122223333', region: 'mx-central-1' });

  expect(Object.keys(containersOf(young, POSTGRES)).sort()).toEqual(['app', 'login']);
  expect(JSON.stringify(containersOf(young, POSTGRES).login.Command)).toContain(' sslmode=require');
});
