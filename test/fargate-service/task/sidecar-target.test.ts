import { Match, Template } from 'aws-cdk-lib/assertions';
import { FargateService, Sidecar, type FargateServiceProps, type SidecarOptions } from '../../../src';
import { stackWithVpc } from '../../support/stacks';
import { containerOf, HTTP, IMAGE } from '../support';

const proxy = (options: Partial<SidecarOptions> = {}) => Sidecar.of({
  name: 'proxy', image: IMAGE, memoryMiB: 64, port: 8443, receivesRequests: true, ...options,
});

describe('a proxy in front of the application', () => {
  const { stack, vpc } = stackWithVpc();
  const service = new FargateService(stack, 'Shop', {
    vpc, image: IMAGE, ingress: HTTP,
    task: { sidecars: [proxy()] },
  });
  service.connections.allowDefaultPortFromAnyIpv4();
  const template = Template.fromStack(stack);

  test('is the target of the load balancer, and the task ends with it', () => {
    template.hasResourceProperties('AWS::ECS::Service', { LoadBalancers: [Match.objectLike({
      ContainerName: 'proxy', ContainerPort: 8443,
    })] });
    expect(containerOf(template, 'proxy')).toMatchObject({ Essential: true, PortMappings: [{ ContainerPort: 8443 }] });
  });

  test('is the only one that the load balancer reaches', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 8443, ToPort: 8443 });
    expect(JSON.stringify(template.findResources('AWS::EC2::SecurityGroupIngress'))).not.toContain('8080');
  });

  test('has the default port of the connections', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [Match.objectLike({
      FromPort: 8443, CidrIp: '0.0.0.0/0',
    })] });
  });
});

describe('a proxy that cannot work', () => {
  const { stack, vpc } = stackWithVpc();
  let count = 0;
  const make = (sidecars: Sidecar[], props: Partial<FargateServiceProps> = { ingress: HTTP }) =>
    new FargateService(stack, `Shop${count += 1}`, { vpc, image: IMAGE, task: { sidecars }, ...props });

  test.each<[Sidecar[], Partial<FargateServiceProps> | undefined, string]>([
    [[proxy({ port: undefined })], undefined, '"task.sidecars[0].port" must be given where the container receives the'],
    [[proxy({ essential: false })], undefined,
      '"task.sidecars[0].essential" must be true where the container receives'],
    [[proxy()], {}, '"task.sidecars[0].receivesRequests" must be left out without an ingress, got true'],
    [[proxy(), proxy({ name: 'second', port: 8444 })], undefined,
      '"task.sidecars[1].receivesRequests" must be left out where another sidecar has it, got true'],
    [[proxy({ port: 8080 })], undefined, '"task.sidecars[0].port" must be a port that no other container of the task'],
  ])('%# is rejected', (sidecars, props, problem) => {
    expect(() => make(sidecars, props)).toThrow(problem);
  });

  test.each<[Sidecar[]]>([
    [[proxy({ essential: true })]], [[proxy({ receivesRequests: false, essential: false })]],
    [[proxy({ healthCheck: { command: ['check'] } })]],
  ])('%# passes', (sidecars) => {
    expect(() => make(sidecars)).not.toThrow();
  });
});
