import { Duration } from 'aws-cdk-lib';
import { TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  HttpCodeElb, HttpCodeTarget, type ApplicationTargetGroup, type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { isKnown } from '../core';
import {
  greatestOf, percentOf, Severity, SignalGroup, SignalUnit, sumOf, Threshold, type Signal,
} from '../signal';

/** What has to be known about a service behind a load balancer to watch it. */
export interface TargetSignalsOptions {
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
const BY_THE_MINUTE = { period: MINUTE, fewest: FEWEST_REQUESTS };
const ERROR_PERCENT = 1;
const CLIENT_ERROR_PERCENT = 10;
const TARGET_ERRORS = 10;
const LATENCY_SECONDS = 1;

/** What is worth watching about a service behind an Application Load Balancer. */
export function targetSignals(options: TargetSignalsOptions): Signal[] {
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

function errorRatio({ loadBalancer, targetGroups, isShared }: TargetSignalsOptions): Signal {
  const errors = targetGroups.map((group) =>
    group.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period: MINUTE }));
  const ownErrors = isShared ? [] : [loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period: MINUTE })];
  return {
    id: 'ErrorRatio',
    title: 'Requests that fail',
    // the load balancer counts no request that found no target, only its own error.
    metric: percentOf([...errors, ...ownErrors], [...requestCounts(targetGroups, MINUTE), ...ownErrors], BY_THE_MINUTE),
    unit: SignalUnit.PERCENT,
    group: SignalGroup.ERRORS,
    critical: Threshold.above(ERROR_PERCENT, { periods: 5 }),
    reason: `More than ${ERROR_PERCENT} % of the requests failed for 5 minutes: users see errors. Below `
      + `${FEWEST_REQUESTS} requests a minute it stays silent. `
      + 'Look at the logs of the service first, then at its database.',
  };
}

function targetErrors({ targetGroups }: TargetSignalsOptions): Signal {
  return {
    id: 'TargetErrors',
    title: 'Server errors of the targets',
    metric: sumOf(
      targetGroups.map((group) => group.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period: MINUTE })),
      MINUTE,
    ),
    unit: SignalUnit.COUNT,
    group: SignalGroup.ERRORS,
    warning: Threshold.above(TARGET_ERRORS, { periods: 2 }),
    reason: `More than ${TARGET_ERRORS} server errors a minute, twice in a row: after a deployment the new version is `
      + 'the likely cause, and it is rolled back.',
    rollsBackAt: Severity.WARNING,
  };
}

function latency({ targetGroups }: TargetSignalsOptions): Signal {
  return {
    id: 'Latency',
    title: 'Response time, 95th percentile',
    metric: greatestOf(
      targetGroups.map((group) => group.metrics.targetResponseTime({ statistic: 'p95', period: MINUTE })), MINUTE,
    ),
    unit: SignalUnit.SECONDS,
    group: SignalGroup.LATENCY,
    warning: Threshold.above(LATENCY_SECONDS, { periods: 5 }),
    reason: `One request in twenty took longer than ${LATENCY_SECONDS} second for 5 minutes: people notice. Look at `
      + 'CPU, then at the database.',
    rollsBackAt: Severity.WARNING,
  };
}

function healthyTargets({ targetGroups, minHealthyTargets }: TargetSignalsOptions): Signal {
  return {
    id: 'HealthyTargets',
    title: 'Healthy targets',
    metric: sumOf(
      targetGroups.map((group) => group.metrics.healthyHostCount({ statistic: 'Minimum', period: MINUTE })), MINUTE,
    ),
    unit: SignalUnit.COUNT,
    group: SignalGroup.HEALTH,
    // where there may be none, there is no data either: an alarm would never end.
    critical: isKnown(minHealthyTargets) && minHealthyTargets === 0
      ? undefined
      // no data is what a service without any target reports.
      : Threshold.below(minHealthyTargets, { periods: 3, missingData: TreatMissingData.BREACHING }),
    reason: 'Fewer healthy targets than the smallest capacity for 3 minutes: the next loss is felt by users. Look at '
      + 'why targets fail their health check.',
  };
}

function unhealthyTargets({ targetGroups }: TargetSignalsOptions): Signal {
  return {
    id: 'UnhealthyTargets',
    title: 'Unhealthy targets',
    metric: sumOf(
      targetGroups.map((group) => group.metrics.unhealthyHostCount({ statistic: 'Maximum', period: MINUTE })), MINUTE,
    ),
    unit: SignalUnit.COUNT,
    group: SignalGroup.HEALTH,
    warning: Threshold.atLeast(1, { periods: 5 }),
    reason: 'A target failed its health check for 5 minutes although it should have been replaced by then: '
      + 'replacement may fail too.',
  };
}

function clientErrorRatio({ targetGroups }: TargetSignalsOptions): Signal {
  const errors = targetGroups.map((group) =>
    group.metrics.httpCodeTarget(HttpCodeTarget.TARGET_4XX_COUNT, { period: FIVE_MINUTES }));
  return {
    id: 'ClientErrorRatio',
    title: 'Requests that are refused',
    metric: percentOf(errors, requestCounts(targetGroups, FIVE_MINUTES), { ...BY_THE_MINUTE, period: FIVE_MINUTES }),
    unit: SignalUnit.PERCENT,
    group: SignalGroup.ERRORS,
    warning: Threshold.above(CLIENT_ERROR_PERCENT, { periods: 5 }),
    reason: `More than ${CLIENT_ERROR_PERCENT} % of the requests got a 4xx answer for 25 minutes: a broken link or `
      + 'client, expired sessions, or somebody who probes.',
  };
}

function requests({ targetGroups }: TargetSignalsOptions): Signal {
  return {
    id: 'Requests',
    title: 'Requests',
    metric: sumOf(requestCounts(targetGroups, MINUTE), MINUTE),
    unit: SignalUnit.COUNT,
    group: SignalGroup.TRAFFIC,
    reason: 'How much the service is used; the scale against which the other signals are read.',
  };
}

function rejectedConnections(loadBalancer: IApplicationLoadBalancer): Signal {
  return {
    id: 'RejectedConnections',
    title: 'Connections that the load balancer rejected',
    metric: loadBalancer.metrics.rejectedConnectionCount({ period: MINUTE }),
    unit: SignalUnit.COUNT,
    group: SignalGroup.ERRORS,
    warning: Threshold.above(0, { periods: 1 }),
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
    metric: percentOf(errors, [loadBalancer.metrics.requestCount({ period: MINUTE }), ownErrors], BY_THE_MINUTE),
    unit: SignalUnit.PERCENT,
    group: SignalGroup.ERRORS,
    critical: Threshold.above(ERROR_PERCENT, { periods: 5 }),
    reason: `More than ${ERROR_PERCENT} % of the requests failed for 5 minutes. Errors that the load balancer makes `
      + 'itself mean a service without healthy targets.',
  };
}

function requestCounts(targetGroups: readonly ApplicationTargetGroup[], period: Duration): IMetric[] {
  return targetGroups.map((group) => group.metrics.requestCount({ period }));
}
