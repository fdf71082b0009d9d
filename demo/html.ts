// one page for people: what each example would deploy, what it costs, and what it makes of a load.
import fs from 'node:fs';
import path from 'node:path';
import { renderDeployment, findingsInWords } from './print';
import type { ExampleReport } from './synthesize';
import { escaped, listTag, page, pictureTag, type Picture } from '../cli/src/report/html';
import { absorbed, costInWords, costSection, storySection, waitsSection } from '../cli/src/report/sections';
import { STORY } from '../cli/src/report/stories';
import { about } from '../src/forecast/report/words';

const INTRO = 'What each of them would deploy, what a month costs by list prices and without traffic, how long the '
  + `first deployment takes, and what scaling makes of ${STORY}. A model, not a bill and not a promise.`;
const HEAD = ['example', 'what it is', 'profile'];
const NUMBERS = ['resources', 'USD a month', 'first deployment', 'load absorbed'];

/** Writes the page, and gives its file. */
export function writeHtml(out: string, reports: readonly ExampleReport[]): string {
  const file = path.join(out, 'report.html');
  fs.writeFileSync(file, page('Examples of cdk-elastic-web', INTRO, [
    summary(reports), ...reports.map((report) => article(out, report)),
  ]));
  return file;
}

function summary(reports: readonly ExampleReport[]): string {
  const head = [
    ...HEAD.map((title) => `<th>${title}</th>`), ...NUMBERS.map((title) => `<th class="number">${title}</th>`),
  ];
  return `<div class="wide"><table>
<tr>${head.join('')}</tr>
${reports.map(summaryRow).join('\n')}
</table></div>`;
}

function summaryRow({ example, title, profile, stacks, cost, forecast, simulations }: ExampleReport): string {
  const numbers = [
    String(stacks.reduce((total, stack) => total + stack.resources, 0)),
    cost ? costInWords(cost) : '-',
    forecast ? about(forecast).replace('about ', '') : '-',
    simulations.map(absorbed).join(', ') || '-',
  ];
  return `<tr><td><a href="#${escaped(example)}">${escaped(example)}</a></td><td>${escaped(title)}</td>`
    + `<td>${escaped(profile)}</td>${numbers.map((cell) => `<td class="number">${escaped(cell)}</td>`).join('')}</tr>`;
}

function article(out: string, report: ExampleReport): string {
  const { example, title, profile, cost, forecast, simulations, diagrams } = report;
  const text = (name: string) => fs.readFileSync(path.join(out, example, name), 'utf8');
  return `<article id="${escaped(example)}">
${[
  `<h2>${escaped(example)}</h2>`,
  `<p>${escaped(title)}. <span class="quiet">Profile ${escaped(profile)}.</span></p>`,
  `<p class="quiet">${escaped(renderDeployment(report).split('\n').slice(1).join(' ').trim())}</p>`,
  ...diagrams.length === 0 ? [] : [pictureTag(addresses(out, diagrams), `Picture of ${example}`)],
  ...cost ? [costSection(cost, text('cost.txt'))] : [],
  ...forecast ? [waitsSection(forecast, text('forecast.txt'))] : [],
  ...simulations.map((simulation) => storySection(simulation, addresses(out, simulation.pictures))),
  '<h3>Rules of cdk-nag</h3>',
  listTag(findingsInWords(report).map(([pack, words]) => `${pack}: ${words}`)),
].join('\n')}
</article>`;
}

/** Files by day and by night, as the page finds them. */
function addresses(out: string, files: readonly string[]): Picture {
  const [light, dark] = files.map((file) => path.relative(out, file).replaceAll(path.sep, '/'));
  return { light, dark };
}
