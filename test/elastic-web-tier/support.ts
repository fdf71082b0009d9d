import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Connections, SecurityGroup, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { IBackend } from '../../src/backend';
import {
  AwsService, Bootstrap, Compute, ElasticWebTier, Ingress, TierImage, type ElasticWebTierProps,
  type SingleInstanceOptions,
} from '../../src';

export const CONTAINER = Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'));
export const ENVIRONMENT = { account: '111122223333', region: 'eu-west-1' };
/** What the CDK would look up. */
export const CONTEXT = {
  'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  [imageKey('x86_64')]: 'ami-0123456789abcdef0',
  [imageKey('arm64')]: 'ami-0fedcba9876543210',
};

function imageKey(architecture: string): string {
  const name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-${architecture}`;
  return `ssm:account=111122223333:parameterName=${name}:region=eu-west-1`;
}

export interface Tier {
  readonly app: App;
  readonly stack: Stack;
  readonly vpc: IVpc;
  readonly tier: ElasticWebTier;
  readonly template: Template;
}

/** A stack with a VPC of public and private subnets, cheaper to make than a Network. */
export function stackWithVpc(
  app = new App({ context: CONTEXT }), id = 'Stack', props: StackProps = { env: ENVIRONMENT },
): { app: App; stack: Stack; vpc: Vpc } {
  const stack = new Stack(app, id, props);
  return { app, stack, vpc: new Vpc(stack, 'Vpc', { natGateways: 1, maxAzs: 2 }) };
}

/** A tier with the least that it needs, and its template. */
export function tierOf(
  props: Partial<ElasticWebTierProps> = {}, then: (tier: ElasticWebTier, stack: Stack) => void = () => {},
): Tier {
  const { app, stack, vpc } = stackWithVpc();
  const tier = new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER, ...props });
  then(tier, stack);
  return { app, stack, vpc, tier, template: Template.fromStack(stack) };
}

export const groupOf = (
  props: Parameters<typeof Compute.autoScaling>[0] = {}, more: Partial<ElasticWebTierProps> = {},
): Tier =>
  tierOf({ ingress: HTTP, compute: Compute.autoScaling(props), ...more });
export const singleOf = (props: SingleInstanceOptions = {}, more: Partial<ElasticWebTierProps> = {}): Tier =>
  tierOf({ ingress: HTTP, compute: Compute.singleInstance(props), ...more });

export const HTTP = Ingress.http();

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
  readonly CreationPolicy?: Record<string, unknown>;
  readonly UpdatePolicy?: Record<string, unknown>;
}

/** The only resource of a type. */
export function only(template: Template, type: string): Resource & { readonly id: string } {
  const found = Object.entries(template.findResources(type));
  expect(found).toHaveLength(1);
  return { id: found[0][0], ...found[0][1] as Resource };
}

/** User data as an instance would see it, with names in place of references. */
export function userDataOf(template: Template): string {
  const data = only(template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData as {
    UserData: { 'Fn::Base64': unknown };
  };
  return joined(data.UserData['Fn::Base64']);
}

/** Every statement of the role of the instances. */
export function statementsOf(template: Template): {
  Sid?: string; Action: string | string[]; Resource: unknown; Condition?: unknown;
}[] {
  const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'))
    .filter(([id]) => id.startsWith('ShopRole'));
  return policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

export function joined(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, Ref, 'Fn::GetAtt': att } = value as {
    'Fn::Join'?: [string, unknown[]]; 'Ref'?: string; 'Fn::GetAtt'?: string[];
  };
  return join ? join[1].map(joined).join(join[0]) : `<${Ref ?? att?.join('.')}>`;
}

/** A backend of a user's own. */
export class Queue extends Construct implements IBackend {
  public readonly defaultEnvironmentPrefix = 'QUEUE';
  public readonly backendPort = 5671;
  public readonly requiredServices = [AwsService.SQS];
  public readonly connections: Connections;
  public readonly secret: Secret;

  constructor(scope: Construct, id: string, vpc: IVpc) {
    super(scope, id);
    this.connections = new Connections({ securityGroups: [new SecurityGroup(this, 'SecurityGroup', { vpc })] });
    this.secret = new Secret(this, 'Secret');
  }

  public environmentFor(prefix: string): { [name: string]: string } {
    return { [`${prefix}_HOST`]: 'queue.internal' };
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
