import { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { ApplicationVariables, namesOf, type VariableTarget } from '../../src/workload';

const secret = Secret.fromSecretsManager(new StoredSecret(new Stack(), 'Secret'));

class Recorder implements VariableTarget {
  public readonly environment: Record<string, string> = {};
  public readonly secrets: Record<string, Secret> = {};

  public addEnvironment(name: string, value: string): void {
    this.environment[name] = value;
  }

  public addSecret(name: string, value: Secret): void {
    this.secrets[name] = value;
  }
}

describe('variables of an application', () => {
  test('know the names that are taken, given and added', () => {
    const variables = new ApplicationVariables({ environment: { LEVEL: 'info' }, secrets: { TOKEN: secret } });
    variables.add({ environment: { DB_HOST: 'db' }, secrets: { DB_PASSWORD: secret } });

    expect([...variables.names]).toEqual(['LEVEL', 'TOKEN', 'DB_HOST', 'DB_PASSWORD']);
    expect([...new ApplicationVariables().names]).toEqual([]);
  });

  test('reach every target, but only those that are added later', () => {
    const [app, migration] = [new Recorder(), new Recorder()];
    const variables = new ApplicationVariables({ environment: { LEVEL: 'info' } });
    variables.passTo(app);
    variables.passToMigration(migration);
    variables.add({ environment: { DB_HOST: 'db' }, secrets: { DB_PASSWORD: secret } });

    for (const target of [app, migration]) {
      expect(target).toEqual({ environment: { DB_HOST: 'db' }, secrets: { DB_PASSWORD: secret } });
    }
  });

  test('spare the names for which a target has a value of its own', () => {
    const migration = new Recorder();
    const variables = new ApplicationVariables();
    variables.passToMigration(migration, ['DB_HOST', 'DB_PASSWORD']);
    variables.add({
      environment: { DB_HOST: 'db', DB_PORT: '5432' }, secrets: { DB_PASSWORD: secret, DB_USER: secret },
    });

    expect(migration).toEqual({ environment: { DB_PORT: '5432' }, secrets: { DB_USER: secret } });
    expect([...variables.names]).toEqual(['DB_HOST', 'DB_PORT', 'DB_PASSWORD', 'DB_USER']);
  });

  test('are named in the order in which they were given', () => {
    expect(namesOf({ environment: { B: '1', A: '2' }, secrets: { C: secret } })).toEqual(['B', 'A', 'C']);
    expect(namesOf({})).toEqual([]);
  });
});
