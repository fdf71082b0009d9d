import { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeElb, HttpCodeTarget, type IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { badMinutes, percentOf, SignalGroup, SignalUnit, Threshold, type Signal } from '../signal';

export const MINUTE = Duration.minutes(1);
/** One failed request of very few is no ratio. */
export const FEWEST_REQUESTS = 20;
export const BY_THE_MINUTE = { period: MINUTE, fewest: FEWEST_REQUESTS };
export const ERROR_PERCENT = 1;
/** AWS renews a certificate earlier than this: from here on something stands in its way. */
const EXPIRY_WARNING_DAYS = 44;
/** Time to validate and deploy another one by hand. */
const EXPIRY_CRITICAL_DAYS = 14;

/** What is worth watching about a load balancer, over all services that share it. */
export function loadBalancerSignals(loadBalancer: IApplicationLoadBalancer, certificate?: ICertificate): Signal[] {
  return [loadBalancerErrors(loadBalancer), rejectedConnections(loadBalancer), ...certificateSignals(certificate)];
}

/** How long the certificate of a listener is still valid; nothing with plain HTTP. */
export function certificateSignals(certificate: ICertificate | undefined): Signal[] {
  if (!certificate) return [];
  // nothing is reported before the first day and after the end: the alarm stays as it is, silent or in alarm.
  const once = { periods: 1, missingData: TreatMissingData.IGNORE };
  return [{
    id: 'CertificateDaysToExpiry',
    title: 'Days that the certificate is still valid',
    metric: certificate.metricDaysToExpiry({ period: Duration.days(1), statistic: Stats.MINIMUM }),
    unit: SignalUnit.DAYS,
    group: SignalGroup.UPKEEP,
    critical: Threshold.atMost(EXPIRY_CRITICAL_DAYS, once),
    warning: Threshold.atMost(EXPIRY_WARNING_DAYS, once),
    reason: 'After the last day browsers refuse the site. AWS renews certificates that it issued by itself if the '
      + 'records that validate them are still there; an imported one has to be imported anew.',
  }];
}

/** Connections beyond the capacity of the load balancer. */
export function rejectedConnections(loadBalancer: IApplicationLoadBalancer): Signal {
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
    critical: Threshold.above(ERROR_PERCENT, badMinutes(5)),
    reason: `More than ${ERROR_PERCENT} % of the requests failed in 5 of 7 minutes. Errors that the load balancer `
      + 'makes itself mean a service without healthy targets.',
  };
}
