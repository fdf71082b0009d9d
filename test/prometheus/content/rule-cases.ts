// what each rule is told, and what it says: promtool plays it with the rules as they are written.
/** Values of series, in the words of promtool: `0+1x10` is 0, 1, … 10. */
export type Told = Readonly<Record<string, string>>;

/** What the rule leaves alone, apart from what it says all the same. */
interface Quiet {
  readonly while: string;
  readonly told: Told;
  readonly at: string;
  readonly still?: readonly Pick<RuleCase, 'severity' | 'labels' | 'summary'>[];
}

export interface RuleCase {
  readonly alert: string;
  readonly severity: string;
  /** What goes on, as the end of "fires while …". */
  readonly while: string;
  /** How far apart the values are. */
  readonly interval: '15s' | '1m' | '5m';
  readonly told: Told;
  /** When it fires, and that it did not before. */
  readonly firesAt: string;
  readonly quietAt?: string;
  /** Labels of the alert besides its name and severity. */
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Where it holds a value. */
  readonly description?: string;
  /** What the same rule says besides: at another severity, or of another objective. */
  readonly also?: readonly Pick<RuleCase, 'severity' | 'labels' | 'summary'>[];
  /** What is fine, and what is not bad for long enough. */
  readonly quiet: readonly Quiet[];
}

const worker = { instance: '10.0.0.1:9464', job: 'voting-worker', subject: 'voting' };
const vote = { job: 'voting-vote', subject: 'voting' };
const voting = { subject: 'voting' };
const database = { instance: '127.0.0.1:9187', job: 'voting-database', subject: 'voting' };
const cache = { instance: '127.0.0.1:9121', job: 'voting-cache', subject: 'voting' };
const prometheus = { instance: '127.0.0.1:9090', job: 'prometheus', subject: 'metrics' };
const alertmanager = { instance: '127.0.0.1:9093', job: 'alertmanager', subject: 'metrics' };

function of(metric: string, labels: Readonly<Record<string, string>>): string {
  return `${metric}{${Object.entries(labels).map(([name, value]) => `${name}="${value}"`).join(',')}}`;
}

const up = (values: string) => ({ [of('up', worker)]: values });
/** Requests of the vote page, in a second, with and without error. */
const requests = (good: string, bad: string): Told => ({
  [of('voting_http_requests_total', { ...vote, status: '200', instance: 'a' })]: good,
  [of('voting_http_requests_total', { ...vote, status: '503', instance: 'a' })]: bad,
});
/** Response times of the vote page: requests up to each limit. */
const times = (job: Readonly<Record<string, string>>, name: string, buckets: Readonly<Record<string, string>>): Told =>
  Object.fromEntries([
    ...Object.entries(buckets).map(([le, values]) => [of(`${name}_bucket`, { ...job, le }), values]),
    [of(`${name}_count`, job), buckets['+Inf']],
  ]);
const voteTimes = (buckets: Readonly<Record<string, string>>): Told =>
  times(vote, 'voting_http_request_duration_seconds', buckets);
const shopTimes = (buckets: Readonly<Record<string, string>>): Told =>
  times({ job: 'shop', subject: 'shop' }, 'http_request_duration_seconds', buckets);
const one = (metric: string, labels: Readonly<Record<string, string>>) => (values: string): Told =>
  ({ [of(metric, labels)]: values });

/** A hundred requests in a second, of which so many are faster than the limit. */
const slowOnes = (fast: string): Told => ({
  ...requests('0+100x80', '0x80'), ...voteTimes({ '0.389': fast, '0.5': '0+100x80', '+Inf': '0+100x80' }),
});
const depth = one('voting_queue_depth', worker);
const age = one('voting_queue_lag_seconds', worker);
const received = one('voting_votes_received_total', { ...vote, poll: 'pets' });
const stored = one('voting_votes_stored_total', worker);
const reclaimed = one('voting_queue_reclaimed_total', worker);
const dead = one('voting_queue_dead_letters', worker);
const mismatches = one('voting_tally_mismatches', worker);
const dependency = one('voting_dependency_up', { ...worker, dependency: 'database' });

const TARGETS: readonly RuleCase[] = [
  {
    alert: 'TargetDown', severity: 'warning', while: 'a target does not answer', interval: '15s',
    told: up('0x20'), firesAt: '2m', quietAt: '1m45s', labels: worker,
    summary: '10.0.0.1:9464 of voting-worker does not answer',
    quiet: [
      { while: 'it answers', told: up('1x40'), at: '10m' },
      { while: 'a scrape fails now and then', told: up('1 0 1 1 0 0 1 1 0 1 0x4 1x5'), at: '5m' },
    ],
  },
  {
    alert: 'ScrapeGaps', severity: 'warning', while: 'a target fails one scrape in five', interval: '15s',
    told: up('1 1 1 1 0 1 1 1 1 0 1 1 1 1 0 1 1 1 1 0 1 1 1 1 0 1 1 1 1 1'), firesAt: '7m15s', labels: worker,
    summary: '10.0.0.1:9464 of voting-worker answers only now and then',
    quiet: [
      { while: 'one scrape in a hundred fails', told: up('1x50 0 1x50'), at: '25m' },
      { while: 'it does not answer at all', told: up('0x40'), at: '10m' },
    ],
  },
  {
    alert: 'Watchdog', severity: 'none', while: 'Prometheus works', interval: '15s', told: up('1x4'), firesAt: '1m',
    labels: {}, summary: 'Prometheus works', quiet: [],
  },
];

const HTTP: readonly RuleCase[] = [
  {
    alert: 'HttpErrors', severity: 'critical', while: 'two requests in a hundred fail', interval: '15s',
    told: requests('0+98x60', '0+2x60'), firesAt: '6m', quietAt: '4m', labels: vote,
    summary: '2.0 % of the requests to voting-vote fail',
    quiet: [
      { while: 'one in two hundred fails', told: requests('0+199x60', '0+1x60'), at: '15m' },
      { while: 'no request has ever failed', told: { ...requests('0+100x60', '0x60') }, at: '15m' },
      { while: 'there are very few requests', told: requests('0+1x60', '0+1x60'), at: '15m' },
    ],
  },
  {
    alert: 'HttpSlow', severity: 'warning', while: 'one request in ten takes half a second', interval: '15s',
    told: slowOnes('0+90x80'), firesAt: '11m', quietAt: '9m', labels: vote, summary: 'P95 of voting-vote is 0.444 s',
    quiet: [{ while: 'one in fifty does', told: slowOnes('0+98x80'), at: '15m' }],
  },
];

const burn = { alert: 'ErrorBudgetBurn', interval: '1m' } as const;
const availability = {
  labels: { ...vote, objective: 'Availability' },
  summary: 'voting-vote: 99.9 % of the requests do not fail, and the budget for it burns too fast',
};
const fast = {
  labels: { ...vote, objective: 'LatencyUnder500Ms' },
  summary: 'voting-vote: 99 % of the requests take at most 500 ms, and the budget for it burns too fast',
};
const quickMinutes = {
  labels: { ...vote, objective: 'LatencyP99Under2000Ms' },
  summary: 'voting-vote: 99.9 % of the minutes have a p99 of at most 2000 ms, and the budget for it burns too fast',
};
const shop = {
  labels: { job: 'shop', subject: 'shop', objective: 'LatencyUnder1000Ms' },
  summary: 'shop: 99 % of the requests take at most 1000 ms, and the budget for it burns too fast',
};
const OBJECTIVES: readonly RuleCase[] = [
  {
    ...burn, ...availability, severity: 'critical', while: 'two requests in a hundred fail for an hour',
    told: requests('0+98x90', '0+2x90'), firesAt: '1h', also: [{ ...availability, severity: 'warning' }],
    quiet: [
      { while: 'one in a thousand fails', told: requests('0+999x90', '0+1x90'), at: '1h' },
      {
        while: 'the faults are over for half an hour, though it was much for a day',
        told: requests('0+98x120', '0+2x60 120x60'), at: '1h35m', still: [{ ...availability, severity: 'warning' }],
      },
      { while: 'four requests in all have failed', told: requests('0+1x90', '0+1x4 4x86'), at: '5m' },
    ],
  },
  {
    ...burn, ...availability, severity: 'warning', while: 'four requests in a thousand fail for hours',
    told: requests('0+996x200', '0+4x200'), firesAt: '3h',
    quiet: [{ while: 'one in two thousand fails', told: requests('0+1999x200', '0+1x200'), at: '3h' }],
  },
  {
    ...burn, ...fast, severity: 'critical', while: 'one request in five takes longer than 500 ms',
    told: voteTimes({ '0.5': '0+80x90', '1.0': '0+100x90', '+Inf': '0+100x90' }), firesAt: '1h',
    also: [{ ...fast, severity: 'warning' }],
    quiet: [{
      while: 'all take exactly 500 ms', told: voteTimes({ '0.5': '0+100x90', '1.0': '0+100x90', '+Inf': '0+100x90' }),
      at: '1h',
    }],
  },
  {
    ...burn, ...quickMinutes, severity: 'critical', while: 'two requests in a hundred take 5 s in every minute',
    told: voteTimes({ '0.5': '0+98x90', '2.5': '0+98x90', '5.0': '0+100x90', '+Inf': '0+100x90' }), firesAt: '1h',
    also: [{ ...quickMinutes, severity: 'warning' }, { ...fast, severity: 'warning' }],
    quiet: [{
      while: 'it takes less than half a second', at: '1h',
      told: voteTimes({ '0.5': '0+100x90', '2.5': '0+100x90', '5.0': '0+100x90', '+Inf': '0+100x90' }),
    }],
  },
  {
    ...burn, ...shop, severity: 'critical', while: 'one request in five of a program of the user takes two seconds',
    told: shopTimes({ '1.0': '0+80x90', '3.0': '0+100x90', '+Inf': '0+100x90' }), firesAt: '1h',
    also: [{ ...shop, severity: 'warning' }],
    quiet: [{
      while: 'all are in time', told: shopTimes({ '1.0': '0+100x90', '3.0': '0+100x90', '+Inf': '0+100x90' }), at: '1h',
    }],
  },
];

const VOTES: readonly RuleCase[] = [
  {
    alert: 'VoteQueueDepth', severity: 'warning', while: 'ten thousand and one votes wait', interval: '15s',
    told: depth('10001x20'), firesAt: '1m', quietAt: '45s', labels: voting, summary: '10001 votes wait',
    quiet: [{ while: 'ten thousand wait', told: depth('10000x20'), at: '5m' }],
  },
  {
    alert: 'VoteQueueAge', severity: 'warning', while: 'a vote waits for 11 seconds', interval: '15s',
    told: age('11x40'), firesAt: '5m', quietAt: '4m45s', labels: voting,
    summary: 'The oldest vote waits since 11 s',
    quiet: [{ while: 'it waits for 10 seconds', told: age('10x40'), at: '10m' }],
  },
  {
    alert: 'VoteQueueAge', severity: 'critical', while: 'a vote waits for 61 seconds', interval: '15s',
    told: age('61x40'), firesAt: '5m', quietAt: '4m45s', labels: voting,
    summary: 'The oldest vote waits since 61 s',
    also: [{ severity: 'warning', labels: voting, summary: 'The oldest vote waits since 61 s' }],
    quiet: [{
      while: 'it waits for 60 seconds', told: age('60x40'), at: '10m',
      still: [{ severity: 'warning', labels: voting, summary: 'The oldest vote waits since 60 s' }],
    }],
  },
  {
    alert: 'VotesNotStored', severity: 'critical', while: 'votes come and none is stored', interval: '15s',
    told: { ...received('0+10x60'), ...stored('500x60') }, firesAt: '6m', quietAt: '5m', labels: voting,
    summary: 'Votes are received and none is stored',
    quiet: [
      { while: 'votes are stored', told: { ...received('0+10x60'), ...stored('0+10x60') }, at: '15m' },
      { while: 'nobody votes', told: { ...received('500x60'), ...stored('500x60') }, at: '15m' },
    ],
  },
  {
    alert: 'VotesNotStored', severity: 'critical', while: 'votes come and no worker is there', interval: '15s',
    told: received('0+10x60'), firesAt: '6m', labels: voting, summary: 'Votes are received and none is stored',
    quiet: [{ while: 'it lasts for four minutes', told: received('0+10x60'), at: '4m' }],
  },
  {
    alert: 'VotesReclaimed', severity: 'warning', while: 'workers take over votes again and again', interval: '15s',
    told: reclaimed('0+5x160'), firesAt: '16m', quietAt: '14m', labels: voting, summary: 'Workers leave votes behind',
    quiet: [
      { while: 'no worker took over anything', told: reclaimed('7x160'), at: '30m' },
      { while: 'it happened once', told: reclaimed('0x10 50x160'), at: '35m' },
    ],
  },
  {
    alert: 'DeadLetters', severity: 'warning', while: 'an entry could not be stored', interval: '15s',
    told: dead('1x20'), firesAt: '1m', quietAt: '45s', labels: voting, summary: '1 entries could not be stored',
    quiet: [{ while: 'there is none', told: dead('0x20'), at: '5m' }],
  },
  {
    alert: 'TallyMismatch', severity: 'critical', while: 'two tallies differ from a recount', interval: '15s',
    told: mismatches('2x20'), firesAt: '1m', quietAt: '45s', labels: voting,
    summary: '2 tallies differ from a recount',
    quiet: [{ while: 'none differs', told: mismatches('0x20'), at: '5m' }],
  },
  {
    alert: 'DependencyDown', severity: 'critical', while: 'a task does not reach the database', interval: '15s',
    told: dependency('0x20'), firesAt: '2m', quietAt: '1m45s',
    labels: { job: 'voting-worker', subject: 'voting', dependency: 'database' },
    summary: 'voting-worker does not reach its database',
    quiet: [{ while: 'it reaches it', told: dependency('1x20'), at: '5m' }],
  },
];

const connections = (used: string, allowed: string): Told => ({
  [of('pg_stat_activity_count', { ...database, datname: 'votes', state: 'active' })]: used,
  [of('pg_settings_max_connections', database)]: allowed,
});
const memory = (used: string, most: string): Told =>
  ({ [of('redis_memory_used_bytes', cache)]: used, [of('redis_memory_max_bytes', cache)]: most });

const STORES: readonly RuleCase[] = [
  {
    alert: 'DatabaseDown', severity: 'critical', while: 'the exporter cannot log in', interval: '15s',
    told: one('pg_up', database)('0x20'), firesAt: '2m', quietAt: '1m45s', labels: database,
    summary: 'The database of voting does not answer',
    quiet: [{ while: 'it can', told: one('pg_up', database)('1x20'), at: '5m' }],
  },
  {
    alert: 'DatabaseConnections', severity: 'warning', while: '81 of 100 connections are in use', interval: '15s',
    told: connections('81x40', '100x40'), firesAt: '5m', quietAt: '4m45s', labels: database,
    summary: '81 % of the connections to the database are in use',
    quiet: [{ while: '80 are', told: connections('80x40', '100x40'), at: '10m' }],
  },
  ...['pg_replication_lag', 'pg_replication_lag_seconds'].map((name): RuleCase => ({
    alert: 'ReplicaLag', severity: 'warning', while: `a replica is 31 s behind, by ${name}`, interval: '15s',
    told: one(name, database)('31x40'), firesAt: '5m', quietAt: '4m45s', labels: database,
    summary: '127.0.0.1:9187 is 31 s behind',
    quiet: [{ while: 'it is 30 s behind', told: one(name, database)('30x40'), at: '10m' }],
  })),
  {
    alert: 'CacheDown', severity: 'critical', while: 'the exporter cannot log in', interval: '15s',
    told: one('redis_up', cache)('0x20'), firesAt: '2m', quietAt: '1m45s', labels: cache,
    summary: 'The cache of voting does not answer',
    quiet: [{ while: 'it can', told: one('redis_up', cache)('1x20'), at: '5m' }],
  },
  {
    alert: 'CacheMemory', severity: 'warning', while: '76 % of the memory are in use', interval: '15s',
    told: memory('76x40', '100x40'), firesAt: '5m', quietAt: '4m45s', labels: cache,
    summary: '76 % of the memory of the cache is in use',
    quiet: [
      { while: '75 % are', told: memory('75x40', '100x40'), at: '10m' },
      { while: 'the memory has no limit', told: memory('75x40', '0x40'), at: '10m' },
    ],
  },
  {
    alert: 'CacheReplicaLag', severity: 'warning', while: 'a replica is 31 s behind', interval: '15s',
    told: one('redis_connected_slave_lag_seconds', { ...cache, slave_ip: '10.0.0.9' })('31x40'), firesAt: '5m',
    quietAt: '4m45s', labels: { ...cache, slave_ip: '10.0.0.9' },
    summary: 'A replica of the cache is 31 s behind',
    quiet: [{
      while: 'it is 30 s behind', told: one('redis_connected_slave_lag_seconds', cache)('30x40'), at: '10m',
    }],
  },
];

const disk = {
  device: '/dev/nvme1n1', fstype: 'xfs', instance: '10.0.0.2:9100', job: 'tier-node', mountpoint: '/data',
  subject: 'tier',
};
const space = (free: string, size: string): Told =>
  ({ [of('node_filesystem_avail_bytes', disk)]: free, [of('node_filesystem_size_bytes', disk)]: size });
const address = { instance: 'https://vote.example.com/', job: 'voting-address', subject: 'voting' };

const MACHINES: readonly RuleCase[] = [
  {
    alert: 'DiskFull', severity: 'warning', while: 'a disk of 100 loses 5 in an hour, and 35 are left', interval: '5m',
    told: space('65-0.41666x72', '100x72'), firesAt: '6h', quietAt: '5h', labels: disk,
    summary: '/data of 10.0.0.2:9100 is full soon',
    quiet: [
      { while: 'it loses 1 in an hour', told: space('41-0.08333x72', '100x72'), at: '6h' },
      { while: 'it is nearly full and stays so', told: space('2x72', '100x72'), at: '6h' },
      { while: 'it empties', told: space('10+0.5x72', '100x72'), at: '6h' },
    ],
  },
  {
    alert: 'ProbeFailed', severity: 'critical', while: 'the address gives no good answer', interval: '15s',
    told: one('probe_success', address)('0x20'), firesAt: '3m', quietAt: '2m45s', labels: address,
    summary: 'https://vote.example.com/ cannot be reached',
    quiet: [{ while: 'it does', told: one('probe_success', address)('1x20'), at: '5m' }],
  },
];

const failures = one('prometheus_rule_evaluation_failures_total', { ...prometheus, rule_group: 'votes' });
const dropped = one('prometheus_notifications_dropped_total', prometheus);
const sent = one('prometheus_remote_storage_queue_highest_sent_timestamp_seconds', { ...prometheus, url: 'x' });
const failed = one('alertmanager_notifications_failed_total', { ...alertmanager, integration: 'sns', reason: 'any' });

const SELF: readonly RuleCase[] = [
  {
    alert: 'RulesFail', severity: 'warning', while: 'a rule cannot be evaluated', interval: '15s',
    told: failures('0+1x60'), firesAt: '6m', quietAt: '5m', labels: { ...prometheus, rule_group: 'votes' },
    summary: 'Prometheus cannot evaluate a rule',
    description: 'Rules of votes failed for 5 minutes: they tell nobody of anything',
    quiet: [{ while: 'all can', told: failures('3x60'), at: '10m' }],
  },
  {
    alert: 'AlertsDropped', severity: 'warning', while: 'Alertmanager is away', interval: '15s',
    told: dropped('0+1x60'), firesAt: '6m', quietAt: '5m', labels: prometheus,
    summary: 'Prometheus does not reach Alertmanager',
    quiet: [{ while: 'it is there', told: dropped('3x60'), at: '10m' }],
  },
  {
    alert: 'HistoryBehind', severity: 'warning', while: 'nothing is sent any more', interval: '15s',
    told: sent('0x100'), firesAt: '16m', quietAt: '14m', labels: prometheus,
    summary: 'The history is 960 s behind',
    quiet: [{ while: 'samples are sent', told: sent('0+15x100'), at: '20m' }],
  },
  {
    alert: 'AlertsNotSent', severity: 'critical', while: 'the topic refuses messages', interval: '15s',
    told: failed('0+1x60'), firesAt: '6m', quietAt: '5m', labels: { ...alertmanager, integration: 'sns' },
    summary: 'Alertmanager cannot send its messages',
    description: 'Messages to sns failed for 5 minutes: nobody hears of alerts',
    quiet: [{ while: 'it takes them', told: failed('3x60'), at: '10m' }],
  },
];

/** Every rule but JobDown, which is about what is not told: it has tests of its own. */
export const RULE_CASES: readonly RuleCase[] = [
  ...TARGETS, ...HTTP, ...OBJECTIVES, ...VOTES, ...STORES, ...MACHINES, ...SELF,
];
