import { type App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import { ENVIRONMENT, IMAGE } from '../environment';

/** The pattern of the CDK with its defaults. It makes fewer resources, so only figures per resource compare. */
export function build(app: App, services: number): void {
  const vpc = new Vpc(new Stack(app, 'Net', { env: ENVIRONMENT }), 'Vpc', { maxAzs: 3 });
  for (let n = 1; n <= services; n++) {
    const service = new ApplicationLoadBalancedFargateService(
      new Stack(app, `Service${n}`, { env: ENVIRONMENT }), 'Service',
      { vpc, taskImageOptions: { image: ContainerImage.fromRegistry(IMAGE), containerPort: 8080 } });
    service.service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
      .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70 });
  }
}
