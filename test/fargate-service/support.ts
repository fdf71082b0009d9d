import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Connections, SecurityGroup, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { IBackend } from '../../src/backend';
import { AwsService, FargateService, Ingress, ServiceImage, type FargateServiceProps } from '../../src';

export const IMAGE = ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');

/** A stack with a VPC of public and private subnets, cheaper to make than a Network. */
export function stackWithVpc(app = new App(), id = 'Stack', props: StackProps = {}): {
  app: App; stack: Stack; vpc: Vpc;
} {
  const stack = new Stack(app, id, props);
  return { app, stack, vpc: new Vpc(stack, 'Vpc', { natGateways: 1 }) };
}

/** A service with the least that it needs, and its template. */
export function serviceTemplate(props: Partial<FargateServiceProps> = {}): {
  service: FargateService; stack: Stack; vpc: IVpc; template: Template;
} {
  const { stack, vpc } = stackWithVpc();
  const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE, ...props });
  return { service, stack, vpc, template: Template.fromStack(stack) };
}

export const HTTP = Ingress.http();

/** A backend of a user's own. */
export class Queue extends Construct implements IBackend {
  public readonly defaultEnvironmentPrefix = 'QUEUE';
  public readonly backendPort = 5671;
  public readonly requiredServices = [AwsService.SQS];
  public readonly connections: Connections;
  public readonly secret: Secret;
  public readonly rotatingSecret?: ISecret;

  constructor(scope: Construct, id: string, vpc: IVpc, rotates = false) {
    super(scope, id);
    this.connections = new Connections({ securityGroups: [new SecurityGroup(this, 'SecurityGroup', { vpc })] });
    this.secret = new Secret(this, 'Secret');
    this.rotatingSecret = rotates ? this.secret : undefined;
  }

  public environmentFor(prefix: string): { [name: string]: string } {
    return { [`${prefix}_REGION`]: 'eu-west-1' };
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

/** Properties of a resource as they stand in the template. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a template is JSON of any shape.
export type Properties = Record<string, any>;

/** The definition of a container in a template that holds one task definition. */
export function containerOf(template: Template, name = 'app'): Properties {
  const [definition] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  return definition.Properties.ContainerDefinitions.find((container: { Name: string }) => container.Name === name);
}

export function onlyResource(template: Template, type: string): {
  id: string; properties: Properties; dependsOn: string[];
} {
  const resources = Object.entries(template.findResources(type));
  expect(resources).toHaveLength(1);
  const [[id, { Properties, DependsOn }]] = resources;
  return { id, properties: Properties, dependsOn: DependsOn ?? [] };
}
