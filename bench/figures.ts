/**
 * What one process measured: processor time in milliseconds, memory at its peak, calls of functions if they were
 * counted, and what came out.
 */
export interface Figures {
  readonly importMs: number;
  readonly constructMs: number;
  readonly synthMs: number;
  readonly cpuMs: number;
  readonly calls: number;
  readonly memoryMiB: number;
  readonly resources: number;
  readonly templateKb: number;
}

/** The medians of a subject with so many services. */
export interface Row extends Figures {
  readonly subject: string;
  readonly services: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A row for each subject and number of services, whose key is both with a space between. */
export function rows(found: ReadonlyMap<string, readonly Figures[]>): Row[] {
  return [...found].map(([key, rounds]) => {
    const [subject, services] = key.split(' ');
    const medians = Object.fromEntries(Object.keys(rounds[0]).map((name) =>
      [name, median(rounds.map((figures) => figures[name as keyof Figures]))])) as unknown as Figures;
    return { subject, services: Number(services), ...medians };
  });
}

/** How many times as much as the CDK by hand a resource of this subject takes, in processor time or in calls. */
export function costOfResource(row: Figures, byHand: Figures, of: 'cpuMs' | 'calls' = 'cpuMs'): number {
  return row[of] / row.resources / (byHand[of] / byHand.resources);
}

/** A Markdown table of all rows; ratios are to `l2`, which is the CDK by hand. */
export function table(all: readonly Row[]): string {
  const lines = all.map((row) => {
    const byHand = byHandOf(row, all);
    const cells = [
      row.subject, row.services, row.resources, row.importMs.toFixed(0), row.constructMs.toFixed(0),
      row.synthMs.toFixed(0), row.cpuMs.toFixed(0), row.memoryMiB.toFixed(0), row.templateKb.toFixed(0),
      row.resources === 0 ? '' : costOfResource(row, byHand).toFixed(2), (row.memoryMiB / byHand.memoryMiB).toFixed(2),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| subject | services | resources | import ms | construct ms | synth ms | CPU ms | peak MiB | template KB '
    + '| CPU of a resource / by hand | memory / by hand |',
    `|${' --- |'.repeat(11)}`, ...lines, '',
  ].join('\n');
}

/** A Markdown table of the calls alone. */
export function callsTable(all: readonly Row[]): string {
  const lines = all.filter(({ resources }) => resources > 0).map((row) => {
    const ratio = costOfResource(row, byHandOf(row, all), 'calls').toFixed(2);
    return `| ${[row.subject, row.services, row.resources, row.calls, ratio].join(' | ')} |`;
  });
  return [
    '| subject | services | resources | calls of functions | calls of a resource / by hand |', `|${' --- |'.repeat(5)}`,
    ...lines, '',
  ].join('\n');
}

function byHandOf(row: Row, all: readonly Row[]): Row {
  return all.find(({ subject, services }) => subject === 'l2' && services === row.services)!;
}
