import { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  HttpCodeElb, HttpCodeTarget, type IApplicationLoadBalancer, type IApplicationTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { isKnown } from '../core';
import {
  badMinutes, greatestOf, percentOf, Severity, SignalGroup, SignalUnit, sumOf, Threshold, type Signal,
} from '../signal';
import {
  BY_THE_MINUTE, certificateSignals, ERROR_PERCENT, FEWEST_REQUESTS, MINUTE, rejectedConnections,
} from './load-balancer-signals';

/** What has to be known about a service behind a load balancer to watch it. */
export interface TargetSignalsOptions {
  readonly loadBalancer: IApplicationLoadBalancer;
  /**
   * One group, or two where deployments shift traffic between them: a version in trial counts as much as the one in
   * service.
   */
  readonly targetGroups: readonly IApplicationTargetGroup[];
  /** Healthy targets below this number are an alarm; 0 means that there may be none, and no alarm. */
  readonly minHealthyTargets: number;
  /** Whether other services use the load balancer too: what it counts itself then says nothing about this one. */
  readonly isShared: boolean;
  /** Certificate that was made or given for this service. */
  readonly certificate?: ICertificate;
}

const FIVE_MINUTES = Duration.minutes(5);
const CLIENT_ERROR_PERCENT = 10;
const TARGET_ERRORS = 10;
const LATENCY_SECONDS = 1;

/** What is worth watching about a service behind an Application Load Balancer. */
export function targetSignals(options: TargetSignalsOptions): Signal[] {
  const { loadBalancer, isShared, certificate } = options;
  return [
    errorRatio(options),
    targetErrors(options),
    connectionErrors(options),
    latency(options),
    healthyTargets(options),
    unhealthyTargets(options),
    clientErrorRatio(options),
    requests(options),
    ...isShared ? [] : [rejectedConnections(loadBalancer)],
    ...certificateSignals(certificate),
  ];
}

/** Those of the signals that roll a new version back: a deployment waits for no other metric. */
export function rollbackTargetSignals(options: TargetSignalsOptions): Signal[] {
  return [targetErrors(options), latency(options)];
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
    critical: Threshold.above(ERROR_PERCENT, badMinutes(5)),
    reason: `More than ${ERROR_PERCENT} % of the requests failed in 5 of 7 minutes: users see errors. Below `
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
    warning: Threshold.above(TARGET_ERRORS, badMinutes(2)),
    reason: `More than ${TARGET_ERRORS} server errors a minute, in 2 of 4: after a deployment the new version is `
      + 'the likely cause, and it is rolled back.',
    rollsBackAt: Severity.WARNING,
  };
}

function connectionErrors({ targetGroups }: TargetSignalsOptions): Signal {
  return {
    id: 'TargetConnectionErrors',
    title: 'Connections that the targets refused',
    metric: sumOf(targetGroups.map((group) => group.metrics.targetConnectionErrorCount({ period: MINUTE })), MINUTE),
    unit: SignalUnit.COUNT,
    group: SignalGroup.ERRORS,
    warning: Threshold.above(0, { periods: 5, datapointsToAlarm: 3 }),
    reason: 'The load balancer could not connect to a target in 3 of 5 minutes, and users got a 502 or waited longer. '
      + 'Look for targets that crash or stop before they are drained, for a full accept queue, and at the security '
      + 'group.',
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
    warning: Threshold.above(LATENCY_SECONDS, badMinutes(5)),
    reason: `One request in twenty took longer than ${LATENCY_SECONDS} second in 5 of 7 minutes: people notice. Look `
      + 'at CPU, then at the database.',
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
    warning: Threshold.atLeast(1, badMinutes(5)),
    reason: 'A target failed its health check in 5 of 7 minutes although it should have been replaced by then: '
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

function requestCounts(targetGroups: readonly IApplicationTargetGroup[], period: Duration): IMetric[] {
  return targetGroups.map((group) => group.metrics.requestCount({ period }));
}
