import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  HttpCodeElb, HttpCodeTarget, type ApplicationTargetGroup, type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { isKnown } from '../core';
import { Severity, type Signal } from './signal';

/** What has to be known about a service behind a load balancer to watch it. */
export interface WebSignalsOptions {
  readonly loadBalancer: IApplicationLoadBalancer;
  /**
   * One group, or two where deployments shift traffic between them: a version in trial counts as much as the one in
   * service.
   */
  readonly targetGroups: readonly ApplicationTargetGroup[];
  /** Healthy targets below this number are an alarm; 0 means that there may be none, and no alarm. */
  readonly minHealthyTargets: number;
  /** Whether other services use the load balancer too: what it counts itself then says nothing about this one. */
  readonly isShared: boolean;
}

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
/** One failed request of very few is no ratio. */
const FEWEST_REQUESTS = 20;
const ERROR_PERCENT = 1;
const CLIENT_ERROR_PERCENT = 10;
const TARGET_ERRORS = 10;
const LATENCY_SECONDS = 1;

/** What is worth watching about a service behind an Application Load Balancer. */
export function webSignals(options: WebSignalsOptions): Signal[] {
  const { loadBalancer, isShared } = options;
  return [
    errorRatio(options),
    targetErrors(options),
    latency(options),
    healthyTargets(options),
    unhealthyTargets(options),
    clientErrorRatio(options),
    requests(options),
    ...(isShared ? [] : [rejectedConnections(loadBalancer)]),
  ];
}

/** What is worth watching about a load balancer that several services share. */
export function loadBalancerSignals(loadBalancer: IApplicationLoadBalancer): Signal[] {
  return [loadBalancerErrors(loadBalancer), rejectedConnections(loadBalancer)];
}

function errorRatio({ loadBalancer, targetGroups, isShared }: WebSignalsOptions): Signal {
  const errors = targetGroups.map((group) =>
    group.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period: MINUTE }));
  const ownErrors = isShared ? [] : [loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period: MINUTE })];
  return {
    id: 'ErrorRatio',
    title: 'Requests that fail',
    // the load balancer counts no request that found no target, only its own error.
    metric: percentOf([...errors, ...ownErrors], [...requestCounts(targetGroups, MINUTE), ...ownErrors], MINUTE),
    unit: '%',
    thresholds: [above(Severity.CRITICAL, ERROR_PERCENT, 5)],
    missingData: TreatMissingData.NOT_BREACHING,
    reason: `More than ${ERROR_PERCENT} % of the requests failed for 5 minutes: users see errors. Below `
      + `${FEWEST_REQUESTS} requests a minute it stays silent. `
      + 'Look at the logs of the service first, then at its database.',
  };
}

function targetErrors({ targetGroups }: WebSignalsOptions): Signal {
  return {
    id: 'TargetErrors',
    title: 'Server errors of the targets',
    metric: sum(
      targetGroups.map((group) => group.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period: MINUTE })),
      MINUTE,
    ),
    unit: 'requests',
    thresholds: [above(Severity.WARNING, TARGET_ERRORS, 2)],
    missingData: TreatMissingData.NOT_BREACHING,
    reason: `More than ${TARGET_ERRORS} server errors a minute, twice in a row: after a deployment the new version is `
      + 'the likely cause, and it is rolled back.',
    rollsBack: true,
  };
}

function latency({ targetGroups }: WebSignalsOptions): Signal {
  return {
    id: 'Latency',
    title: 'Response time, 95th percentile',
    metric: greatest(
      targetGroups.map((group) => group.metrics.targetResponseTime({ statistic: 'p95', period: MINUTE })), MINUTE,
    ),
    unit: 's',
    thresholds: [above(Severity.WARNING, LATENCY_SECONDS, 5)],
    missingData: TreatMissingData.NOT_BREACHING,
    reason: `One request in twenty took longer than ${LATENCY_SECONDS} second for 5 minutes: people notice. Look at `
      + 'CPU, then at the database.',
    rollsBack: true,
  };
}

function healthyTargets({ targetGroups, minHealthyTargets }: WebSignalsOptions): Signal {
  return {
    id: 'HealthyTargets',
    title: 'Healthy targets',
    metric: sum(
      targetGroups.map((group) => group.metrics.healthyHostCount({ statistic: 'Minimum', period: MINUTE })), MINUTE,
    ),
    unit: 'targets',
    // where there may be none, there is no data either: an alarm would never end.
    thresholds: isKnown(minHealthyTargets) && minHealthyTargets === 0
      ? []
      : [{
          severity: Severity.CRITICAL, value: minHealthyTargets, comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
          evaluationPeriods: 3,
        }],
    // no data is what a service without any target reports.
    missingData: TreatMissingData.BREACHING,
    reason: 'Fewer healthy targets than the smallest capacity for 3 minutes: the next loss is felt by users. Look at '
      + 'why targets fail their health check.',
  };
}

function unhealthyTargets({ targetGroups }: WebSignalsOptions): Signal {
  return {
    id: 'UnhealthyTargets',
    title: 'Unhealthy targets',
    metric: sum(
      targetGroups.map((group) => group.metrics.unhealthyHostCount({ statistic: 'Maximum', period: MINUTE })), MINUTE,
    ),
    unit: 'targets',
    thresholds: [{
      severity: Severity.WARNING, value: 1, comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 5,
    }],
    missingData: TreatMissingData.NOT_BREACHING,
    reason: 'A target failed its health check for 5 minutes although it should have been replaced by then: '
      + 'replacement may fail too.',
  };
}

function clientErrorRatio({ targetGroups }: WebSignalsOptions): Signal {
  const errors = targetGroups.map((group) =>
    group.metrics.httpCodeTarget(HttpCodeTarget.TARGET_4XX_COUNT, { period: FIVE_MINUTES }));
  return {
    id: 'ClientErrorRatio',
    title: 'Requests that are refused',
    metric: percentOf(errors, requestCounts(targetGroups, FIVE_MINUTES), FIVE_MINUTES),
    unit: '%',
    thresholds: [above(Severity.WARNING, CLIENT_ERROR_PERCENT, 5)],
    missingData: TreatMissingData.NOT_BREACHING,
    reason: `More than ${CLIENT_ERROR_PERCENT} % of the requests got a 4xx answer for 25 minutes: a broken link or `
      + 'client, expired sessions, or somebody who probes.',
  };
}

function requests({ targetGroups }: WebSignalsOptions): Signal {
  return {
    id: 'Requests',
    title: 'Requests',
    metric: sum(requestCounts(targetGroups, MINUTE), MINUTE),
    unit: 'requests',
    thresholds: [],
    missingData: TreatMissingData.NOT_BREACHING,
    reason: 'How much the service is used; the scale against which the other signals are read.',
  };
}

function rejectedConnections(loadBalancer: IApplicationLoadBalancer): Signal {
  return {
    id: 'RejectedConnections',
    title: 'Connections that the load balancer rejected',
    metric: loadBalancer.metrics.rejectedConnectionCount({ period: MINUTE }),
    unit: 'connections',
    thresholds: [above(Severity.WARNING, 0, 1)],
    missingData: TreatMissingData.NOT_BREACHING,
    reason: 'The load balancer reached its largest number of connections: it grows within minutes, but for a known '
      + 'peak ask AWS to reserve capacity.',
  };
}

function loadBalancerErrors(loadBalancer: IApplicationLoadBalancer): Signal {
  const ownErrors = loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period: MINUTE });
  const errors = [ownErrors, loadBalancer.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period: MINUTE })];
  return {
    id: 'LoadBalancerErrorRatio',
    title: 'Requests that fail, over all services',
    metric: percentOf(errors, [loadBalancer.metrics.requestCount({ period: MINUTE }), ownErrors], MINUTE),
    unit: '%',
    thresholds: [above(Severity.CRITICAL, ERROR_PERCENT, 5)],
    missingData: TreatMissingData.NOT_BREACHING,
    reason: `More than ${ERROR_PERCENT} % of the requests failed for 5 minutes. Errors that the load balancer makes `
      + 'itself mean a service without healthy targets.',
  };
}

function requestCounts(targetGroups: readonly ApplicationTargetGroup[], period: Duration): IMetric[] {
  return targetGroups.map((group) => group.metrics.requestCount({ period }));
}

function above(severity: Severity, value: number, evaluationPeriods: number): Signal['thresholds'][number] {
  return { severity, value, comparison: ComparisonOperator.GREATER_THAN_THRESHOLD, evaluationPeriods };
}

/** A metric without data counts as 0: a group of targets that takes no traffic reports nothing. */
function sum(metrics: readonly IMetric[], period: Duration): IMetric {
  return combine(metrics, period, (names) => filled(names).join(' + '));
}

function greatest(metrics: readonly IMetric[], period: Duration): IMetric {
  return combine(metrics, period, (names) => `MAX([${filled(names).join(', ')}])`);
}

function combine(metrics: readonly IMetric[], period: Duration, expression: (names: string[]) => string): IMetric {
  if (metrics.length === 1) return metrics[0];
  const usingMetrics = named('m', metrics);
  return new MathExpression({ expression: expression(Object.keys(usingMetrics)), usingMetrics, period });
}

/** A metric may stand in both lists. */
function percentOf(part: readonly IMetric[], whole: readonly IMetric[], period: Duration): IMetric {
  const [parts, wholes] = [named('part', part), named('whole', whole.filter((metric) => !part.includes(metric)))];
  const inBoth = Object.keys(parts).filter((name) => whole.includes(parts[name]));
  const [count, total] = [Object.keys(parts), [...Object.keys(wholes), ...inBoth]].map((names) =>
    `(${filled(names).join(' + ')})`);
  return new MathExpression({
    expression: `IF(${total} >= ${FEWEST_REQUESTS}, 100 * ${count} / ${total}, 0)`,
    usingMetrics: { ...parts, ...wholes },
    period,
  });
}

function named(prefix: string, metrics: readonly IMetric[]): Record<string, IMetric> {
  return Object.fromEntries(metrics.map((metric, i) => [`${prefix}${i}`, metric]));
}

function filled(names: string[]): string[] {
  return names.map((name) => `FILL(${name}, 0)`);
}
