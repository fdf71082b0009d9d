import { type App, Stack } from 'aws-cdk-lib';
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import { ENVIRONMENT, IMAGE } from '../environment';

/** The pattern of the CDK with its defaults. It makes fewer resources, so only figures per resource compare. */
export function build(app: App, services: number): void {
  patternsOf(app, services);
}

/** The services, for subjects that monitor them. */
export function patternsOf(app: App, services: number): ApplicationLoadBalancedFargateService[] {
  const vpc = new Vpc(new Stack(app, 'Net', { env: ENVIRONMENT }), 'Vpc', { maxAzs: 3 });
  return Array.from({ length: services }, (_, index) =>
    patternOf(new Stack(app, `Service${index + 1}`, { env: ENVIRONMENT }), vpc));
}

function patternOf(stack: Stack, vpc: IVpc): ApplicationLoadBalancedFargateService {
  const service = new ApplicationLoadBalancedFargateService(stack, 'Service', {
    vpc, taskImageOptions: { image: ContainerImage.fromRegistry(IMAGE), containerPort: 8080 },
  });
  service.service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
    .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70 });
  return service;
}
