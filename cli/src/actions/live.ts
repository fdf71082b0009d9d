import { chartsOf, type Chart } from '../aws/charts';
import type { Snapshot } from '../aws/model';
import type { Outside } from '../aws/outside';
import { Session } from '../aws/session';
import { verdictOf, type Verdict } from '../aws/verdict';
import type { LiveArguments } from '../commands/live';
import { parts } from '../output';
import type { Terminal } from '../terminal';
import { renderCharts } from '../views/chart';
import { headOf, tablesOf } from '../views/status';
import { end } from './status';

const SHORTEST_SECONDS = 5;
/** CloudWatch has a new number every minute. */
const CHART_SECONDS = 60;
/** Clears the screen, and begins at its top. */
const CLEAR = '\x1b[2J\x1b[H';

/** Writes the status with charts again and again. */
export async function showLive(
  stacks: readonly string[], given: LiveArguments, terminal: Terminal, outside: Outside,
): Promise<void> {
  const session = await Session.open(stacks, given, outside);
  let charts: readonly Chart[] = [];
  let drawnAt = 0;
  for (let look = 1; ; look++) {
    const { snapshot } = await session.look();
    const now = outside.now().getTime();
    if (look === 1 || now - drawnAt >= CHART_SECONDS * 1000) {
      charts = await chartsOf(session.api, snapshot, session.missingRights);
      drawnAt = now;
    }
    const verdict = verdictOf(snapshot);
    terminal.write(given.json
      ? `${JSON.stringify({ ...verdict, ...snapshot, charts })}\n`
      : screen(snapshot, verdict, charts, terminal));
    if (look === given.times) return end(verdict);
    await outside.wait(Math.max(SHORTEST_SECONDS, given.every));
  }
}

function screen(snapshot: Snapshot, verdict: Verdict, charts: readonly Chart[], terminal: Terminal): string {
  const page = parts(headOf(snapshot, verdict, terminal), ...renderCharts(charts, terminal),
    ...tablesOf(snapshot, terminal));
  return terminal.paint.isColorSupported ? `${CLEAR}${page}` : `${page}\n`;
}
