import type { IMetric, MetricStatConfig } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { contradiction, inWords, placeProblems, referredBy, stageProblems, type Problem } from '../core';

/** One line of a formula, in the words that Application Auto Scaling and EC2 Auto Scaling share. */
export interface MetricQuery {
  readonly id: string;
  readonly expression?: string;
  readonly metricStat?: {
    readonly stat: string;
    readonly metric: {
      readonly namespace: string;
      readonly metricName: string;
      readonly dimensions: { readonly name: string; readonly value: string }[];
    };
  };
  readonly returnData: boolean;
}

/** Ids that the formula of the policy itself takes. */
const BACKLOG = 'backlog';
const RUNNING = 'running';
/** Number of metrics that a policy may look at, its formula included. */
const MAX_QUERIES = 10;

/**
 * `backlog / running`. Where nothing runs there is no value, and the alarm that wakes the first one up takes over.
 *
 * Gaps are not filled: CloudWatch would fill the newest minute too, whose points are only late. The backlog would count
 * as 0 there, and an alarm that needs three bad minutes in a row would never fire.
 *
 * @see
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
 */
export function perTargetQueries(backlog: IMetric, running: IMetric): MetricQuery[] {
  return [
    { id: 'perTarget', returnData: true, expression: `${BACKLOG} / ${RUNNING}` },
    ...queriesOf(BACKLOG, backlog), ...queriesOf(RUNNING, running),
  ];
}

/** Names that the formula of the policy takes, and more metrics than AWS accepts. */
export function backlogMetricProblems(prop: string, metric: IMetric, scope?: IConstruct): Problem[] {
  const queries = queriesOf(BACKLOG, metric);
  const ids = queries.map(({ id }) => id);
  const taken = ids.filter((id, i) => id === RUNNING || id === 'perTarget' || ids.indexOf(id) < i);
  return [
    ...taken.map((id) => ({
      prop, must: 'use each name in its formula once, and none of "backlog", "running" and "perTarget"', got: id,
    })),
    ...scope ? metricPlaceProblems(prop, metric, scope) : [],
    ...queries.some(({ expression }) => /\bSEARCH\s*\(/i.test(expression ?? ''))
      ? [{
          prop, must: 'name its metrics one by one', got: inWords('a formula with SEARCH'),
          advice: 'a policy cannot search for metrics',
        }]
      : [],
    ...contradiction(queries.length > MAX_QUERIES - 2, {
      prop, must: `be made of at most ${MAX_QUERIES - 2} metrics`, got: queries.length,
    }),
  ];
}

/** A policy looks at metrics where it is. */
function metricPlaceProblems(prop: string, metric: IMetric, scope: IConstruct): Problem[] {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return [
    ...metricStat
      ? placeProblems(scope, {
          prop, is: { region: metricStat.region, account: metricStat.account }, sameAccount: true,
          advice: 'a policy looks at metrics of its own Region and account',
        })
      : [],
    ...(metricStat?.dimensions ?? []).flatMap(({ value }) => stageProblems(scope, prop, referredBy(value))),
    ...Object.values(mathExpression?.usingMetrics ?? {}).flatMap((used) => metricPlaceProblems(prop, used, scope)),
  ];
}

function queriesOf(id: string, metric: IMetric): MetricQuery[] {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  if (metricStat) return [{ id, returnData: false, metricStat: statOf(metricStat) }];
  return [
    { id, returnData: false, expression: mathExpression!.expression },
    ...Object.entries(mathExpression!.usingMetrics).flatMap(([name, used]) => queriesOf(name, used)),
  ];
}

function statOf({ namespace, metricName, dimensions = [], statistic }: MetricStatConfig): MetricQuery['metricStat'] {
  return {
    stat: statistic,
    metric: {
      namespace, metricName,
      dimensions: dimensions.map(({ name, value }) => ({ name, value: String(value) })),
    },
  };
}
