import { OpsItemSeverity, SsmAction, SsmIncidentAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { OFFERS, text, warnIfNotOffered } from '../../core';
import { Severity } from '../../signal';
import type { NotificationVariant } from './notification-variant';

const OPS_SEVERITIES: Readonly<Record<Severity, OpsItemSeverity>> = {
  [Severity.CRITICAL]: OpsItemSeverity.CRITICAL, [Severity.WARNING]: OpsItemSeverity.MEDIUM,
};

/** An OpsItem of Systems Manager. */
export function opsItemVariant(): NotificationVariant {
  return {
    problems: () => [],
    bind: () => ({
      reach: (_, severity) => ({ topics: [], actions: { opsItem: new SsmAction(OPS_SEVERITIES[severity]) } }),
    }),
  };
}

/** An incident of Incident Manager. */
export function incidentVariant(responsePlanName: string): NotificationVariant {
  return {
    problems: (prop) => text(prop, responsePlanName, /[a-zA-Z0-9_-]{1,200}/, 'be the name of a response plan',
      'its name alone, not its ARN'),
    bind: (scope) => {
      warnIfNotOffered(scope, OFFERS.incidents);
      return {
        reach: () => ({
          topics: [], actions: { [`incident ${responsePlanName}`]: new SsmIncidentAction(responsePlanName) },
        }),
      };
    },
  };
}
