import { Stack } from 'aws-cdk-lib';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { variableProblems } from '../../src/core';
import { rendered } from '../support/templates';

const secret = ContainerSecret.fromSecretsManager(new Secret(new Stack(), 'Secret'));

describe('settings', () => {
  test.each([
    'PASSWORD', 'DB_PASSWORD', 'dbPassword', 'SECRET', 'CLIENT_SECRET', 'API_TOKEN', 'token', 'API_KEY', 'apiKey',
    'STRIPE_KEY', 'APIKEY', 'DB_PWD', 'AWS_CREDENTIALS',
  ])(
    'fails for %s, which looks like a secret', (name) => {
      expect(rendered(variableProblems('', { environment: { [name]: 'x' } }))).toEqual([
        `"environment" must hold no secrets, got "${name}": everyone who may read the task definition can read it; `
        + 'give it in "secrets" from Secrets Manager or the SSM Parameter Store',
      ]);
    });

  test.each([
    'MONKEY', 'KEYBOARD', 'TOKENIZER', 'PUBLIC_KEY', 'KEY_PREFIX', 'PASSWORD_FILE', 'SECRET_ARN', 'TOKEN_URL',
    'LOG_LEVEL', 'PASSWORDLESS',
  ])(
    'accepts %s', (name) => {
      expect(rendered(variableProblems('', { environment: { [name]: 'x' } }))).toEqual([]);
    });

  test('fails for a name that is both a setting and a secret', () => {
    expect(rendered(variableProblems('', { environment: { HOST: 'x' }, secrets: { HOST: secret } }))).toEqual([
      '"environment" must share no name with "secrets", got "HOST": remove it from one of the two',
    ]);
  });

  test.each(['1A', 'A B', 'A=B', ''])('fails for the name "%s"', (name) => {
    const must = 'have names of letters, digits, "_", "." and "-" that do not begin with a digit';

    expect(rendered(variableProblems('', { environment: { [name]: 'x' } })))
      .toEqual([`"environment" must ${must}, got "${name}"`]);
    expect(rendered(variableProblems('', { secrets: { [name]: secret } })))
      .toEqual([`"secrets" must ${must}, got "${name}"`]);
  });

  // a variable of the build that is not set arrives as undefined.
  test.each([undefined, null, 5])('fails for the value %p', (value) => {
    expect(rendered(variableProblems('', { environment: { HOST: value as unknown as string } }))).toEqual([
      `"environment.HOST" must be a text, got ${value}: leave the name out if it has no value`,
    ]);
  });

  test('fails for a secret that is missing', () => {
    expect(rendered(variableProblems('', { secrets: { HOST: undefined as unknown as ContainerSecret } }))).toEqual([
      '"secrets.HOST" must be a secret, got undefined: leave the name out if it has no value',
    ]);
  });

  test('accepts the value ""', () => {
    expect(rendered(variableProblems('', { environment: { HOST: '' } }))).toEqual([]);
  });
});
