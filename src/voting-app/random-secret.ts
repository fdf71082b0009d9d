import type { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { encryptionKeyOf } from '../core';

const LENGTH = 64;

/** Letters and digits that nobody can guess, as the plain text of a secret. */
export function createRandomSecret(
  scope: Construct, id: string, description: string, removalPolicy: RemovalPolicy,
): Secret {
  return new Secret(scope, id, {
    description,
    encryptionKey: encryptionKeyOf(scope),
    removalPolicy,
    generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
  });
}
