import { Duration } from 'aws-cdk-lib';
import { Stats, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Function, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { duration, isKnown, rejectProblems } from '../../core';
import { SignalGroup, SignalUnit, Threshold, type IMonitored, type Signal } from '../../signal';
import { speakFor } from './plain-subject';

/** What the CDK does not know of a function that was made elsewhere. */
export interface MonitoredLambdaOptions {
  /**
   * After which time a run is ended, 1 second to 15 minutes.
   *
   * @default - the timeout of a function that was made in this app, else run times have no limit
   */
  readonly timeout?: Duration;
}

const MINUTE = Duration.minutes(1);
const ERROR_MINUTES = { periods: 15, datapointsToAlarm: 3 };
const THROTTLED_MINUTES = 5;
const SLOW_MINUTES = 15;
const TIMEOUT_SHARE = 0.8;

/** A function of Lambda. */
export function watchLambda(lambdaFunction: IFunction, options: MonitoredLambdaOptions): IMonitored {
  rejectProblems(lambdaFunction, 'Monitored.lambda', duration('timeout', options.timeout, {
    min: Duration.seconds(1), max: Duration.minutes(15),
  }));
  const made = lambdaFunction instanceof Function ? lambdaFunction.timeout ?? Duration.seconds(3) : undefined;
  return speakFor(lambdaFunction, options, () => [
    errors(lambdaFunction),
    throttles(lambdaFunction),
    runTime(lambdaFunction, options.timeout ?? made),
    shown('Invocations', 'Runs', lambdaFunction.metricInvocations(measured(Stats.SUM)), SignalGroup.TRAFFIC,
      'How much the function is used.'),
  ]);
}

function errors(lambdaFunction: IFunction): Signal {
  return {
    id: 'Errors', title: 'Runs that fail', metric: lambdaFunction.metricErrors(measured(Stats.SUM)),
    unit: SignalUnit.COUNT, group: SignalGroup.ERRORS,
    warning: Threshold.above(0, ERROR_MINUTES),
    reason: 'Runs failed in 3 of 15 minutes. Look at the log of the function. For one that runs seldom, tune it to one '
      + 'period.',
  };
}

function throttles(lambdaFunction: IFunction): Signal {
  return {
    id: 'Throttles', title: 'Runs that were refused', metric: lambdaFunction.metricThrottles(measured(Stats.SUM)),
    unit: SignalUnit.COUNT, group: SignalGroup.ERRORS,
    warning: Threshold.above(0, { periods: THROTTLED_MINUTES }),
    reason: 'The reserved concurrency of the function, or that of the account, is used up for 5 minutes.',
  };
}

function runTime(lambdaFunction: IFunction, timeout: Duration | undefined): Signal {
  return {
    id: 'RunTime', title: 'Run time, 90th percentile', metric: lambdaFunction.metricDuration(measured(Stats.p(90))),
    unit: SignalUnit.MILLISECONDS, group: SignalGroup.LATENCY,
    warning: isKnown(timeout)
      ? Threshold.above(timeout.toMilliseconds() * TIMEOUT_SHARE, { periods: SLOW_MINUTES })
      : undefined,
    reason: 'One run in ten takes more than 80 % of the timeout: soon some are ended. Look for a slow service that it '
      + 'calls, then at memory, which brings CPU.',
  };
}

function shown(id: string, title: string, metric: Metric, group: SignalGroup, reason: string): Signal {
  return { id, title, metric, unit: SignalUnit.COUNT, group, reason };
}

function measured(statistic: string): { statistic: string; period: Duration } {
  return { statistic, period: MINUTE };
}
