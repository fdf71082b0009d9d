// one page for people: what each example would deploy, what it costs, and what it makes of a load.
import fs from 'node:fs';
import path from 'node:path';
import { renderDeployment, findingsInWords } from './print';
import type { SimulationReport } from './simulations';
import type { CostReport, ExampleReport } from './synthesize';

const STYLE = `
:root { color-scheme: light dark; --page: #f2f3f3; --card: #fff; --words: #16191f; --quiet: #545b64;
  --border: #d5dbdb; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0f141a; --card: #161d26; --words: #e6e9ec; --quiet: #a3adb8; --border: #333c48; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px; max-width: 1200px; background: var(--page); color: var(--words);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; }
h1, h2, h3 { line-height: 1.25; } h2 { margin: 0 0 4px; } h3 { margin: 20px 0 8px; }
p { margin: 4px 0; } .quiet { color: var(--quiet); }
article { background: var(--card); border: 1px solid var(--border); border-radius: 8px; padding: 20px; margin: 20px 0; }
table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }
th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--border); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
img { max-width: 100%; height: auto; display: block; } a { color: #2e7dd1; }
pre { overflow-x: auto; font-size: 12px; } summary { cursor: pointer; }
`;

/** Writes the page, and gives its file. */
export function writeHtml(out: string, reports: readonly ExampleReport[]): string {
  const file = path.join(out, 'report.html');
  fs.writeFileSync(file, page(out, reports));
  return file;
}

function page(out: string, reports: readonly ExampleReport[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Examples of cdk-elastic-web</title>
<style>${STYLE}</style>
<body>
<h1>Examples of cdk-elastic-web</h1>
<p class="quiet">What each of them would deploy, what a month costs by list prices and without traffic, and what scaling
makes of a load that jumps to most of what the largest capacity bears. A model, not a bill and not a promise.</p>
<div class="wide"><table>
<tr><th>example</th><th>what it is</th><th>profile</th><th class="number">resources</th>
<th class="number">USD a month</th><th class="number">load absorbed</th></tr>
${reports.map(summaryRow).join('\n')}
</table></div>
${reports.map((report) => article(out, report)).join('\n')}
</body>
</html>
`;
}

function summaryRow({ example, title, profile, stacks, cost, simulations }: ExampleReport): string {
  const resources = stacks.reduce((total, stack) => total + stack.resources, 0);
  const usd = cost ? rangeOf(cost) : '-';
  return `<tr><td><a href="#${escaped(example)}">${escaped(example)}</a></td><td>${escaped(title)}</td>`
    + `<td>${escaped(profile)}</td><td class="number">${resources}</td><td class="number">${usd}</td>`
    + `<td class="number">${escaped(simulations.map(absorbed).join(', ') || '-')}</td></tr>`;
}

function rangeOf({ minimumUsd, maximumUsd }: CostReport): string {
  return minimumUsd === maximumUsd ? String(minimumUsd) : `${minimumUsd} to ${maximumUsd}`;
}

function article(out: string, report: ExampleReport): string {
  const { example, title, profile, cost, simulations, diagrams } = report;
  const costs = path.join(out, example, 'cost.txt');
  return `<article id="${escaped(example)}">
<h2>${escaped(example)}</h2>
<p>${escaped(title)}. <span class="quiet">Profile ${escaped(profile)}.</span></p>
<p class="quiet">${escaped(renderDeployment(report).split('\n').slice(1).join(' ').trim())}</p>
${picture(out, diagrams, `Picture of ${example}`)}
${cost && fs.existsSync(costs)
  ? `<h3>Cost</h3>
<details><summary>${rangeOf(cost)} USD a month, line by line</summary>
<pre>${escaped(fs.readFileSync(costs, 'utf8'))}</pre></details>`
  : ''}
${simulations.map((simulation) => `<h3>${escaped(simulation.group)} under load</h3>
<p>${escaped(simulationWords(simulation))}</p>
${simulation.warnings.length > 0
  ? `<ul>${simulation.warnings.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>`
  : ''}
${picture(out, simulation.pictures, `${simulation.group} over time`)}`).join('\n')}
<h3>Rules of cdk-nag</h3>
<ul>${findingsInWords(report).map(([pack, words]) => `<li>${escaped(pack)}: ${escaped(words)}</li>`).join('')}</ul>
</article>`;
}

/** The picture that fits to the page, by day or by night. */
function picture(out: string, files: readonly string[], alternative: string): string {
  const [light, dark] = files.map((file) => escaped(path.relative(out, file).replaceAll(path.sep, '/')));
  return light === undefined
    ? ''
    : `<picture><source media="(prefers-color-scheme: dark)" srcset="${dark}"><img src="${light}" `
      + `alt="${escaped(alternative)}" loading="lazy"></picture>`;
}

/** One line for people. */
export function simulationWords(report: SimulationReport): string {
  const { fromUnits, toUnits, droppedPercent, peakCapacity } = report;
  return `From ${fromUnits} to ${toUnits}: the load is too much for ${absorbed(report)}, ${droppedPercent} % of it is `
    + `dropped, the peak is ${peakCapacity}.`;
}

function absorbed({ secondsToAbsorb }: SimulationReport): string {
  return secondsToAbsorb === undefined ? 'longer than an hour' : `${Math.round(secondsToAbsorb / 6) / 10} minutes`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
