import type { StatusArguments } from '../commands/status';
import { Passing, unlessPassing } from '../aws/errors';
import { Session } from '../aws/session';
import type { Outside } from '../aws/outside';
import type { Snapshot } from '../aws/model';
import { Health, verdictOf, type Verdict } from '../aws/verdict';
import { LimitBroken, WrongUse } from '../outcome';
import { renderStatus } from '../views/status';
import type { Terminal } from '../terminal';

const PAUSE_SECONDS = 10;
/** A verdict that is not healthy must last this long: right after a deployment nothing is. */
const PATIENCE_SECONDS = 60;
/** These states do not change any more without a new deployment. */
const ENDED = /_FAILED$|^ROLLBACK_COMPLETE$|^UPDATE_ROLLBACK_COMPLETE$/;

/** Writes how everything is, once or until it is healthy, and breaks off if it is not. */
export async function showStatus(
  stacks: readonly string[], given: StatusArguments, terminal: Terminal, outside: Outside,
): Promise<void> {
  const session = await Session.open(stacks, given, outside);
  const { snapshot, verdict } = given.wait ? await waited(session, given, terminal) : await seen(session);
  terminal.write(given.json
    ? `${JSON.stringify({ ...verdict, ...snapshot }, undefined, 2)}\n`
    : renderStatus(snapshot, verdict, given.events, terminal));
  end(verdict);
}

interface Seen { readonly snapshot: Snapshot; readonly verdict: Verdict }

async function seen(session: Session): Promise<Seen> {
  const { snapshot } = await session.look();
  return { snapshot, verdict: verdictOf(snapshot) };
}

async function waited(session: Session, { timeout }: StatusArguments, terminal: Terminal): Promise<Seen> {
  const { outside } = session;
  const start = outside.now().getTime();
  let said = '';
  for (let last: Seen | Passing = await seen(session); ; last = await unlessPassing(seen(session))) {
    const seconds = (outside.now().getTime() - start) / 1000;
    const isLate = seconds + PAUSE_SECONDS > timeout * 60;
    if (last instanceof Passing) {
      if (isLate) throw last;
    } else if (isLate || isOver(last, seconds)) return last;
    const news = last instanceof Passing ? last.message : last.verdict.findings.map(({ text }) => text).join('; ');
    if (news !== said) terminal.note(`waiting: ${news}\n`);
    said = news;
    await outside.wait(PAUSE_SECONDS);
  }
}

function isOver({ snapshot, verdict }: Seen, seconds: number): boolean {
  if (verdict.health === Health.HEALTHY || verdict.health === Health.UNKNOWN) return true;
  if (verdict.health === Health.CHANGING) return false;
  return snapshot.stacks.some(({ status }) => ENDED.test(status))
    || (seconds >= PATIENCE_SECONDS && !verdict.findings.some(({ health }) => health === Health.CHANGING)
      && snapshot.services.every(({ rollout }) => rollout?.status !== 'IN_PROGRESS'));
}

/** What the program ends with after a verdict was written. */
export function end({ health, findings }: Verdict): void {
  if (health === Health.HEALTHY) return;
  const why = findings.filter((finding) => finding.health === health).map(({ text }) => text).join('; ');
  if (health === Health.UNKNOWN) throw new WrongUse(`nobody can tell whether it is healthy: ${why}`);
  throw new LimitBroken(health === Health.CHANGING ? `not finished: ${why}` : `not healthy: ${why}`);
}
