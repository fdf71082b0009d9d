// the pictures that README opens with: an example as it would be deployed, and another one under load.
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { exampleContext } from '../demo/examples';
import { build as buildTier } from '../examples/elastic-web-tier/main';
import { build as buildVoting } from '../examples/voting-app/main';
import { AppDiagram, DiagramTheme, SimulationPicture } from '../src/diagram';
import { LoadTrace, ScalingSimulation } from '../src/simulation';

const IMAGES = path.join(__dirname, '../docs/images');
const THEMES = [DiagramTheme.LIGHT, DiagramTheme.DARK];

/** Content of the pictures by their files. */
export function readmePictures(): Readonly<Record<string, string>> {
  const diagram = AppDiagram.of(built(buildVoting), { region: 'eu-west-1', title: 'examples/voting-app' });
  const run = ScalingSimulation.of(built(buildTier)).run({
    trace: LoadTrace.steps([{ atSeconds: 0, value: 80 }, { atSeconds: 600, value: 400 }], { durationSeconds: 2400 }),
    unitCapacity: 100,
  });
  const picture = SimulationPicture.of(run, 'examples/elastic-web-tier: from 80 to 400 requests a second');
  return Object.fromEntries(THEMES.flatMap((theme) => [
    [path.join(IMAGES, `app.${theme}.svg`), diagram.toSvg(theme)],
    [path.join(IMAGES, `simulation.${theme}.svg`), picture.toSvg(theme)],
  ]));
}

function built(build: (app: App) => void): App {
  const app = new App({ context: exampleContext(), analyticsReporting: false });
  build(app);
  return app;
}
