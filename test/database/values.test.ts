import { RemovalPolicy } from 'aws-cdk-lib';
import { ArnPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { DatabaseCredentials } from '../../src';
import { databaseWith, invalid, writerOf, templateWith, type Overrides } from './support';

const credentials = DatabaseCredentials.generated();

function fail(overrides: Overrides, problem: string) {
  expect(() => databaseWith(overrides)).toThrow(invalid(problem));
}

describe('snapshots', () => {
  test.each([
    'before-upgrade', 'rds:shop-2026-01-01-00-00', 'awsbackup:job-1234',
    'arn:aws:rds:eu-west-1:111122223333:snapshot:shared', 'a'.repeat(255),
  ])(
    'accept %s',
    (snapshotIdentifier) => {
      expect(() => databaseWith({ credentials, initial: { snapshotIdentifier } })).not.toThrow();
    },
  );

  test.each(['', ' ', '1st', 'a--b', 'a-', 'a b', 'ü', 'arn:aws:rds:eu-west-1:1:snapshot:x', 'a'.repeat(256)])(
    'fail for the name %j',
    (snapshotIdentifier) =>
      fail(
        { credentials, initial: { snapshotIdentifier } },
        `"initial.snapshotIdentifier" must be the name or the ARN of a snapshot, got "${snapshotIdentifier}"`,
      ),
  );
});

describe('parameters', () => {
  test.each(['', 'a b', '1a', 'ü'])('fail for the name %j', (name) =>
    fail(
      {
        engine: { parameters: { [name]: 'x' } },
      }, `"engine.parameters" must have names of letters, digits, "_" and ".", got "${name}"`,
    ));

  // CloudFormation would drop the parameter without a word.
  test.each([undefined, null, 5])('fail for the value %p', (value) =>
    fail(
      {
        engine: { parameters: { work_mem: value as unknown as string } },
      }, `"engine.parameters.work_mem" must be a text, got ${value}`,
    ));
});

describe('versions', () => {
  test.each(['17', '17.4', '13.20-R2'])('accept %s', (version) => {
    expect(() => databaseWith({
      engine: { version: rds.PostgresEngineVersion.of(version, version.slice(0, 2)) },
    })).not.toThrow();
  });

  test.each(['', '17.', 'latest', '17.4.1'])('fail for %j', (version) =>
    fail(
      { engine: { version: rds.PostgresEngineVersion.of(version, '17') } },
      `"engine.version" must be the number of a version such as "17" or "17.4", got "${version}"`,
    ));
});

test('an unknown removal policy fails', () =>
  fail({ removalPolicy: 'delete' as RemovalPolicy },
    '"removalPolicy" must be one of destroy, retain, snapshot, retain-on-update-or-delete, got "delete"'));

// a prop of the caller that is not set is passed on as undefined.
test.each([DatabaseCredentials.managedByRds, DatabaseCredentials.generated])(
  'a user name that is undefined is the default',
  (factory) => {
    expect(factory({ userName: undefined }).userName).toBe('dbowner');
    expect(JSON.stringify(
      writerOf(templateWith({ credentials: factory({ userName: undefined }) })).MasterUsername,
    )).not.toBe(
      undefined,
    );
  },
);

test.each(['', '*', 'read*', 'a b', 'u'.repeat(64)])('grantConnect fails for the user %j', (userName) => {
  const { stack, database } = databaseWith();
  const role = new Role(stack, 'Role', { assumedBy: new ArnPrincipal('arn:aws:iam::111122223333:root') });

  expect(() => database.grantConnect(role, userName))
    .toThrow(new Error('Shop/Database (PostgresDatabase.grantConnect) has an invalid prop:\n'
      + `  "userName" must be the name of one user, of 1 to 63 characters, got "${userName}"`));
});
