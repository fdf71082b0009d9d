// what a service rejects, it rejects before it has made anything.
import { Duration, type Stack } from 'aws-cdk-lib';
import { DeploymentLifecycleLambdaTarget, DeploymentLifecycleStage } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationProtocol, ListenerAction, ListenerCondition, type ApplicationListener,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Deployment, FargateService, Ingress, WebLoadBalancer, type FargateServiceProps } from '../../src';
import { IMAGE } from './support';
import { stackWithVpc } from '../support/stacks';

interface Place { readonly stack: Stack; readonly edge: WebLoadBalancer; readonly listener: ApplicationListener }
type Props = Omit<FargateServiceProps, 'vpc' | 'image'>;

const TESTERS = [ListenerCondition.httpHeader('x-test', ['yes'])];
const STAGES = { lifecycleStages: [DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT] };

function hook(stack: Stack, id: string, hasRole = false): DeploymentLifecycleLambdaTarget {
  const handler = LambdaFunction.fromFunctionName(stack, `${id}${stack.node.children.length}`, 'smoke');
  const role = hasRole
    ? Role.fromRoleName(stack, `Role${stack.node.children.length}`, 'smoke')
    : undefined;
  return new DeploymentLifecycleLambdaTarget(handler, id, { ...STAGES, role });
}

function tried(props: (place: Place) => Props): { stack: Stack; make: () => FargateService; before: number } {
  const { stack, vpc } = stackWithVpc();
  const edge = new WebLoadBalancer(stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP });
  const listener = edge.loadBalancer.addListener('Test', {
    port: 8443, protocol: ApplicationProtocol.HTTP, open: false, defaultAction: ListenerAction.fixedResponse(404),
  });
  const place = { stack, edge, listener };
  new FargateService(stack, 'First', {
    vpc, image: IMAGE, ingress: Ingress.route(edge, { paths: ['/first/*'] }),
    deployment: Deployment.blueGreen({ testTraffic: { listener } }),
  });
  const given = props(place);
  return {
    stack, before: stack.node.findAll().length,
    make: () => new FargateService(stack, 'Shop', { vpc, image: IMAGE, ...given }),
  };
}

const shifting = (edge: WebLoadBalancer, options: Parameters<typeof Deployment.blueGreen>[0]): Props => ({
  ingress: Ingress.route(edge, { paths: ['/shop/*'] }), deployment: Deployment.blueGreen(options),
});

describe('nothing is built', () => {
  test.each<[string, (place: Place) => Props, string]>([
    [
      'for a container that stops later than the load balancer waits',
      () => ({
        ingress: Ingress.http({ target: { deregistrationDelay: Duration.seconds(20) } }),
        container: { stopTimeout: Duration.seconds(20) },
      }),
      '"container.stopTimeout" must be shorter than "ingress.target.deregistrationDelay" (20 seconds), got 20 '
      + 'seconds: the '
      + 'load balancer waits no longer than that for open requests',
    ],
    [
      'for a place on the test listener that another service has',
      ({ edge, listener }) => shifting(edge, { testTraffic: { listener } }),
      '"deployment.testTraffic.priority" must be unique on the listener, and Stack/First has the same, got 1: give one '
      + 'of the two another "priority"',
    ],
    [
      'for a test rule with the priority of the rule for users',
      ({ edge }) => ({
        ingress: Ingress.route(edge, { paths: ['/shop/*'], priority: 7 }),
        deployment: Deployment.blueGreen({
          testTraffic: { listener: edge.listener, priority: 7, conditions: TESTERS },
        }),
      }),
      '"deployment.testTraffic.priority" must be unique on the listener, and Stack/Shop has the same, got 7: give one '
      + 'of the two another "priority"',
    ],
    [
      'for two hooks whose roles would have one id',
      ({ stack, edge }) => shifting(edge, { hooks: [hook(stack, 'Smoke'), hook(stack, 'Load'), hook(stack, 'Smoke')] }),
      '"deployment.hooks[2]" must differ from "deployment.hooks[0]" in its id, got "Smoke": give each hook an id of '
      + 'its own, because its role is called after it',
    ],
  ])('%s', (_, props, problem) => {
    const { stack, make, before } = tried(props);

    expect(make).toThrow(new Error(`Stack/Shop (FargateService) has an invalid prop:\n  ${problem}`));
    // the service itself is there, and nothing below it.
    expect(stack.node.findAll()).toHaveLength(before + 1);
  });

  test('but hooks with roles of their own may share an id', () => {
    const { make } = tried(({ stack, edge }) =>
      shifting(edge, { hooks: [hook(stack, 'Smoke', true), hook(stack, 'Smoke', true)] }));

    expect(make).not.toThrow();
  });

  test('but a service may show the new version on the listener of its users too, under another priority', () => {
    const own = (priority: number) => tried(({ edge }) => ({
      ingress: Ingress.route(edge, { paths: ['/shop/*'], priority: 7 }),
      deployment: Deployment.blueGreen({ testTraffic: { listener: edge.listener, priority, conditions: TESTERS } }),
    })).make;

    expect(own(8)).not.toThrow();
    expect(own(7)).toThrow('"deployment.testTraffic.priority" must be unique on the listener, and Stack/Shop has the '
      + 'same, got 7');
  });
});
