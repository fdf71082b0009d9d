import { withoutSecrets, type Fact, type Rule } from './facts';
import { RULES } from './rules';

/** A cause that was found. */
export interface Diagnosis {
  readonly id: string;
  readonly subject: string;
  readonly cause: string;
  readonly next: string;
  readonly see: string;
  readonly evidence: readonly Fact[];
}

const FACTS = 3;

/** Causes that fit what was seen, the most certain first. */
export function diagnosesOf(facts: readonly Fact[]): Diagnosis[] {
  const clean = facts.map((fact) => ({ ...fact, text: withoutSecrets(fact.text) }));
  return RULES.flatMap((rule) => diagnosisOf(rule, clean) ?? []);
}

function diagnosisOf(rule: Rule, facts: readonly Fact[]): Diagnosis | undefined {
  const fitting = facts.filter(({ source, text }) => rule.from.includes(source) && rule.when.test(text));
  const match = fitting[0] && rule.when.exec(fitting[0].text);
  if (!match) return undefined;
  const also = facts.filter((fact) => rule.also?.includes(fact.source) && !fitting.includes(fact));
  return {
    id: rule.id, subject: fitting[0].subject, cause: filled(rule.cause, match), next: filled(rule.next, match),
    see: rule.see, evidence: [...distinct(fitting).slice(0, FACTS), ...distinct(also).slice(0, FACTS)],
  };
}

function filled(text: string, match: RegExpExecArray): string {
  return text.replaceAll(/\$(\d)/g, (_all, index: string) => match[Number(index)] || 'unknown');
}

/** Ten tasks that failed in the same way say it once. */
function distinct(facts: readonly Fact[]): Fact[] {
  const key = ({ source, text }: Fact) => `${source} ${text.replaceAll(/[0-9a-f-]{8,}|\d+/g, '#')}`;
  return facts.filter((fact, index) => facts.findIndex((other) => key(other) === key(fact)) === index);
}
