import { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/**
 * A secret whose grants stay in the stack of the reader.
 *
 * The CDK's own grant names each reader in the policy of the secret's key, so a reader in another stack makes a cycle
 * between the two stacks. Here the key trusts Secrets Manager for everybody in the account who may read the secret,
 * like AWS's own key of the service.
 */
export function shareableSecret(scope: Construct, id: string, secret: ISecret): ISecret {
  const { encryptionKey, secretArn } = secret;
  if (!encryptionKey) return secret;

  const { region, account, urlSuffix } = Stack.of(scope);
  encryptionKey.addToResourcePolicy(new PolicyStatement({
    sid: 'SecretsOfThisAccount',
    principals: [new AnyPrincipal()],
    actions: ['kms:Decrypt'],
    resources: ['*'],
    conditions: {
      StringEquals: { 'kms:ViaService': `secretsmanager.${region}.${urlSuffix}`, 'kms:CallerAccount': account },
    },
  }));
  return Secret.fromSecretAttributes(scope, id, { secretCompleteArn: secretArn });
}
