import { Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { brokenInvariants } from '../support/invariants';
import { databaseWith, instancesOf, replicasOf, templateWith, writerOf } from './support';
import { DatabaseCredentials } from '../../src';

const GENERATED = DatabaseCredentials.generated();

describe('read replicas', () => {
  const { stack, database } = databaseWith({ credentials: GENERATED, readReplicas: 2, port: 6000 });
  const template = Template.fromStack(stack);
  const replicas = replicasOf(template);

  // R-DB-3
  test('copy the writer in its size, with its parameters and its protection', () => {
    expect(replicas).toHaveLength(2);
    for (const { Properties } of replicas) {
      expect(Properties).toMatchObject({
        DBInstanceClass: 'db.t4g.medium', Engine: 'postgres', Port: '6000', MultiAZ: true, DeletionProtection: true,
        EnableIAMDatabaseAuthentication: true,
        DBParameterGroupName: writerOf(template).DBParameterGroupName,
        EnableCloudwatchLogsExports: ['postgresql', 'upgrade'], PubliclyAccessible: false,
      });
    }
  });

  test('grow as far as the writer does, so that none fills up before it', () => {
    for (const { Properties } of replicas) expect(Properties.MaxAllocatedStorage).toBe(100);
    expect(writerOf(template).MaxAllocatedStorage).toBe(100);
    const size = Size.gibibytes(50);
    const fixed = templateWith({
      credentials: GENERATED, readReplicas: 1,
      storage: { allocated: size, maxAllocated: size },
    });
    expect(replicasOf(fixed)[0].Properties.MaxAllocatedStorage).toBeUndefined();
  });

  test('leave no snapshot, because they hold nothing that the writer does not hold', () => {
    for (const replica of replicas) {
      expect(replica).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    }
  });

  test('have names and log groups of their own', () => {
    const names = Object.values(instancesOf(template))
      .map(({ Properties }) => JSON.stringify(Properties.DBInstanceIdentifier));

    expect(new Set(names).size).toBe(3);
    // two for each, and one for the function that rotates the password.
    template.resourceCountIs('AWS::Logs::LogGroup', 7);
  });

  test('are reached through a group of their own, beside the writer', () => {
    expect(database.connections.securityGroups).toHaveLength(2);
    expect(database.readReplicas).toHaveLength(2);
  });

  test('a further replica leaves the ids of all others as they were', () => {
    const more = templateWith({ credentials: GENERATED, readReplicas: 3, port: 6000 });

    expect(Object.keys(instancesOf(more))).toEqual(expect.arrayContaining(Object.keys(instancesOf(template))));
  });

  test('break no invariant', () => {
    expect(brokenInvariants(template.toJSON() as never)).toEqual([]);
  });
});
