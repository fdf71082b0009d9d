import { contradiction, inWords, integer, oneOf, renderProblem, type Problem } from '../core';
import {
  COMPARISONS, type AlarmDefinition, type Comparison, type MeasuredMetric, type MissingData, type Query,
} from './definition';
import { metricMath } from './metric-math';
import { statisticOf } from './statistic';

/** A metric in the template. */
interface MetricProperties {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

/** A query in the template. */
interface QueryProperties {
  readonly Id: string;
  readonly Expression?: string;
  readonly Period?: number;
  readonly ReturnData?: boolean;
  readonly MetricStat?: { readonly Metric: MetricProperties; readonly Period: number; readonly Stat: string };
}

/** What is read of the properties of an `AWS::CloudWatch::Alarm`; values that nobody knows yet may be objects. */
export interface AlarmProperties extends MetricProperties {
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Period?: number;
  readonly Metrics?: readonly QueryProperties[];
  readonly ComparisonOperator?: string;
  readonly Threshold?: number;
  readonly EvaluationPeriods?: number;
  readonly DatapointsToAlarm?: number;
  readonly TreatMissingData?: string;
  readonly [other: string]: unknown;
}

const MISSING_DATA: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
/** What changes the outcome in ways that are not evaluated. */
const NOT_EVALUATED = [
  'ThresholdMetricId', 'EvaluateLowSampleCountPercentile', 'EvaluationWindow', 'EvaluationCriteria',
];
const ONLY = 'q';

/**
 * An alarm from the properties of its resource.
 *
 * @param name by which composite alarms and messages know it
 * @throws one error that names the alarm and everything that cannot be evaluated
 */
export function alarmFrom(name: string, properties: AlarmProperties): AlarmDefinition {
  const all = queryPropertiesOf(properties);
  const periods = [...new Set(all.map(periodOf).filter((period) => period !== undefined))];
  const returned = all.filter(({ ReturnData }) => ReturnData !== false);
  const problems = [
    ...conditionProblems(properties),
    ...contradiction(periods.length !== 1, {
      prop: 'Period', must: 'be one for all metrics', got: inWords(periods.join(', ') || 'none'),
    }),
    ...contradiction(returned.length !== 1, {
      prop: 'Metrics', must: 'return one', got: inWords(returned.map(({ Id }) => Id).join(', ') || 'none'),
    }),
    ...all.flatMap((query) => statisticProblems(query)),
  ];
  if (problems.length > 0) {
    throw new Error([`alarm ${name} cannot be evaluated:`, ...problems.map(renderProblem)].join('\n  '));
  }
  const queries = Object.fromEntries(all.map((query) => [query.Id, queryFrom(name, query)]));
  rejectUnknownIds(name, queries);
  return {
    name, queries, returned: returned[0].Id, periodSeconds: periods[0],
    comparison: properties.ComparisonOperator as Comparison,
    threshold: properties.Threshold!,
    evaluationPeriods: properties.EvaluationPeriods!,
    datapointsToAlarm: properties.DatapointsToAlarm ?? properties.EvaluationPeriods!,
    missingData: properties.TreatMissingData as MissingData | undefined ?? 'missing',
  };
}

function conditionProblems(properties: AlarmProperties): Problem[] {
  const { ComparisonOperator, Threshold, EvaluationPeriods, DatapointsToAlarm, TreatMissingData } = properties;
  return [
    ...oneOf('ComparisonOperator', ComparisonOperator ?? '', Object.keys(COMPARISONS)),
    ...contradiction(typeof Threshold !== 'number', { prop: 'Threshold', must: 'be a number', got: Threshold }),
    ...integer('EvaluationPeriods', EvaluationPeriods ?? 0, { min: 1 }),
    ...integer('DatapointsToAlarm', DatapointsToAlarm, { min: 1, max: EvaluationPeriods }),
    ...oneOf('TreatMissingData', TreatMissingData, MISSING_DATA),
    ...NOT_EVALUATED.filter((prop) => properties[prop] !== undefined).flatMap((prop) =>
      contradiction(true, { prop, must: 'be left out, because it is not evaluated', got: properties[prop] })),
  ];
}

/** The queries of an alarm; one on a single metric has one. */
function queryPropertiesOf(properties: AlarmProperties): readonly QueryProperties[] {
  const { Metrics, Period, Statistic, ExtendedStatistic } = properties;
  return Metrics ?? [{
    Id: ONLY, MetricStat: { Metric: properties, Period: Period!, Stat: (Statistic ?? ExtendedStatistic)! },
  }];
}

function periodOf({ MetricStat }: QueryProperties): number | undefined {
  return MetricStat?.Period;
}

function statisticProblems({ Id, MetricStat }: QueryProperties): Problem[] {
  return contradiction(MetricStat !== undefined && statisticOf(String(MetricStat.Stat)) === undefined, {
    prop: `statistic of ${Id}`, must: 'be one that is understood', got: MetricStat?.Stat,
  });
}

function queryFrom(alarm: string, { Id, Expression, MetricStat }: QueryProperties): Query {
  return MetricStat
    ? { metric: metricFrom(MetricStat.Metric), statistic: statisticOf(MetricStat.Stat)! }
    : metricMath(String(Expression), `alarm ${alarm}: the expression ${Id}`);
}

function metricFrom({ Namespace, MetricName, Dimensions = [] }: MetricProperties): MeasuredMetric['metric'] {
  const dimensions = Dimensions.map(({ Name, Value }) =>
    [Name, typeof Value === 'string' ? Value : JSON.stringify(Value)]);
  return { namespace: Namespace!, name: MetricName!, dimensions: Object.fromEntries(dimensions) };
}

function rejectUnknownIds(alarm: string, queries: Readonly<Record<string, Query>>): void {
  const visit = (id: string, path: readonly string[]): void => {
    const query = Object.hasOwn(queries, id) ? queries[id] : undefined;
    if (!query || path.includes(id)) {
      const why = query ? 'is made of itself' : 'is neither a metric nor an expression';
      throw new Error(`alarm ${alarm} cannot be evaluated: ${id} ${why}`);
    }
    if ('ids' in query) query.ids.forEach((next) => visit(next, [...path, id]));
  };
  Object.keys(queries).forEach((id) => visit(id, []));
}
