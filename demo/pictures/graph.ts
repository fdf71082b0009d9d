import { shown, ticksUpTo } from '../../src/diagram/drawing/axis';
import type { AlarmFacts, WidgetBody } from './bodies';
import { limitsOf, linesOf, stacked, valuesOf, type DrawnLimit, type Line } from './graph-values';
import { fitted, widthOf, type Box, type Point, type Shape, type TextShape } from '../../src/diagram/drawing/shapes';
import type { Theme } from '../../src/diagram/drawing/themes';

const SMALL = 11;
const SWATCH = { width: 10, height: 10 };
const LEGEND_ROW = 16;
const HOURS = ['09:00', '10:00', '11:00', '12:00'];
const DAYS = ['1 Nov', '11 Nov', '21 Nov', '1 Dec'];
/** Two texts nearer than this would cover each other. */
const NEAR = 13;

/** A graph inside of the frame of its widget, with made-up values. */
export function graphShapes(
  { properties }: WidgetBody, frame: Box, alarms: ReadonlyMap<string, AlarmFacts>, theme: Theme,
): Shape[] {
  const [lines, limits] = [linesOf(properties), limitsOf(properties, alarms)];
  const unit = properties.yAxis?.left?.label;
  const values = valuesOf(properties, lines, limits, [...alarms.values()]);
  const totals = properties.stacked ? stacked(values) : values;
  const legend = legendShapes(lines, frame, theme);
  const plot = plotOf(frame, legend.height);
  const largest = Math.max(...totals.flat(), ...limits.map(({ value }) => value * 1.15));
  const least = unit === 'count' || largest === 0 ? 4 : 0;
  const ticks = ticksUpTo(properties.yAxis?.left?.max ?? Math.max(largest, least), unit);
  const y = (value: number) => plot.y + plot.height * (1 - value / ticks[ticks.length - 1]);
  const points = (series: readonly number[]): Point[] =>
    series.map((value, i) => ({ x: plot.x + plot.width * i / (series.length - 1), y: y(value) }));
  const area = (i: number): Shape => ({
    kind: 'area', color: lines[i].color, opacity: 0.35,
    points: [...points(totals[i]), ...points(totals[i - 1] ?? totals[i].map(() => 0)).reverse()],
  });
  return [
    ...gridShapes(plot, ticks, y, { unit, theme, times: properties.start ? DAYS : HOURS }),
    ...properties.stacked ? totals.map((_, i) => area(i)) : [],
    ...totals.map((series, i): Shape => ({ kind: 'line', width: 1.75, color: lines[i].color, points: points(series) })),
    ...limitShapes(limits, plot, y),
    ...legend.shapes,
  ];
}

function plotOf(frame: Box, legendHeight: number): Box {
  return {
    x: frame.x + 58, y: frame.y + 50, width: frame.width - 74, height: frame.height - 50 - 24 - legendHeight - 6,
  };
}

function gridShapes(
  plot: Box, ticks: readonly number[], y: (value: number) => number,
  { unit, theme, times }: { unit: string | undefined; theme: Theme; times: readonly string[] },
): Shape[] {
  const right = plot.x + plot.width;
  return [
    ...unit ? [small({ x: plot.x - 46, y: plot.y - 6, words: unit, color: theme.quiet })] : [],
    ...ticks.flatMap((tick): Shape[] => [
      { kind: 'line', width: 1, color: theme.grid, points: [{ x: plot.x, y: y(tick) }, { x: right, y: y(tick) }] },
      small({ x: plot.x - 8, y: y(tick) + 4, words: shown(tick, unit), color: theme.quiet, anchor: 'end' }),
    ]),
    ...times.map((words, i) => small({
      x: plot.x + plot.width * i / (times.length - 1), y: plot.y + plot.height + 17, words, color: theme.quiet,
      anchor: i === 0 ? 'start' : i === times.length - 1 ? 'end' : 'middle',
    })),
  ];
}

/** Dashed lines; the text of one that is close to another goes to the other side. */
function limitShapes(limits: readonly DrawnLimit[], plot: Box, y: (value: number) => number): Shape[] {
  const places: Record<'start' | 'end', number[]> = { start: [], end: [] };
  const right = plot.x + plot.width;
  return [...limits].sort((one, other) => other.value - one.value).flatMap(({ value, label = '', color }) => {
    const at = y(value);
    const points = [{ x: plot.x, y: at }, { x: right, y: at }];
    const line: Shape = { kind: 'line', width: 1.5, dash: '5 3', color, points };
    const isFree = (side: 'start' | 'end') => places[side].every((place) => Math.abs(place - at) >= NEAR);
    const anchor = (['end', 'start'] as const).find(isFree);
    if (!anchor) return [line];
    places[anchor].push(at);
    // above its line, unless that is the upper edge.
    const below = at - plot.y < NEAR ? NEAR : -4;
    return [line, small({
      x: anchor === 'end' ? right - 2 : plot.x + 3, y: at + below, color, anchor,
      words: fitted(label, SMALL, plot.width * (limits.length > 1 ? 0.49 : 0.95)),
    })];
  });
}

function small(text: Omit<TextShape, 'kind' | 'size'>): Shape {
  return { kind: 'text', size: SMALL, ...text };
}

function legendShapes(lines: readonly Line[], frame: Box, theme: Theme): { shapes: Shape[]; height: number } {
  const widest = frame.width - 32;
  const entries = lines.map(({ label, color }) => {
    const words = fitted(label, SMALL, widest - 18);
    return { words, color, width: widthOf(words, SMALL) + 30 };
  });
  let [x, row] = [0, 0];
  const placed = entries.map((entry) => {
    if (x > 0 && x + entry.width > widest) [x, row] = [0, row + 1];
    const place = { ...entry, x, row };
    x += entry.width;
    return place;
  });
  const rows = lines.length === 0 ? 0 : row + 1;
  const bottom = frame.y + frame.height - 12 - (rows - 1) * LEGEND_ROW;
  return {
    height: rows * LEGEND_ROW + 4,
    shapes: placed.flatMap(({ words, color, x: left, row: line }): Shape[] => [
      { kind: 'box', x: frame.x + 16 + left, y: bottom + line * LEGEND_ROW - 9, ...SWATCH, radius: 2, color },
      small({ x: frame.x + 32 + left, y: bottom + line * LEGEND_ROW, words, color: theme.words }),
    ]),
  };
}
