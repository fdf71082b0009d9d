import type { IConstruct } from 'constructs';
import { PACKS, ruleOf } from './packs';

/** One rule of one pack that one resource does not fulfil. */
export interface Finding {
  readonly pack: string;
  /** As the pack reports it, for example `AwsSolutions-IAM5[Resource::*]`. */
  readonly id: string;
  /** The rule alone, for example `IAM5`. */
  readonly rule: string;
  /** Construct path of the resource. */
  readonly resource: string;
  /** Whether the finding was acknowledged in code, so that the pack does not report it. */
  readonly acknowledged: boolean;
}

/** Runs every pack over a synthesized tree, and keeps what was acknowledged apart from what the packs report. */
export function audit(scope: IConstruct): Finding[] {
  return Object.keys(PACKS).flatMap((pack) => auditWith(pack, scope));
}

function auditWith(pack: string, scope: IConstruct): Finding[] {
  const checks = PACKS[pack]();
  const acknowledged: Finding[] = [];

  // a pack drops acknowledged findings without a trace; listening to its question is the only way to count them.
  const hook = checks as unknown as { isAcknowledged(resource: IConstruct, id: string): boolean };
  const original = hook.isAcknowledged.bind(checks);
  hook.isAcknowledged = (resource, id) => {
    const answer = original(resource, id);
    if (answer) acknowledged.push({ pack, id, rule: ruleOf(id), resource: resource.node.path, acknowledged: true });
    return answer;
  };

  const reported = checks.validateScope(scope).violations.flatMap((violation) =>
    violation.violatingResources.map((resource) => ({
      pack, id: violation.ruleName, rule: ruleOf(violation.ruleName), resource: resource.constructPath ?? '',
      acknowledged: false,
    })));
  return [...reported, ...acknowledged];
}

/** Rules of a pack that are violated or acknowledged at all. */
export function rulesOf(findings: readonly Finding[], pack: string): string[] {
  return [...new Set(findings.filter((finding) => finding.pack === pack).map((finding) => finding.rule))].sort();
}
