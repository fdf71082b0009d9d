import { contradiction, type Problem } from '../../core';
import { stepsShape, type Point, type Shape } from './shape';

/** How long the last row holds if no other one tells. */
const LAST_SECONDS = 60;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/**
 * A load in rows of a time and a value, with or without a head. A time is a number of seconds or an ISO date, and
 * counts from that of the first row.
 */
export function csvShape(text: string): Shape {
  const rows = rowsOf(text);
  const hasHead = rows.length > 0 && Number.isNaN(timeOf(rows[0].cells[0]));
  const data = hasHead ? rows.slice(1) : rows;
  const first = data.length === 0 ? 0 : timeOf(data[0].cells[0]);
  const points = data.map(({ cells: [time, value] }): Point =>
    ({ atSeconds: Math.round(timeOf(time) - first), value: numberOf(value) }));
  const last = points.at(-1)?.atSeconds ?? 0;
  const span = Math.max(LAST_SECONDS, last - (points.at(-2)?.atSeconds ?? last));
  const shape = stepsShape(points, last + span);
  const bad = data.find((row) => !isRow(row));
  const problems = (prop: string): Problem[] => contradiction(bad !== undefined, {
    prop, must: 'be rows of a time (seconds or an ISO date) and a number', got: bad?.cells.join(','),
    advice: `line ${bad?.line} is not`,
  });
  return { ...shape, problems: (prop) => bad ? problems(prop) : shape.problems(prop) };
}

interface Row {
  /** Number of the line in the text, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows that say something: blank lines and comments are none. */
function rowsOf(text: string): Row[] {
  return text.split(/\r?\n/).map((words, index): Row & { readonly words: string } => ({
    line: index + 1, words: words.trim(),
    cells: words.trim().split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')),
  })).filter(({ words }) => words !== '' && !words.startsWith('#'));
}

function isRow({ cells: [time = '', value = ''] }: Row): boolean {
  return Number.isFinite(timeOf(time)) && Number.isFinite(numberOf(value));
}

function numberOf(text = ''): number {
  return NUMBER.test(text) ? Number(text) : NaN;
}

function timeOf(text: string): number {
  const seconds = numberOf(text);
  return Number.isFinite(seconds) || text === '' ? seconds : Date.parse(text) / 1000;
}
