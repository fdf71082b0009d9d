import fs from 'node:fs';
import path from 'node:path';
import type { Finding } from './audit';

/** One row of the table in docs/compliance.md. */
export interface ListedFinding {
  readonly rule: string;
  readonly packs: readonly string[];
  readonly profiles: readonly string[];
  /** `acknowledged` by the library, or left `open` for the user to decide. */
  readonly status: string;
  readonly reason: string;
  readonly remedy: string;
}

export const COMPLIANCE_PAGE = path.join(__dirname, '../docs/compliance.md');

/** Reads the findings that the documentation explains. */
export function listedFindings(page: string = fs.readFileSync(COMPLIANCE_PAGE, 'utf8')): ListedFinding[] {
  const table = page.slice(page.indexOf('<!-- table -->'), page.indexOf('<!-- end of table -->'));
  return table.split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
    .map(([rule, packs, profiles, status, reason, remedy]) => ({
      rule: rule.replaceAll('`', ''), packs: list(packs), profiles: list(profiles), status, reason, remedy,
    }));
}

/** Findings that the documentation does not explain for this profile. */
export function unlisted(findings: readonly Finding[], profile: string, listed: readonly ListedFinding[]): Finding[] {
  return findings.filter((finding) => !listed.some((row) =>
    row.rule === finding.rule && row.packs.includes(finding.pack)
    && (row.profiles.includes('all') || row.profiles.includes(profile))
    && (row.status === 'acknowledged') === finding.acknowledged));
}

function list(cell: string): string[] {
  return cell.split(',').map((item) => item.trim());
}
