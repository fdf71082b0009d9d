import { Tokenization } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { AwsService } from '../network';

/** What a client has to know. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  readonly readerHosts?: string;
  readonly secret: ISecret;
  /** Whether CloudFormation has written host, port and name into the secret. */
  readonly isInSecret: boolean;
}

/**
 * The settings of a client, each as a reference that ECS resolves when a task starts: fields of the secret, else
 * parameters.
 */
export class ClientSettings extends Construct {
  /** References by the last part of the variable's name. */
  public readonly values: { readonly [name: string]: Secret };
  /** AWS services that ECS calls to resolve them. */
  public readonly requiredServices: AwsService[];

  constructor(scope: Construct, id: string, private readonly endpoint: Endpoint) {
    super(scope, id);
    const { secret, host, port, databaseName, readerHosts } = endpoint;
    this.values = {
      HOST: this.value('Host', 'host', host),
      PORT: this.value('Port', 'port', Tokenization.stringifyNumber(port)),
      NAME: this.value('Name', 'dbname', databaseName),
      USER: Secret.fromSecretsManager(secret, 'username'),
      PASSWORD: Secret.fromSecretsManager(secret, 'password'),
      ...readerHosts === undefined ? {} : { READER_HOSTS: this.parameter('ReaderHosts', readerHosts) },
    };
    this.requiredServices = [AwsService.SECRETS_MANAGER, ...this.node.children.length > 0 ? [AwsService.SSM] : []];
  }

  private value(id: string, field: string, stringValue: string): Secret {
    return this.endpoint.isInSecret
      ? Secret.fromSecretsManager(this.endpoint.secret, field)
      : this.parameter(id, stringValue);
  }

  private parameter(id: string, stringValue: string): Secret {
    return Secret.fromSsmParameter(new StringParameter(this, id, { stringValue }));
  }
}
