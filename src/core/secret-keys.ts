import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import { Directory } from './directory';
import { isMade } from './resources';
import { whereaboutsOfArn } from './whereabouts';

/** Secrets of an app by their ARNs, each with its key if the app imports that. */
const SECRETS = new Directory<IKey | undefined>('secrets', (construct) => {
  const { secretArn, encryptionKey } = construct as Partial<ISecret>;
  return secretArn === undefined
    ? undefined
    : { name: secretArn, value: encryptionKey && !isMade(encryptionKey) ? encryptionKey : undefined };
});

/** An alias in place of a key: its name is the last group. */
const ALIAS = /^(.*):(alias\/.*)$/;

/**
 * Rights to decrypt secrets whose keys the app imports.
 *
 * The CDK writes such a right into the policy of the key, which an import cannot change. Under the default policy of a
 * key a right of the reader is enough; the policy of a key of another account has to allow it as well.
 *
 * @param secrets ARNs as they stand in the statement that lets somebody read the secrets
 */
export function decryptStatements(scope: IConstruct, secrets: readonly string[]): PolicyStatement[] {
  const keys = secrets.flatMap((secret) => importedKeysOf(scope, secret));
  return [...new Map(keys.map((key) => [key.keyArn, key])).values()].map((key) => decryptStatement(scope, key));
}

/** Lets somebody read a secret, whoever owns its key. */
export function grantSecretRead(secret: ISecret, grantee: IGrantable): Grant {
  const grant = secret.grantRead(grantee);
  for (const statement of decryptStatements(secret, [secret.secretArn])) {
    grantee.grantPrincipal.addToPrincipalPolicy(statement);
  }
  return grant;
}

/** By ARN, because the copy of a secret that stands in another stack may not know the key. */
function importedKeysOf(scope: IConstruct, secret: string): IKey[] {
  return SECRETS
    .find(scope, ({ name }) => secret.startsWith(name))
    .flatMap(({ value }) => value ?? []);
}

function decryptStatement(scope: IConstruct, { keyArn }: IKey): PolicyStatement {
  const { region: here, urlSuffix } = Stack.of(scope);
  // a secret and its key are of one Region, which need not be that of the reader.
  const { region = here } = whereaboutsOfArn(keyArn);
  const [, account, alias] = ALIAS.exec(keyArn) ?? [];
  return new PolicyStatement({
    actions: ['kms:Decrypt'],
    // rights name keys; an alias is a condition on any of them.
    resources: [alias === undefined ? keyArn : `${account}:key/*`],
    conditions: {
      StringEquals: { 'kms:ViaService': `secretsmanager.${region}.${urlSuffix}` },
      ...alias !== undefined && { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
    },
  });
}
