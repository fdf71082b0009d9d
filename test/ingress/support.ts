import { Stack, type App, type Environment } from 'aws-cdk-lib';
import { SecurityGroup, type IConnectable, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { Template } from 'aws-cdk-lib/assertions';
import { choiceProblems, rejectProblems, type Problem, type Profile } from '../../src/core';
import { Ingress, WebLoadBalancer, type AttachedIngress, type TargetSpec } from '../../src/ingress';
import { stackWithVpc, zoneIn } from '../support/stacks';
import { only, rendered } from '../support/templates';

export interface Setup {
  readonly app: App;
  readonly stack: Stack;
  readonly vpc: IVpc;
  readonly hostedZone: IHostedZone;
}

/** An app with a VPC in a stack of its own, so that the template of `stack` holds nothing but what is tested. */
export function setup(options: { readonly profile?: Profile; readonly env?: Environment } = {}): Setup {
  const props = { env: options.env };
  const { app, vpc } = stackWithVpc({ id: 'Network', profile: options.profile, props, vpc: {} });
  const stack = new Stack(app, 'Stack', props);
  return { app, stack, vpc, hostedZone: zoneIn(stack) };
}

/** Stands for a Fargate service or a tier of instances. */
export class Service extends Construct {
  public readonly bound: AttachedIngress;
  public readonly securityGroup: SecurityGroup;

  constructor(
    scope: Construct, id: string, props: { readonly vpc: IVpc; readonly ingress: Ingress } & Partial<TargetSpec>,
  ) {
    super(scope, id);
    const { vpc, ingress, port = 8080, targetType = TargetType.IP, shiftsTraffic = false } = props;
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', { vpc, allowAllOutbound: false });
    const target = { vpc, port, targetType, shiftsTraffic };
    rejectProblems(this, 'Service', ingress._variant.problems('ingress', this, target));
    this.bound = ingress._variant.bind(this, target);
    for (const group of [this.bound.targetGroup, this.bound.alternateTargetGroup]) {
      group?.registerConnectable(this.securityGroup as IConnectable);
    }
  }
}

/** Messages of the rules, as users see them, for a service in the scope. */
export function messagesOf(ingress: Ingress, scope?: Construct, vpc?: IVpc): string[] {
  const given = setup();
  return rendered(problemsOf(ingress, scope ?? given.stack, {
    vpc: vpc ?? given.vpc, port: 8080, targetType: TargetType.IP, shiftsTraffic: false,
  }));
}

/** Problems of an ingress as the construct that gets it tells them: those of its factory come first. */
export function problemsOf(ingress: Ingress, ...[scope, target]: [Construct, TargetSpec]): Problem[] {
  const misused = choiceProblems('ingress', ingress, 'Ingress');
  return misused.length > 0 ? misused : ingress._variant.problems('ingress', scope, target);
}

export function sharedLoadBalancer({ stack, vpc, hostedZone }: Setup): WebLoadBalancer {
  return new WebLoadBalancer(stack, 'Edge', { vpc, domainName: '*.example.com', hostedZone });
}

/** Attributes of a load balancer or a target group as a record. */
export function attributesOf(template: Template, type: 'LoadBalancer' | 'TargetGroup'): Record<string, unknown> {
  const { Properties } = only(template, `AWS::ElasticLoadBalancingV2::${type}`);
  const list: { Key: string; Value: unknown }[] = Properties[`${type}Attributes`];
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}
