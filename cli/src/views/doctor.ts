import type { Snapshot } from '../aws/model';
import { Health, type Verdict } from '../aws/verdict';
import type { Diagnosis } from '../doctor/diagnose';
import type { Fact } from '../doctor/facts';
import { parts } from '../output';
import type { Terminal } from '../terminal';
import { headOf } from './status';
import { ago } from './words';

/** What the doctor has found. */
export interface Findings {
  readonly snapshot: Snapshot;
  readonly verdict: Verdict;
  readonly diagnoses: readonly Diagnosis[];
  readonly facts: readonly Fact[];
  /** Every cause that fits, and not only the most certain one. */
  readonly isWhole: boolean;
}

const FACTS = 8;
const INDENT = '            ';

/** The cause in the first lines, then its evidence and the next step. */
export function renderDiagnosis(findings: Findings, terminal: Terminal): string {
  const { snapshot, verdict, diagnoses, facts, isWhole } = findings;
  const isHealthy = verdict.health === Health.HEALTHY;
  const [first, ...others] = diagnoses;
  const { paint } = terminal;
  if (!first) {
    const seen = isHealthy ? [] : facts.slice(0, FACTS).map((fact) => evidence(fact, snapshot.at));
    return parts(headOf(snapshot, verdict, terminal), seen.length === 0 ? [] : [seen.join('\n')]);
  }
  const more = others.map(({ cause, subject }) => `  - ${cause} ${paint.dim(`(${subject})`)}`).join('\n');
  return parts(
    headOf(snapshot, verdict, terminal),
    ...isHealthy ? [paint.bold('seen lately, and over:')] : [],
    block(first, snapshot.at, terminal),
    ...isWhole ? others.map((other) => block(other, snapshot.at, terminal)) : [],
    ...isWhole || isHealthy || more === '' ? [] : [`${paint.bold('fits too, often as a consequence:')}\n${more}`],
  );
}

function block({ cause, subject, next, see, evidence: facts }: Diagnosis, now: Date, { paint }: Terminal): string {
  return [
    `${paint.bold('cause')}     ${paint.red(cause)}`,
    `${paint.bold('where')}     ${subject}`,
    `${paint.bold('evidence')}  ${facts.map((fact) => evidence(fact, now)).join('\n').trimStart()}`,
    `${paint.bold('next')}      ${paint.green(next)}`,
    paint.dim(`see       ${see}`),
  ].join('\n');
}

function evidence({ field, text, at, subject }: Fact, now: Date): string {
  const lines = text.split('\n').map((line) => `${INDENT}${line}`).join('\n');
  return `          ${field}, ${subject}${at === undefined ? '' : `, ${ago(at, now)}`}:\n${lines}`;
}
