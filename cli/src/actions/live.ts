import { chartsOf, type Chart } from '../aws/charts';
import type { Snapshot } from '../aws/model';
import { Passing, unlessPassing } from '../aws/errors';
import type { Outside } from '../aws/outside';
import { Session } from '../aws/session';
import { verdictOf, type Verdict } from '../aws/verdict';
import type { LiveArguments } from '../commands/live';
import { parts } from '../output';
import type { Terminal } from '../terminal';
import { renderCharts } from '../views/chart';
import { drawn } from '../views/screen';
import { headOf, tablesOf } from '../views/status';
import { end } from './status';

const SHORTEST_SECONDS = 5;
/** CloudWatch has a new number every minute. */
const CHART_SECONDS = 60;

/** What one look has shown. */
interface View {
  readonly snapshot: Snapshot;
  readonly verdict: Verdict;
  readonly charts: readonly Chart[];
  /** When the metrics of the charts were asked for. */
  readonly measuredAt: number;
  /** Why there is nothing newer. */
  readonly trouble?: Passing;
}

/** Writes the status with charts again and again. */
export async function showLive(
  stacks: readonly string[], given: LiveArguments, terminal: Terminal, outside: Outside,
): Promise<void> {
  const session = await Session.open(stacks, given, outside);
  let view = await viewOf(session);
  for (let look = 1; ; look++) {
    terminal.write(given.json ? line(view) : page(view, terminal));
    if (look === given.times) break;
    await outside.wait(Math.max(SHORTEST_SECONDS, given.every));
    const next = await unlessPassing(viewOf(session, view));
    // a line that is lost for a moment is no reason to stop watching.
    view = next instanceof Passing ? { ...view, trouble: next } : next;
  }
  if (view.trouble) throw view.trouble;
  end(view.verdict);
}

async function viewOf(session: Session, last?: View): Promise<View> {
  const { snapshot } = await session.look();
  const now = session.outside.now().getTime();
  const isRecent = last !== undefined && now - last.measuredAt < CHART_SECONDS * 1000;
  const { charts, measuredAt } = isRecent
    ? last
    : { charts: await chartsOf(session.api, snapshot, session.missingRights), measuredAt: now };
  return { snapshot, verdict: verdictOf(snapshot), charts, measuredAt };
}

function line({ snapshot, verdict, charts, trouble }: View): string {
  return `${JSON.stringify({ ...verdict, ...snapshot, charts, trouble: trouble?.message })}\n`;
}

function page({ snapshot, verdict, charts, trouble }: View, terminal: Terminal): string {
  const { paint } = terminal;
  const warning = trouble && paint.yellow(`? ${trouble.message}: this is how it was, and the next look follows`);
  const text = parts(...warning ? [warning] : [], headOf(snapshot, verdict, terminal),
    ...renderCharts(charts, terminal), ...tablesOf(snapshot, terminal));
  return terminal.rows === undefined ? `${text}\n` : drawn(text, { columns: terminal.columns, rows: terminal.rows });
}
