import { alarmNameOf, type AlarmFacts, type Limit, type WidgetBody } from './bodies';
import { seriesOf, type Scene } from './series';

/** A line of a graph. */
export interface Line { readonly label: string; readonly color: string }

/** A limit, with the color that it is drawn in. */
export interface DrawnLimit extends Limit { readonly color: string }

const LIMIT_COLOR = '#c2660a';
const METRIC_COLOR = '#2e7dd1';
const EVENTS = 'Deployments and events';
const BOUNDS = { smallest: 'smallest capacity', largest: 'largest capacity' };
const SHARES: Readonly<Record<string, number>> = { p50: 0.3, p95: 1, p99: 1.35 };
/** What a metric without a limit may reach. */
const USUAL: Readonly<Record<string, number>> = {
  bytes: 3 * 1024 ** 3, seconds: 0.6, USD: 420, percent: 100, count: 900,
};

/** The metrics that a graph draws, without those that are only parts of a formula. */
export function linesOf({ metrics, annotations, title = '' }: WidgetBody['properties']): Line[] {
  if (annotations?.alarms) return [{ label: title, color: METRIC_COLOR }];
  return (metrics ?? [])
    .map((metric) => metric[metric.length - 1] as Partial<Line> & { readonly visible?: boolean })
    .filter(({ visible, label }) => visible !== false && label !== undefined)
    .map(({ label, color = METRIC_COLOR }) => ({ label: label!, color }));
}

/** The limits that a widget names, or that of the alarm that it stands for. */
export function limitsOf(
  { annotations }: WidgetBody['properties'], alarms: ReadonlyMap<string, AlarmFacts>,
): DrawnLimit[] {
  const ofAlarms = (annotations?.alarms ?? []).map((arn) => alarms.get(alarmNameOf(arn))?.limit)
    .filter((limit) => limit !== undefined).map((value) => ({ value, label: 'alarm' }));
  return [...annotations?.horizontal ?? [], ...ofAlarms].map((limit) => ({ color: LIMIT_COLOR, ...limit }));
}

/** Made-up values for every line. */
export function valuesOf(
  properties: WidgetBody['properties'], lines: readonly Line[], limits: readonly Limit[], alarms: readonly AlarmFacts[],
): number[][] {
  return lines.map((line) => seriesOf(
    line.label in SHARES ? `${properties.title}` : `${properties.title} ${line.label}`,
    sceneOf(line, properties, limits, alarms),
  ));
}

/** Each line on top of those before it. */
export function stacked(values: readonly (readonly number[])[]): number[][] {
  return values.map((series, i) => series.map((_, point) =>
    values.slice(0, i + 1).reduce((sum, each) => sum + each[point], 0)));
}

/** What is usual for a line: within the limits that its own alarms have. */
function sceneOf(
  { label }: Line, { yAxis, stacked: isStacked, title = '' }: WidgetBody['properties'],
  limits: readonly Limit[], alarms: readonly AlarmFacts[],
): Scene {
  const unit = yAxis?.left?.label ?? '';
  const names = (limit: Limit, { title: named }: AlarmFacts) => limit.label?.startsWith(named!) === true;
  const isOf = (alarm: AlarmFacts) => alarm.title !== undefined
    && (label in SHARES ? limits.some((limit) => names(limit, alarm)) : label.endsWith(alarm.title));
  const own = alarms.filter((alarm) => isOf(alarm) && limits.some(({ value }) => value === alarm.limit));
  const bound = (name: string) => limits.filter((limit) => limit.label === name).map(({ value }) => value);
  const below = [...own.filter(({ isBelow }) => isBelow).map(({ limit }) => limit!), ...bound(BOUNDS.smallest)];
  const above = [...own.filter(({ isBelow }) => !isBelow).map(({ limit }) => limit!), ...bound(BOUNDS.largest)];
  const floor = below.length > 0 ? Math.max(...below) : undefined;
  const ceiling = above.length > 0 ? Math.min(...above) : undefined;
  const usual = isStacked ? 8 : USUAL[unit] ?? 100;
  const top = ceiling !== undefined ? ceiling * 1.5 : floor !== undefined ? floor * 3 : usual;
  return {
    floor, ceiling, top: yAxis?.left?.max ?? top, share: SHARES[label],
    isWhole: unit === 'count' && (isStacked ? title.includes('run') : top <= 40),
    isRare: title === EVENTS || ceiling === 0,
  };
}
