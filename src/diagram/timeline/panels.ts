import type { AlarmBand, SimulationRun, TimelinePoint, UtilizationThreshold } from '../../simulation';
import { fitted, widthOf, type Box, type Point, type Shape } from '../drawing/shapes';
import type { Theme } from '../drawing/themes';
import { Scale, type Sample } from './scale';

const SMALL = 11;
const TITLE = 13;
/** Two texts nearer than this would cover each other. */
const NEAR = 13;
/** More points than this cannot be told apart. */
const MOST_POINTS = 720;
const LOAD = '#2e7dd1';
const CAPACITY = '#1a8f5c';

/** One graph of a run. */
export interface Panel {
  readonly height: number;
  readonly shapes: (box: Box, theme: Theme) => Shape[];
}

interface Legend { readonly words: string; readonly color: string }

/** The graphs of a run, from the top. */
export function panelsOf(run: SimulationRun): Panel[] {
  const timeline = thinned(run.timeline);
  const seconds = run.timeline.length * 60;
  const hasWaiting = timeline.some(({ waitingValue }) => waitingValue > 0);
  return [
    { height: 190, shapes: (box, theme) => loadShapes(timeline, seconds, run.unitCapacity, box, theme) },
    ...hasWaiting
      ? [{ height: 110, shapes: (box: Box, theme: Theme) => waitingShapes(timeline, seconds, box, theme) }]
      : [],
    { height: 110, shapes: (box, theme) => unitShapes(timeline, seconds, box, theme) },
    {
      height: 150,
      shapes: (box, theme) =>
        utilizationShapes(timeline, seconds, { bands: run.alarms, thresholds: run.thresholds }, box, theme),
    },
  ];
}

function loadShapes(
  timeline: readonly TimelinePoint[], seconds: number, unit: number, box: Box, theme: Theme,
): Shape[] {
  const load = samples(timeline, ({ loadValue }) => loadValue);
  const borne = samples(timeline, ({ servingUnits }) => servingUnits * unit);
  const scale = new Scale(box, seconds, Math.max(...load.concat(borne).map(({ value }) => value)));
  const lower = samples(timeline, ({ loadValue, droppedValue, servingUnits }) =>
    droppedValue > 0 ? Math.min(loadValue, servingUnits * unit) : loadValue);
  const hasDropped = timeline.some(({ droppedValue }) => droppedValue > 0);
  return [
    ...heading('Load', [
      { words: 'load', color: LOAD }, { words: 'what serves can bear', color: CAPACITY },
      ...hasDropped ? [{ words: 'dropped', color: theme.alarm }] : [],
    ], box, theme),
    ...scale.grid(theme),
    ...hasDropped ? [area([...scale.steps(load), ...scale.steps(lower).reverse()], theme.alarm, 0.45)] : [],
    { kind: 'line', width: 2, color: CAPACITY, points: scale.steps(borne) },
    { kind: 'line', width: 2, color: LOAD, points: scale.steps(load) },
  ];
}

function waitingShapes(timeline: readonly TimelinePoint[], seconds: number, box: Box, theme: Theme): Shape[] {
  const waiting = samples(timeline, ({ waitingValue }) => waitingValue);
  const scale = new Scale(box, seconds, Math.max(...waiting.map(({ value }) => value)));
  const bottom = [{ x: box.x + box.width, y: scale.y(0) }, { x: box.x, y: scale.y(0) }];
  return [
    ...heading('Work that waits', [], box, theme), ...scale.grid(theme),
    area([...scale.steps(waiting), ...bottom], theme.alarm, 0.35),
    { kind: 'line', width: 1.5, color: theme.alarm, points: scale.steps(waiting) },
  ];
}

function unitShapes(timeline: readonly TimelinePoint[], seconds: number, box: Box, theme: Theme): Shape[] {
  const serving = samples(timeline, ({ servingUnits }) => servingUnits);
  const desired = samples(timeline, ({ desiredUnits }) => desiredUnits);
  const most = Math.max(...serving.concat(desired).map(({ value }) => value));
  const scale = new Scale(box, seconds, most, { isWhole: true });
  return [
    ...heading('Instances or tasks', [
      { words: 'wanted', color: LOAD }, { words: 'serving', color: CAPACITY },
    ], box, theme),
    ...scale.grid(theme),
    { kind: 'line', width: 1.75, color: LOAD, dash: '5 3', points: scale.steps(desired) },
    { kind: 'line', width: 2, color: CAPACITY, points: scale.steps(serving) },
  ];
}

function utilizationShapes(
  timeline: readonly TimelinePoint[], seconds: number,
  { bands, thresholds }: { bands: readonly AlarmBand[]; thresholds: readonly UtilizationThreshold[] },
  box: Box, theme: Theme,
): Shape[] {
  const scale = new Scale(box, seconds, 100, { unit: ' %' });
  const used = samples(timeline, ({ utilizationPercent }) => utilizationPercent);
  const [high, low] = [bands.filter(({ isHigh }) => isHigh), bands.filter(({ isHigh }) => !isHigh)];
  return [
    ...heading('Utilization of what serves', [
      ...high.length > 0 ? [{ words: 'alarm: too much', color: theme.alarm }] : [],
      ...low.length > 0 ? [{ words: 'alarm: too little', color: theme.ok }] : [],
    ], box, theme),
    ...bands.map(({ fromSeconds, toSeconds, isHigh }): Shape => ({
      kind: 'box', x: scale.x(fromSeconds), y: box.y, width: Math.max(1, scale.x(toSeconds) - scale.x(fromSeconds)),
      height: box.height, color: isHigh ? theme.alarm : theme.ok, opacity: 0.14,
    })),
    ...scale.grid(theme),
    { kind: 'line', width: 1.75, color: LOAD, points: scale.steps(used) },
    ...thresholdShapes(thresholds, scale, box, theme),
    ...scale.times(theme),
  ];
}

/** Dashed lines, with words beside the graph; those of lines that are close to each other stand one below another. */
function thresholdShapes(
  thresholds: readonly UtilizationThreshold[], scale: Scale, box: Box, theme: Theme,
): Shape[] {
  const distinct = new Map(thresholds.filter(({ percent }) => percent <= 100)
    .map((each) => [`${each.percent} ${each.isHigh}`, each]));
  let lowest = -Infinity;
  return [...distinct.values()].sort((a, b) => b.percent - a.percent).flatMap(({ percent, isHigh }): Shape[] => {
    const y = scale.y(percent);
    const color = isHigh ? theme.alarm : theme.ok;
    const line: Shape = {
      kind: 'line', width: 1.5, dash: '5 3', color, points: [{ x: box.x, y }, { x: box.x + box.width, y }],
    };
    lowest = Math.max(y + 4, lowest + NEAR);
    return [line, {
      kind: 'text', x: box.x + box.width + 6, y: lowest, size: SMALL, color,
      words: `${isHigh ? 'above' : 'below'} ${Number(percent.toPrecision(4))} %`,
    }];
  });
}

function heading(title: string, legend: readonly Legend[], box: Box, theme: Theme): Shape[] {
  const y = box.y - 10;
  let x = box.x + widthOf(title, TITLE) * 1.12 + 16;
  return [
    { kind: 'text', x: box.x, y, size: TITLE, color: theme.words, bold: true, words: fitted(title, TITLE, box.width) },
    ...legend.flatMap(({ words, color }): Shape[] => {
      const at = x;
      x += widthOf(words, SMALL) + 32;
      return [
        { kind: 'box', x: at, y: y - 9, width: 10, height: 10, radius: 2, color },
        { kind: 'text', x: at + 15, y, size: SMALL, color: theme.quiet, words },
      ];
    }),
  ];
}

function area(points: readonly Point[], color: string, opacity: number): Shape {
  return { kind: 'area', color, opacity, points };
}

function samples(timeline: readonly TimelinePoint[], valueOf: (point: TimelinePoint) => number): Sample[] {
  return timeline.map((point) => ({ second: point.atSeconds, value: valueOf(point) }));
}

/** Of many minutes the ones with the most load. */
function thinned(timeline: readonly TimelinePoint[]): TimelinePoint[] {
  const size = Math.ceil(timeline.length / MOST_POINTS);
  return Array.from({ length: Math.ceil(timeline.length / size) }, (_, i) => {
    const group = timeline.slice(i * size, (i + 1) * size);
    const most = group.reduce((best, point) => point.loadValue > best.loadValue ? point : best);
    return { ...most, atSeconds: group[0].atSeconds };
  });
}
