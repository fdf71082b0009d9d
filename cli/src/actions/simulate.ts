import { SimulationPicture } from '../../../src/diagram';
import { LoadTrace, ScalingSimulation, type SimulationRun } from '../../../src/simulation';
import type { SimulateArguments } from '../commands/simulate';
import { writeFile } from '../files';
import { LimitBroken } from '../outcome';
import { Source } from '../source';
import type { Terminal } from '../terminal';

/** Writes what scaling makes of a load, and breaks off if that takes too long. */
export function showSimulation(app: string, given: SimulateArguments, terminal: Terminal): void {
  const run = runOf(app, given);
  terminal.write(given.json ? run.toJson() : run.toText());
  if (given.svg !== undefined) {
    writeFile(given.svg, SimulationPicture.of(run).toSvg());
    terminal.note(`${given.svg}\n`);
  }
  judge(run, given);
}

function runOf(app: string, given: SimulateArguments): SimulationRun {
  const source = Source.at(app);
  const { trace, group, region, parameter: parameters, ...options } = given;
  const load = Source.file(trace).explain(LoadTrace.csvFile);
  const simulation = source.read(ScalingSimulation, { group, region, parameters });
  return source.explain(() => simulation.run({
    trace: load, unitCapacity: options.unitCapacity, launchSeconds: options.launchSeconds,
    healthySeconds: options.healthySeconds, drainSeconds: options.drainSeconds,
    metricDelaySeconds: options.metricDelaySeconds, initialCapacity: options.initialCapacity,
    startsAt: options.startsAt,
  }));
}

function judge({ secondsToAbsorb }: SimulationRun, { absorbWithin }: SimulateArguments): void {
  if (absorbWithin === undefined || (secondsToAbsorb !== undefined && secondsToAbsorb <= absorbWithin)) return;
  throw new LimitBroken(`the load is too much ${secondsToAbsorb === undefined
    ? 'until the end of the trace'
    : `for ${secondsToAbsorb} s`}, ${absorbWithin} s is the limit`);
}
