import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import {
  DatabaseCredentials, Pooling, PostgresDatabase, PostgresReplica, Profile, type PostgresDatabaseProps,
} from '../../src';
import { vpcIn } from './support';

const account = '111122223333';

function databaseIn(region: string | undefined, props: Partial<PostgresDatabaseProps> = {}): Stack {
  const stack = new Stack(new App(), 'Data', region ? { env: { account, region } } : {});
  new PostgresDatabase(stack, 'Database', { vpc: vpcIn(stack), ...props });
  return stack;
}

function classOf(stack: Stack): string {
  return Object.values(Template.fromStack(stack).findResources('AWS::RDS::DBInstance'))[0].Properties.DBInstanceClass;
}

describe('a Region that lacks something of RDS', () => {
  test('gets the same size of the nearest family by default, without a warning', () => {
    const stack = databaseIn('ca-west-1');

    expect(classOf(stack)).toBe('db.t3.medium');
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('notInRegion'));
  });

  test('takes the size of the profile', () => {
    const stack = new Stack(new App(), 'Data', { env: { account, region: 'ca-west-1' } });
    Profile.DEVELOPMENT.applyTo(stack);
    new PostgresDatabase(stack, 'Database', { vpc: vpcIn(stack) });

    expect(classOf(stack)).toBe('db.t3.micro');
  });

  test('takes what the user asks for, and warns', () => {
    const stack = databaseIn('ca-west-1', { instanceType: new InstanceType('t4g.large') });

    expect(classOf(stack)).toBe('db.t4g.large');
    Annotations.fromStack(stack).hasWarning('/Data/Database', Match.stringLikeRegexp(
      'AWS did not offer db.t4g.large in ca-west-1 in 2026, so the deployment may fail: take t3.large',
    ));
  });

  test('says nothing of a family that it has', () => {
    const stack = databaseIn('ca-west-1', { instanceType: new InstanceType('m6g.large') });

    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('notInRegion'));
  });

  test('warns of RDS Proxy in Taipei', () => {
    const stack = databaseIn('ap-east-2', { pooling: Pooling.rdsProxy() });

    expect(classOf(stack)).toBe('db.t4g.medium');
    Annotations.fromStack(stack).hasWarning('/Data/Database', Match.stringLikeRegexp(
      'AWS did not offer RDS Proxy in ap-east-2 in 2026.*take Pooling.none()',
    ));
  });

  test.each([['eu-west-1'], [undefined]])('says nothing in %s', (region) => {
    const stack = databaseIn(region, { pooling: Pooling.rdsProxy() });

    expect(classOf(stack)).toBe('db.t4g.medium');
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('notInRegion'));
  });

  test('gives a replica there the nearest family of its source', () => {
    const app = new App();
    const home = new Stack(app, 'Home', { env: { account, region: 'ca-central-1' } });
    const away = new Stack(app, 'Away', { env: { account, region: 'ca-west-1' } });
    const source = new PostgresDatabase(home, 'Database', {
      vpc: vpcIn(home),
      credentials: DatabaseCredentials.generated({ replicaRegions: [{ region: 'ca-west-1' }] }),
    });
    new PostgresReplica(away, 'Replica', { source, vpc: vpcIn(away) });

    expect(classOf(home)).toBe('db.t4g.medium');
    expect(classOf(away)).toBe('db.t3.medium');
  });
});
