import { chartPaths, type Point } from '../chart.ts';
import type { Tally } from './board.ts';

/** Changes within this time share a point. */
const STEP_MS = 2_000;
/** Beyond this every second one goes. */
const MAX_POINTS = 400;

/** Goes on with the chart from where the server drew it. */
export class History {
  private readonly lines: Point[][];
  /** The server's time when the page began. */
  private readonly startMs: number;

  constructor(private readonly figure: HTMLElement) {
    this.startMs = Number(figure.dataset.now ?? Date.now()) - performance.now();
    this.lines = (JSON.parse(figure.dataset.lines ?? '[]') as number[][]).map(toPoints);
  }

  public show(tally: Tally): void {
    const now = this.startMs + performance.now();
    if (tally.stale) return;
    tally.options.forEach(({ votes }, index) => add(this.lines[index], { ms: now, n: votes }));
    const times = new Set(this.lines.flat().map(({ ms }) => ms));
    if (tally.final || times.size < 2) return;
    this.figure.hidden = false;
    const since = this.figure.querySelector('figcaption span');
    if (since !== null && since.querySelector('time') === null) since.textContent = 'Votes since this page was opened';
    const paths = this.figure.querySelectorAll('path');
    chartPaths(this.lines, now).forEach((path, index) => paths[index]?.setAttribute('d', path));
  }
}

function add(line: Point[], point: Point): void {
  const last = line[line.length - 1];
  if (last?.n === point.n) return;
  if (last !== undefined && line.length > 1 && point.ms - last.ms < STEP_MS) line.pop();
  line.push(point);
  if (line.length > MAX_POINTS) line.splice(0, line.length, ...line.filter((_, index) => index % 2 === 0));
}

function toPoints(flat: readonly number[]): Point[] {
  return flat.flatMap((ms, index) => index % 2 === 0 ? [{ ms, n: flat[index + 1] }] : []);
}
