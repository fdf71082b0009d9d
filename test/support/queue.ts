import { Connections, SecurityGroup, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { AwsService, type IBackend } from '../../src';

export interface QueueOptions {
  /** Whether the secret rotates. */
  readonly rotates?: boolean;
  /** Settings that are not secret, by the second part of their names. */
  readonly environment?: { readonly [name: string]: string };
}

/** A backend of a user's own. */
export class Queue extends Construct implements IBackend {
  public readonly defaultEnvironmentPrefix = 'QUEUE';
  public readonly backendPort = 5671;
  public readonly requiredServices = [AwsService.SQS];
  public readonly connections: Connections;
  public readonly secret: Secret;
  public readonly rotatingSecret?: ISecret;
  private readonly environment: { readonly [name: string]: string };

  constructor(
    scope: Construct, id: string, vpc: IVpc, { rotates, environment = { REGION: 'eu-west-1' } }: QueueOptions = {},
  ) {
    super(scope, id);
    this.connections = new Connections({ securityGroups: [new SecurityGroup(this, 'SecurityGroup', { vpc })] });
    this.secret = new Secret(this, 'Secret');
    this.rotatingSecret = rotates ? this.secret : undefined;
    this.environment = environment;
  }

  public environmentFor(prefix: string): { [name: string]: string } {
    return Object.fromEntries(Object.entries(this.environment).map(([name, value]) => [`${prefix}_${name}`, value]));
  }

  public secretsFor(prefix: string): { [name: string]: ContainerSecret } {
    return { [`${prefix}_PASSWORD`]: ContainerSecret.fromSecretsManager(this.secret, 'password') };
  }

  public grantAccess(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee, actions: ['sqs:SendMessage'], resourceArns: ['arn:aws:sqs:eu-west-1:111122223333:jobs'],
    });
  }
}
