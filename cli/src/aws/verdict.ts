import type { GroupState, ServiceState, Snapshot, StackState, TargetGroupState } from './model';

/** How something is, the best first. */
export enum Health {
  HEALTHY = 'healthy',
  /** Something goes on that ends by itself. */
  CHANGING = 'changing',
  UNHEALTHY = 'not healthy',
  /** A right is missing to tell. */
  UNKNOWN = 'unknown',
}

/** What is to be said about one thing. */
export interface Finding { readonly health: Health; readonly text: string }

/** How a whole deployment is, and why. */
export interface Verdict { readonly health: Health; readonly findings: readonly Finding[] }

const ORDER = [Health.HEALTHY, Health.CHANGING, Health.UNKNOWN, Health.UNHEALTHY];
const ROLLED_BACK = /^ROLLBACK_|^UPDATE_ROLLBACK_|^IMPORT_ROLLBACK_/;
const UNDER_WAY = /_IN_PROGRESS$/;
const READY_DATABASE = new Set(['available', 'backing-up', 'storage-optimization', 'configuring-enhanced-monitoring']);
const STOPPED_DATABASE = /^(deleted|deleting|failed|stopped|stopping|inaccessible|incompatible|storage-full)/;
const FAILED_ROLLOUT = /^(STOPPED|ROLLBACK_(SUCCESSFUL|FAILED))$/;

/** Judges everything that was seen. */
export function verdictOf(snapshot: Snapshot): Verdict {
  const findings = [
    ...snapshot.stacks.flatMap(aboutStack), ...snapshot.services.flatMap(aboutService),
    ...snapshot.groups.flatMap(aboutGroup),
    ...snapshot.databases.flatMap(({ name, status }) => aboutDatabase(name, status)),
    ...snapshot.alarms.filter(({ state }) => state === 'ALARM')
      .map(({ path }) => finding(Health.UNHEALTHY, `the alarm ${path} is on`)),
    ...snapshot.missingRights.filter((action) => NEEDED.test(action))
      .map((action) => finding(Health.UNKNOWN, `your rights do not allow "${action}"`)),
  ];
  const worst = Math.max(0, ...findings.map(({ health }) => ORDER.indexOf(health)));
  return { health: ORDER[worst], findings };
}

/** Without these rights nobody can say that all is well. */
const NEEDED = /:(DescribeServices|DescribeTargetHealth|DescribeAutoScalingGroups|DescribeAlarms|DescribeDB\w+)$/;

function aboutStack({ name, status }: StackState): Finding[] {
  if (/_FAILED$/.test(status)) return [finding(Health.UNHEALTHY, `the stack ${name} is ${status}`)];
  if (ROLLED_BACK.test(status)) {
    return [finding(Health.UNHEALTHY, `the last deployment of the stack ${name} was rolled back (${status})`)];
  }
  return UNDER_WAY.test(status) ? [finding(Health.CHANGING, `the stack ${name} is ${status}`)] : [];
}

/** What is wrong with a service, or not finished. */
function aboutService(service: ServiceState): Finding[] {
  const { name, status, desired, running, rollout, deployments } = service;
  if (status !== 'ACTIVE') return [finding(Health.UNHEALTHY, `the service ${name} is ${status}`)];
  const primary = deployments.find(({ isPrimary }) => isPrimary);
  const isUnderWay = deployments.length > 1 || primary?.state === 'IN_PROGRESS'
    || /^(PENDING|IN_PROGRESS|ROLLBACK_IN_PROGRESS|ROLLBACK_REQUESTED|STOP_REQUESTED)$/.test(rollout?.status ?? '');
  const isFailing = (primary?.failed ?? 0) > 0 || (rollout?.failures ?? 0) > 0;
  const found: Finding[] = [];
  if (primary?.state === 'FAILED' || FAILED_ROLLOUT.test(rollout?.status ?? '')) {
    found.push(finding(Health.UNHEALTHY, `the last deployment of ${name} failed: ${failureOf(service)}`));
  } else if (isUnderWay) {
    found.push(finding(isFailing ? Health.UNHEALTHY : Health.CHANGING, isFailing
      ? `${primary?.failed || rollout?.failures} tasks of the new version of ${name} failed to start`
      : `a deployment of ${name} is under way`));
  }
  if (running < desired) {
    found.push(finding(isUnderWay && !isFailing ? Health.CHANGING : Health.UNHEALTHY,
      `${name} runs ${running} of ${desired} tasks`));
  }
  return [...found, ...aboutTargets(name, service.targetGroups, Math.min(desired, running), isUnderWay)];
}

function failureOf({ rollout, deployments }: ServiceState): string {
  return rollout?.rollbackReason ?? rollout?.reason ?? deployments.find(({ isPrimary }) => isPrimary)?.reason
    ?? rollout?.status ?? 'AWS gives no reason';
}

function aboutGroup({ name, desired, inService, refresh, targetGroups }: GroupState): Finding[] {
  const isUnderWay = /^(Pending|InProgress|Cancelling|RollbackInProgress|Baking)$/.test(refresh?.status ?? '');
  const found: Finding[] = [];
  if (/^(Failed|RollbackFailed|RollbackSuccessful)$/.test(refresh?.status ?? '')) {
    found.push(finding(Health.UNHEALTHY, `the last instance refresh of ${name} failed: ${refresh?.reason ?? ''}`));
  } else if (isUnderWay) {
    found.push(finding(Health.CHANGING, `an instance refresh of ${name} is at ${refresh?.percent ?? 0} %`));
  }
  if (inService < desired) {
    found.push(finding(isUnderWay ? Health.CHANGING : Health.UNHEALTHY,
      `${name} has ${inService} of ${desired} instances in service`));
  }
  return [...found, ...aboutTargets(name, targetGroups, Math.min(desired, inService), isUnderWay)];
}

/** Of the groups of a set, between which traffic moves, only some have targets: what counts is their sum. */
function aboutTargets(
  name: string, groups: readonly TargetGroupState[], wanted: number, isUnderWay: boolean,
): Finding[] {
  return [...new Set(groups.map(({ set }) => set))].flatMap((set) => {
    const targets = groups.filter((group) => group.set === set).flatMap((group) => group.targets);
    const healthy = targets.filter(({ state }) => state === 'healthy').length;
    if (healthy >= wanted) return [];
    const bad = targets.filter(({ state }) => state === 'unhealthy' || state === 'unused');
    const reasons = [...new Set(bad.map(({ reason }) => reason ?? 'no reason given'))].join(', ');
    return [finding(isUnderWay && bad.length === 0 ? Health.CHANGING : Health.UNHEALTHY,
      `${healthy} of ${wanted} targets of ${name} are healthy${reasons && ` (${reasons})`}`)];
  });
}

function aboutDatabase(name: string, status: string): Finding[] {
  if (READY_DATABASE.has(status)) return [];
  return [finding(STOPPED_DATABASE.test(status) ? Health.UNHEALTHY : Health.CHANGING,
    `the database ${name} is ${status}`)];
}

function finding(health: Health, text: string): Finding {
  return { health, text };
}
