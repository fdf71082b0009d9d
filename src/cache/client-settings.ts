import { Tokenization } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { PASSWORD_FIELD } from './token-problems';

/** What a client has to know. */
export interface CacheEndpoint {
  readonly host: string;
  readonly port: number;
  readonly secret: ISecret;
  /** What else the cache tells, by the id of its parameter. */
  readonly more: { readonly [id: string]: string };
}

/** Names of the variables, by the ids of their parameters. */
const VARIABLES: { readonly [id: string]: string } = { ReaderHost: 'READER_HOST', Cluster: 'CLUSTER' };

/** The settings of a client, each as a reference that ECS resolves when a task starts. */
export function createClientSettings(
  scope: Construct, { host, port, secret, more }: CacheEndpoint,
): { readonly [name: string]: Secret } {
  const parameter = (id: string, stringValue: string) =>
    Secret.fromSsmParameter(new StringParameter(scope, id, { stringValue }));
  return {
    HOST: parameter('Host', host),
    PORT: parameter('Port', Tokenization.stringifyNumber(port)),
    TLS: parameter('Tls', 'true'),
    PASSWORD: Secret.fromSecretsManager(secret, PASSWORD_FIELD),
    ...Object.fromEntries(Object.entries(more).map(([id, value]) => [VARIABLES[id], parameter(id, value)])),
  };
}
