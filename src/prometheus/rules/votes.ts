import { Severity } from '../../signal';
import { has, hasVotes } from '../model/facts';
import type { MetricsModel } from '../model/model';
import { BY_SUBJECT } from '../model/promql';
import { VOTING } from '../model/voting-metrics';
import type { AlertRule, RecordingRule, RuleGroup } from './rule';

/** Names under which the votes of all tasks together are kept. */
export const VOTES = {
  RECEIVED: 'subject:votes_received:rate5m',
  STORED: 'subject:votes_stored:rate5m',
  DEPTH: 'subject:votes_waiting:max',
  AGE: 'subject:votes_waiting_seconds:max',
} as const;

/** What the voting application tells of votes on their way from the queue to the database. */
export function voteRules(model: MetricsModel): RuleGroup[] {
  if (!hasVotes(model)) return [];
  return [{
    name: 'votes',
    records: [...has(model, 'vote') ? received() : [], ...has(model, 'worker') ? stored() : [], ...waiting(model)],
    alerts: [
      ...has(model, 'vote', 'worker') ? queueAlerts(model) : [],
      ...has(model, 'vote') && has(model, 'worker') ? [notStored()] : [],
      ...has(model, 'worker') ? workerAlerts() : [],
      dependencyDown(),
    ],
  }];
}

function received(): RecordingRule[] {
  return [{ record: VOTES.RECEIVED, expr: `sum ${BY_SUBJECT} (rate(${VOTING.RECEIVED}[5m]))` }];
}

function stored(): RecordingRule[] {
  return [{ record: VOTES.STORED, expr: `sum ${BY_SUBJECT} (rate(${VOTING.STORED}[5m]))` }];
}

/** Every task that knows the queue reports the whole of it. */
function waiting(model: MetricsModel): RecordingRule[] {
  return has(model, 'vote', 'worker')
    ? [
        { record: VOTES.DEPTH, expr: `max ${BY_SUBJECT} (${VOTING.DEPTH})` },
        { record: VOTES.AGE, expr: `max ${BY_SUBJECT} (${VOTING.AGE})` },
      ]
    : [];
}

function queueAlerts({ thresholds }: MetricsModel): AlertRule[] {
  const { queueDepth, queueAgeSeconds, stuckQueueAgeSeconds } = thresholds;
  const old = (severity: Severity, seconds: number): AlertRule => ({
    name: 'VoteQueueAge', severity, expr: `${VOTES.AGE} > ${seconds}`, lasts: '5m',
    summary: 'The oldest vote waits since {{ $value | printf "%.0f" }} s',
    description: `The result lagged more than ${seconds} s behind the votes for 5 minutes; nothing is lost`,
    action: 'Look at the workers and at the database.',
  });
  return [
    {
      name: 'VoteQueueDepth', severity: Severity.WARNING, expr: `${VOTES.DEPTH} > ${queueDepth}`, lasts: '1m',
      summary: '{{ $value }} votes wait',
      description: `More than ${queueDepth} votes waited for a minute: they come faster than they are stored`,
      action: 'Look at the database first, then at the number of workers.',
    },
    old(Severity.WARNING, queueAgeSeconds),
    old(Severity.CRITICAL, stuckQueueAgeSeconds),
  ];
}

function notStored(): AlertRule {
  return {
    name: 'VotesNotStored', severity: Severity.CRITICAL,
    expr: `${VOTES.RECEIVED} > 0 unless ${VOTES.STORED} > 0`, lasts: '5m',
    summary: 'Votes are received and none is stored',
    description: 'Voters got their answers for 10 minutes, and no vote reached the database: all wait in the queue',
    action: 'Look at the logs of the workers, then at the database. Do not empty the cache.',
  };
}

function workerAlerts(): AlertRule[] {
  return [
    {
      name: 'VotesReclaimed', severity: Severity.WARNING, lasts: '15m',
      expr: `sum ${BY_SUBJECT} (increase(${VOTING.RECLAIMED}[15m])) > 0`,
      summary: 'Workers leave votes behind',
      description: 'For 15 minutes workers took over votes of others: some end in the middle of a batch',
      action: 'Look why tasks of the worker stop: memory, Spot, or a fault of the program.',
    },
    {
      name: 'DeadLetters', severity: Severity.WARNING, expr: `max ${BY_SUBJECT} (${VOTING.DEAD}) > 0`, lasts: '1m',
      summary: '{{ $value }} entries could not be stored',
      description: 'Entries of the queue that are no votes, or failed five times, are kept aside',
      action: 'Read them, and remove them when the cause is known.',
    },
    {
      name: 'TallyMismatch', severity: Severity.CRITICAL, lasts: '1m',
      expr: `max ${BY_SUBJECT} (${VOTING.TALLY_MISMATCHES}) > 0`,
      summary: '{{ $value }} tallies differ from a recount',
      description: 'The shown result is wrong: a fault of the program, or somebody has changed the tables by hand',
      action: 'Look for changes by hand, then compare the tables votes and tallies.',
    },
  ];
}

function dependencyDown(): AlertRule {
  return {
    name: 'DependencyDown', severity: Severity.CRITICAL, lasts: '2m',
    expr: `min by (subject, job, dependency) (${VOTING.DEPENDENCY_UP}) == 0`,
    summary: '{{ $labels.job }} does not reach its {{ $labels.dependency }}',
    description: 'At least one task failed to reach it for 2 minutes',
    action: 'Look at the state of the data store, then at its security group and its log-in.',
  };
}
