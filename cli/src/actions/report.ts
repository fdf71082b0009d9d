import fs from 'node:fs';
import { CostEstimate, PriceBook } from '../../../src/cost';
import { AppDiagram, DiagramTheme, SimulationPicture } from '../../../src/diagram';
import { DeploymentForecast } from '../../../src/forecast';
import { ScalingSimulation } from '../../../src/simulation';
import { inRegion, stacksIn, Template, type SynthesizedStack, type TemplateOptions } from '../../../src/template';
import type { ReportArguments } from '../commands/report';
import { writeFile } from '../files';
import { escaped, page, pictureTag, type Picture } from '../report/html';
import { costSection, costsOf, storySection, waitsOf, waitsSection } from '../report/sections';
import { storiesOf, STORY } from '../report/stories';
import { Source } from '../source';
import type { Terminal } from '../terminal';

const INTRO = 'What is known before the deployment: what is deployed, what a month costs by list prices and without '
  + `traffic, how long the first deployment takes, and what scaling makes of ${STORY}. A model, not a bill and not a `
  + 'promise.';

/** Reads the stacks themselves. */
const STACKS = {
  fromAssembly: stacksIn,
  fromFile: (file: string, options: TemplateOptions): SynthesizedStack[] => {
    const template = Template.parse(fs.readFileSync(file, 'utf8'), options);
    return [{ path: '', region: options.region, template, nested: [] }];
  },
};

/** Writes everything that is known of an app into one file. */
export function writeReport(app: string, given: ReportArguments, terminal: Terminal): void {
  const source = Source.at(app);
  const options = { region: given.region, parameters: given.parameter };
  const stacks = source.read(STACKS, options);
  const placed = inRegion(stacks, given.region);
  const title = given.title ?? (stacks.map(({ path }) => path).filter((path) => path !== '').join(', ') || app);
  writeFile(given.out, page(title, INTRO, [
    '<article>',
    pictureTag(appPicture(source, { ...options, title }), `Picture of ${title}`),
    CostEstimate._isPriced(placed) ? cost(source, options) : unknownCost(placed),
    waits(source, options),
    ...storiesOf(stacks, ({ group }) => source.read(ScalingSimulation, { ...options, group }))
      .map(({ story, run }) => storySection(story, pictureBy((theme) => SimulationPicture.of(run).toSvg(theme)))),
    '</article>',
  ]));
  terminal.note(`${given.out}\n`);
}

/** What is known beside the templates. */
interface Known { readonly region?: string; readonly parameters?: { readonly [name: string]: string } }

function cost(source: Source, options: Known): string {
  const estimate = source.read(CostEstimate, options);
  return costSection(costsOf(estimate), estimate.toText());
}

function unknownCost(stacks: readonly SynthesizedStack[]): string {
  const regions = [...new Set(stacks.flatMap(({ region }) => region ?? []))].filter((region) =>
    !PriceBook.builtIn().regions.includes(region));
  const words = regions.length === 0
    ? 'Not known without a Region: name it with --region.'
    : `Not known: the library has no prices for ${regions.join(', ')}.`;
  return `<h3>Cost</h3>\n<p>${escaped(words)}</p>`;
}

function waits(source: Source, options: Known): string {
  const forecast = source.read(DeploymentForecast, options);
  return waitsSection(waitsOf(forecast), forecast.toText());
}

function appPicture(source: Source, options: Known & { readonly title: string }): Picture {
  const diagram = source.read(AppDiagram, options);
  return pictureBy((theme) => diagram.toSvg(theme));
}

/** The pictures are part of the page, so that one file is all there is to send. */
function pictureBy(draw: (theme: DiagramTheme) => string): Picture {
  const address = (theme: DiagramTheme) => `data:image/svg+xml;base64,${Buffer.from(draw(theme)).toString('base64')}`;
  return { light: address(DiagramTheme.LIGHT), dark: address(DiagramTheme.DARK) };
}
