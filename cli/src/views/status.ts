import type { GroupState, Happening, ServiceState, Snapshot, TargetGroupState } from '../aws/model';
import { type Verdict } from '../aws/verdict';
import { parts, table } from '../output';
import type { Terminal } from '../terminal';
import { ago, colorOf, counted, cut, markOf, plain } from './words';

/** Everything about a deployment on one page. */
export function renderStatus(
  snapshot: Snapshot, verdict: Verdict, events: number, terminal: Terminal,
): string {
  return parts(headOf(snapshot, verdict, terminal), ...tablesOf(snapshot, terminal),
    ...eventsOf(snapshot, events, terminal));
}

/** The verdict, the place and the addresses. */
export function headOf(snapshot: Snapshot, verdict: Verdict, terminal: Terminal): string {
  const { stacks, addresses, at, missingRights } = snapshot;
  const { paint } = terminal;
  const { region = '', account = '' } = stacks[0] ?? {};
  const names = stacks.map(({ name }) => name).join(', ');
  const state = colorOf(verdict.health, paint)(paint.bold(verdict.health));
  const time = at.toISOString().slice(11, 19);
  return [
    `${markOf(verdict.health, paint)} ${paint.bold(names)} ${state}  ${paint.dim(`${region} ${account} ${time} UTC`)}`,
    ...addresses.map((address) => `  ${address}`),
    ...verdict.findings.map(({ health, text }) => `  ${markOf(health, paint)} ${cut(text, terminal.columns - 4)}`),
    ...missingRights.length === 0 ? [] : [`  ${paint.yellow('?')} not shown without: ${missingRights.join(', ')}`],
  ].join('\n');
}

/** A table for each kind of thing that there is. */
export function tablesOf(snapshot: Snapshot, terminal: Terminal): string[] {
  const { services, groups, databases, alarms, at } = snapshot;
  return [
    ...titled(['service', 'tasks', 'version', 'deployment', 'targets'],
      services.map((service) => serviceRow(service, at)), terminal),
    ...titled(['group', 'instances', 'range', 'refresh', 'targets'], groups.map(groupRow), terminal),
    ...titled(['target', 'of', 'state', 'reason'], badTargets(snapshot, terminal), terminal),
    ...titled(['database', 'state'], databases.map(({ name, status }) => [name, status]), terminal),
    ...titled(['alarm', 'state', 'since', 'why'], alarms.filter(({ state }) => state === 'ALARM')
      .map(({ path, since, reason = '' }) => [
        path, terminal.paint.red('on'), ago(since, at), cut(reason, terminal.columns / 2),
      ]), terminal),
    ...alarms.length === 0 ? [] : [alarmCount(snapshot)],
  ];
}

function titled(titles: readonly string[], rows: readonly (readonly string[])[], terminal: Terminal): string[] {
  return rows.length === 0 ? [] : [table(titles.map((title) => ({ title })), rows, terminal)];
}

function serviceRow(service: ServiceState, now: Date): string[] {
  const { name, desired, running, pending, targetGroups, taskDefinition = '' } = service;
  const waiting = pending > 0 ? `, ${pending} starting` : '';
  return [
    name, `${running} of ${desired}${waiting}`, `:${taskDefinition.split(':').pop()}`, rolloutOf(service, now),
    targetsOf(targetGroups),
  ];
}

function rolloutOf({ deployments, rollout }: ServiceState, now: Date): string {
  const primary = deployments.find(({ isPrimary }) => isPrimary);
  if (!rollout) return [plain(primary?.state ?? ''), ago(primary?.since, now)].filter((word) => word).join(', ');
  const isUnderWay = /PENDING|IN_PROGRESS|REQUESTED/.test(rollout.status);
  const failures = rollout.failures ? `${rollout.failures} of ${rollout.failureThreshold} failures` : '';
  const traffic = rollout.newTrafficPercent === undefined || rollout.strategy === 'ROLLING'
    ? ''
    : `new version gets ${rollout.newTrafficPercent} %`;
  return [
    plain(rollout.status), ...isUnderWay ? [plain(rollout.phase ?? ''), traffic, failures] : [],
    ago(rollout.finishedAt ?? rollout.startedAt, now),
  ].filter((word) => word).join(', ');
}

function groupRow({ name, desired, inService, minimum, maximum, refresh, targetGroups }: GroupState): string[] {
  const percent = refresh?.percent === undefined ? '' : ` ${refresh.percent} %`;
  return [
    name, `${inService} of ${desired}`, `${minimum} to ${maximum}`, refresh ? `${refresh.status}${percent}` : '',
    targetsOf(targetGroups),
  ];
}

function targetsOf(groups: readonly TargetGroupState[]): string {
  const count = groups.reduce((sum, { targets }) => sum + targets.length, 0);
  const healthy = groups.reduce((sum, group) => sum + group.healthy, 0);
  return groups.length === 0 ? '' : `${healthy} of ${counted(count, 'target')} healthy`;
}

function badTargets({ services, groups }: Snapshot, { paint, columns }: Terminal): string[][] {
  return [...services, ...groups].flatMap(({ name, targetGroups }) => targetGroups.flatMap(({ targets }) => targets
    .filter(({ state }) => state !== 'healthy')
    .map(({ id, port, state, reason = '', description = '' }) => [
      port === undefined ? id : `${id}:${port}`, name, state === 'unhealthy' ? paint.red(state) : paint.yellow(state),
      cut([reason, description].filter((word) => word).join(' · '), columns / 2),
    ])));
}

function alarmCount({ alarms }: Snapshot): string {
  const on = alarms.filter(({ state }) => state === 'ALARM').length;
  const blind = alarms.filter(({ state }) => state === 'INSUFFICIENT_DATA').length;
  return `${counted(alarms.length, 'alarm')}: ${on} on, ${alarms.length - on - blind} off, ${blind} without data`;
}

function eventsOf({ services, groups, at }: Snapshot, count: number, terminal: Terminal): string[] {
  const all: Happening[] = [...services.flatMap(({ events }) => events),
    ...groups.flatMap(({ activities }) => activities)];
  const newest = [...all].sort((one, other) => (other.at?.getTime() ?? 0) - (one.at?.getTime() ?? 0)).slice(0, count);
  return titled(['last events', '', ''], newest.map((event) => [
    ago(event.at, at), event.subject, cut(event.text, terminal.columns - 30),
  ]), terminal);
}
