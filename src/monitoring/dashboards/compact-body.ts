import { Aws, Stack, Token, Tokenization, type IResolvable, type IResolveContext } from 'aws-cdk-lib';

/** A widget as the CDK writes it. */
export interface WidgetJson {
  readonly properties: {
    readonly view?: string;
    readonly region?: string;
    readonly metrics?: readonly (MetricRow | IResolvable)[];
    readonly annotations?: { readonly horizontal?: readonly Annotation[] };
    readonly [property: string]: unknown;
  };
}

/** Namespace, name, and names and values of dimensions, then what it looks like. A formula has the last alone. */
type MetricRow = readonly unknown[];
interface Look { readonly visible?: boolean; readonly period?: number }
interface Annotation { readonly yAxis?: string }

/** In the place of what stands in the row above. */
const AS_ABOVE = '.';
const DEFAULT_PERIOD = 300;

/**
 * The same widgets with fewer letters: what CloudWatch takes when nothing is said is left out, a metric repeats nothing
 * of the one above, and a period that all metrics of a graph have stands once.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function compact(widgets: readonly WidgetJson[], context: IResolveContext): WidgetJson[] {
  // a Region that is known is shorter than its reference.
  const here = Stack.of(context.scope).region;
  const textOf = textsIn(context);
  return widgets.map(({ properties: { view, region, metrics, annotations, ...properties }, ...widget }) => ({
    ...widget,
    properties: {
      ...view !== 'timeSeries' && { view },
      ...properties,
      ...region !== undefined && { region: region === Aws.REGION ? here : region },
      ...metrics && compactMetrics(metrics.map((row) => opened(row, context)), textOf),
      ...annotations && { annotations: { ...annotations, ...lines(annotations) } },
    },
  }));
}

/** A row as the CDK keeps it until a synthesis: opened, but with the tokens in it. */
function opened(row: MetricRow | IResolvable, context: IResolveContext): MetricRow {
  if (!Tokenization.isResolvable(row)) return row;
  return row.resolve({ ...context, resolve: (value: unknown) => value }) as MetricRow;
}

function compactMetrics(rows: readonly MetricRow[], textOf: (value: unknown) => string): object {
  const [period, ...others] = new Set(rows.map((row) => lookOf(row).period ?? DEFAULT_PERIOD));
  const isShared = others.length === 0 && period !== DEFAULT_PERIOD;
  const metrics = repeatNothing(sorted(rows, textOf), textOf);
  return isShared ? { period, metrics: metrics.map(withoutPeriod) } : { metrics };
}

function lookOf(row: MetricRow): Look {
  const last = row[row.length - 1];
  return typeof last === 'object' ? last as Look : {};
}

function withoutPeriod(row: MetricRow): MetricRow {
  const { period, ...look } = lookOf(row);
  const isPlain = period === undefined;
  return isPlain ? row : [...row.slice(0, -1), ...Object.keys(look).length > 0 ? [look] : []];
}

/** What is seen in its order; then what formulas are made from, of which nobody sees an order, side by side. */
function sorted(rows: readonly MetricRow[], textOf: (value: unknown) => string): MetricRow[] {
  const hidden = rows.filter((row) => lookOf(row).visible === false);
  const placeOf = (row: MetricRow) => row.slice(2, -1).map(textOf).join();
  const places = [...new Set(hidden.map(placeOf))];
  return [
    ...rows.filter((row) => !hidden.includes(row)),
    ...places.flatMap((place) => hidden.filter((row) => placeOf(row) === place)),
  ];
}

function repeatNothing(rows: readonly MetricRow[], textOf: (value: unknown) => string): MetricRow[] {
  return rows.map((row, index) => {
    const above = rows[index - 1] ?? [];
    // below a formula there is nothing to repeat.
    if (typeof above[0] !== 'string') return row;
    return row.map((value, column) =>
      (typeof value === 'string' && textOf(value) === textOf(above[column]) ? AS_ABOVE : value));
  });
}

/** Lines belong to the left axis unless they say otherwise. */
function lines({ horizontal }: { readonly horizontal?: readonly Annotation[] }): object | undefined {
  return horizontal && {
    horizontal: horizontal.map(({ yAxis, ...line }) => ({ ...line, ...yAxis !== 'left' && { yAxis } })),
  };
}

/** What a template will say: two tokens of one attribute differ before. */
function textsIn(context: IResolveContext): (value: unknown) => string {
  const texts = new Map<unknown, string>();
  return (value) => {
    if (typeof value !== 'string' || !Token.isUnresolved(value)) return String(value);
    const text = texts.get(value) ?? JSON.stringify(context.resolve(value));
    texts.set(value, text);
    return text;
  };
}
