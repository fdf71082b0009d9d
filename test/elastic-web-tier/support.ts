import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import {
  Bootstrap, Compute, ElasticWebTier, Ingress, TierImage, type ElasticWebTierProps, type SingleInstanceOptions,
} from '../../src';
import { Queue } from '../support/queue';
import * as stacks from '../support/stacks';
import { only } from '../support/templates';

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

/** A stack with a VPC, in an account and a Region for which all lookups are answered. */
export function stackWithVpc(): stacks.StackWithVpc {
  return stacks.stackWithVpc({
    app: new App({ context: CONTEXT }), props: { env: ENVIRONMENT }, vpc: { natGateways: 1, maxAzs: 2 },
  });
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

/** A backend of a user's own that has a host. */
export function queueIn(scope: Construct, vpc: IVpc): Queue {
  return new Queue(scope, 'Queue', vpc, { environment: { HOST: 'queue.internal' } });
}
