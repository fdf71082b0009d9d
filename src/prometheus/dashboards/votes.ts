import { has } from '../model/facts';
import type { MetricsModel } from '../model/model';
import { VOTES } from '../rules';
import { VOTING } from '../model/voting-metrics';
import { chosen, figure, graph, query, rate, type DashboardSpec, type RowSpec } from './spec';

/** Votes on their way from the page to the result. */
export function votes(model: MetricsModel): DashboardSpec {
  return {
    uid: 'votes',
    title: 'Vote and result',
    rows: [
      ...has(model, 'vote', 'worker') ? [queue(model)] : [],
      ...has(model, 'vote') ? [votePage()] : [],
      ...has(model, 'worker') ? [worker()] : [],
      ...has(model, 'result') ? [resultPage()] : [],
    ],
  };
}

function queue(model: MetricsModel): RowSpec {
  const { queueDepth, queueAgeSeconds } = model.thresholds;
  return {
    title: 'Queue',
    panels: [
      figure('Votes that wait', { unit: 'short', limit: queueDepth, description: 'In the queue, not yet stored' },
        `max(${chosen(VOTES.DEPTH)})`),
      figure('Oldest vote', { unit: 's', limit: queueAgeSeconds, description: 'How long it waits' },
        `max(${chosen(VOTES.AGE)})`),
      figure('Dead letters', { unit: 'short', limit: 1, description: 'Entries that could not be stored; 0 is good' },
        `max(${chosen(VOTING.DEAD)})`),
      graph('Received and stored', { unit: 'ops', description: 'Votes in a second: the lines lie on each other' },
        ...has(model, 'vote') ? [query(`sum(${rate(VOTING.RECEIVED)})`, 'received')] : [],
        ...has(model, 'worker') ? [query(`sum(${rate(VOTING.STORED)})`, 'stored')] : []),
      graph('Votes that wait', { unit: 'short', limit: queueDepth, description: 'In the queue, not yet stored' },
        query(chosen(VOTES.DEPTH), '{{subject}}')),
      graph('Age of the oldest vote', {
        unit: 's', limit: queueAgeSeconds, description: 'The result lags so far behind',
      }, query(chosen(VOTES.AGE), '{{subject}}')),
    ],
  };
}

function votePage(): RowSpec {
  return {
    title: 'Vote page',
    panels: [
      graph('Votes by poll', { unit: 'ops', description: 'Acknowledged to voters in a second' },
        query(`sum by (poll) (${rate(VOTING.RECEIVED)})`, '{{poll}}')),
      graph('Refused', { unit: 'ops', description: 'Votes in a second that were not taken, by reason' },
        query(`sum by (reason) (${rate(VOTING.REFUSED)}) or vector(0)`, '{{reason}}')),
    ],
  };
}

function worker(): RowSpec {
  return {
    title: 'Worker',
    panels: [
      graph('Time of a batch', { unit: 's', description: 'P95 of the time to commit a batch' },
        query(`histogram_quantile(0.95, sum by (le) (${rate(`${VOTING.BATCH}_bucket`)}))`, 'P95')),
      graph('Failed attempts', { unit: 'ops', description: 'To commit a batch; the votes are not lost' },
        query(`sum(${rate(VOTING.RETRIES)})`, 'failed')),
      graph('Taken over', { unit: 'ops', description: 'Votes that another worker left behind' },
        query(`sum(${rate(VOTING.RECLAIMED)})`, 'taken over')),
      graph('Changed votes', { unit: 'ops', description: 'Stored votes that changed a row' },
        query(`sum(${rate(VOTING.CHANGED)})`, 'changed')),
      graph('Tally', { unit: 'none', limit: 1, description: 'Choices whose tally differs from a recount; 0 is good' },
        query(`max(${chosen(VOTING.TALLY_MISMATCHES)})`, 'differences')),
      graph('Connections to the database', { unit: 'none', description: 'Of the pools of all tasks' },
        query(`sum by (role, state) (${chosen(VOTING.POOL)})`, '{{role}} {{state}}')),
    ],
  };
}

function resultPage(): RowSpec {
  return {
    title: 'Result page',
    panels: [
      graph('Viewers', { unit: 'none', description: 'Open live connections' },
        query(`sum by (transport) (${chosen(VOTING.LIVE)})`, '{{transport}}')),
      graph('Age of the tally', { unit: 's', description: 'Since the shown tally was read from the database' },
        query(`max by (instance) (${chosen(VOTING.TALLY_AGE)})`, '{{instance}}')),
    ],
  };
}
