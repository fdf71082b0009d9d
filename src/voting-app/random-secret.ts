import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { encryptionKeyOf, Profile, removalOfParts } from '../core';

const LENGTH = 64;

/** Letters and digits that nobody can guess, as the plain text of a secret. */
export function createRandomSecret(scope: Construct, id: string, description: string): Secret {
  return new Secret(scope, id, {
    description,
    encryptionKey: encryptionKeyOf(scope),
    removalPolicy: removalOfParts(Profile.of(scope)._defaults.databaseRemoval),
    generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
  });
}
