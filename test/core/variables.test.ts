import { Secret } from 'aws-cdk-lib/aws-ecs';
import {
  CONTAINER_VARIABLES, SHELL_VARIABLES, variableProblems, type Variables, type VariableRules,
} from '../../src/core';
import { rendered } from '../support/templates';

test(
  'a variable that bash keeps for itself is a problem on instances, where setting it fails, and none in a container',
  () => {
    const RESERVED = 'have no variable that the shell keeps for itself (BASHOPTS, BASH_VERSINFO, EUID, PPID, '
      + 'SHELLOPTS, UID)';

    expect(problems({ environment: { UID: '1000', UIDS: '1' } }, SHELL_VARIABLES))
      .toEqual([`"environment" must ${RESERVED}, got "UID": give it another name`]);
    expect(problems({ environment: { UID: '1000' } }, CONTAINER_VARIABLES)).toEqual([]);
  },
);

const problems = (variables: Variables, rules?: VariableRules) =>
  rendered(variableProblems('', variables, rules));

describe('names of settings', () => {
  test('of a container may have dots and hyphens, those of a shell may not', () => {
    expect(problems({ environment: { 'log.level-1': 'x' } }, CONTAINER_VARIABLES)).toEqual([]);
    expect(problems({ environment: { 'log.level': 'x' } }, SHELL_VARIABLES)).toEqual([
      '"environment" must have names of letters, digits, "_" that do not begin with a digit, got "log.level"',
    ]);
  });

  test('begin with no digit', () => {
    expect(problems({ environment: { '1ST': 'x' } })).toEqual([
      '"environment" must have names of letters, digits, "_", "." and "-" that do not begin with a digit, got "1ST"',
    ]);
  });

  test.each(['PASSWORD', 'dbPassword', 'API_KEY', 'GITHUB_TOKEN', 'CLIENT_SECRET'])(
    'that look like a secret are none: %s',
    (name) => {
      expect(problems({ environment: { [name]: 'x' } }, SHELL_VARIABLES)).toEqual([
        `"environment" must hold no secrets, got "${name}": everyone who may read the SSM parameter of the settings `
        + 'can read it; '
        + 'give it in "secrets" from Secrets Manager or the SSM Parameter Store',
      ]);
    },
  );

  test.each(['MONKEY', 'KEYBOARD_LAYOUT', 'TOKEN_TTL', 'SECRET_ARN', 'PUBLIC_KEY'])(
    'that only sound like one pass: %s',
    (name) => {
      expect(problems({ environment: { [name]: 'x' } })).toEqual([]);
    },
  );
});

test('settings are texts, secrets are secrets, and no name is in both', () => {
  const secret = { arn: 'arn' } as Secret;

  expect(problems({ environment: { A: 1 as never }, secrets: { B: undefined as never, C: secret } })).toEqual([
    '"environment.A" must be a text, got 1: leave the name out if it has no value',
    '"secrets.B" must be a secret, got undefined: leave the name out if it has no value',
  ]);
  expect(problems({ environment: { A: 'x' }, secrets: { A: secret } })).toEqual([
    '"environment" must share no name with "secrets", got "A": remove it from one of the two',
  ]);
});
