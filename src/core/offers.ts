import { Annotations, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { partitionOf } from './whereabouts';
import { isKnown } from './tokens';

/** Something of AWS that only a part of its Regions has. */
export interface Offer {
  readonly name: string;
  /** Partitions that have it at all. */
  readonly partitions: readonly string[];
  /** The only Regions of the commercial partition that have it. */
  readonly only?: readonly string[];
  /** Regions of the commercial partition that lack it. */
  readonly except?: readonly string[];
  /** What to do instead. */
  readonly advice: string;
}

const COMMERCIAL = 'aws';
const GOV_CLOUD = 'aws-us-gov';

/**
 * What AWS offered where in 2026, as far as the library makes use of it and not every Region has it.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */
export const OFFERS = {
  /** @see https://docs.aws.amazon.com/general/latest/gr/prometheus-service.html */
  managedPrometheus: {
    name: 'Amazon Managed Service for Prometheus', partitions: [COMMERCIAL, GOV_CLOUD], except: ['ap-southeast-6'],
    advice: 'take MetricsBackend.selfHosted({ history: MetricsHistory.none() })',
  },
  /** @see https://docs.aws.amazon.com/general/latest/gr/grafana-service.html */
  managedGrafana: {
    name: 'Amazon Managed Grafana', partitions: [COMMERCIAL, GOV_CLOUD],
    only: [
      'ap-northeast-1', 'ap-northeast-2', 'ap-southeast-1', 'ap-southeast-2', 'eu-central-1', 'eu-west-1', 'eu-west-2',
      'us-east-1', 'us-east-2', 'us-west-2',
    ],
    advice: 'take Grafana.internal or Grafana.https',
  },
  /** @see https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-regions.html */
  chat: {
    name: 'Amazon Q Developer in chat applications', partitions: [COMMERCIAL],
    advice: 'take Notification.https or Notification.email',
  },
  /** @see https://docs.aws.amazon.com/general/latest/gr/incident-manager.html */
  incidents: {
    name: 'Incident Manager', partitions: [COMMERCIAL],
    only: [
      'ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1',
      'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1', 'us-east-1', 'us-east-2',
      'us-west-1', 'us-west-2',
    ],
    advice: 'take Notification.opsItem',
  },
  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html */
  regionalNat: { name: 'regional NAT gateways', partitions: [COMMERCIAL], advice: 'take Nat.perAz()' },
  /** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-canary.html */
  steppedDeployment: {
    name: 'canary and linear deployments of Amazon ECS', partitions: [COMMERCIAL],
    advice: 'take Deployment.blueGreen or Deployment.rolling',
  },
} satisfies { readonly [what: string]: Offer };

/** Warns where AWS may not offer something in the Region of the stack. */
export function warnIfNotOffered(scope: Construct, offer: Offer): void {
  if (!isOffered(offer, Stack.of(scope).region)) warnNotInRegion(scope, offer.name, offer.advice);
}

/**
 * Warns that the Region of the stack may lack something. This is no error: AWS adds to its Regions, and a release of
 * this library must not keep anybody from what is there by then.
 */
export function warnNotInRegion(scope: Construct, what: string, advice: string): void {
  Annotations.of(scope).addWarningV2(
    'cdk-elastic-web:notInRegion',
    `AWS did not offer ${what} in ${Stack.of(scope).region} in 2026, so the deployment may fail: ${advice}. `
    + 'If AWS offers it by now, acknowledge this warning',
  );
}

/** A Region that is not known yet, or to nobody, may have everything. */
function isOffered({ partitions, only, except = [] }: Offer, region: string): boolean {
  const partition = partitionOf(region);
  if (!isKnown(region) || partition === undefined) return true;
  if (!partitions.includes(partition)) return false;
  return partition !== COMMERCIAL || (!except.includes(region) && (only === undefined || only.includes(region)));
}
