// R-MON-2: a dashboard says everything once, and CloudWatch draws the same.
import { Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { GraphWidget, GraphWidgetView, MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { compact, type WidgetJson } from '../../../src/monitoring/dashboards/compact-body';
import { ENV } from '../support';

type Row = readonly unknown[];
interface Graph { readonly period?: number; readonly view?: string; readonly region?: unknown; metrics: Row[] }

const MINUTE = Duration.minutes(1);
/** As the CDK names a load balancer after its listener: another token each time. */
const nameOfLoadBalancer = () => Fn.select(1, Fn.split('/', Fn.ref('Listener')));
const metric = (metricName: string, more: { stat?: string; period?: Duration; group?: string } = {}) => new Metric({
  namespace: 'AWS/ApplicationELB', metricName, statistic: more.stat ?? 'Sum', period: more.period ?? MINUTE,
  dimensionsMap: { LoadBalancer: nameOfLoadBalancer(), ...more.group && { TargetGroup: more.group } },
});

/** A graph in a stack, as the CDK writes it and as a page holds it. */
function graphOf(left: IMetric[], props: object = {}, env: object = ENV): { full: Graph; short: Graph } {
  const stack = new Stack(undefined, 'Stack', { env });
  const widget = new GraphWidget({ left, leftAnnotations: [{ value: 1, label: 'critical' }], ...props });
  const full = stack.resolve(widget.toJson()) as { properties: Graph }[];
  const short = stack.resolve(Lazy.uncachedAny({
    produce: (context) => context.resolve(compact(widget.toJson() as WidgetJson[], context)) as unknown,
  })) as { properties: Graph }[];
  return { full: full[0].properties, short: short[0].properties };
}

/** What CloudWatch reads: a point stands for the value above, and the period of the graph for one that is missing. */
function asRead({ metrics, period = 300 }: Graph): string[] {
  const rows: unknown[][] = [];
  for (const row of metrics) {
    const above = rows[rows.length - 1];
    const values = row.map((value, column) => (value === '.' ? above[column] : value));
    const look = typeof values[values.length - 1] === 'object' && values.length % 2 === 1 ? values.pop() as object : {};
    rows.push([...values, { period, ...look }]);
  }
  return rows.map((row) => JSON.stringify(row, (_, value: unknown) =>
    (typeof value === 'object' && value && !Array.isArray(value) ? Object.entries(value).sort() : value)));
}

describe('a graph', () => {
  test('says the same as the CDK writes, with the same lines in the same order', () => {
    const ratio = (name: string, period: Duration) => new MathExpression({
      expression: `100 * ${name}_bad / ${name}_all`, period, label: name, usingMetrics: {
        [`${name}_bad`]: metric('Bad', { group: 'a', period }), [`${name}_all`]: metric('All', { group: 'b', period }),
      },
    });
    const { full, short } = graphOf([
      metric('Bad', { group: 'a' }), ratio('one', MINUTE), metric('Latency', { stat: 'p99' }),
      ratio('two', Duration.minutes(5)), metric('Bad', { group: 'b', period: Duration.hours(1) }),
    ]);

    const seen = (rows: string[]) => rows.filter((row) => !row.includes('"visible",false'));
    expect(asRead(short).sort()).toEqual(asRead(full).sort());
    expect(seen(asRead(short))).toEqual(seen(asRead(full)));
    expect(asRead(full)).toHaveLength(9);
  });

  test('repeats nothing of the row above, also where the CDK made another token for the same', () => {
    const { short } = graphOf([metric('One', { stat: 'p50' }), metric('One', { stat: 'p99' }), metric('Two')]);

    expect(short.metrics.slice(1)).toEqual([
      ['.', '.', '.', '.', { stat: 'p99' }], ['.', 'Two', '.', '.', { stat: 'Sum' }],
    ]);
  });

  test('writes a row below a formula in full', () => {
    const formula = new MathExpression({ expression: 'part', usingMetrics: { part: metric('Part') }, period: MINUTE });
    const { short } = graphOf([metric('One'), formula]);

    expect(short.metrics.map(([first]) => first)).toEqual([
      'AWS/ApplicationELB', { expression: 'part', label: 'part' }, 'AWS/ApplicationELB',
    ]);
  });

  test('says a period once where all metrics have it, and at each metric where they differ', () => {
    const five = Duration.minutes(5);
    const periods = ({ period, metrics }: Graph) =>
      [period, ...metrics.map((row) => (row[row.length - 1] as { period?: number }).period)];

    expect(periods(graphOf([metric('One'), metric('Two')]).short)).toEqual([60, undefined, undefined]);
    expect(periods(graphOf([metric('One'), metric('Two', { period: five })]).short))
      .toEqual([undefined, 60, undefined]);
    expect(periods(graphOf([metric('One', { period: five })]).short)).toEqual([undefined, undefined]);
  });

  test('leaves away what CloudWatch takes when nothing is said, and nothing else', () => {
    const { short } = graphOf([metric('One')], { leftYAxis: { min: 0, showUnits: false } });
    const { short: number } = graphOf([metric('One')], {
      view: GraphWidgetView.BAR, rightAnnotations: [{ value: 2 }], region: 'us-east-1',
    });

    expect(short).not.toHaveProperty('view');
    expect(short).toMatchObject({
      region: ENV.region, yAxis: { left: { min: 0, showUnits: false } },
      annotations: { horizontal: [{ value: 1, label: 'critical' }] },
    });
    expect(JSON.stringify(short)).not.toContain('"yAxis":"left"');
    expect(number).toMatchObject({
      view: 'bar', region: 'us-east-1', annotations: { horizontal: [{ value: 1 }, { value: 2, yAxis: 'right' }] },
    });
  });

  test('names its Region by a reference where it is known at deployment only', () => {
    expect(graphOf([metric('One')], {}, {}).short.region).toEqual({ Ref: 'AWS::Region' });
  });
});
