// what an app is searched for, and how often.
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { grantSecretRead } from '../../src/core';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/11112222-3333-4444-5555-666677778888';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf';

function place() {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const role = new Role(stack, 'Role', { assumedBy: new AccountPrincipal('111122223333') });
  const search = jest.spyOn(app.node, 'findAll');
  return { stack, role, search, key: Key.fromKeyArn(stack, 'Key', KEY) };
}

const decryptions = (stack: Stack) =>
  JSON.stringify(Template.fromStack(stack).toJSON()).split('kms:Decrypt').length - 1;

describe('the key of a secret', () => {
  test('is found without a search for each grant', () => {
    const { stack, role, search, key } = place();
    const secrets = Array.from({ length: 50 }, (_, i) => new Secret(stack, `Secret${i}`, { encryptionKey: key }));

    for (const secret of secrets) grantSecretRead(secret, role);

    expect(search).toHaveBeenCalledTimes(1);
    expect(decryptions(stack)).toBe(1);
  });

  test('is found for secrets that are made after the first grant', () => {
    const { stack, role, search, key } = place();

    grantSecretRead(new Secret(stack, 'Plain'), role);
    grantSecretRead(new Secret(stack, 'Encrypted', { encryptionKey: key }), role);

    expect(search).toHaveBeenCalledTimes(2);
    expect(decryptions(stack)).toBe(1);
  });

  test('is found where a secret was imported first without, and then with its key', () => {
    const { stack, role, key } = place();

    grantSecretRead(Secret.fromSecretCompleteArn(stack, 'Without', SECRET), role);
    const withKey = Secret.fromSecretAttributes(stack, 'With', { secretCompleteArn: SECRET, encryptionKey: key });
    grantSecretRead(withKey, role);

    expect(decryptions(stack)).toBe(1);
  });

  test('is nothing where the app makes it, because its policy trusts the reader', () => {
    const { stack, role } = place();

    grantSecretRead(new Secret(stack, 'Own', { encryptionKey: new Key(stack, 'Made') }), role);

    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).not.toContain('kms:Decrypt');
  });
});
