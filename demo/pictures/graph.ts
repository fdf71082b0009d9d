import { shown, ticksUpTo } from './axis';
import { alarmNameOf, type AlarmFacts, type Limit, type WidgetBody } from './bodies';
import { seriesOf, type Scene } from './series';
import { fitted, widthOf, type Box, type Point, type Shape } from './shapes';
import type { Theme } from './themes';

/** A line of a graph that is drawn. */
interface Line { readonly label: string; readonly color: string }

const SMALL = 11;
const ALARM_COLOR = '#c2660a';
const METRIC_COLOR = '#2e7dd1';
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
  const isStacked = properties.stacked === true;
  const scene = sceneOf(lines, limits, properties, alarms, unit);
  const legend = legendShapes(lines, frame, theme);
  const plot = plotOf(frame, legend.height);
  const stack = lines.map(() => 0);
  const values = lines.map(({ label }) => seriesOf(`${properties.title} ${label}`, scene));
  const totals = isStacked ? stacked(values) : values;
  const ticks = ticksUpTo(Math.max(scene.top, ...totals.flat()), unit);
  const y = (value: number) => plot.y + plot.height * (1 - value / ticks[ticks.length - 1]);
  const points = (series: readonly number[]): Point[] =>
    series.map((value, i) => ({ x: plot.x + plot.width * i / (series.length - 1), y: y(value) }));
  return [
    ...gridShapes(plot, ticks, y, { unit, theme, times: properties.start ? DAYS : HOURS }),
    ...isStacked ? totals.map((series, i): Shape => ({
      kind: 'area', color: lines[i].color, opacity: 0.35,
      points: [...points(series), ...points(i === 0 ? stack.length ? series.map(() => 0) : [] : totals[i - 1]).reverse()],
    })) : [],
    ...totals.map((series, i): Shape => ({ kind: 'line', width: 1.75, color: lines[i].color, points: points(series) })),
    ...limitShapes(limits, plot, y),
    ...legend.shapes,
  ];
}

function linesOf({ metrics, annotations, title }: WidgetBody['properties']): Line[] {
  if (annotations?.alarms) return [{ label: title ?? '', color: METRIC_COLOR }];
  return (metrics ?? []).map((metric) => metric[metric.length - 1] as Partial<Line> & { visible?: boolean })
    .filter(({ visible, label }) => visible !== false && label !== undefined)
    .map(({ label, color }) => ({ label: label!, color: color ?? METRIC_COLOR }));
}

/** The lines that the widget names, or those of the alarm that it stands for. */
export function limitsOf(
  { annotations }: WidgetBody['properties'], alarms: ReadonlyMap<string, AlarmFacts>,
): Limit[] {
  const ofAlarms = (annotations?.alarms ?? []).map((arn) => alarms.get(alarmNameOf(arn))?.limit)
    .filter((limit) => limit !== undefined).map((value) => ({ value, label: 'alarm', color: ALARM_COLOR }));
  return [...annotations?.horizontal ?? [], ...ofAlarms];
}

function sceneOf(
  lines: readonly Line[], limits: readonly Limit[], properties: WidgetBody['properties'],
  alarms: ReadonlyMap<string, AlarmFacts>, unit: string | undefined,
): Scene {
  const isBelow = (value: number) => [...alarms.values()].some((alarm) => alarm.limit === value && alarm.isBelow);
  const floors = limits.filter(({ value, label }) => label === 'smallest capacity' || isBelow(value));
  const ceilings = limits.filter((limit) => !floors.includes(limit)).map(({ value }) => value);
  const [floor, ceiling] = [
    floors.length > 0 ? Math.max(...floors.map(({ value }) => value)) : undefined,
    ceilings.length > 0 ? Math.min(...ceilings) : undefined,
  ];
  const largest = Math.max(0, ...limits.map(({ value }) => value));
  const top = properties.yAxis?.left?.max
    ?? (largest === 0 ? (limits.length > 0 ? 4 : freely(unit)) : largest * (ceiling === undefined ? 2 : 1.2));
  return {
    top, floor, ceiling: ceiling !== undefined && ceiling > (floor ?? -1) ? ceiling : undefined,
    isWhole: unit === 'count' && top <= 20,
  };
}

/** What a metric without a limit may reach. */
function freely(unit: string | undefined): number {
  return { 'bytes': 3 * 1024 ** 3, 'seconds': 0.6, 'USD': 420, 'percent': 100 }[unit ?? ''] ?? 900;
}

function stacked(values: readonly (readonly number[])[]): number[][] {
  return values.map((series, i) => series.map((_, point) =>
    values.slice(0, i + 1).reduce((sum, each) => sum + each[point], 0)));
}

function plotOf(frame: Box, legendHeight: number): Box {
  return {
    x: frame.x + 58, y: frame.y + 40, width: frame.width - 74, height: frame.height - 40 - 24 - legendHeight - 6,
  };
}

function gridShapes(
  plot: Box, ticks: readonly number[], y: (value: number) => number,
  { unit, theme, times }: { unit: string | undefined; theme: Theme; times: readonly string[] },
): Shape[] {
  const right = plot.x + plot.width;
  return [
    ...unit ? [{ kind: 'text', x: plot.x - 46, y: plot.y - 6, words: unit, size: SMALL, color: theme.quiet } as const] : [],
    ...ticks.flatMap((tick): Shape[] => [
      { kind: 'line', width: 1, color: theme.grid, points: [{ x: plot.x, y: y(tick) }, { x: right, y: y(tick) }] },
      {
        kind: 'text', x: plot.x - 8, y: y(tick) + 4, words: shown(tick, unit), size: SMALL, color: theme.quiet, anchor: 'end',
      },
    ]),
    ...times.map((words, i): Shape => ({
      kind: 'text', x: plot.x + plot.width * i / (times.length - 1), y: plot.y + plot.height + 17, words, size: SMALL,
      color: theme.quiet, anchor: i === 0 ? 'start' : i === times.length - 1 ? 'end' : 'middle',
    })),
  ];
}

/** Dashed lines; the text of one that is close to another goes to the other side. */
function limitShapes(limits: readonly Limit[], plot: Box, y: (value: number) => number): Shape[] {
  const places: Record<'start' | 'end', number[]> = { start: [], end: [] };
  const right = plot.x + plot.width;
  return [...limits].sort((one, other) => other.value - one.value).flatMap(({ value, label = '', color = ALARM_COLOR }) => {
    const at = y(value);
    const line: Shape = { kind: 'line', width: 1.5, dash: '5 3', color, points: [{ x: plot.x, y: at }, { x: right, y: at }] };
    const anchor = (['end', 'start'] as const).find((side) => places[side].every((place) => Math.abs(place - at) >= NEAR));
    if (!anchor) return [line];
    places[anchor].push(at);
    // above its line, unless that is the upper edge.
    const below = at - plot.y < NEAR ? NEAR : -4;
    return [line, {
      kind: 'text', x: anchor === 'end' ? right - 2 : plot.x + 3, y: at + below, size: SMALL, color, anchor,
      words: fitted(label, SMALL, plot.width * (limits.length > 1 ? 0.62 : 0.9)),
    }];
  });
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
      { kind: 'box', x: frame.x + 16 + left, y: bottom + line * LEGEND_ROW - 9, width: 10, height: 10, radius: 2, color },
      { kind: 'text', x: frame.x + 32 + left, y: bottom + line * LEGEND_ROW, words, size: SMALL, color: theme.words },
    ]),
  };
}
