import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge, Profile } from '../core';
import { createRandomSecret } from './random-secret';

/**
 * The key that signs the cookies by which voters are known: the same for all tasks. It is plain text, because the
 * program takes several keys separated by commas: the first one signs, and all of them are accepted. It stays where the
 * votes stay, as a snapshot at least: with another key everybody who voted could vote again.
 */
export function createCookieKey(scope: Construct): Secret {
  const isKept = Profile.of(scope)._defaults.databaseRemoval !== RemovalPolicy.DESTROY;
  const secret = createRandomSecret(
    scope, 'CookieKey', `Signs the cookies of voters of ${scope.node.path}: new keys in front, separated by commas`,
    isKept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  );
  acknowledge(secret, 'cookieKey');
  return secret;
}

/** The key as ECS and instances inject it. */
export function injected(key: Secret): ContainerSecret {
  return ContainerSecret.fromSecretsManager(key);
}
