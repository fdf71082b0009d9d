import { CfnParameter, Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  Bootstrap, CapacityRange, Compute, ElasticWebTier, Ingress, InstancePurchase, Profile, Replacement, ScalingPolicy,
} from '../../src';
import { CONTAINER, groupOf, HTTP, stackWithVpc, statementsOf, tierOf, userDataOf } from './support';
import { only } from '../support/templates';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';

describe('a group', () => {
  const { template } = groupOf();
  const group = only(template, GROUP);

  test('never has its capacity set by a deployment', () => { // R-SCALE-5
    expect(group.Properties).not.toHaveProperty('DesiredCapacity');
    expect(group.UpdatePolicy)
      .toMatchObject({ AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } });
  });

  test('is healthy when the load balancer says so, after a grace period', () => { // R-EC2-3, R-LB-5
    template.hasResourceProperties(GROUP, {
      HealthCheckType: 'ELB', HealthCheckGracePeriod: 300, DefaultInstanceWarmup: 300,
    });
  });

  test('spreads over the zones, and starts a new instance before an old one goes', () => {
    template.hasResourceProperties(GROUP, {
      AvailabilityZoneDistribution: { CapacityDistributionStrategy: 'balanced-best-effort' },
      InstanceMaintenancePolicy: { MinHealthyPercentage: 100, MaxHealthyPercentage: 110 },
      TerminationPolicies: ['OldestLaunchTemplate', 'Default'],
    });
  });

  test('publishes all its metrics every minute', () => { // R-MON-1
    template.hasResourceProperties(GROUP, { MetricsCollection: [{ Granularity: '1Minute', Metrics: Match.absent() }] });
  });

  test('tells the operations topic of every launch and end, whether it worked or not', () => {
    template.hasResourceProperties(GROUP, { NotificationConfigurations: [{
      TopicARN: { Ref: Match.stringLikeRegexp('^OperationsTopic') },
      NotificationTypes: [
        'autoscaling:EC2_INSTANCE_LAUNCH', 'autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
        'autoscaling:EC2_INSTANCE_TERMINATE',
        'autoscaling:EC2_INSTANCE_TERMINATE_ERROR',
      ],
    }] });
  });

  test('waits for an instance that starts, and for one that ends', () => { // R-LB-3
    template.hasResourceProperties(GROUP, { LifecycleHookSpecificationList: [{
      // 10 minutes of installation, 3 of the application.
      LifecycleHookName: 'Launch', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      DefaultResult: 'ABANDON', HeartbeatTimeout: 780,
    }, {
      // 60 seconds of draining, 30 of SIGTERM, 60 of the rest.
      LifecycleHookName: 'Drain', LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      DefaultResult: 'CONTINUE', HeartbeatTimeout: 150,
    }] });
  });

  test('has instances that may end the hooks of their own group, and of no other', () => {
    expect(statementsOf(template)).toContainEqual(expect.objectContaining({
      Action: 'autoscaling:CompleteLifecycleAction',
      Condition: { StringEquals: {
        'aws:ResourceTag/aws:cloudformation:stack-id': { Ref: 'AWS::StackId' },
        'aws:ResourceTag/aws:cloudformation:logical-id': group.id,
      } },
    }));
  });

  test('is created when every first instance has signalled that its application answers', () => { // R-EC2-2
    expect(group.CreationPolicy).toEqual({ ResourceSignal: { Count: 2, Timeout: 'PT13M' } });
    expect(userDataOf(template)).toContain(`--resource '${group.id}'`);
  });
});

describe('props of a group', () => {
  test('reach the template', () => {
    const { template } = groupOf({
      instanceType: new InstanceType('t4g.large'), capacity: CapacityRange.between(3, 6),
      healthCheckGracePeriod: Duration.minutes(10),
      instanceWarmup: Duration.minutes(2), maxInstanceLifetime: Duration.days(7),
    });

    template.hasResourceProperties(GROUP, {
      MinSize: '3', MaxSize: '6', HealthCheckGracePeriod: 600, DefaultInstanceWarmup: 120, MaxInstanceLifetime: 604800,
    });
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: Match.objectLike({
      InstanceType: 't4g.large', ImageId: { Ref: Match.stringLikeRegexp('arm64') },
    }) });
  });

  test.each([
    [Profile.DEVELOPMENT, 't3.micro', '1', '2'], [Profile.STAGING, 't3.small', '1', '4'],
    [Profile.PRODUCTION, 't3.medium', '2', '10'],
  ])('default to the sizes of the profile: %#', (profile, type, min, max) => { // R-DEL-1
    const { stack, vpc } = stackWithVpc();
    profile.applyTo(stack);
    new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER });

    Template.fromStack(stack).hasResourceProperties(GROUP, { MinSize: min, MaxSize: max });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: Match.objectLike({ InstanceType: type }),
    });
  });

  test('may be known at deployment only', () => {
    const { stack, vpc } = stackWithVpc();
    const number = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER, ingress: HTTP, compute: Compute.autoScaling({
      capacity: CapacityRange.between(number('Min'), number('Max')),
      healthCheckGracePeriod: Duration.seconds(number('Grace')),
      instanceWarmup: Duration.seconds(number('Warmup')),
    }) });

    Template.fromStack(stack).hasResourceProperties(GROUP, {
      MinSize: { Ref: 'Min' }, MaxSize: { Ref: 'Max' }, HealthCheckGracePeriod: { Ref: 'Grace' },
      DefaultInstanceWarmup: { Ref: 'Warmup' },
    });
  });

  test('a group that may be empty waits for no first instance', () => {
    const { template } = groupOf({ capacity: CapacityRange.between(0, 4), scaling: [
      ScalingPolicy.schedule({ name: 'Day', cron: { hour: '8' }, minCapacity: 1 }),
    ] });

    expect(only(template, GROUP).CreationPolicy).toBeUndefined();
  });

  test('a longer way to start and to end makes longer hooks', () => {
    const { template } = tierOf({
      ingress: Ingress.http({ target: { deregistrationDelay: Duration.minutes(5) } }),
      bootstrap: Bootstrap.script('/usr/bin/shop', {
        startTimeout: Duration.minutes(5), stopTimeout: Duration.seconds(120),
      }),
    });
    const hooks = only(template, GROUP).Properties.LifecycleHookSpecificationList as { HeartbeatTimeout: number }[];

    expect(hooks.map(({ HeartbeatTimeout }) => HeartbeatTimeout)).toEqual([900, 480]);
    expect(userDataOf(template)).toContain('sleep 300\nsystemctl stop web-refresh.timer web.service');
  });

  test('a drain that is known at deployment only is passed on', () => {
    const { stack, vpc } = stackWithVpc();
    const delay = Duration.seconds(new CfnParameter(stack, 'Delay', { type: 'Number' }).valueAsNumber);
    new ElasticWebTier(stack, 'Shop', {
      vpc, bootstrap: CONTAINER, ingress: Ingress.http({ target: { deregistrationDelay: delay } }),
    });

    expect(userDataOf(Template.fromStack(stack))).toContain('sleep <Delay>\n');
  });

  test('a baked image is not waited for, and is drained all the same', () => {
    const { template } = groupOf({}, { bootstrap: Bootstrap.none() });
    const group = only(template, GROUP);

    expect(group.CreationPolicy).toBeUndefined();
    expect(group.Properties.LifecycleHookSpecificationList)
      .toEqual([expect.objectContaining({ LifecycleHookName: 'Drain', HeartbeatTimeout: 60 })]);
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: Match.objectLike({
      UserData: Match.absent(), MetadataOptions: Match.objectLike({ HttpPutResponseHopLimit: 1 }),
    }) });
  });
});

describe('scaling', () => { // R-SCALE-1, R-SCALE-2
  const { template, tier } = groupOf();

  test('adds two above 70 % for 2 x 120 s, and pauses for 300 s', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 70, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 2, Period: 120,
      MetricName: 'CPUUtilization', TreatMissingData: 'ignore',
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: { Ref: only(template, GROUP).id } }],
      AlarmActions: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('ScaleOutPolicy'), 'Arn'] }],
    });
    template.hasResourceProperties('AWS::AutoScaling::ScalingPolicy', {
      PolicyType: 'SimpleScaling', ScalingAdjustment: 2, Cooldown: '300',
    });
  });

  test('removes one below 30 % for 5 x 120 s, and pauses for 300 s', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 30, ComparisonOperator: 'LessThanThreshold', EvaluationPeriods: 5, Period: 120,
      MetricName: 'CPUUtilization',
      AlarmActions: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('ScaleInPolicy'), 'Arn'] }],
    });
    template.hasResourceProperties('AWS::AutoScaling::ScalingPolicy', {
      PolicyType: 'SimpleScaling', ScalingAdjustment: -1, Cooldown: '300',
    });
  });

  test('is seen in alarms that are handed out as a copy', () => {
    tier.scalingAlarms.pop();

    expect(tier.scalingAlarms).toHaveLength(2);
  });

  test('takes several policies at once', () => { // R-SCALE-3
    const { template: several } = groupOf({ scaling: [
      ScalingPolicy.cpuSteps(), ScalingPolicy.cpuTarget(), ScalingPolicy.memoryTarget(),
      ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 600 }),
      ScalingPolicy.schedule({ name: 'Morning', cron: { hour: '7' }, minCapacity: 4 }),
    ] });

    several.resourceCountIs('AWS::AutoScaling::ScalingPolicy', 5);
    several.resourceCountIs('AWS::AutoScaling::ScheduledAction', 1);
    several.hasResourceProperties('AWS::AutoScaling::ScalingPolicy', { TargetTrackingConfiguration: Match.objectLike({
      CustomizedMetricSpecification: Match.objectLike({ Namespace: 'CWAgent', MetricName: 'mem_used_percent' }),
    }) });
  });

  test('by memory reads what the agent on the instances aggregates', () => {
    const agent = JSON.parse(/web\.json <<'END'\n(.*)\n/.exec(userDataOf(template))![1]);

    expect(agent.metrics.namespace).toBe('CWAgent');
    expect(agent.metrics.aggregation_dimensions).toEqual([['AutoScalingGroupName']]);
    expect(agent.metrics.append_dimensions)
      .toEqual({ AutoScalingGroupName: '${aws:AutoScalingGroupName}', InstanceId: '${aws:InstanceId}' });
  });

  test('is left out with a fixed capacity', () => {
    groupOf({ capacity: CapacityRange.fixed(3) }).template.resourceCountIs('AWS::AutoScaling::ScalingPolicy', 0);
  });
});

describe('replacement', () => { // R-EC2-3, R-LB-7
  const policyOf = (replacement?: Replacement, more: Parameters<typeof groupOf>[0] = {}, bootstrap = CONTAINER) =>
    only(groupOf({ replacement, ...more }, { bootstrap }).template, GROUP).UpdatePolicy!;

  test('refreshes all instances without loss of capacity, and rolls back on alarms', () => {
    expect(policyOf()).toEqual({
      AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true },
      AutoScalingInstanceRefresh: { Strategy: 'Rolling', Preferences: {
        MinHealthyPercentage: 100, MaxHealthyPercentage: 200, SkipMatching: true, BakeTime: 300,
        AlarmSpecification: { Alarms: [
          { Ref: expect.stringMatching(/^ShopRollbackTargetErrors/) },
          { Ref: expect.stringMatching(/^ShopRollbackLatency/) },
        ] },
      } },
    });
  });

  test('refreshes as it is told', () => {
    const { stack, vpc } = stackWithVpc();
    const alarm = new Alarm(stack, 'Mine', {
      metric: new Metric({ namespace: 'Shop', metricName: 'Errors' }), threshold: 1, evaluationPeriods: 1,
    });
    const replacement = Replacement.instanceRefresh({
      minHealthyPercent: 90, maxHealthyPercent: 120, bakeTime: Duration.seconds(0), rollbackAlarms: [alarm],
    });
    new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER, compute: Compute.autoScaling({ replacement }) });

    expect(only(Template.fromStack(stack), GROUP).UpdatePolicy)
      .toMatchObject({ AutoScalingInstanceRefresh: { Preferences: {
        MinHealthyPercentage: 90, MaxHealthyPercentage: 120, BakeTime: 0,
        AlarmSpecification: { Alarms: [{ Ref: expect.stringMatching(/^Mine/) }] },
      } } });
  });

  test('rolls batch after batch, waits for signals and pauses what would interfere', () => {
    expect(policyOf(Replacement.rolling())).toMatchObject({ AutoScalingRollingUpdate: {
      MaxBatchSize: 1, MinInstancesInService: 2, WaitOnResourceSignals: true, PauseTime: 'PT13M',
      MinSuccessfulInstancesPercent: 100,
      SuspendProcesses: ['AlarmNotification', 'AZRebalance', 'ScheduledActions'],
    } });
  });

  test('rolls as it is told', () => {
    expect(policyOf(Replacement.rolling({ replacedInstances: 2, minInstances: 0 }))).toMatchObject({
      AutoScalingRollingUpdate: { MaxBatchSize: 2, MinInstancesInService: 0 },
    });
  });

  test('rolls through a fixed capacity with one instance less', () => {
    const policy = policyOf(Replacement.rolling(), { capacity: CapacityRange.fixed(3) });

    expect(policy).toMatchObject({ AutoScalingRollingUpdate: { MinInstancesInService: 2 } });
  });

  test('waits for no signal that nobody sends', () => {
    const { AutoScalingRollingUpdate } = policyOf(Replacement.rolling(), {}, Bootstrap.none());

    expect(AutoScalingRollingUpdate).toMatchObject({ PauseTime: 'PT5M' });
    expect(AutoScalingRollingUpdate).not.toHaveProperty('WaitOnResourceSignals');
    expect(AutoScalingRollingUpdate).not.toHaveProperty('MinSuccessfulInstancesPercent');
  });

  test('makes rollback alarms only where something watches them', () => {
    groupOf({ replacement: Replacement.rolling() }).template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
    groupOf().template.resourceCountIs('AWS::CloudWatch::Alarm', 4);
  });
});

describe('purchase', () => {
  test('is on demand, from the launch template itself', () => {
    groupOf().template.hasResourceProperties(GROUP, {
      MixedInstancesPolicy: Match.absent(), CapacityRebalance: Match.absent(),
    });
  });

  test('mixes types and Spot, and replaces a Spot instance before AWS takes it', () => {
    const { template } = groupOf({
      purchase: InstancePurchase.mixed({
        onDemandBase: 2, onDemandPercent: 25, moreInstanceTypes: [new InstanceType('t3a.medium')],
      }),
    });

    template.hasResourceProperties(GROUP, {
      LaunchTemplate: Match.absent(),
      CapacityRebalance: true,
      MixedInstancesPolicy: {
        InstancesDistribution: {
          OnDemandAllocationStrategy: 'prioritized', OnDemandBaseCapacity: 2, OnDemandPercentageAboveBaseCapacity: 25,
          SpotAllocationStrategy: 'price-capacity-optimized',
        },
        LaunchTemplate: {
          LaunchTemplateSpecification: Match.objectLike({ LaunchTemplateId: Match.anyValue() }),
          Overrides: [{ InstanceType: 't3.medium' }, { InstanceType: 't3a.medium' }] },
      },
    });
  });

  test('by default is half Spot when mixed, and all Spot when asked for', () => {
    const distribution = (purchase: InstancePurchase) =>
      (only(groupOf({ purchase }).template, GROUP).Properties.MixedInstancesPolicy as {
        InstancesDistribution: object;
      }).InstancesDistribution;

    expect(distribution(InstancePurchase.mixed()))
      .toMatchObject({ OnDemandBaseCapacity: 0, OnDemandPercentageAboveBaseCapacity: 50 });
    expect(distribution(InstancePurchase.spot()))
      .toMatchObject({ OnDemandBaseCapacity: 0, OnDemandPercentageAboveBaseCapacity: 0 });
  });

  test('warns of Spot with one type only', () => {
    const warnings = (purchase: InstancePurchase) =>
      groupOf({ purchase }).tier.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data);

    expect(warnings(InstancePurchase.spot())).toEqual([expect.stringContaining('often not to be had')]);
    expect(warnings(InstancePurchase.spot({ moreInstanceTypes: [new InstanceType('t3a.medium')] }))).toEqual([]);
  });
});
