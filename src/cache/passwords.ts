import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge, encryptionKeyOf, removalOfParts } from '../core';
import { PASSWORD_FIELD } from './token-problems';

const LENGTH = 64;

/** What secrets of a cache are kept with. */
export interface PasswordKeeping {
  readonly encryptionKey?: IKey;
  /** Of the cache. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * A secret with a random password.
 *
 * Letters and digits only: a token may hold few other characters, and none of them is safe in every connection string.
 */
export function createPassword(
  scope: Construct, id: string, description: string, { encryptionKey, removalPolicy }: PasswordKeeping,
  fields: { readonly [name: string]: string } = {},
): Secret {
  const secret = new Secret(scope, id, {
    description,
    encryptionKey: encryptionKey ?? encryptionKeyOf(scope),
    removalPolicy: removalOfParts(removalPolicy),
    generateSecretString: {
      secretStringTemplate: JSON.stringify(fields), generateStringKey: PASSWORD_FIELD, passwordLength: LENGTH,
      excludePunctuation: true,
    },
  });
  acknowledge(secret, 'cacheToken');
  return secret;
}
