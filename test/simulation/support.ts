import path from 'node:path';
import {
  LoadTrace, ScalingSimulation, type SimulatedGroupOptions, type SimulationOptions, type SimulationRun,
} from '../../src/simulation';
import { describedTier } from '../cost/templates/described-tier';

export const YAML = path.join(__dirname, 'templates/tier.yaml');
/** From 1,000 to 10,000 users after ten minutes. */
export const JUMP = LoadTrace.steps([{ atSeconds: 0, value: 1000 }, { atSeconds: 600, value: 10_000 }], {
  durationSeconds: 3600,
});

/** How a group in a template changes, `minute:second capacity`, counted from the jump. */
export function decisions({ decisions: all }: SimulationRun): string[] {
  return all.map(({ atSeconds, toUnits }) => {
    const after = atSeconds - 600;
    return `${Math.floor(after / 60)}:${String(after % 60).padStart(2, '0')} ${toUnits}`;
  });
}

/** A service with a target of 70 % CPU, and what is beside or instead of it. */
export function serviceTemplate(resources: object = {}, target: object = {}) {
  return { Resources: {
    Service: { Type: 'AWS::ECS::Service', Properties: {} },
    Target: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: {
        ServiceNamespace: 'ecs', MinCapacity: 2, MaxCapacity: 10,
        ResourceId: { 'Fn::Join': ['/', ['service', 'cluster', { 'Fn::GetAtt': ['Service', 'Name'] }]] }, ...target,
      },
    },
    Policy: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy', Properties: {
        PolicyType: 'TargetTrackingScaling', ScalingTargetId: { Ref: 'Target' },
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 70, ScaleOutCooldown: 60,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        },
      },
    },
    ...resources,
  } };
}

/** The described tier without some of its resources. */
export function tierWithout(...ids: readonly string[]) {
  const kept = Object.entries(describedTier().Resources).filter(([id]) => !ids.includes(id));
  return { Resources: Object.fromEntries(kept) };
}

/** A run of a template. */
export function runOf(
  template: { [key: string]: unknown }, options: Partial<SimulationOptions> = {}, group: SimulatedGroupOptions = {},
): SimulationRun {
  return ScalingSimulation.fromTemplate(template, group).run({
    trace: JUMP, unitCapacity: 1000, metricDelaySeconds: 0, ...options,
  });
}
