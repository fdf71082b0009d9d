// plays one and the same story to everything that scales: quiet for ten minutes, then most of what it can bear at most.
import { LoadTrace, ScalingSimulation, type SimulatedGroupOptions, type SimulationRun } from '../../../src/simulation';
import type { SynthesizedStack } from '../../../src/template';

/** One unit bears 100 of whatever the load is. */
const UNIT = 100;
const QUIET_SHARE = 0.4;
const BUSY_SHARE = 0.8;
const SCALES = ['AWS::AutoScaling::AutoScalingGroup', 'AWS::ApplicationAutoScaling::ScalableTarget'];

/** What the story says, for people. */
export const STORY = 'a load that jumps from quiet to 80 % of what the largest capacity bears, and stays for '
  + '50 minutes';

/** What one group or service makes of the story. */
export interface Story {
  /** Construct path of the group or the service. */
  readonly group: string;
  readonly fromUnits: number;
  readonly toUnits: number;
  /** Seconds for which the load is too much; nothing if it still is at the end. */
  readonly secondsToAbsorb?: number;
  readonly droppedPercent: number;
  readonly peakCapacity: number;
  readonly warnings: readonly string[];
}

/** A story, with the simulation that tells it. */
export interface Told {
  readonly story: Story;
  readonly run: SimulationRun;
}

/** The story of every group and service that scales. */
export function storiesOf(
  stacks: readonly SynthesizedStack[], simulationOf: (options: SimulatedGroupOptions) => ScalingSimulation,
): Told[] {
  const groups = stacks.flatMap(({ template }) => template.ofType(...SCALES))
    .filter((resource) => resource.get('ScalableDimension').text !== 'rds:cluster:ReadReplicaCount');
  return groups.flatMap(({ path: group }): Told[] => {
    const simulation = simulationOf({ group });
    const { minCapacity, maxCapacity } = simulation;
    if (minCapacity === maxCapacity) return [];
    const run = simulation.run({ trace: loadFor(minCapacity, maxCapacity), unitCapacity: UNIT });
    const { secondsToAbsorb, droppedPercent, peakCapacity, warnings } = run;
    return [{ run, story: {
      group: run.group, fromUnits: minCapacity, toUnits: maxCapacity, secondsToAbsorb,
      droppedPercent: Math.round(droppedPercent * 100) / 100, peakCapacity, warnings,
    } }];
  });
}

/** From what the smallest capacity bears with ease to most of what the largest one bears. */
function loadFor(least: number, most: number): LoadTrace {
  return LoadTrace.steps([
    { atSeconds: 0, value: QUIET_SHARE * UNIT * Math.max(1, least) },
    { atSeconds: 600, value: BUSY_SHARE * UNIT * most },
  ], { durationSeconds: 3600 });
}
