import type { Outside } from '../aws/outside';
import { Session } from '../aws/session';
import { Health, verdictOf } from '../aws/verdict';
import type { DoctorArguments } from '../commands/doctor';
import { factsOf } from '../doctor/collect';
import { diagnosesOf } from '../doctor/diagnose';
import { withoutSecrets } from '../doctor/facts';
import { LimitBroken, WrongUse } from '../outcome';
import type { Terminal } from '../terminal';
import { renderDiagnosis } from '../views/doctor';

/** Writes why something is not healthy, and breaks off if it is not. */
export async function showDiagnosis(
  stacks: readonly string[], given: DoctorArguments, terminal: Terminal, outside: Outside,
): Promise<void> {
  const session = await Session.open(stacks, given, outside);
  const { deployed, snapshot } = await session.look();
  const facts = await factsOf(session, deployed, snapshot);
  const now = { ...snapshot, missingRights: [...session.missingRights].sort() };
  const verdict = verdictOf(now);
  const diagnoses = diagnosesOf(facts);
  const clean = facts.map((fact) => ({ ...fact, text: withoutSecrets(fact.text) }));
  terminal.write(given.json
    ? `${JSON.stringify({ ...verdict, diagnoses, facts: clean }, undefined, 2)}\n`
    : renderDiagnosis({ snapshot: now, verdict, diagnoses, facts: clean, isWhole: given.all === true }, terminal));
  if (verdict.health === Health.HEALTHY) return;
  if (diagnoses.length > 0 && verdict.health !== Health.UNKNOWN) throw new LimitBroken(diagnoses[0].cause);
  throw new WrongUse('no known cause fits what was seen', 'look at the evidence above, and at "cdk-elastic-web logs"');
}
