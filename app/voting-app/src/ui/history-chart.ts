import type { Poll } from '../poll/poll.ts';
import type { TallyView } from '../poll/tally-types.ts';
import type { Sample } from '../store/pipeline.ts';
import { CHART_HEIGHT, CHART_WIDTH, chartPaths, type Point } from './chart.ts';
import { timeTag } from './times.ts';

const TITLE = 'Votes over time; the numbers are in the list above';

/** How the votes grew. The page's script goes on from the points in the markup; hidden while empty. */
export function historyChart(samples: readonly Sample[], poll: Poll, tally: TallyView, now = Date.now()): string {
  const lines: (readonly Point[])[] = poll.options.map(({ id }) => samples.filter(({ choice }) => choice === id));
  const times = lines.flat().map(({ ms }) => ms);
  const until = tally.final ? Math.max(...times) : now;
  const hidden = new Set(times).size < 2 ? ' hidden' : '';
  const since = times.length === 0 ? '' : timeTag(Math.min(...times), 'since');
  const paths = chartPaths(lines, until).map((path, index) => `<g class="tone c${index}"><path d="${path}"/></g>`);
  const points = JSON.stringify(lines.map(flat));
  return `<figure class="history" id="history" data-now="${now}" data-lines="${points}"${hidden}>
<svg viewBox="0 0 ${CHART_WIDTH} ${CHART_HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${TITLE}">
<line class="ground" x1="0" y1="${CHART_HEIGHT}" x2="${CHART_WIDTH}" y2="${CHART_HEIGHT}"/>${paths.join('')}</svg>
<figcaption><span>Votes since ${since}</span><span>${tally.final ? 'end' : 'now'}</span></figcaption>
</figure>`;
}

/** Times and counts in turns, which is short. */
function flat(line: readonly Point[]): number[] {
  return line.flatMap(({ ms, n }) => [ms, n]);
}
