import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { FargateService, Ingress, ServiceImage, type FargateServiceProps } from '../../src';
import { stackWithVpc } from '../support/stacks';
import type { Properties } from '../support/templates';

export const IMAGE = ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');

/** A service with the least that it needs, and its template. */
export function serviceTemplate(props: Partial<FargateServiceProps> = {}): {
  service: FargateService; stack: Stack; vpc: IVpc; template: Template;
} {
  const { stack, vpc } = stackWithVpc();
  const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE, ...props });
  return { service, stack, vpc, template: Template.fromStack(stack) };
}

export const HTTP = Ingress.http();

/** The definition of a container in a template that holds one task definition. */
export function containerOf(template: Template, name = 'app'): Properties {
  const [definition] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  return definition.Properties.ContainerDefinitions.find((container: { Name: string }) => container.Name === name);
}
