// findings against the written list: what is new, and what the list no longer needs.
import type { Finding, Tool } from './finding';

/** Why some findings of one rule stay. */
export interface Listed {
  readonly tool: Tool;
  readonly rule: string;
  /** Types of resources; empty if the rule speaks of the whole template. */
  readonly kinds: readonly string[];
  /** Profiles of the apps, or `plain CDK` for what an example makes without the library. */
  readonly profiles: readonly string[];
  readonly reason: string;
}

export type ProfileOf = (app: string) => string;

/** Findings that no entry explains. */
export function unexplained(findings: readonly Finding[], list: readonly Listed[], profileOf: ProfileOf): Finding[] {
  return findings.filter((finding) => !list.some((entry) =>
    entry.profiles.includes(profileOf(finding.app)) && entry.kinds.includes(finding.kind) && isOf(entry, finding)));
}

/** Parts of entries that explain nothing, in words. */
export function idle(findings: readonly Finding[], list: readonly Listed[], profileOf: ProfileOf): string[] {
  return list.flatMap((entry) => {
    const own = findings.filter((finding) => isOf(entry, finding));
    const matched = own.filter(({ app, kind }) =>
      entry.profiles.includes(profileOf(app)) && entry.kinds.includes(kind));
    return [
      ...entry.kinds.filter((kind) => !matched.some((finding) => finding.kind === kind)),
      ...entry.profiles.filter((profile) => !matched.some(({ app }) => profileOf(app) === profile)),
    ].map((part) => `${entry.tool} ${entry.rule}: ${part}`);
  });
}

/** Number of rules that are violated at all. */
export function violatedRules(findings: readonly Finding[]): number {
  return new Set(findings.map(({ tool, rule }) => `${tool} ${rule}`)).size;
}

function isOf({ tool, rule }: Listed, finding: Finding): boolean {
  return finding.tool === tool && finding.rule === rule;
}
