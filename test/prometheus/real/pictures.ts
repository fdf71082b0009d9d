// draws the dashboards from what Prometheus answers, since Grafana itself cannot be run here: the same panels in the
// same places, with the same questions.
import { renderDashboard } from '../../../src/prometheus/dashboards/render';
import { dashboardSpecs } from '../../../src/prometheus/dashboards/dashboards';
import type { DashboardSpec, PanelSpec, Unit } from '../../../src/prometheus/dashboards/spec';
import type { MetricsModel } from '../../../src/prometheus/content';
import type { GridJson } from '../../../src/prometheus/dashboards/grafana';
import { filled, instant, over, type Series } from './queries';

interface Time { readonly from: number; readonly to: number }
interface Line { readonly name: string; readonly points: readonly (readonly [number, number])[] }
interface Box { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

const CELL = { w: 50, h: 27 };
const GAP = 6;
const POINTS = 80;
const MOST_LINES = 8;
const COLORS = ['#3b78c3', '#d9822b', '#3f9a57', '#b84a8f', '#7d62c4', '#b0872a', '#2b9aa0', '#8a8f98'];
const INK = {
  text: '#24292f', quiet: '#6b7280', grid: '#e5e7eb', paper: '#ffffff', page: '#f4f5f7', bad: '#c8322b',
  good: '#2e7d46',
};

/** One picture for each dashboard, by the name of its file. */
export async function drawDashboards(base: string, model: MetricsModel, time: Time): Promise<Record<string, string>> {
  return Object.fromEntries(await Promise.all(dashboardSpecs(model).map(async (spec) =>
    [`prometheus-${spec.uid}.svg`, await drawDashboard(base, spec, time)] as const)));
}

async function drawDashboard(base: string, spec: DashboardSpec, time: Time): Promise<string> {
  const { panels, title } = renderDashboard(spec);
  const specs = spec.rows.flatMap(({ panels: own, title: name }) => [name, ...own]);
  // rows that ask CloudWatch are closed, and come after the others.
  const drawn = panels.slice(0, specs.length);
  const parts = await Promise.all(drawn.map(async ({ gridPos }, index) => {
    const panel = specs[index];
    return typeof panel === 'string' ? rowTitle(gridPos, panel) : drawPanel(base, panel, boxOf(gridPos), time);
  }));
  const width = 24 * CELL.w + GAP;
  const height = Math.max(...drawn.map(({ gridPos: { y, h } }) => y + h)) * CELL.h + 40;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" `
    + 'font-family="system-ui, sans-serif" font-size="11">',
    `<rect width="${width}" height="${height}" fill="${INK.page}"/>`,
    text(GAP + 6, 24, title, { 'font-size': 17, 'font-weight': 600 }),
    ...parts, '</svg>', '',
  ].join('\n');
}

function boxOf({ x, y, w, h }: GridJson): Box {
  return { x: x * CELL.w + GAP, y: y * CELL.h + 36, w: w * CELL.w - GAP, h: h * CELL.h - GAP };
}

function rowTitle(grid: GridJson, title: string): string {
  const { x, y, h } = boxOf(grid);
  return text(x + 6, y + h - 4, title, { 'font-weight': 600, 'font-size': 13 });
}

async function drawPanel(base: string, panel: PanelSpec, box: Box, time: Time): Promise<string> {
  const inside = panel.kind === 'table'
    ? await drawTable(base, panel, box)
    : panel.kind === 'number'
      ? await drawNumber(base, panel, box)
      : await drawGraph(base, panel, box, time);
  return [
    `<g><rect x="${box.x}" y="${box.y}" width="${box.w}" height="${box.h}" rx="3" fill="${INK.paper}" `
    + `stroke="${INK.grid}"/>`,
    text(box.x + 8, box.y + 17, panel.title, { 'font-weight': 600 }), inside, '</g>',
  ].join('\n');
}

async function drawNumber(base: string, { queries: [query], unit, limit }: PanelSpec, box: Box): Promise<string> {
  const [series] = await instant(base, filled(query.expr));
  const value = series === undefined ? NaN : Number(series.value[1]);
  const fill = limit !== undefined && value >= limit ? INK.bad : INK.good;
  return text(box.x + box.w / 2, box.y + box.h / 2 + 20, shown(value, unit), {
    fill, 'font-size': 30, 'font-weight': 600, 'text-anchor': 'middle',
  });
}

async function drawTable(base: string, { queries: [query] }: PanelSpec, box: Box): Promise<string> {
  const rows = (await instant(base, filled(query.expr))).map(({ metric }) => metric);
  const columns = ['alertname', 'alertstate', 'severity', 'subject', 'job', 'instance'];
  const at = (column: number, row: number, value: string, head = false) =>
    text(box.x + 12 + column * (box.w / columns.length), box.y + 38 + row * 18, value, head ? { fill: INK.quiet } : {});
  return [
    ...columns.map((name, column) => at(column, 0, name, true)),
    ...rows.slice(0, 8).flatMap((metric, row) =>
      columns.map((name, column) => at(column, row + 1, metric[name] ?? ''))),
  ].join('\n');
}

async function drawGraph(base: string, panel: PanelSpec, box: Box, { from, to }: Time): Promise<string> {
  const step = Math.max(5, Math.round((to - from) / POINTS));
  const answers = await Promise.all(panel.queries.map(async ({ expr, legend }) =>
    (await over(base, filled(expr), from, to, step)).map((series) => lineOf(series, legend))));
  const lines = answers.flat().slice(0, MOST_LINES);
  const legendRows = Math.ceil(lines.length / 2);
  const plot = { x: box.x + 58, y: box.y + 28, w: box.w - 70, h: box.h - 50 - legendRows * 14 };
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value)).filter(Number.isFinite);
  const top = niceTop(Math.max(0, ...values));
  const toX = (at: number) => plot.x + (at - from) / (to - from) * plot.w;
  const toY = (value: number) => plot.y + plot.h - Math.min(1, Math.max(0, value / top)) * plot.h;
  const { limit } = panel;
  return [
    ...[0, 0.5, 1].map((part) => gridLine(plot, toY(part * top), shown(part * top, panel.unit))),
    ...[0, 0.5, 1].map((part) => text(plot.x + part * plot.w, plot.y + plot.h + 13, clock((to - from) * part), {
      'fill': INK.quiet, 'font-size': 9, 'text-anchor': 'middle',
    })),
    ...limit !== undefined && limit <= top
      ? [`<path d="M${plot.x} ${toY(limit).toFixed(1)}h${plot.w}" stroke="${INK.bad}" stroke-dasharray="4 3"/>`]
      : [],
    ...lines.map(({ points }, index) => `<path d="${pathOf(points, toX, toY)}" fill="none" stroke="${COLORS[index]}" `
      + 'stroke-width="1.3"/>'),
    ...lines.map(({ name }, index) => legendOf(name, index, box, plot.y + plot.h + 28)),
  ].join('\n');
}

function lineOf({ metric, values }: Series, legend: string): Line {
  const name = legend.replace(/\{\{(\w+)\}\}/g, (_, label: string) => metric[label] ?? '');
  return { name, points: values.map(([at, value]) => [at, Number(value)] as const) };
}

/** A value that is no number leaves a gap. */
function pathOf(points: Line['points'], toX: (at: number) => number, toY: (value: number) => number): string {
  let pen = 'M';
  return points.map(([at, value]) => {
    if (!Number.isFinite(value)) {
      pen = 'M';
      return '';
    }
    const part = `${pen}${toX(at).toFixed(1)} ${toY(value).toFixed(1)}`;
    pen = 'L';
    return part;
  }).join('');
}

function gridLine({ x, w }: Box, y: number, label: string): string {
  return `<path d="M${x} ${y.toFixed(1)}h${w}" stroke="${INK.grid}"/>`
    + text(x - 5, y + 3, label, { 'fill': INK.quiet, 'font-size': 9, 'text-anchor': 'end' });
}

function legendOf(name: string, index: number, box: Box, top: number): string {
  const [x, y] = [box.x + 12 + (index % 2) * (box.w / 2 - 6), top + Math.floor(index / 2) * 14];
  return `<rect x="${x}" y="${y - 6}" width="10" height="3" fill="${COLORS[index]}"/>`
    + text(x + 15, y - 1, name.length > 30 ? `${name.slice(0, 29)}…` : name, { 'font-size': 10 });
}

/** The next of 1, 2, 5, 10, … */
function niceTop(most: number): number {
  if (most <= 0) return 1;
  const ten = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((part) => part * ten).find((some) => some >= most * 0.999) ?? 10 * ten;
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

const ENDS: Partial<Record<Unit, string>> = {
  percent: ' %', s: ' s', bytes: 'B', Bps: 'B/s', reqps: '/s', ops: '/s',
};
const SIZES: readonly (readonly [number, string])[] = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

function shown(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return '–';
  if (unit === 's' && value !== 0 && value < 1) return `${Number((value * 1000).toPrecision(3))} ms`;
  const [size, letter] = SIZES.find(([some]) => Math.abs(value) >= some) ?? [1, ''];
  return `${Number((value / size).toPrecision(3))}${letter ? ` ${letter}` : ''}${ENDS[unit] ?? ''}`;
}

function text(x: number, y: number, words: string, style: Record<string, string | number> = {}): string {
  const attributes = Object.entries({ fill: INK.text, ...style })
    .map(([name, value]) => ` ${name}="${value}"`).join('');
  const safe = words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${attributes}>${safe}</text>`;
}
