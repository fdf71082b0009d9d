import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, DeploymentLifecycleLambdaTarget, DeploymentLifecycleStage } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationProtocol, ListenerAction, ListenerCondition, NetworkLoadBalancer, NetworkTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import {
  CapacityRange, Deployment, FargateService, Ingress, Profile, ScalingPolicy, ServiceConnect, Spot, Stickiness,
  WebLoadBalancer,
} from '../../src';
import { HTTP, IMAGE, serviceTemplate } from './support';
import { missingDataOf } from '../signal/support';
import { stackWithVpc } from '../support/stacks';
import { only } from '../support/templates';

const SERVICE = 'AWS::ECS::Service';

// R-ECS-1
describe('service with an ingress and defaults', () => {
  const { template, service, stack } = serviceTemplate({ ingress: HTTP });
  const { Properties: properties, DependsOn: dependsOn } = only(template, SERVICE);

  // R-NET-3
  test('runs in private subnets without public addresses, in a security group of its own', () => {
    expect(properties.NetworkConfiguration.AwsvpcConfiguration).toEqual({
      AssignPublicIp: 'DISABLED',
      SecurityGroups: [{ 'Fn::GetAtt': [expect.stringMatching(/^ShopSecurityGroup/), 'GroupId'] }],
      Subnets: [{ Ref: expect.stringMatching(/^VpcPrivate/) }, { Ref: expect.stringMatching(/^VpcPrivate/) }],
    });
  });

  // R-NET-4
  test('is open to the load balancer on its port, and to nobody else', () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress', {
      Properties: { GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ShopSecurityGroup'), 'GroupId'] } },
    }));

    expect(rules.map((rule) => rule.Properties))
      .toEqual([expect.objectContaining({ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080 })]);
    expect(rules[0].Properties.SourceSecurityGroupId['Fn::GetAtt'][0]).toMatch(/^ShopLoadBalancer/);
  });

  // R-SCALE-5
  test('renders no number of tasks, because scaling has it', () => {
    expect(properties).not.toHaveProperty('DesiredCount');
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 2, MaxCapacity: 10 });
  });

  // R-SCALE-3
  test('scales on CPU at 70 %', () => {
    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 1);
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 70, PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    });
  });

  // R-LB-7
  test('is deployed task by task at full capacity, and rolls back by itself', () => {
    expect(properties.DeploymentConfiguration).toMatchObject({
      Strategy: 'ROLLING', MinimumHealthyPercent: 100, MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
    });
    expect(properties.HealthCheckGracePeriodSeconds).toBe(60);
  });

  test('is rolled back by alarms on errors and latency of its targets', () => {
    const { AlarmNames, Enable, Rollback } = properties.DeploymentConfiguration.Alarms;
    const alarms = AlarmNames.map(({ Ref }: { Ref: string }) =>
      template.findResources('AWS::CloudWatch::Alarm')[Ref].Properties);

    expect({ Enable, Rollback }).toEqual({ Enable: true, Rollback: true });
    expect(alarms.map(({ MetricName }: { MetricName: string }) => MetricName))
      .toEqual(['HTTPCode_Target_5XX_Count', 'TargetResponseTime']);
    expect(alarms.every(({ AlarmActions, TreatMissingData }: { AlarmActions: object[]; TreatMissingData: string }) =>
      AlarmActions.length === 1 && TreatMissingData === 'notBreaching')).toBe(true);
  });

  test('is spread over the zones again after a zone has come back', () => {
    expect(properties.AvailabilityZoneRebalancing).toBe('ENABLED');
  });

  // R-EC2-5
  test('tags its tasks', () => {
    expect(properties).toMatchObject({ PropagateTags: 'SERVICE', EnableECSManagedTags: true });
  });

  test(
    'uses a capacity provider from the start, because a launch type could not be changed without replacing the service',
    () => {
      expect(properties).not.toHaveProperty('LaunchType');
      expect(properties.CapacityProviderStrategy).toEqual([{ CapacityProvider: 'FARGATE', Weight: 1 }]);
    },
  );

  test('has a cluster of its own with both Fargate providers and Container Insights', () => {
    expect(only(template, 'AWS::ECS::Cluster').Properties).toEqual({
      CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
    });
    template.resourceCountIs('AWS::ECS::ClusterCapacityProviderAssociations', 0);
  });

  test(
    'starts after its listener rule, the rights of its roles, its network rules and the route to the internet',
    () => {
      expect(dependsOn).toEqual(expect.arrayContaining([
        expect.stringMatching(/^ShopInternetFacingRule/),
        expect.stringMatching(/^ShopTaskExecutionRoleRights/),
        expect.stringMatching(/^ShopSecurityGroupfromStackShopLoadBalancer/),
        expect.stringMatching(/^VpcPrivateSubnet1DefaultRoute/),
      ]));
    },
  );

  test('sends requests to the container of the application', () => {
    expect(properties.LoadBalancers).toEqual([{
      ContainerName: 'app', ContainerPort: 8080,
      TargetGroupArn: { Ref: expect.stringMatching(/^ShopInternetFacingTargetGroup/) },
    }]);
  });

  test('exposes what is underneath', () => {
    const ids = [
      service.service, service.cluster, service.taskDefinition, service.container, service.logGroup,
      service.securityGroup, service.taskRole,
      service.executionRole, service.loadBalancer, service.listener, service.listenerRule, service.targetGroup,
      service.taskCount,
    ].map((child) => child?.node.path);

    expect(ids).not.toContain(undefined);
    expect(stack.resolve(service.url))
      .toEqual({ 'Fn::Join': ['', ['http://', { 'Fn::GetAtt': [expect.any(String), 'DNSName'] }]] });
    expect([service.alternateTargetGroup, service.repository]).toEqual([undefined, undefined]);
    expect(service.grantPrincipal).toBe(service.taskRole);
  });
});

describe('another port of the application', () => {
  test('keeps the target group, which would be empty if it were replaced', () => {
    const groups = [8080, 3000].map((port) =>
      serviceTemplate({ ingress: HTTP, port }).template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup'));

    expect(groups[1]).toEqual(groups[0]);
  });
});

describe('worker', () => {
  test('has no load balancer, no grace period and no rollback alarm', () => {
    const { template, service } = serviceTemplate();
    const { Properties: properties } = only(template, SERVICE);

    // an empty list, because an absent one would keep the targets of an ingress that was removed.
    expect(properties.LoadBalancers).toEqual([]);
    expect(properties).not.toHaveProperty('HealthCheckGracePeriodSeconds');
    expect(properties.DeploymentConfiguration.Alarms?.Enable ?? false).toBe(false);
    expect(properties.DeploymentConfiguration.DeploymentCircuitBreaker).toEqual({ Enable: true, Rollback: true });
    expect(service.url).toBeUndefined();
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('can stand behind target groups of your own', () => {
    const { stack, vpc } = stackWithVpc();
    const { service } = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
    const group = new NetworkTargetGroup(stack, 'Targets', { vpc, port: 8080, targets: [service] });
    new NetworkLoadBalancer(stack, 'Balancer', { vpc }).addListener('Listener', {
      port: 80, defaultTargetGroups: [group],
    });

    const { Properties: properties } = only(Template.fromStack(stack), SERVICE);

    expect(properties.LoadBalancers)
      .toEqual([{
        ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: { Ref: expect.stringMatching(/^Targets/) },
      }]);
    expect(properties.HealthCheckGracePeriodSeconds).toBe(60);
  });
});

describe('capacity', () => {
  // R-DEL-1
  test.each([
    [Profile.DEVELOPMENT, 1, 2], [Profile.STAGING, 1, 4], [Profile.PRODUCTION, 2, 10], [Profile.REGULATED, 2, 10],
  ])(
    '%# follows the profile', (profile, MinCapacity, MaxCapacity) => {
      const { stack, vpc } = stackWithVpc();
      profile.applyTo(stack);
      new FargateService(stack, 'Shop', { vpc, image: IMAGE });

      Template.fromStack(stack).hasResourceProperties(
        'AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity, MaxCapacity },
      );
    });

  test('a fixed number is written into the service, and nothing scales it', () => {
    const { template, service } = serviceTemplate({ capacity: CapacityRange.fixed(3) });

    expect(only(template, SERVICE).Properties.DesiredCount).toBe(3);
    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
    expect(service.taskCount).toBeUndefined();
  });

  test('takes every policy that it is given', () => {
    const { template } = serviceTemplate({ ingress: HTTP, scaling: [
      ScalingPolicy.cpuSteps(), ScalingPolicy.memoryTarget(),
      ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 1000 }),
      ScalingPolicy.schedule({ name: 'Night', cron: { hour: '22' }, minCapacity: 1 }),
    ] });

    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 4);
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      ScheduledActions: Match.anyValue(),
    });
  });

  test('values that are known at deployment only are rendered unchanged', () => {
    const { stack, vpc } = stackWithVpc();
    const max = new CfnParameter(stack, 'Max', { type: 'Number' }).valueAsNumber;
    new FargateService(stack, 'Shop', { vpc, image: IMAGE, capacity: CapacityRange.between(2, max) });

    Template.fromStack(stack)
      .hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
        MinCapacity: 2, MaxCapacity: { Ref: 'Max' },
      });
  });
});

// R-LB-7
describe('deployment that shifts traffic', () => {
  const { template, service } = serviceTemplate({ ingress: HTTP, deployment: Deployment.canary() });
  const { Properties: properties, DependsOn: dependsOn } = only(template, SERVICE);
  const {
    AlternateTargetGroupArn, ProductionListenerRule, RoleArn,
  } = properties.LoadBalancers[0].AdvancedConfiguration;

  test('has two target groups behind one rule, which ECS may rewrite', () => {
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 2);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerRule', 1);
    expect(AlternateTargetGroupArn.Ref).toMatch(/^ShopInternetFacingAlternateTargetGroup/);
    expect(ProductionListenerRule.Ref).toMatch(/^ShopInternetFacingRule/);
    expect(service.alternateTargetGroup).toBeDefined();
  });

  test('moves a tenth first, for 5 minutes, and bakes for 10', () => {
    expect(properties.DeploymentConfiguration).toMatchObject({
      Strategy: 'CANARY', BakeTimeInMinutes: 10, CanaryConfiguration: { CanaryPercent: 10, CanaryBakeTimeInMinutes: 5 },
    });
  });

  // R-SEC-2
  test('gives ECS no AWS managed policy, and the right to change this rule and these target groups only', () => {
    const [rolePath] = RoleArn['Fn::GetAtt'];
    const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy', {
      Properties: { Roles: [{ Ref: rolePath }] },
    }));
    const changes = policy.Properties.PolicyDocument.Statement.filter(({ Resource }: { Resource: unknown }) =>
      Resource !== '*');

    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    expect(changes).toEqual([
      { Sid: 'Shift', Effect: 'Allow', Action: 'elasticloadbalancing:ModifyRule', Resource: ProductionListenerRule },
      {
        Sid: 'Targets', Effect: 'Allow',
        Action: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
        Resource: [AlternateTargetGroupArn, properties.LoadBalancers[0].TargetGroupArn],
      },
    ]);
    expect(dependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^ShopTrafficShiftRoleRights/)]));
  });

  // R-LB-7
  test('is rolled back by alarms over both target groups', () => {
    const errors = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties)
      .find(({ Metrics }) => JSON.stringify(Metrics).includes('HTTPCode_Target_5XX_Count'));
    const groups = errors!.Metrics.filter((metric: { MetricStat?: object }) => metric.MetricStat).map(
      (metric: object) => JSON.stringify(metric),
    );

    expect(groups).toHaveLength(2);
    expect(groups[0]).toContain('ShopInternetFacingTargetGroup');
    expect(groups[1]).toContain('ShopInternetFacingAlternateTargetGroup');
  });

  test('can be linear or all at once', () => {
    const strategyOf = (deployment: Deployment) =>
      only(serviceTemplate({ ingress: HTTP, deployment }).template, SERVICE).Properties.DeploymentConfiguration;

    expect(strategyOf(Deployment.linear()))
      .toMatchObject({ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 20, StepBakeTimeInMinutes: 5 } });
    expect(strategyOf(Deployment.blueGreen())).toMatchObject({ Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 10 });
  });

  test('shows the new version to testers on a listener of theirs, and asks functions', () => {
    const { stack, vpc } = stackWithVpc();
    const web = new WebLoadBalancer(stack, 'Web', { vpc, protocol: ApplicationProtocol.HTTP });
    const listener = web.loadBalancer.addListener('Test', {
      port: 8443, protocol: ApplicationProtocol.HTTP, open: false, defaultAction: ListenerAction.fixedResponse(404),
    });
    const hook = LambdaFunction.fromFunctionAttributes(stack, 'Hook', {
      functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:smoke', sameEnvironment: true,
    });
    new FargateService(stack, 'Shop', {
      vpc,
      image: IMAGE,
      ingress: Ingress.route(web, { paths: ['/*'] }),
      deployment: Deployment.blueGreen({
        testTraffic: { listener },
        hooks: [
          new DeploymentLifecycleLambdaTarget(hook, 'Smoke', {
            lifecycleStages: [DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT],
          }),
        ],
      }),
    });
    const result = Template.fromStack(stack);
    const shop = only(result, SERVICE);

    expect(shop.Properties.LoadBalancers[0].AdvancedConfiguration.TestListenerRule.Ref).toMatch(
      /^ShopTrafficShiftTestRule/,
    );
    expect(shop.Properties.DeploymentConfiguration.LifecycleHooks)
      .toEqual([expect.objectContaining({ LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] })]);
    // a hook of the first deployment is called as soon as the service is there, so ECS has to have the right to do so
    // before.
    expect(shop.DependsOn).toEqual(expect.arrayContaining([
      expect.stringMatching(/^ShopTrafficShiftTestRule/), expect.stringMatching(/^ShopServiceSmokeRoleDefaultPolicy/),
    ]));
    expect(shop.Properties.DeploymentConfiguration.LifecycleHooks[0].RoleArn)
      .toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ShopServiceSmokeRole/), 'Arn'] });
    result.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: 1, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: { TargetGroups: [Match.objectLike({ Weight: 100 }), Match.objectLike({ Weight: 0 })] },
        },
      ],
    });
  });

  test('rejects a place on the test listener that another service has', () => {
    const { stack, vpc } = stackWithVpc();
    const web = new WebLoadBalancer(stack, 'Web', { vpc, protocol: ApplicationProtocol.HTTP });
    const listener = web.loadBalancer.addListener('Test', {
      port: 8443, protocol: ApplicationProtocol.HTTP, open: false, defaultAction: ListenerAction.fixedResponse(404),
    });
    const service = (id: string, priority?: number) => new FargateService(stack, id, {
      vpc, image: IMAGE, ingress: Ingress.route(web, { paths: [`/${id}/*`] }),
      deployment: Deployment.blueGreen({ testTraffic: { listener, priority } }),
    });
    service('Shop');

    expect(() => service('Blog')).toThrow('Stack/Blog (FargateService) has an invalid prop:\n'
      + '  "deployment.testTraffic.priority" must be unique on the listener, and Stack/Shop has the same, got 1: give '
      + 'one of the two another "priority"');
    expect(() => service('Wiki', 2)).not.toThrow();
  });

  // R-LB-3
  test('keeps sticky clients on the test listener too, which AWS demands', () => {
    const { stack, vpc } = stackWithVpc();
    const web = new WebLoadBalancer(stack, 'Web', { vpc, protocol: ApplicationProtocol.HTTP });
    const listener = web.loadBalancer.addListener('Test', {
      port: 8443, protocol: ApplicationProtocol.HTTP, open: false, defaultAction: ListenerAction.fixedResponse(404),
    });
    new FargateService(stack, 'Shop', {
      vpc,
      image: IMAGE,
      ingress: Ingress.route(web, {
        paths: ['/*'],
        target: { stickiness: Stickiness.loadBalancerCookie(Duration.hours(1)) },
      }),
      deployment: Deployment.canary({
        testTraffic: { listener, priority: 7, conditions: [ListenerCondition.hostHeaders(['test.example.com'])] },
      }),
    });

    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: 7,
      Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['test.example.com'] } }],
      Actions: [Match.objectLike({ ForwardConfig: Match.objectLike({
        TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: Match.anyValue() },
      }) })],
    });
  });

  test('is rolled back by alarms of the user too', () => {
    const { stack, vpc } = stackWithVpc();
    const alarm = new Alarm(stack, 'Orders', {
      metric: new Metric({ namespace: 'Shop', metricName: 'Orders' }), threshold: 1, evaluationPeriods: 1,
    });
    new FargateService(stack, 'Shop', {
      vpc, image: IMAGE, ingress: HTTP, deployment: Deployment.rolling({ rollbackAlarms: [alarm] }),
    });
    const { Properties: { DeploymentConfiguration } } = only(Template.fromStack(stack), SERVICE);

    expect(DeploymentConfiguration.Alarms).toMatchObject({ Enable: true, Rollback: true });
    expect(DeploymentConfiguration.Alarms.AlarmNames).toHaveLength(3);
    expect(DeploymentConfiguration.Alarms.AlarmNames[2]).toEqual({ Ref: expect.stringMatching(/^Orders/) });
  });

  test('a service that never has two versions at once is not rebalanced', () => {
    const { template: single } = serviceTemplate({
      deployment: Deployment.rolling({ minHealthyPercent: 0, maxHealthyPercent: 100 }),
    });

    expect(only(single, SERVICE).Properties).toMatchObject({
      AvailabilityZoneRebalancing: 'DISABLED',
      DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 },
    });
  });
});

describe('cluster', () => {
  test('can be shared with another service, and is then not made again', () => {
    const { stack, vpc } = stackWithVpc();
    const first = new FargateService(stack, 'First', { vpc, image: IMAGE });
    const second = new FargateService(stack, 'Second', { vpc, image: IMAGE, cluster: first.cluster });
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::ECS::Cluster', 1);
    template.allResourcesProperties(SERVICE, {
      CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
    });
    expect(second.signals().map(({ id }) => id)).toContain('RunningTasks');
  });

  test('that is imported is used with the launch type, because its providers are not known', () => {
    const { stack, vpc } = stackWithVpc();
    const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc });
    const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE, cluster });

    expect(only(Template.fromStack(stack), SERVICE).Properties)
      .toMatchObject({ LaunchType: 'FARGATE', Cluster: 'shared' });
    expect(service.signals().map(({ id }) => id)).not.toContain('RunningTasks');
  });

  // R-DEL-6
  test('has no Container Insights in development', () => {
    const { stack, vpc } = stackWithVpc();
    Profile.DEVELOPMENT.applyTo(stack);
    new FargateService(stack, 'Shop', { vpc, image: IMAGE });

    expect(only(Template.fromStack(stack), 'AWS::ECS::Cluster').Properties.ClusterSettings).toEqual(
      [{ Name: 'containerInsights', Value: 'disabled' }],
    );
  });
});

describe('Spot', () => {
  test('runs a base on demand and the rest by weight', () => {
    const { template } = serviceTemplate({ spot: Spot.mixed({ onDemandBase: 2, onDemandWeight: 1, spotWeight: 4 }) });

    expect(only(template, SERVICE).Properties.CapacityProviderStrategy).toEqual([
      { CapacityProvider: 'FARGATE', Base: 2, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 4 },
    ]);
  });
});

describe('Service Connect', () => {
  test('lets others call the service by name, and logs the proxy beside it', () => {
    const { stack, vpc } = stackWithVpc();
    const namespace = new HttpNamespace(stack, 'Namespace', { name: 'internal' });
    new FargateService(stack, 'Orders', {
      vpc, image: IMAGE, serviceConnect: ServiceConnect.server(namespace, { dnsName: 'orders', port: 80 }),
    });
    const template = Template.fromStack(stack);

    expect(only(template, SERVICE).Properties.ServiceConnectConfiguration).toMatchObject({
      Enabled: true,
      Namespace: { 'Fn::GetAtt': [expect.stringMatching(/^Namespace/), 'Arn'] },
      Services: [{ PortName: 'web', ClientAliases: [{ DnsName: 'orders', Port: 80 }] }],
      LogConfiguration: { LogDriver: 'awslogs' },
    });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { ContainerDefinitions: [Match.objectLike({
      PortMappings: [{ ContainerPort: 8080, Protocol: 'tcp', Name: 'web', AppProtocol: 'http' }],
    })] });
  });

  test('of a client offers no port', () => {
    const { stack, vpc } = stackWithVpc();
    const namespace = new HttpNamespace(stack, 'Namespace', { name: 'internal' });
    new FargateService(stack, 'Shop', { vpc, image: IMAGE, serviceConnect: ServiceConnect.client(namespace) });
    const { Properties: properties } = only(Template.fromStack(stack), SERVICE);

    expect(properties.ServiceConnectConfiguration.Enabled).toBe(true);
    expect(properties.ServiceConnectConfiguration).not.toHaveProperty('Services');
  });

  test('services reach each other on the port of the application once it is opened', () => {
    const { stack, vpc } = stackWithVpc();
    const orders = new FargateService(stack, 'Orders', { vpc, image: IMAGE, port: 3000 });
    const shop = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
    orders.connections.allowDefaultPortFrom(shop, 'From the shop');

    Template.fromStack(stack)
      .hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
        FromPort: 3000, ToPort: 3000, Description: 'From the shop',
      });
  });
});

// R-MON-1
describe('signals', () => {
  test('of a public service tell what users get, and what its tasks need', () => {
    const { service } = serviceTemplate({ ingress: HTTP });

    expect(service.signals().map(({ id }) => id)).toEqual([
      'ErrorRatio', 'TargetErrors', 'TargetConnectionErrors', 'Latency', 'HealthyTargets', 'UnhealthyTargets',
      'ClientErrorRatio', 'Requests',
      'RejectedConnections',
      'Cpu', 'Memory', 'RunningTasks', 'EphemeralStorage',
    ]);
  });

  test('of a service behind a shared load balancer leave out what the load balancer counts for all', () => {
    const { stack, vpc } = stackWithVpc();
    const web = new WebLoadBalancer(stack, 'Web', { vpc, protocol: ApplicationProtocol.HTTP });
    const service = new FargateService(stack, 'Shop', {
      vpc, image: IMAGE, ingress: Ingress.route(web, { paths: ['/*'] }),
    });

    expect(service.signals().map(({ id }) => id)).not.toContain('RejectedConnections');
  });

  test('expect as many tasks as the capacity, or as the lowest schedule', () => {
    const limit = (scaling?: ScalingPolicy[]) =>
      serviceTemplate({ capacity: CapacityRange.between(3, 10), scaling }).service.signals()
        .find(({ id }) => id === 'RunningTasks')?.critical?.value;

    expect(limit()).toBe(3);
    expect(limit([
      ScalingPolicy.cpuTarget(), ScalingPolicy.schedule({ name: 'Night', cron: { hour: '22' }, minCapacity: 1 }),
    ]))
      .toBe(
        1,
      );
    expect(limit([
      ScalingPolicy.cpuTarget(), ScalingPolicy.schedule({ name: 'Day', cron: { hour: '7' }, minCapacity: 5 }),
    ]))
      .toBe(
        3,
      );
    expect(limit([
      ScalingPolicy.cpuTarget(), ScalingPolicy.schedule({ name: 'Night', cron: { hour: '22' }, minCapacity: 0 }),
    ]))
      .toBeUndefined();
  });

  test('all say what absent data mean and why their limit is where it is', () => {
    const { service } = serviceTemplate({ ingress: HTTP });

    expect(service.signals().filter(({ reason }) => reason.length < 20)).toEqual([]);
    expect(missingDataOf(service.signals()).filter((line) => line.endsWith(' undefined'))).toEqual([]);
  });

  test('metrics carry the dimensions of the service', () => {
    const { service, stack } = serviceTemplate();
    const dimensions = stack.resolve([
      service.metricCpuUtilization(), service.metricMemoryUtilization(), service.metricRunningTasks(),
    ].map(
      (metric) =>
        [metric.namespace, metric.metricName, metric.period.toSeconds(), Object.keys(metric.dimensions ?? {})],
    ));

    expect(dimensions).toEqual([
      ['AWS/ECS', 'CPUUtilization', 60, ['ClusterName', 'ServiceName']],
      ['AWS/ECS', 'MemoryUtilization', 60, ['ClusterName', 'ServiceName']],
      ['ECS/ContainerInsights', 'RunningTaskCount', 60, ['ClusterName', 'ServiceName']],
    ]);
    expect(service.metric('DesiredTaskCount', { statistic: 'Maximum' }).statistic).toBe('Maximum');
  });
});

// R-DEL-3
describe('outputs', () => {
  const namesOf = (service: FargateService, prefix?: string) => {
    service.exportOutputs(prefix);
    return Object.keys(Template.fromStack(Stack.of(service)).findOutputs('*'));
  };

  test('have stable names that begin with the id of the service', () => {
    const { stack, vpc } = stackWithVpc();

    expect(
      namesOf(new FargateService(stack, 'Shop', {
        vpc, image: IMAGE, ingress: HTTP, deployment: Deployment.blueGreen(),
      }))
        .sort(),
    )
      .toEqual(
        [
          'ShopAlternateTargetGroupArn', 'ShopClusterName', 'ShopListenerArn', 'ShopLoadBalancerDnsName',
          'ShopLogGroupName', 'ShopSecurityGroupId',
          'ShopServiceName', 'ShopTargetGroupArn', 'ShopUrl',
        ],
      );
  });

  test('of a worker leave the load balancer out', () => {
    const { stack, vpc } = stackWithVpc();

    expect(namesOf(new FargateService(stack, 'Worker', { vpc, image: IMAGE }), 'W').sort()).toEqual([
      'WClusterName', 'WLogGroupName', 'WSecurityGroupId', 'WServiceName',
    ]);
  });

  test('are written only when asked for', () => {
    expect(serviceTemplate({ ingress: HTTP }).template.findOutputs('*')).toEqual({});
  });
});

describe('several services', () => {
  test('stand in one stack', () => {
    const { stack, vpc } = stackWithVpc();
    new FargateService(stack, 'One', { vpc, image: IMAGE, ingress: HTTP });
    new FargateService(stack, 'Two', { vpc, image: IMAGE, ingress: HTTP });

    Template.fromStack(stack).resourceCountIs(SERVICE, 2);
  });

  test('share a VPC, a cluster and a load balancer of another stack without a cycle', () => {
    const { app, stack: platform, vpc } = stackWithVpc({ id: 'Platform' });
    const web = new WebLoadBalancer(platform, 'Web', { vpc, protocol: ApplicationProtocol.HTTP });
    const cluster = new Cluster(platform, 'Cluster', { vpc, enableFargateCapacityProviders: true });
    const shop = new Stack(app, 'Shop');
    new FargateService(shop, 'Shop', {
      vpc, cluster, image: IMAGE, ingress: Ingress.route(web, { paths: ['/*'] }), deployment: Deployment.canary(),
      spot: Spot.only(),
    });
    app.synth();

    expect(shop.dependencies).toEqual([platform]);
    expect(platform.dependencies).toEqual([]);
  });

  test('give the same template twice', () => {
    const synthesize = () =>
      JSON.stringify(serviceTemplate({ ingress: HTTP, deployment: Deployment.linear() }).template.toJSON());

    expect(synthesize()).toBe(synthesize());
  });

  test('stand in an imported VPC', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['p1', 'p2'], privateSubnetIds: ['s1', 's2'],
    });
    new FargateService(stack, 'Shop', { vpc, image: IMAGE, ingress: HTTP });

    expect(only(Template.fromStack(stack), SERVICE).Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets)
      .toEqual(
        ['s1', 's2'],
      );
  });
});
