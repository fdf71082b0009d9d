import { ifAllowed } from '../aws/errors';
import type { ServiceState, Snapshot, TaskState } from '../aws/model';
import type { Session } from '../aws/session';
import type { Deployed } from '../aws/stacks';
import { tasksOf } from '../aws/services';
import { closedWays } from './closed-ways';
import type { Fact } from './facts';
import { networkFacts } from './network';
import { processFacts } from './process';
import { quotaFacts } from './quotas';
import { failuresOf, type StackFailure } from './stack-events';

const STEADY = /has reached a steady state/;
const CERTIFICATE = 'AWS::CertificateManager::Certificate';
/** What happened to a group before that has passed. */
const OLD_HOURS = 24;

/** Everything that AWS says about what may be wrong. */
export async function factsOf(session: Session, deployed: Deployed, snapshot: Snapshot): Promise<Fact[]> {
  const { api, missingRights } = session;
  const failures = await ifAllowed(failuresOf(api, deployed), missingRights) ?? [];
  const gone = await goneServices(session, failures, snapshot);
  const services = [...snapshot.services.map(({ name, cluster, tasks }) => ({ name, cluster, tasks })), ...gone];
  const [processes, certificates, scaling] = await Promise.all([
    processFacts(session, snapshot, services), certificateFacts(session, deployed), scalingFacts(session, snapshot),
  ]);
  const facts = [
    ...services.flatMap(({ name, tasks }) => tasks.flatMap((task) => taskFacts(name, task))),
    ...processes, ...snapshot.services.flatMap(serviceFacts), ...groupFacts(snapshot),
    ...snapshot.databases.map(({ name, status }): Fact => ({
      source: 'database', subject: name, field: 'DescribeDBInstances DBInstanceStatus', text: status,
    })),
    ...certificates, ...scaling,
    ...failures.map(({ path, type, reason, at }): Fact => ({
      source: 'stack event', subject: path, field: `DescribeStackEvents ${type}`, text: reason, at,
    })),
    ...networkFacts(deployed), ...closedWays(deployed, snapshot),
  ];
  return [...facts, ...await quotaFacts(session, facts)];
}

function taskFacts(subject: string, { stopCode = '', stoppedReason, stoppedAt, id }: TaskState): Fact[] {
  if (!stoppedReason) return [];
  return [{
    source: 'stopped task', subject: `${subject} task ${id.slice(0, 8)}`, field: 'DescribeTasks stoppedReason',
    text: `${stopCode} ${stoppedReason}`.trim(), at: stoppedAt,
  }];
}

/** Tasks of a service that a rollback has deleted; ECS remembers them for about an hour. */
async function goneServices({ api, missingRights }: Session, failures: readonly StackFailure[], snapshot: Snapshot) {
  const arns = failures.filter(({ type, physicalId }) => type === 'AWS::ECS::Service' && physicalId.includes('/')
    && !snapshot.services.some(({ service }) => physicalId.endsWith(`/${service}`)));
  return await Promise.all(arns.map(async ({ path, physicalId }) => {
    const [, cluster = '', name = ''] = physicalId.split('/');
    const tasks = await ifAllowed(tasksOf(api, cluster, name).catch(ignoreNotFound), missingRights);
    return { name: path, cluster, tasks: tasks ?? [] };
  }));
}

function ignoreNotFound(error: unknown): TaskState[] {
  if (error instanceof Error && /NotFound|NotActive/.test(error.name)) return [];
  throw error;
}

function serviceFacts(service: ServiceState): Fact[] {
  const { name, events, targetGroups, rollout } = service;
  const steady = events.findIndex(({ text }) => STEADY.test(text));
  const recent = steady < 0 ? events : events.slice(0, steady);
  return [
    ...recent.map(({ text, at }): Fact => ({
      source: 'service event', subject: name, field: 'DescribeServices events', text, at,
    })),
    ...targetFacts(name, targetGroups),
    ...[rollout?.rollbackReason, /FAILED|STOPPED|ROLLBACK/.test(rollout?.status ?? '') ? rollout?.reason : undefined,
      ...rollout?.alarms.map((alarm) => `alarm ${alarm} went on`) ?? [],
      ...rollout?.hooks.filter(({ status }) => /FAILED|TIMED_OUT|AWAITING/.test(status ?? ''))
        .map(({ stage, status }) => `hook ${stage} is ${status}`) ?? [],
    ].flatMap((text): Fact[] => text
      ? [{
          source: 'deployment', subject: name, field: 'DescribeServiceDeployments', text, at: rollout?.finishedAt,
        }]
      : []),
  ];
}

function targetFacts(subject: string, groups: ServiceState['targetGroups']): Fact[] {
  return groups.flatMap(({ targets }) => targets
    .filter(({ state }) => state !== 'healthy' && state !== 'draining' && state !== 'initial')
    .map(({ id, port, state, reason = '', description = '' }): Fact => ({
      source: 'target', subject: `${subject} target ${id}:${port}`, field: 'DescribeTargetHealth TargetHealth',
      text: `${state} ${reason} ${description}`.trim(),
    })));
}

function groupFacts({ groups, at }: Snapshot): Fact[] {
  const oldest = at.getTime() - OLD_HOURS * 3_600_000;
  return groups.flatMap(({ name, activities, targetGroups }) => [
    ...targetFacts(name, targetGroups),
    ...activities.filter((activity) => (activity.at?.getTime() ?? 0) > oldest)
      .filter(({ status, text }) => status === 'Failed' || /health ?check/i.test(text))
      .map(({ status, text, at: when }): Fact => ({
        source: 'group', subject: name, field: 'DescribeScalingActivities', text: `${status} ${text}`, at: when,
      })),
  ]);
}

async function certificateFacts({ api, missingRights }: Session, deployed: Deployed): Promise<Fact[]> {
  const certificates = deployed.of(CERTIFICATE).filter(({ physicalId }) => physicalId.startsWith('arn:'));
  const found = await Promise.all(certificates.map(async ({ physicalId, path }): Promise<Fact[]> => {
    const answer = await ifAllowed(api.describeCertificate({ CertificateArn: physicalId }), missingRights);
    const { Status = '', FailureReason = '', DomainName = '' } = answer?.Certificate ?? {};
    if (Status === '' || Status === 'ISSUED') return [];
    return [{
      source: 'certificate', subject: `${path} (${DomainName})`, field: 'DescribeCertificate Status',
      text: `${Status} ${FailureReason}`.trim(),
    }];
  }));
  return found.flat();
}

async function scalingFacts({ api, missingRights }: Session, { services }: Snapshot): Promise<Fact[]> {
  const found = await Promise.all(services.map(async ({ name, cluster, service }) => {
    const answer = await ifAllowed(api.describeScalingActivities({
      ServiceNamespace: 'ecs', ResourceId: `service/${cluster}/${service}`, IncludeNotScaledActivities: true,
      MaxResults: 10,
    }), missingRights);
    return (answer?.ScalingActivities ?? []).flatMap(({ NotScaledReasons = [], StartTime }) => NotScaledReasons
      .map(({ Code, MaxCapacity }): Fact => ({
        source: 'scaling', subject: name, field: 'DescribeScalingActivities NotScaledReasons', at: StartTime,
        text: `${Code}${MaxCapacity === undefined ? '' : `, maximum ${MaxCapacity}`}`,
      })));
  }));
  return found.flat();
}
