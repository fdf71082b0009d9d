import { capacityOf, type Resource, type Template } from '../../template';
import type { DurationRange } from './duration-range';
import { DEFAULT_TIME, QUICK_CHANGE } from './fixed-times';
import { minutes, NOTHING, seconds, times, together } from './range';
import type { TypicalTime } from './typical-time';

const BOOT = minutes(3, 6);
const PULL_AND_START = minutes(0.5, 3);
const LARGE_DATABASE = /^db\.(?!.*\.(micro|small|medium)$)/;
/** What elastic load balancing takes where a target group does not say it. */
const HEALTH_CHECK = { intervalSeconds: 30, healthyCount: 5 };

type Computed = (resource: Resource, template: Template) => TypicalTime;

/** Times of types that depend on properties. */
export const COMPUTED_TIMES: { readonly [type: string]: Computed } = {
  'AWS::RDS::DBInstance': database,
  'AWS::ECS::Service': service,
  'AWS::AutoScaling::AutoScalingGroup': group,
  'AWS::EC2::Instance': (resource) => resource.attribute('CreationPolicy', 'ResourceSignal').exists
    ? { create: BOOT, basis: 'estimate: it signals that it has started' }
    : { create: minutes(0.5, 1.5), basis: 'estimate' },
  'AWS::EC2::VPCEndpoint': (resource) => resource.get('VpcEndpointType').text === 'Interface'
    ? { create: minutes(1, 3), basis: 'estimate' }
    : { create: minutes(0.1, 0.5), basis: 'estimate' },
  'AWS::CertificateManager::Certificate': certificate,
  'AWS::CloudFormation::WaitCondition': (resource) => ({
    create: seconds(0, resource.get('Timeout').number ?? 0), basis: 'its timeout',
  }),
};

function database(resource: Resource): TypicalTime {
  const update = minutes(0.5, 17);
  if (resource.get('DBClusterIdentifier').exists) {
    return { create: minutes(5, 10), update, basis: '1 public log of Aurora with 6.3 minutes; changes are estimated' };
  }
  const isLarge = resource.get('MultiAZ').boolean === true
    || LARGE_DATABASE.test(resource.get('DBInstanceClass').text ?? '');
  return isLarge
    ? { create: minutes(10, 17), update, basis: '3 public logs, Multi-AZ or large; changes are estimated' }
    : { create: minutes(5, 10), update, basis: '4 public logs, one zone and small; changes are estimated' };
}

/** A service is there when its tasks are healthy at the load balancer. */
function service(resource: Resource, template: Template): TypicalTime {
  if (capacityOf(resource, template)?.maximum === 0) {
    return { create: DEFAULT_TIME.create, basis: 'estimate: no task has to start' };
  }
  const wait = Math.max(0, ...resource.get('LoadBalancers').items
    .map((item) => healthSeconds(template.target(item.at('TargetGroupArn')))));
  const start = together(PULL_AND_START, seconds(wait, wait));
  const bake = bakeSeconds(resource);
  return {
    create: start, update: together(start, seconds(bake, bake)),
    basis: `estimate: load the image and start, ${wait} s of health checks${bake > 0
      ? `, and ${bake / 60} min of bake time for a change`
      : ''}`,
  };
}

function healthSeconds(targetGroup: Resource | undefined): number {
  const { intervalSeconds, healthyCount } = HEALTH_CHECK;
  return (targetGroup?.get('HealthCheckIntervalSeconds').number ?? intervalSeconds)
    * (targetGroup?.get('HealthyThresholdCount').number ?? healthyCount);
}

/** What a shift of the traffic waits at each step, and at its end. */
function bakeSeconds(resource: Resource): number {
  const configuration = resource.get('DeploymentConfiguration');
  const bake = configuration.at('BakeTimeInMinutes').number ?? 0;
  const canary = configuration.at('CanaryConfiguration', 'CanaryBakeTimeInMinutes').number ?? 0;
  const linear = configuration.at('LinearConfiguration');
  const step = linear.at('StepPercent').number;
  const steps = step === undefined || step <= 0 ? 0 : Math.ceil(100 / step) - 1;
  return 60 * (bake + canary + steps * (linear.at('StepBakeTimeInMinutes').number ?? 0));
}

/** A group is there at once, or when its instances have signalled that they have started. */
function group(resource: Resource, template: Template): TypicalTime {
  const waits = resource.attribute('CreationPolicy', 'ResourceSignal').exists;
  const start = waits ? BOOT : minutes(0.1, 1);
  return {
    create: start, update: rolling(resource, template),
    basis: waits ? 'estimate: its instances signal that they have started' : 'estimate: nobody waits for its instances',
  };
}

/** Instances are replaced in batches, if the group says so. */
function rolling(resource: Resource, template: Template): DurationRange {
  const rollingUpdate = resource.attribute('UpdatePolicy', 'AutoScalingRollingUpdate');
  const others = ['AutoScalingReplacingUpdate', 'AutoScalingInstanceRefresh']
    .map((name) => resource.attribute('UpdatePolicy', name));
  const isReplaced = [rollingUpdate, ...others].some(({ exists }) => exists);
  const units = capacityOf(resource, template)?.expected ?? 1;
  const batches = Math.max(1, Math.ceil(units / (rollingUpdate.at('MaxBatchSize').number ?? 1)));
  return isReplaced ? together(NOTHING, times(BOOT, batches)) : QUICK_CHANGE;
}

/** Validation by DNS is quick if CloudFormation may write the record, and else waits for a person. */
function certificate(resource: Resource): TypicalTime {
  const create = minutes(2, 10);
  const isAlone = resource.get('ValidationMethod').text === 'DNS'
    && resource.get('DomainValidationOptions').items.some((item) => item.at('HostedZoneId').exists);
  return isAlone
    ? { create, basis: 'estimate after "a few minutes" (certificate provider #21)' }
    : {
        create, basis: 'estimate, from the moment at which the domain is validated',
        note: 'waits until somebody validates the domain, and fails after about 12 hours',
      };
}
