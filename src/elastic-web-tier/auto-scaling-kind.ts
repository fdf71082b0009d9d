import { Duration, Tokenization } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { days, duration, isKnown, relation, type CapacityRange, type Problem } from '../core';
import { AwsService, workloadSubnets } from '../network';
import { ScalingPolicy, scalingProblems } from '../scaling';
import { createAlarm, instanceEventsTopicOf, type Signal } from '../signal';
import { HOOKS } from './boot-programs';
import type { BoundCompute, ComputeContext, ComputeKind, ComputeRequest, LaunchTraits } from './compute-kind';
import { grantLifecycle } from './instance-role';
import { defaultTypeOf, instanceTypeProblems } from './instance-type';
import { InstancePurchase } from './instance-purchase';
import { Replacement } from './replacement';
import { fewestInstances, groupSignals, ROLLBACK } from './signals';
import { signalTimeoutOf } from './timing';

/** A group of instances that follows the load. */
export interface AutoScalingOptions {
  /**
   * Type of the instances. A Graviton type such as `t4g.medium` runs arm64 images.
   *
   * @default - t3.medium; t3.micro with Profile.DEVELOPMENT and t3.small with Profile.STAGING
   */
  readonly instanceType?: InstanceType;

  /**
   * How many instances may run. No deployment resets the number inside of the range.
   *
   * @default - 2 to 10; 1 to 2 with Profile.DEVELOPMENT and 1 to 4 with Profile.STAGING
   */
  readonly capacity?: CapacityRange;

  /**
   * What moves the number of instances inside the range. At least one with a range, none with a fixed number.
   *
   * @default [ScalingPolicy.cpuSteps()]
   */
  readonly scaling?: ScalingPolicy[];

  /**
   * How the instances are paid for, and with which other types they are mixed.
   *
   * @default InstancePurchase.onDemand()
   */
  readonly purchase?: InstancePurchase;

  /**
   * How instances are replaced when their launch template changes.
   *
   * @default Replacement.instanceRefresh()
   */
  readonly replacement?: Replacement;

  /**
   * How long a new instance may be unhealthy before the group replaces it, 0 to 2 hours, and not less than
   * `startTimeout` of the bootstrap.
   *
   * @default Duration.minutes(5)
   */
  readonly healthCheckGracePeriod?: Duration;

  /**
   * How long the load of a new instance is left out of the average, 0 to 1 hour, so that its start does not look like
   * demand.
   *
   * @default Duration.minutes(5)
   */
  readonly instanceWarmup?: Duration;

  /**
   * Age at which an instance is replaced, 1 to 365 days.
   *
   * @default - instances live until they are replaced for another reason
   */
  readonly maxInstanceLifetime?: Duration;
}

const GRACE_PERIOD = Duration.minutes(5);
const WARMUP = Duration.minutes(5);
/** What the load balancer of the library takes where nothing else is known. */
const DRAIN = Duration.minutes(1);
/** Of the hooks of EC2 Auto Scaling. */
const SHORTEST_HOOK = Duration.seconds(30);
/** Between SIGTERM and the end of an instance: kill, last logs. */
const ENDING = Duration.minutes(1);
/**
 * A few at a time, when AWS balances zones or replaces an unhealthy instance: a new one runs before an old one goes.
 */
const MAINTENANCE = { minHealthyPercentage: 100, maxHealthyPercentage: 110 };

/** A group of instances: `Compute.autoScaling`. */
export class AutoScalingKind implements ComputeKind {
  public readonly pinsImage = false;
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

  public get otherInstanceTypes(): InstanceType[] {
    return this.purchase._instanceTypes;
  }

  public get runsOutOfSpot(): boolean {
    return this.purchase._hasOneTypeOnly;
  }

  public problems(prop: string, { defaults, bootstrap, hasIngress }: ComputeContext): Problem[] {
    const {
      instanceType, capacity, scaling, healthCheckGracePeriod, instanceWarmup, maxInstanceLifetime,
    } = this.options;
    const effective = this.capacity(defaults);
    return [
      ...instanceTypeProblems(`${prop}.instanceType`, instanceType),
      ...capacity?._problems(`${prop}.capacity`) ?? [],
      ...scalingProblems(`${prop}.scaling`, scaling, effective, hasIngress),
      ...this.purchase._problems(`${prop}.purchase`, instanceType ?? defaultTypeOf(defaults)),
      ...this.replacement._problems(`${prop}.replacement`, effective),
      ...duration(`${prop}.healthCheckGracePeriod`, healthCheckGracePeriod, {
        min: Duration.seconds(0), max: Duration.hours(2),
      }),
      ...relation(
        {
          prop: `${prop}.healthCheckGracePeriod`, must: 'be at least "startTimeout" of the bootstrap', got: this.grace,
          advice: 'the group would replace instances that are still starting',
        },
        [this.grace, bootstrap._startTimeout],
        () =>
          bootstrap._isNone
          || this.grace.toSeconds({ integral: false }) >= bootstrap._startTimeout.toSeconds({ integral: false }),
      ),
      ...duration(`${prop}.instanceWarmup`, instanceWarmup, { min: Duration.seconds(0), max: Duration.hours(1) }),
      ...days(`${prop}.maxInstanceLifetime`, maxInstanceLifetime, { min: 1, max: 365 }),
    ];
  }

  public prepare(_scope: Construct, _context: ComputeContext, deregistrationDelay: Duration | undefined): LaunchTraits {
    return {
      drainSeconds: Tokenization.stringifyNumber((deregistrationDelay ?? Duration.seconds(0)).toSeconds()),
      isProtected: false,
    };
  }

  public grant(role: IRole, scope: Construct, _traits: LaunchTraits, logicalId: string): void {
    grantLifecycle(role, scope, logicalId);
  }

  public bind(scope: Construct, request: ComputeRequest): BoundCompute {
    const capacity = this.capacity(request.defaults);
    const group = this.createGroup(scope, request, capacity);
    const resource = group.node.defaultChild as autoscaling.CfnAutoScalingGroup;
    resource.lifecycleHookSpecificationList = this.hooks(request);
    const timeout = signalTimeoutOf(request.bootstrap);
    if (timeout && !(isKnown(capacity.min) && capacity.min === 0)) {
      // below the L2, which takes signals as a promise for instance refreshes too: there the hook says that an instance
      // is ready.
      resource.cfnOptions.creationPolicy = { resourceSignal: { count: capacity.min, timeout: timeout.toIsoString() } };
    }
    const { ingress } = request;
    if (ingress) {
      group.attachToApplicationTargetGroup(ingress.targetGroup);
      resource.node.addDependency(ingress.rule);
    }
    const policies = capacity.isFixed ? [] : this.options.scaling ?? [ScalingPolicy.cpuSteps()];
    const home = new Construct(scope, 'Scaling');
    const target = {
      group, defaultInstanceWarmup: this.warmup, loadBalancer: ingress?.loadBalancer,
      targetGroups: ingress ? [ingress.targetGroup] : [],
    };
    const fewest = fewestInstances(capacity, policies);
    const scalingAlarms = policies.flatMap((policy) => policy._bindGroup(home, target));
    const hasAgent = !request.bootstrap._isNone;
    const dimensions = { AutoScalingGroupName: group.autoScalingGroupName };
    return {
      group,
      resource,
      computeId: group.autoScalingGroupName,
      dimensions,
      scalingAlarms,
      fewest,
      signals: () => groupSignals({ dimensions, capacity, fewest, hasAgent, scalingAlarms }),
    };
  }

  private capacity(defaults: ComputeContext['defaults']): CapacityRange {
    return this.options.capacity ?? defaults.instanceCapacity;
  }

  private createGroup(
    scope: Construct, request: ComputeRequest, capacity: CapacityRange,
  ): autoscaling.AutoScalingGroup {
    const { launch: { template: launchTemplate }, ingress } = request;
    const mixedInstancesPolicy = this.purchase._render(launchTemplate, request.instanceType);
    return new autoscaling.AutoScalingGroup(scope, 'Group', {
      vpc: request.vpc,
      vpcSubnets: workloadSubnets(request.vpc),
      ...(mixedInstancesPolicy ? { mixedInstancesPolicy, capacityRebalance: true } : { launchTemplate }),
      minCapacity: capacity.min,
      maxCapacity: capacity.max,
      healthChecks: ingress
        ? autoscaling.HealthChecks.withAdditionalChecks({ additionalTypes: [autoscaling.AdditionalHealthCheckType.ELB], gracePeriod: this.grace })
        : autoscaling.HealthChecks.ec2({ gracePeriod: this.grace }),
      defaultInstanceWarmup: this.warmup,
      maxInstanceLifetime: this.options.maxInstanceLifetime,
      groupMetrics: [autoscaling.GroupMetrics.all()],
      notifications: [{ topic: instanceEventsTopicOf(scope), scalingEvents: autoscaling.ScalingEvents.ALL }],
      azCapacityDistributionStrategy: autoscaling.CapacityDistributionStrategy.BALANCED_BEST_EFFORT,
      terminationPolicies: [
        autoscaling.TerminationPolicy.OLDEST_LAUNCH_TEMPLATE, autoscaling.TerminationPolicy.DEFAULT,
      ],
      ...MAINTENANCE,
      updatePolicy: this.replacement._render({
        capacity, alarms: this.rollbackAlarms(scope, request.rollbackSignals),
        signalTimeout: signalTimeoutOf(request.bootstrap),
      }),
    });
  }

  private rollbackAlarms(scope: Construct, signals: readonly Signal[]): IAlarm[] {
    if (!this.replacement._takesAlarms || signals.length === 0) return [];
    const home = new Construct(scope, ROLLBACK);
    return signals.map((signal) => createAlarm(home, signal, signal.rollsBackAt!));
  }

  /** In the group itself, because a hook that is made after it would miss its first instances. */
  private hooks(
    { bootstrap, ingress }: ComputeRequest,
  ): autoscaling.CfnAutoScalingGroup.LifecycleHookSpecificationProperty[] {
    const timeout = signalTimeoutOf(bootstrap);
    const drain = ingress
      ? (isKnown(ingress.deregistrationDelay) ? ingress.deregistrationDelay : DRAIN)
      : Duration.seconds(0);
    const end = bootstrap._isNone ? drain : drain.plus(bootstrap._stopTimeout).plus(ENDING);
    return [
      ...(timeout
        ? [{
            lifecycleHookName: HOOKS.launching,
            lifecycleTransition: autoscaling.LifecycleTransition.INSTANCE_LAUNCHING,
            heartbeatTimeout: timeout.toSeconds(),
            defaultResult: autoscaling.DefaultResult.ABANDON,
          }]
        : []),
      {
        lifecycleHookName: HOOKS.terminating,
        lifecycleTransition: autoscaling.LifecycleTransition.INSTANCE_TERMINATING,
        heartbeatTimeout: Math.max(SHORTEST_HOOK.toSeconds(), end.toSeconds()),
        defaultResult: autoscaling.DefaultResult.CONTINUE,
      },
    ];
  }
}
