import type { SimulationRun } from '../../simulation';
import { fitted, type Shape } from '../drawing/shapes';
import type { Theme } from '../drawing/themes';
import type { Drawing } from '../layout/picture';
import { panelsOf } from './panels';

const WIDTH = 860;
const LEFT = 72;
const RIGHT = 24;
/** Beside the graphs, for the words of thresholds. */
const BESIDE = 84;
const HEAD = 72;
const GAP = 44;

/** A run as shapes. */
export function timelineOf(run: SimulationRun, title: string, theme: Theme): Drawing {
  let y = HEAD + 24;
  const panels = panelsOf(run).flatMap(({ height, shapes }) => {
    const box = { x: LEFT, y, width: WIDTH - LEFT - BESIDE, height };
    y += height + GAP;
    return shapes(box, theme);
  });
  const size = { width: WIDTH, height: y - 8 };
  return { ...size, shapes: [
    { kind: 'box', x: 0, y: 0, ...size, color: theme.widget },
    text(title, 36, 18, theme.words, true),
    text(summaryOf(run), 56, 12, theme.quiet, false),
    ...panels,
  ] };
}

/** The most important of a run, in a line. */
export function summaryOf(run: SimulationRun): string {
  const { secondsToAbsorb: wait, droppedPercent, peakCapacity, unitHours } = run;
  const absorbed = wait === undefined
    ? 'too much until the end'
    : wait === 0 ? 'never too much' : `too much for ${minutes(wait)}`;
  return `The load is ${absorbed}; ${droppedPercent.toFixed(1)} % of it is dropped, the peak is ${peakCapacity}, `
    + `${unitHours.toFixed(1)} unit-hours are paid for.`;
}

function minutes(seconds: number): string {
  return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 6) / 10} minutes`;
}

function text(words: string, y: number, size: number, color: string, bold: boolean): Shape {
  const room = WIDTH - 2 * RIGHT;
  return { kind: 'text', x: RIGHT, y, size, color, bold, words: fitted(words, size * (bold ? 1.12 : 1), room) };
}
