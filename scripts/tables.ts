// tables of the documentation that are made from code. `npm run docs` writes them, tests compare them.
import { Duration, Size } from 'aws-cdk-lib';
import { alarmRows } from './alarm-table';
import { OPEN_FINDINGS } from './open-findings';
import { PACKS, packOf, ruleOf, VALIDATOR } from '../demo/packs';
import { ACKNOWLEDGEMENTS, CapacityRange, PROFILE_DEFAULTS, type Acknowledgement } from '../src/core';
import { freeTypes, typesBilledByUse } from '../src/cost/charges/free';
import { pricedTypes } from '../src/cost/charges/rules';
import { inWords as lengthInWords } from '../src/forecast/report/words';
import { FIXED_TIMES, QUICK_CHANGE } from '../src/forecast/times/fixed-times';
import { RULES, type Rule } from '../src/evaluation';
import { SCALING_RULES } from '../src/simulation/engine/scaling-rules';

/** The rows of docs/profiles.md. */
export function profileTable(): string {
  const rows = Object.values(PROFILE_DEFAULTS).map((row) =>
    [row.setting, show(row.development), show(row.staging), show(row.production), show(row.regulated), row.reason]);
  return table(['default', 'DEVELOPMENT', 'STAGING', 'PRODUCTION', 'REGULATED', 'why'], rows);
}

/** The rows of docs/compliance.md: what the library acknowledges in code, then what it leaves open. */
export function complianceTable(): string {
  const acknowledged = Object.values<Acknowledgement>(ACKNOWLEDGEMENTS).flatMap(({ ids, reason, remedy }) =>
    [...new Set(ids.map(ruleOf))].map((rule) => {
      const packs = [...Object.keys(PACKS), VALIDATOR].filter((pack) =>
        ids.some((id) => ruleOf(id) === rule && packOf(id) === pack));
      return [`\`${rule}\``, packs.join(', '), 'all', 'acknowledged', reason, remedy];
    }));
  const open = OPEN_FINDINGS.map(({ rule, packs, profiles, reason, remedy }) =>
    [`\`${rule}\``, packs.join(', '), profiles.join(', '), 'open', reason, remedy]);
  return table(['rule', 'packs', 'profiles', 'status', 'why', 'what you can do'], [...acknowledged, ...open]);
}

/** The rows of docs/monitoring.md: every alarm, and what it costs. */
export function alarmTable(): string {
  return table(
    ['subject', 'signal', 'severity', 'limit', 'for', 'without data', 'why, and what to do first', 'USD a month'],
    alarmRows(),
  );
}

/** The rows of docs/alarm-rules.md: how an alarm is evaluated, and how sure that is. */
export function ruleTable(): string {
  const rows = Object.entries<Rule>(RULES).map(([name, { text, status, source }]) =>
    [`\`${name}\``, text, source ? `[${status}](${source})` : status]);
  return table(['rule', 'what CloudWatch does', 'status'], rows);
}

/** The rows of docs/simulation.md: how a group scales, and how sure that is. */
export function scalingTable(): string {
  const rows = Object.entries<Rule>(SCALING_RULES).map(([name, { text, status, source }]) =>
    [`\`${name}\``, text, source ? `[${status}](${source})` : status]);
  return table(['rule', 'what a group or a service does', 'status'], rows);
}

/** The rows of docs/cost.md: every type that is known, and how it is billed. */
export function costTable(): string {
  const rows = [
    ...pricedTypes().map((type) => [type, 'priced']),
    ...typesBilledByUse().map(([type, what]) => [type, `billed by ${what}, not in the total`]),
    ...freeTypes().map(([type, reason]) => [type, `free: ${reason}`]),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  return table(['type', 'cost'], rows.map(([type, cost]) => [`\`${type}\``, cost]));
}

/** The rows of docs/forecast.md: typical times by type, and where they come from. */
export function forecastTable(): string {
  return table(['type', 'until it is made', 'until a change in place is done', 'source'],
    Object.entries(FIXED_TIMES).map(([type, { create, update = QUICK_CHANGE, basis }]) =>
      [`\`${type}\``, lengthInWords(create), lengthInWords(update), basis]));
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function show(value: unknown): string {
  if (value instanceof Duration) return value.toSeconds() === 0 ? 'none' : value.toHumanString();
  if (value instanceof Size) return `${value.toGibibytes()} GiB`;
  if (value instanceof CapacityRange) return value.isFixed ? `${value.min}` : `${value.min} to ${value.max}`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
