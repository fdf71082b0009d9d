import type { Bill } from './charges/bill';
import type { CostLine } from './charges/cost-line';
import type { CostRange } from './charges/cost-range';
import { mapped, sum, times } from './charges/ranges';
import { change, dollars, rounded } from './report/money';
import { alignedTable, markdownTable } from './report/table';

/** What costs more or less than before, or is new or gone. */
export interface CostChange {
  /** Construct path of the resource; its logical id where no construct is known. */
  readonly path: string;
  /** What is charged, in words. */
  readonly component: string;
  /** US dollars in a month before, 0 if it is new. */
  readonly before: CostRange;
  /** US dollars in a month now, 0 if it is gone. */
  readonly after: CostRange;
}

const HEAD = ['construct', 'component', 'before', 'now', 'change'];
/** Less than this is the noise of arithmetic. */
const NOISE_USD = 0.000_001;

/**
 * The difference between two estimates, for example of a pull request and of the branch that it goes into.
 *
 * @example
 * const before = cost.CostEstimate.fromAssembly('main/cdk.out');
 * const difference = cost.CostEstimate.of(app).comparedWith(before);
 * const comment = difference.toMarkdown();
 */
export class CostDifference {
  /** @internal */
  public static _between(before: Bill, after: Bill): CostDifference {
    return new CostDifference(before, after);
  }

  private constructor(private readonly before: Bill, private readonly after: Bill) {}

  /** US dollars a month more than before; less is negative. */
  public get monthly(): CostRange {
    return sum([total(this.after.lines), times(total(this.before.lines), -1)]);
  }

  /** What costs more or less, the largest change at expected capacity first. */
  public get changes(): CostChange[] {
    const [before, after] = [byKey(this.before.lines), byKey(this.after.lines)];
    return [...new Set([...before.keys(), ...after.keys()])].map((key) => {
      const [then, now] = [before.get(key) ?? [], after.get(key) ?? []];
      const { path, component } = [...now, ...then][0];
      return { path, component, before: total(then), after: total(now) };
    }).filter((entry) => sizeOf(entry) > NOISE_USD).sort((a, b) => sizeOf(b) - sizeOf(a));
  }

  /** A table for people. */
  public toText(): string {
    return `${this.headline}\n\n${this.table(alignedTable)}\n`;
  }

  /** A table in Markdown, for a comment on a pull request. */
  public toMarkdown(): string {
    return `**${this.headline}**\n\n${this.table(markdownTable)}\n`;
  }

  /** Everything as JSON: totals before and now, and each change, with amounts to four decimal places. */
  public toJson(): string {
    return `${JSON.stringify({
      beforeUsd: mapped(total(this.before.lines), rounded),
      nowUsd: mapped(total(this.after.lines), rounded),
      changes: this.changes.map(({ path, component, before, after }) => ({
        path, component, beforeUsd: mapped(before, rounded), nowUsd: mapped(after, rounded),
      })),
      unpriced: this.after.notes.unpriced,
    }, null, 2)}\n`;
  }

  private get headline(): string {
    const now = total(this.after.lines);
    const missing = this.after.notes.unpriced.length;
    return `${dollars(now.expected)} a month, ${change(this.monthly.expected)} (at maximum capacity `
      + `${dollars(now.maximum)}, ${change(this.monthly.maximum)})`
      + (missing > 0 ? `; ${missing} resources have no price` : '');
  }

  private table(render: typeof alignedTable): string {
    const rows = this.changes.map(({ path, component, before, after }) => [
      path, component, dollars(before.expected), dollars(after.expected), change(after.expected - before.expected),
    ]);
    return rows.length === 0 ? 'Nothing costs more or less.' : render(HEAD, rows, 2);
  }
}

function total(lines: readonly CostLine[]): CostRange {
  return sum(lines.map(({ monthly }) => monthly));
}

function byKey(lines: readonly CostLine[]): Map<string, CostLine[]> {
  const groups = new Map<string, CostLine[]>();
  for (const line of lines) {
    const key = `${line.path} ${line.component}`;
    groups.set(key, [...groups.get(key) ?? [], line]);
  }
  return groups;
}

/** How much has changed: at expected capacity, and where that is equal, at the largest. */
function sizeOf({ before, after }: CostChange): number {
  return Math.abs(after.expected - before.expected) || Math.abs(after.maximum - before.maximum);
}
