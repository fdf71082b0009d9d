import { Arguments } from './arguments.ts';
import { type LaneRequest, type LanesReport, runLanes } from './http-lanes.ts';

const FORM = 'application/x-www-form-urlencoded';
const DEFAULT_URL = 'http://127.0.0.1:8080/';
/** The load that the systems described were measured with. */
// R-APP-5
const REFERENCE = { requests: 1000, concurrency: 50, perSecond: 136.68, p95Ms: 389, p99Ms: 428 };

/** `load`: votes at a given concurrency, each from a new voter, and how long they took. */
export async function load(args: readonly string[]): Promise<number> {
  const options = new Arguments(args, ['url', 'requests', 'seconds', 'concurrency', 'choices', 'json']);
  const url = new URL(options.text('url', DEFAULT_URL));
  const choices = options.text('choices', 'a,b').split(',');
  const seconds = options.number('seconds', 0);
  const report = await runLanes({
    concurrency: options.number('concurrency', REFERENCE.concurrency),
    requests: options.number('requests', seconds > 0 ? Infinity : REFERENCE.requests),
    seconds: seconds > 0 ? seconds : Infinity,
    next: (index) => voteRequest(url, choices[index % choices.length]),
  });
  process.stdout.write(options.has('json') ? `${JSON.stringify(report)}\n` : table(report));
  return report.failed === 0 ? 0 : 1;
}

/** `seed`: fills a poll with votes of new voters in the given shares. */
export async function seed(args: readonly string[]): Promise<number> {
  const options = new Arguments(args, ['url', 'votes', 'concurrency', 'shares']);
  const url = new URL(options.text('url', DEFAULT_URL));
  const deck = dealShares(options.text('shares', 'a=2,b=1'));
  const votes = options.number('votes', 3000);
  const report = await runLanes({
    concurrency: options.number('concurrency', 50), requests: votes, seconds: Infinity,
    next: (index) => voteRequest(url, deck[index % deck.length]),
  });
  process.stdout.write(
    `${report.requests - report.failed} of ${report.requests} votes accepted in ${report.seconds} s\n`,
  );
  return report.failed === 0 ? 0 : 1;
}

/** "a=2,b=1" as [a, a, b]. */
export function dealShares(text: string): string[] {
  return text.split(',').flatMap((pair) => {
    const [choice, share = '1'] = pair.split('=');
    return Array.from({ length: Math.max(0, Math.min(1000, Math.round(Number(share)))) }, () => choice.trim());
  });
}

export function voteRequest(url: URL, choice: string): LaneRequest {
  return { method: 'POST', url, headers: { 'content-type': FORM }, body: `vote=${encodeURIComponent(choice)}` };
}

function table(report: LanesReport): string {
  const rows: [string, string, string][] = [
    ['', 'measured', 'reference'],
    ['requests', String(report.requests), String(REFERENCE.requests)],
    ['failed', String(report.failed), '0'],
    ['requests/s', report.perSecond.toFixed(1), String(REFERENCE.perSecond)],
    ['mean ms', report.meanMs.toFixed(1), '349'],
    ['P95 ms', report.p95Ms.toFixed(1), String(REFERENCE.p95Ms)],
    ['P99 ms', report.p99Ms.toFixed(1), String(REFERENCE.p99Ms)],
  ];
  return rows.map(
    ([name, measured, reference]) => `${name.padEnd(12)}${measured.padStart(12)}${reference.padStart(12)}\n`,
  ).join('');
}
