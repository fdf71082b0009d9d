// plays one and the same story to everything that scales: quiet for ten minutes, then most of what it can bear at most.
import fs from 'node:fs';
import path from 'node:path';
import { DiagramTheme, SimulationPicture } from '../src/diagram';
import { LoadTrace, ScalingSimulation, type SimulationRun } from '../src/simulation';
import { stacksIn } from '../src/template';

/** What the story says of one group or service. */
export interface SimulationReport {
  /** Construct path of the group or the service. */
  readonly group: string;
  readonly fromUnits: number;
  readonly toUnits: number;
  /** Seconds for which the load is too much; nothing if it still is at the end. */
  readonly secondsToAbsorb?: number;
  readonly droppedPercent: number;
  readonly peakCapacity: number;
  readonly warnings: readonly string[];
  /** Files with its picture, by day and by night. */
  readonly pictures: readonly string[];
}

/** One unit bears 100 of whatever the load is. */
const UNIT = 100;
const QUIET_SHARE = 0.4;
const BUSY_SHARE = 0.8;
const SCALES = ['AWS::AutoScaling::AutoScalingGroup', 'AWS::ApplicationAutoScaling::ScalableTarget'];

/** Simulates every group and service of an app, and writes text, JSON and pictures beside its templates. */
export function reportSimulations(folder: string): SimulationReport[] {
  const groups = stacksIn(folder).flatMap(({ template }) => template.ofType(...SCALES))
    .filter((resource) => resource.get('ScalableDimension').text !== 'rds:cluster:ReadReplicaCount');
  return groups.flatMap(({ path: group }) => {
    const simulation = ScalingSimulation.fromAssembly(folder, { group });
    if (simulation.minCapacity === simulation.maxCapacity) return [];
    const run = simulation.run({ trace: story(simulation), unitCapacity: UNIT });
    return [reportOf(simulation, run, folder)];
  });
}

/** From what the smallest capacity bears with ease to most of what the largest one bears. */
function story({ minCapacity, maxCapacity }: ScalingSimulation): LoadTrace {
  return LoadTrace.steps([
    { atSeconds: 0, value: QUIET_SHARE * UNIT * Math.max(1, minCapacity) },
    { atSeconds: 600, value: BUSY_SHARE * UNIT * maxCapacity },
  ], { durationSeconds: 3600 });
}

function reportOf(simulation: ScalingSimulation, run: SimulationRun, folder: string): SimulationReport {
  const base = path.join(folder, `simulation.${run.group.replace(/[^A-Za-z0-9]+/g, '-')}`);
  fs.writeFileSync(`${base}.txt`, run.toText());
  fs.writeFileSync(`${base}.json`, run.toJson());
  const pictures = [DiagramTheme.LIGHT, DiagramTheme.DARK].map((theme) => {
    fs.writeFileSync(`${base}.${theme}.svg`, SimulationPicture.of(run).toSvg(theme));
    return `${base}.${theme}.svg`;
  });
  const { group, secondsToAbsorb, droppedPercent, peakCapacity, warnings } = run;
  return {
    group, secondsToAbsorb, droppedPercent: Math.round(droppedPercent * 100) / 100, peakCapacity, warnings, pictures,
    fromUnits: simulation.minCapacity, toUnits: simulation.maxCapacity,
  };
}
