import { Duration } from 'aws-cdk-lib';
import {
  DeploymentStrategy, type FargateService, type IDeploymentLifecycleHookTarget,
} from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import {
  contradiction, decimal, duration, integer, OFFERS, relation, warnIfNotOffered, type Problem,
} from '../../core';
import { priorityProblems, testListenerProblems, type PlannedRule } from '../../ingress';
import type { TestTraffic, TrafficShiftOptions } from './deployment-options';
import { deploymentProblems, type DeploymentVariant, type Rollout, type ServiceSpec } from './deployment-variant';
import { attachTargets, createService, resourceOf } from './ecs-service';
import { addHooks, hookProblems } from './lifecycle-hooks';
import { FULL_CAPACITY } from './rolling-deployment';
import { TEST_PRIORITY, TrafficShift } from './traffic-shift';

/** Long enough to show errors that only many requests bring about. */
const BAKE_TIME = Duration.minutes(10);
const STEP_BAKE_TIME = Duration.minutes(5);
/** Limit of Amazon ECS. */
const LONGEST_BAKE_TIME = Duration.minutes(1440);

/** A way to shift traffic in steps. */
export interface SteppedShift {
  readonly strategy: DeploymentStrategy;
  /** Where ECS takes the steps. */
  readonly configuration: 'canaryConfiguration' | 'linearConfiguration';
  /** The prop with the share of the traffic, the smallest share, and the default. */
  readonly prop: string;
  readonly smallest: number;
  readonly usual: number;
}

/** A small share of the traffic, then the rest. */
export const CANARY: SteppedShift = {
  strategy: DeploymentStrategy.CANARY, configuration: 'canaryConfiguration', prop: 'percent', smallest: 0.1, usual: 10,
};
/** Equal shares. */
export const LINEAR: SteppedShift = {
  strategy: DeploymentStrategy.LINEAR, configuration: 'linearConfiguration', prop: 'stepPercent', smallest: 3,
  usual: 20,
};

/** The steps of a deployment, as the user gave them. */
export interface ShiftSteps {
  readonly shift: SteppedShift;
  readonly percent?: number;
  readonly bakeTime?: Duration;
}

/**
 * A full second set of tasks, and the traffic moves from one target group to the other: `Deployment.blueGreen`,
 * `Deployment.canary`, `Deployment.linear`.
 */
export class ShiftingDeployment implements DeploymentVariant {
  public readonly shiftsTraffic = true;
  public readonly rollout: Rollout;

  /** @param steps left out where all traffic moves at once */
  constructor(public readonly options: TrafficShiftOptions, private readonly steps?: ShiftSteps) {
    this.rollout = {
      ...FULL_CAPACITY,
      deploymentStrategy: steps?.shift.strategy ?? DeploymentStrategy.BLUE_GREEN,
      bakeTime: options.bakeTime ?? BAKE_TIME,
      ...steps && {
        [steps.shift.configuration]: {
          stepPercent: steps.percent ?? steps.shift.usual, stepBakeTime: steps.bakeTime ?? STEP_BAKE_TIME,
        },
      },
    };
  }

  public get hooks(): readonly IDeploymentLifecycleHookTarget[] {
    return this.options.hooks ?? [];
  }

  public problems(prop: string, hasIngress: boolean, rule?: PlannedRule): Problem[] {
    const { bakeTime, testTraffic } = this.options;
    return [
      ...this.steps ? stepProblems(prop, this.steps) : [],
      ...minutes(`${prop}.bakeTime`, bakeTime),
      ...testTraffic && hasIngress ? testTrafficProblems(`${prop}.testTraffic`, testTraffic, rule) : [],
      ...hookProblems(`${prop}.hooks`, this.hooks),
      ...deploymentProblems(prop, this.options, hasIngress),
      ...contradiction(!hasIngress, {
        prop, must: 'be Deployment.rolling without an ingress', got: this.rollout.deploymentStrategy,
        advice: 'there is no traffic to shift',
      }),
    ];
  }

  public bind(scope: Construct, spec: ServiceSpec): FargateService {
    const { testTraffic } = this.options;
    const service = createService(scope, spec, this);
    const shift = new TrafficShift(scope, 'TrafficShift', spec.entrance.ingress!, testTraffic);
    attachTargets(service, spec, shift.alternateTarget);
    resourceOf(service).node.addDependency(shift);
    addHooks(service, this.hooks);
    if (this.steps) warnIfNotOffered(service, OFFERS.steppedDeployment);
    return service;
  }
}

function stepProblems(prop: string, { shift, percent, bakeTime }: ShiftSteps): Problem[] {
  return [
    ...percentage(`${prop}.${shift.prop}`, percent, shift.smallest), ...minutes(`${prop}.stepBakeTime`, bakeTime),
  ];
}

function testTrafficProblems(
  prop: string, { listener, priority, conditions }: TestTraffic, rule?: PlannedRule,
): Problem[] {
  const own = [
    ...integer(`${prop}.priority`, priority, { min: 1, max: 50_000 }),
    ...testListenerProblems(`${prop}.listener`, listener, conditions !== undefined, rule),
  ];
  return own.length > 0 ? own : priorityProblems(`${prop}.priority`, listener, priority ?? TEST_PRIORITY, rule);
}

function percentage(prop: string, value: number | undefined, min: number): Problem[] {
  const outside = decimal(prop, value, { min, max: 100, unit: '%' });
  return outside.length > 0
    ? outside
    : relation({ prop, must: 'be a multiple of 0.1 %', got: value }, [value], () => Number.isInteger(value! * 10));
}

function minutes(prop: string, value: Duration | undefined): Problem[] {
  const outside = duration(prop, value, { min: Duration.minutes(0), max: LONGEST_BAKE_TIME, laterIn: 'minutes' });
  return outside.length > 0
    ? outside
    : relation({ prop, must: 'be whole minutes', got: value }, [value],
        () => Number.isInteger(value!.toMinutes({ integral: false })));
}
