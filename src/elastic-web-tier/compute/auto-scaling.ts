import { Duration, Stack, Tokenization } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm, IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { days, duration, isKnown, isQuantity, relation, type CapacityRange, type Problem } from '../../core';
import { AwsService } from '../../network';
import { ScalingPolicy, scalingProblems } from '../../scaling';
import { instanceEventsTopicOf } from '../../signal';
import { alwaysRunning } from '../../workload';
import { groupLifecycle, type BootLifecycle } from '../boot/lifecycle';
import { signalTimeoutOf } from '../bootstrap/timeouts';
import type { InstancePlan } from '../launch/instance-plan';
import { instanceTypeProblems } from '../launch/instance-type';
import { logicalIdOf } from '../launch/logical-id';
import type { ResolvedTier } from '../launch/resolved-tier';
import type { AutoScalingOptions } from './auto-scaling-options';
import type { ComputeSpec, ComputeVariant, RunningInstances } from './compute-variant';
import { InstancePurchase } from './instance-purchase';
import { lifecycleHooks } from './lifecycle-hooks';
import { Replacement } from './replacement';
import { groupSignals } from './signals';
import { hookStatements } from './statements';

const GROUP = 'Group';
/** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html */
const MOST_SCHEDULES = 125;
const GRACE_PERIOD = Duration.minutes(5);
const WARMUP = Duration.minutes(5);
/**
 * AWS replaces a few instances at a time when it balances zones or finds an unhealthy instance. A new one runs before
 * an old one goes.
 */
const MAINTENANCE = { minHealthyPercentage: 100, maxHealthyPercentage: 110 };

/** `Compute.autoScaling`. */
export class AutoScalingCompute implements ComputeVariant {
  public readonly services = [AwsService.AUTO_SCALING];
  private readonly purchase: InstancePurchase;
  private readonly replacement: Replacement;
  private readonly grace: Duration;
  private readonly warmup: Duration;

  constructor(private readonly options: AutoScalingOptions) {
    this.purchase = options.purchase ?? InstancePurchase.onDemand();
    this.replacement = options.replacement ?? Replacement.instanceRefresh();
    this.grace = options.healthCheckGracePeriod ?? GRACE_PERIOD;
    this.warmup = options.instanceWarmup ?? WARMUP;
  }

  public get instanceType(): InstanceType | undefined {
    return this.options.instanceType;
  }

  public get otherInstanceTypes(): readonly InstanceType[] {
    return this.purchase._variant.otherInstanceTypes;
  }

  public get runsOutOfSpot(): boolean {
    return this.purchase._variant.runsOutOfSpot;
  }

  public get rollbackAlarms(): readonly IAlarm[] {
    return this.replacement._variant.rollbackAlarms;
  }

  public zonesOf({ subnets }: ResolvedTier): string[] {
    return subnets.map(({ availabilityZone }) => availabilityZone);
  }

  public problems(prop: string, tier: ResolvedTier, scope: Construct): Problem[] {
    const { instanceType, capacity, scaling, instanceWarmup, maxInstanceLifetime } = this.options;
    const resolved = this.capacityOf(tier);
    return [
      ...instanceTypeProblems(`${prop}.instanceType`, instanceType),
      ...capacity?._problems(`${prop}.capacity`) ?? [],
      ...scalingProblems(`${prop}.scaling`, {
        scope,
        policies: scaling, usual: this.policiesFor(resolved), capacity: resolved,
        hasTargets: tier.ingress !== undefined, mostSchedules: MOST_SCHEDULES,
      }),
      ...this.purchase._variant.problems(`${prop}.purchase`, tier.instanceType),
      ...this.replacement._variant.problems(`${prop}.replacement`, resolved),
      ...this.graceProblems(`${prop}.healthCheckGracePeriod`, tier),
      ...duration(`${prop}.instanceWarmup`, instanceWarmup, { min: Duration.seconds(0), max: Duration.hours(1) }),
      ...days(`${prop}.maxInstanceLifetime`, maxInstanceLifetime, { min: 1, max: 365, laterIn: 'seconds' }),
    ];
  }

  public draft(scope: Construct, { ingress }: ResolvedTier): BootLifecycle {
    const { stackId, region } = Stack.of(scope);
    const drain = ingress?.deregistrationDelay ?? Duration.seconds(0);
    return groupLifecycle({
      region,
      signal: { stack: stackId, resource: logicalIdOf(scope, GROUP) },
      drainSeconds: Tokenization.stringifyNumber(drain.toSeconds()),
    });
  }

  public plan(scope: Construct, tier: ResolvedTier): InstancePlan {
    const lifecycle = this.draft(scope, tier);
    const capacity = this.capacityOf(tier);
    return {
      lifecycle,
      statements: hookStatements(scope, lifecycle.signal.resource),
      otherInstanceTypes: this.otherInstanceTypes,
      pinsImage: false,
      fewest: alwaysRunning(capacity, this.policiesFor(capacity)),
    };
  }

  public bind(scope: Construct, spec: ComputeSpec): RunningInstances {
    const { tier: { bootstrap }, plan: { fewest }, entrance: { ingress } } = spec;
    const capacity = this.capacityOf(spec.tier);
    const group = this.createGroup(scope, spec, capacity);
    const resource = group.node.defaultChild as autoscaling.CfnAutoScalingGroup;
    resource.lifecycleHookSpecificationList = lifecycleHooks(spec.tier);
    awaitFirstSignals(resource, capacity, signalTimeoutOf(bootstrap));
    if (ingress) {
      group.attachToApplicationTargetGroup(ingress.targetGroup);
      resource.node.addDependency(ingress.rule);
    }
    const scalingAlarms = this.createScaling(scope, spec, group, capacity);
    const dimensions = { AutoScalingGroupName: group.autoScalingGroupName };
    return {
      group,
      resource,
      computeId: group.autoScalingGroupName,
      dimensions,
      scalingAlarms,
      signals: () => groupSignals({ dimensions, capacity, fewest, hasAgent: !bootstrap.isNone, scalingAlarms }),
    };
  }

  private graceProblems(prop: string, { bootstrap }: ResolvedTier): Problem[] {
    const seconds = (length: Duration) => isQuantity(length) ? length.toSeconds({ integral: false }) : NaN;
    return [
      ...duration(prop, this.options.healthCheckGracePeriod, { min: Duration.seconds(0), max: Duration.hours(2) }),
      ...relation(
        {
          prop, must: 'be at least "startTimeout" of the bootstrap', got: this.grace,
          advice: 'the group would replace instances that are still starting',
        },
        [this.grace, bootstrap.startTimeout],
        () => bootstrap.isNone || !(seconds(this.grace) < seconds(bootstrap.startTimeout)),
      ),
    ];
  }

  private capacityOf({ defaults }: ResolvedTier): CapacityRange {
    return this.options.capacity ?? defaults.instanceCapacity;
  }

  private policiesFor({ isFixed }: CapacityRange): readonly ScalingPolicy[] {
    return isFixed ? [] : this.options.scaling ?? [ScalingPolicy.cpuSteps()];
  }

  private createGroup(
    scope: Construct, { tier, launch, entrance }: ComputeSpec, capacity: CapacityRange,
  ): autoscaling.AutoScalingGroup {
    const purchase = this.purchase._variant.bind(launch.template, tier.instanceType);
    return new autoscaling.AutoScalingGroup(scope, GROUP, {
      vpc: tier.vpc,
      vpcSubnets: tier.placed.subnetsOf(tier.vpc),
      ...purchase,
      minCapacity: capacity.min,
      maxCapacity: capacity.max,
      healthChecks: healthChecks(this.grace, tier.ingress !== undefined),
      defaultInstanceWarmup: this.warmup,
      maxInstanceLifetime: this.options.maxInstanceLifetime,
      groupMetrics: [autoscaling.GroupMetrics.all()],
      notifications: [{ topic: instanceEventsTopicOf(scope), scalingEvents: autoscaling.ScalingEvents.ALL }],
      azCapacityDistributionStrategy: autoscaling.CapacityDistributionStrategy.BALANCED_BEST_EFFORT,
      terminationPolicies: [
        autoscaling.TerminationPolicy.OLDEST_LAUNCH_TEMPLATE, autoscaling.TerminationPolicy.DEFAULT,
      ],
      ...MAINTENANCE,
      updatePolicy: this.replacement._variant.bind({
        capacity, alarms: this.replacement._variant.takesAlarms ? entrance.createRollbackAlarms() : [],
        signalTimeout: signalTimeoutOf(tier.bootstrap),
      }),
    });
  }

  private createScaling(
    scope: Construct, { entrance }: ComputeSpec, group: autoscaling.AutoScalingGroup, capacity: CapacityRange,
  ): Alarm[] {
    const parent = new Construct(scope, 'Scaling');
    const target = {
      group, defaultInstanceWarmup: this.warmup, loadBalancer: entrance.loadBalancer,
      targetGroups: entrance.targetGroups,
    };
    return this.policiesFor(capacity).flatMap((policy) => policy._variant.bindGroup(parent, target));
  }
}

function healthChecks(gracePeriod: Duration, hasIngress: boolean): autoscaling.HealthChecks {
  if (!hasIngress) return autoscaling.HealthChecks.ec2({ gracePeriod });
  return autoscaling.HealthChecks.withAdditionalChecks({
    additionalTypes: [autoscaling.AdditionalHealthCheckType.ELB], gracePeriod,
  });
}

/**
 * Lets CloudFormation wait for the signals of the first instances. The L2 would let instance refreshes wait for signals
 * too, but there the launch hook says that an instance is ready.
 */
function awaitFirstSignals(
  { cfnOptions }: autoscaling.CfnAutoScalingGroup, { min }: CapacityRange, timeout: Duration | undefined,
): void {
  if (!timeout || (isKnown(min) && min === 0)) return;
  cfnOptions.creationPolicy = { resourceSignal: { count: min, timeout: timeout.toIsoString() } };
}
