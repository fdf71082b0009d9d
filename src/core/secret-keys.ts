import { Stack } from 'aws-cdk-lib';
import { Grant, PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct, type IConstruct } from 'constructs';
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
/** Parameters that are encrypted under an imported alias; of any other key the CDK grants the use itself. */
const PARAMETERS = new Directory<IKey>('parameters', (construct) => {
  const { parameterArn, encryptionKey } = construct as Partial<IParameter> & { readonly encryptionKey?: IKey };
  return parameterArn !== undefined && encryptionKey && aliasOf(encryptionKey) !== undefined
    ? { name: parameterArn, value: encryptionKey }
    : undefined;
});

/** What the CDK lets a reader of a secret do. */
const READS = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];

/** An alias in place of a key: its name is the last group. */
const ALIAS = /^(.*):(alias\/.*)$/;

/**
 * Rights to decrypt secrets whose keys the app imports, and parameters under an imported alias.
 *
 * The CDK writes such a right into the policy of the key, which an import cannot change. Under the default policy of a
 * key a right of the reader is enough; the policy of a key of another account has to allow it as well.
 *
 * @param things ARNs as they stand in the statement that lets somebody read the secrets or the parameters
 */
export function decryptStatements(scope: IConstruct, things: readonly string[]): PolicyStatement[] {
  const uses = things.flatMap((thing) => [
    ...importedKeysOf(scope, thing).map((key) => [key, 'secretsmanager'] as const),
    ...PARAMETERS.named(scope, thing).map(({ value }) => [value, 'ssm'] as const),
  ]);
  return [...new Map(uses.map((use) => [`${use[1]} ${use[0].keyArn}`, use])).values()]
    .map(([key, service]) => useStatement(scope, key, service, ['kms:Decrypt']));
}

/**
 * Lets somebody use the key behind an imported alias. For every other key a grant of the CDK does, but it takes such an
 * alias for a key that nobody needs a right on.
 *
 * @param service that uses the key for them: `sqs`
 */
export function grantAliasUse(
  scope: IConstruct, key: IKey | undefined, grantee: IGrantable, service: string, actions: string[],
): void {
  if (!key || aliasOf(key) === undefined) return;
  grantee.grantPrincipal.addToPrincipalPolicy(useStatement(scope, key, service, actions));
}

/**
 * Lets somebody read a secret, whoever owns its key.
 *
 * Not by the policy of a key in another stack: that would name the reader, and each stack would wait for the other one.
 */
export function grantSecretRead(secret: ISecret, grantee: IGrantable): Grant {
  const { encryptionKey: key, secretArn } = secret;
  const principal = grantee.grantPrincipal;
  if (key && isMade(key) && Construct.isConstruct(principal) && Stack.of(key) !== Stack.of(principal)) {
    principal.addToPrincipalPolicy(useStatement(secret, key, 'secretsmanager', ['kms:Decrypt']));
    return Grant.addToPrincipal({ grantee, actions: READS, resourceArns: [secretArn] });
  }
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

/** The name of an imported alias that stands for a key. */
function aliasOf(key: IKey): string | undefined {
  return isMade(key) ? undefined : ALIAS.exec(key.keyArn)?.[2];
}

function useStatement(
  scope: IConstruct, { keyArn }: IKey, service: string, actions: string[],
): PolicyStatement {
  const { region: here, urlSuffix } = Stack.of(scope);
  // what is encrypted and its key are of one Region, which need not be that of the reader.
  const { region = here } = whereaboutsOfArn(keyArn);
  const [, account, alias] = ALIAS.exec(keyArn) ?? [];
  return new PolicyStatement({
    actions,
    // rights name keys; an alias is a condition on any of them.
    resources: [alias === undefined ? keyArn : `${account}:key/*`],
    conditions: {
      StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` },
      ...alias !== undefined && { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
    },
  });
}
