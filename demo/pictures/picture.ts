import type { AlarmFacts, DashboardBody, WidgetBody } from './bodies';
import { graphShapes } from './graph';
import { markdownShapes } from './markdown';
import { fitted, svgOf, type Box, type Shape } from '../../src/diagram/drawing/shapes';
import type { Theme } from '../../src/diagram/drawing/themes';
import { tileShapes } from './tiles';

/** Size of one cell of the grid, and what stays free around a widget. */
const CELL = { width: 54, height: 40 };
const GAP = 4;
const MARGIN = 12;
const TITLE = 14;
/** Bold letters are wider. */
const BOLD = 1.12;

/** One widget of a picture. */
export interface DrawnWidget { readonly widget: WidgetBody; readonly frame: Box; readonly shapes: readonly Shape[] }

/** Every widget of a dashboard, where CloudWatch would put it. */
export function drawnWidgets(
  { widgets }: DashboardBody, alarms: ReadonlyMap<string, AlarmFacts>, theme: Theme,
): DrawnWidget[] {
  return widgets.map((widget) => {
    const frame = frameOf(widget);
    return { widget, frame, shapes: widgetShapes(widget, frame, alarms, theme) };
  });
}

/** A dashboard as a person would see it, with made-up values. */
export function picture(body: DashboardBody, alarms: ReadonlyMap<string, AlarmFacts>, theme: Theme): string {
  const drawn = drawnWidgets(body, alarms, theme);
  const size = {
    width: 24 * CELL.width + 2 * MARGIN,
    height: Math.max(...body.widgets.map(({ y, height }) => y + height)) * CELL.height + 2 * MARGIN,
  };
  return svgOf([
    { kind: 'box', x: 0, y: 0, ...size, color: theme.page }, ...drawn.flatMap(({ shapes }) => shapes),
  ], size);
}

function frameOf({ x, y, width, height }: WidgetBody): Box {
  return {
    x: MARGIN + x * CELL.width + GAP, y: MARGIN + y * CELL.height + GAP,
    width: width * CELL.width - 2 * GAP, height: height * CELL.height - 2 * GAP,
  };
}

function widgetShapes(
  widget: WidgetBody, frame: Box, alarms: ReadonlyMap<string, AlarmFacts>, theme: Theme,
): Shape[] {
  if (widget.type === 'text') return markdownShapes(widget, frame, theme);
  return [
    { kind: 'box', ...frame, radius: 6, color: theme.widget, border: theme.border },
    {
      kind: 'text', x: frame.x + 16, y: frame.y + 22, size: TITLE, color: theme.words, bold: true,
      words: fitted(widget.properties.title ?? '', TITLE * BOLD, frame.width - 32),
    },
    ...widget.type === 'alarm'
      ? tileShapes(widget, frame, theme)
      : widget.type === 'metric' ? graphShapes(widget, frame, alarms, theme) : [],
  ];
}
