import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { Ingress } from '../../src/ingress';
import { Entrance } from '../../src/workload';

function entranceWith({ fewest = 2, shiftsTraffic = false } = {}): {
  stack: Stack; scope: Construct; entrance: Entrance;
} {
  const stack = new Stack(new App(), 'Stack');
  const scope = new Construct(stack, 'Batch');
  const ingress = Ingress.http()._variant.bind(scope, {
    vpc: new Vpc(stack, 'Vpc'), port: 8080, targetType: TargetType.IP, shiftsTraffic,
  });
  return { stack, scope, entrance: new Entrance(scope, ingress, fewest) };
}

describe('the entrance of a workload', () => {
  test('shows what the ingress has made', () => {
    const { entrance } = entranceWith();
    const ingress = entrance.ingress!;

    expect(entrance.loadBalancer).toBe(ingress.loadBalancer);
    expect(entrance.listener).toBe(ingress.listener);
    expect(entrance.listenerRule).toBe(ingress.rule);
    expect(entrance.targetGroup).toBe(ingress.targetGroup);
    expect(entrance.alternateTargetGroup).toBeUndefined();
    expect(entrance.targetGroups).toStrictEqual([ingress.targetGroup]);
    expect(entrance.url).toBe(ingress.url);
  });

  test('expects as many healthy targets as always run', () => {
    const healthy = (fewest: number) =>
      entranceWith({ fewest }).entrance.signals().find(({ id }) => id === 'HealthyTargets')!;

    expect(healthy(3).critical?.value).toBe(3);
    expect(healthy(0).critical).toBeUndefined();
  });

  test('makes an alarm for each signal that rolls back, over both target groups', () => {
    const { stack, entrance } = entranceWith({ shiftsTraffic: true });
    const alarms = entrance.createRollbackAlarms();

    expect(alarms.map(({ node }) => node.path)).toEqual([
      'Stack/Batch/Rollback/TargetErrors/Warning', 'Stack/Batch/Rollback/Latency/Warning',
    ]);
    expect(entrance.targetGroups).toHaveLength(2);
    for (const { Properties } of Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))) {
      expect(Properties.Metrics).toHaveLength(3);
    }
  });

  test('hands over the alarms that roll back, so that nobody makes them again', () => {
    const { entrance } = entranceWith();
    const [errors] = entrance.createRollbackAlarms();

    expect(entrance.signals().find(({ id }) => id === 'TargetErrors')!.warning!.alarm).toBe(errors);
    expect(entrance.signals().find(({ id }) => id === 'ErrorRatio')!.critical!.alarm).toBeUndefined();
  });

  test('has outputs for what others need', () => {
    expect(Object.keys(entranceWith().entrance.outputs())).toEqual([
      'Url', 'LoadBalancerDnsName', 'ListenerArn', 'TargetGroupArn',
    ]);
    expect(Object.keys(entranceWith({ shiftsTraffic: true }).entrance.outputs())).toEqual([
      'Url', 'LoadBalancerDnsName', 'ListenerArn', 'TargetGroupArn', 'AlternateTargetGroupArn',
    ]);
  });
});

describe('the entrance of a worker', () => {
  const scope = new Stack();
  const entrance = new Entrance(scope, undefined, 2);

  test('is empty', () => {
    expect(entrance.url).toBeUndefined();
    expect(entrance.targetGroups).toEqual([]);
    expect(entrance.signals()).toEqual([]);
    expect(entrance.outputs()).toEqual({});
  });

  test('has nothing that rolls back', () => {
    expect(entrance.createRollbackAlarms()).toEqual([]);
    expect(scope.node.children).toEqual([]);
  });
});
