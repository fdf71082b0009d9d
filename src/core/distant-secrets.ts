import { Stack } from 'aws-cdk-lib';
import type { Secret as InjectedSecret } from 'aws-cdk-lib/aws-ecs';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct, IConstruct } from 'constructs';
import { isMade } from './resources';
import { grantSecretRead } from './secret-keys';
import { madeSecretOf } from './secrets';

/**
 * Secrets for a container or an instance.
 *
 * The CDK names each reader in the policy of the key, and if that is in another stack, each of the two stacks waits for
 * the other one. Such readers get the right to decrypt themselves, as they do for an imported key.
 */
export function readableSecrets<T extends { readonly [name: string]: InjectedSecret }>(
  scope: IConstruct, secrets: T | undefined,
): { [name: string]: InjectedSecret } | undefined {
  if (secrets === undefined) return undefined;
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => {
    const source = madeSecretOf(scope, secret.arn);
    const grantRead = (grantee: IGrantable) => grantSecretRead(source!, grantee);
    return [name, source && hasDistantKey(scope, source)
      ? { arn: secret.arn, hasField: secret.hasField, grantRead }
      : secret];
  }));
}

/** The same for a secret that the CDK reads itself. */
export function readableSecret(scope: Construct, id: string, secret: ISecret): ISecret {
  if (!hasDistantKey(scope, secret)) return secret;
  return Secret.fromSecretAttributes(scope, id, {
    secretCompleteArn: secret.secretArn,
    encryptionKey: Key.fromKeyArn(scope, `${id}Key`, secret.encryptionKey!.keyArn),
  });
}

function hasDistantKey(scope: IConstruct, { encryptionKey: key }: ISecret): boolean {
  return key !== undefined && isMade(key) && Stack.of(key) !== Stack.of(scope);
}
