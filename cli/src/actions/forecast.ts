import { DeploymentForecast } from '../../../src/forecast';
import { inWords } from '../../../src/forecast/report/words';
import type { ForecastArguments } from '../commands/forecast';
import { LimitBroken } from '../outcome';
import { parts, table } from '../output';
import { Source } from '../source';
import type { Terminal } from '../terminal';

/** Writes how long a deployment takes, and breaks off above the limit. */
export function showForecast(app: string, given: ForecastArguments, terminal: Terminal): void {
  const options = { region: given.region, parameters: given.parameter };
  const first = Source.at(app).read(DeploymentForecast, options);
  const forecast = given.from === undefined
    ? first
    : first.changeFrom(Source.at(given.from).read(DeploymentForecast, options));
  terminal.write(render(forecast, given, terminal));
  const { maxSeconds } = forecast.duration;
  if (given.within === undefined || maxSeconds <= 60 * given.within) return;
  throw new LimitBroken(`the deployment may take ${inWords({ minSeconds: maxSeconds, maxSeconds })}, `
    + `${given.within} min is the limit`);
}

function render(forecast: DeploymentForecast, given: ForecastArguments, terminal: Terminal): string {
  if (given.json) return forecast.toJson();
  if (given.markdown) return forecast.toMarkdown();
  return given.all ? parts(everything(forecast, terminal), forecast.toText()) : forecast.toText();
}

function everything({ steps }: DeploymentForecast, terminal: Terminal): string {
  const titles = ['resource', 'type', 'change', 'takes', 'done after', 'source of the figure'];
  return table(titles.map((title) => ({ title })), steps.map((step) => {
    const words = [
      step.path, step.resourceType.replace(/^AWS::/, ''), step.change, inWords(step.duration), inWords(step.doneAfter),
      step.basis,
    ];
    return step.isCritical ? words.map((word) => terminal.paint.bold(word)) : words;
  }), terminal);
}
