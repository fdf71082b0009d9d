import fs from 'node:fs';
import path from 'node:path';
import { storiesOf, type Story, type Told } from '../cli/src/report/stories';
import { DiagramTheme, SimulationPicture } from '../src/diagram';
import { ScalingSimulation } from '../src/simulation';
import { stacksIn } from '../src/template';

/** What the story says of one group or service. */
export interface SimulationReport extends Story {
  /** Files with its picture, by day and by night. */
  readonly pictures: readonly string[];
}

/** Simulates every group and service of an app, and writes text, JSON and pictures beside its templates. */
export function reportSimulations(folder: string): SimulationReport[] {
  return storiesOf(stacksIn(folder), (options) => ScalingSimulation.fromAssembly(folder, options))
    .map((told) => ({ ...told.story, pictures: write(told, folder) }));
}

function write({ run }: Told, folder: string): string[] {
  const base = path.join(folder, `simulation.${run.group.replace(/[^A-Za-z0-9]+/g, '-')}`);
  fs.writeFileSync(`${base}.txt`, run.toText());
  fs.writeFileSync(`${base}.json`, run.toJson());
  return [DiagramTheme.LIGHT, DiagramTheme.DARK].map((theme) => {
    fs.writeFileSync(`${base}.${theme}.svg`, SimulationPicture.of(run).toSvg(theme));
    return `${base}.${theme}.svg`;
  });
}
