import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { Objective } from '../../../src';
import type { JobKind } from '../../../src/prometheus/model/model';
import type { AlertRule } from '../../../src/prometheus/rules/rule';
import { ruleFiles, ruleGroups } from '../../../src/prometheus/rules/rule-files';
import { VOTING, VOTING_HTTP } from '../../../src/prometheus/model/voting-metrics';
import { queueSignals } from '../../../src/voting-app/queue-signals';
import { FULL_MODEL, modelOf } from './models';
import { readPromql } from './promql';

const groups = ruleGroups(FULL_MODEL);
const alertsOf = (...kinds: JobKind[]): string[] =>
  [...new Set(ruleGroups(modelOf(...kinds)).flatMap(({ alerts = [] }) => alerts.map(({ name }) => name)))];
const alerts = groups.flatMap((group) => group.alerts ?? []);
const records = groups.flatMap((group) => group.records ?? []);
const OF_ALL = ['TargetDown', 'JobDown', 'ScrapeGaps', 'Watchdog'];

describe('rules', () => {
  test.each<[string, JobKind[], string[]]>([
    ['the vote page', ['vote'], ['HttpErrors', 'HttpSlow', 'VoteQueueDepth', 'VoteQueueAge', 'DependencyDown']],
    ['the result page', ['result'], ['HttpErrors', 'HttpSlow', 'DependencyDown']],
    ['the worker', ['worker'], [
      'VoteQueueDepth', 'VoteQueueAge', 'VotesReclaimed', 'DeadLetters', 'TallyMismatch', 'DependencyDown',
    ]],
    ['a cache', ['redis'], ['CacheDown', 'CacheMemory', 'CacheReplicaLag']],
    ['a database', ['postgres'], ['DatabaseDown', 'DatabaseConnections', 'ReplicaLag']],
    ['an instance', ['node'], ['DiskFull']],
    ['containers', ['container'], []],
    ['an address', ['blackbox'], ['ProbeFailed']],
    ['Prometheus without Alertmanager and history', ['prometheus'], ['RulesFail']],
    ['Alertmanager', ['alertmanager'], ['AlertsNotSent']],
  ])('are only those that the metrics of the jobs can say: %s', (_, kinds, names) => {
    expect(alertsOf(...kinds)).toEqual([...OF_ALL, ...names]);
  });

  test('compare what was received with what was stored where both are known', () => {
    expect(alertsOf('vote', 'worker')).toContain('VotesNotStored');
  });

  test('are of PromQL that Prometheus reads', () => {
    const expressions = [...alerts, ...records].map(({ expr }) => expr);

    expect(expressions.length).toBeGreaterThan(60);
    expect(expressions.flatMap((expr) => readPromql(expr).errors.map((error) => `${expr}: ${error}`))).toEqual([]);
  });

  test('record nothing twice under the same labels', () => {
    const keys = records.map(({ record, labels }) => JSON.stringify([record, labels]));

    expect(new Set(keys).size).toBe(keys.length);
  });

  test('use recorded names only that a group before or the same one records', () => {
    const used = alerts.flatMap(({ expr }) => readPromql(expr).metrics).filter((name) => name.includes(':'));

    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((name) => !records.some(({ record }) => record === name))).toEqual([]);
  });

  test('say what is wrong, what it means and what to do first, as sentences', () => {
    for (const { name, summary, description, action } of alerts) {
      expect([name, summary, description].filter((text) => /[.!]$|^[a-z]/.test(text))).toEqual([]);
      expect(action).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('have no quote in their texts, which would end the JSON of a message', () => {
    const texts = alerts.flatMap(({ summary, description, action }) =>
      [summary, description, action].map((text) => text.replace(/\{\{.*?\}\}/g, '')));

    expect(texts.filter((text) => /["\\\n]/.test(text))).toEqual([]);
  });

  test('link to their line in the runbook, and to none without one', () => {
    const [vote] = parse(ruleFiles(FULL_MODEL)['votes.yml']).groups[0].rules.filter(
      (rule: { alert?: string }) => rule.alert === 'VoteQueueDepth');

    expect(vote.annotations.runbook_url).toBe('https://wiki.example.com/rules#votequeuedepth');
    expect(ruleFiles(modelOf('worker'))['votes.yml']).not.toContain('runbook_url');
  });

  test('take a subject with braces as it is', () => {
    const jobs = FULL_MODEL.jobs.slice(0, 1).map((one) => ({ ...one, subject: 'of {{me}}' }));

    expect(ruleFiles({ ...FULL_MODEL, jobs })['targets.yml']).toContain('of {{"{{"}}me}}');
  });

  test('are one file for each group', () => {
    expect(Object.keys(ruleFiles(FULL_MODEL))).toEqual([
      'targets.yml', 'http.yml', 'objectives.yml', 'votes.yml', 'stores.yml', 'machines.yml', 'self.yml',
    ]);
  });

  test('say for each job when nothing of it is left, since no target of it is found then', () => {
    expect(alerts.filter(({ name }) => name === 'JobDown').map(({ labels }) => labels!.job))
      .toEqual(FULL_MODEL.jobs.map(({ name }) => name));
  });

  test('give no alert twice with the same labels', () => {
    const keys = alerts.map(({ name, severity, labels }) => JSON.stringify([name, severity, labels]));

    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('limits', () => {
  const limitOf = (name: string, severity: string) =>
    Number(alerts.find((rule) => rule.name === name && rule.severity === severity)!.expr.match(/> ([\d.]+)$/)![1]);

  test.each(['warning', 'critical'] as const)('of the queue are those of the alarms of CloudWatch: %s', (severity) => {
    const lag = queueSignals('Test').find(({ id }) => id === 'QueueLag')!;

    expect(limitOf('VoteQueueAge', severity)).toBe(lag[severity]!.value / 1000);
    expect(alerts.find(({ name }) => name === 'VoteQueueAge')!.lasts).toBe(`${lag[severity]!.evaluationPeriods}m`);
  });

  test('are those of the model', () => {
    const thresholds = {
      errorPercent: 3, p95Seconds: 1.5, queueDepth: 7, queueAgeSeconds: 8, stuckQueueAgeSeconds: 9,
      databaseConnectionsPercent: 61, replicaLagSeconds: 11, cacheReplicaLagSeconds: 12, cacheMemoryPercent: 62,
      diskFullHours: 2,
    };
    const text = Object.values(ruleFiles({ ...FULL_MODEL, thresholds })).join('');

    for (const part of [
      'ratio5m > 3 and', 'p95_5m > 1.5 and', 'waiting:max > 7', 'waiting_seconds:max > 8', 'waiting_seconds:max > 9',
      'pg_settings_max_connections > 61', '(_seconds)?"} > 11', '(redis_memory_max_bytes > 0) > 62', '[6h], 7200) < 0',
      'slave_lag_seconds > 12',
    ]) expect(text).toContain(part);
  });
});

describe('objectives', () => {
  const burn = (objective: Objective): readonly AlertRule[] => ruleGroups({
    ...FULL_MODEL, objectives: [{ subject: 'voting', objective }],
  }).find(({ name }) => name === 'objectives')!.alerts!;

  test('burn at the same rates as in CloudWatch', () => {
    const [critical, warning] = burn(Objective.availability(99.9));

    expect(critical.severity).toBe('critical');
    expect([...critical.expr.matchAll(/increase(\w+)\{.*?> ([\d.]+)/g)].map(([, window, limit]) => [window, limit]))
      .toEqual([['1h', '1.44'], ['5m', '1.44'], ['6h', '0.6'], ['30m', '0.6']]);
    expect(warning.severity).toBe('warning');
    expect([...warning.expr.matchAll(/increase(\w+)\{.*?> ([\d.]+)/g)].map(([, window, limit]) => [window, limit]))
      .toEqual([['1d', '0.3'], ['2h', '0.3'], ['3d', '0.1'], ['6h', '0.1']]);
  });

  test('count slow requests exactly where a bucket ends at the limit', () => {
    const recorded = (milliseconds: number) => ruleGroups({
      ...FULL_MODEL,
      objectives: [{
        subject: 'voting', objective: Objective.latency({ under: Duration.millis(milliseconds), percent: 99 }),
      }],
    }).find(({ name }) => name === 'objectives')!.records![0].expr;

    expect(recorded(389)).toContain('le=~"0[.]389"');
    expect(recorded(1000)).toContain('le=~"1([.]0)?"');
    expect(recorded(300)).toContain('histogram_fraction(0, 0.3, ');
  });

  test('count minutes also over three days, which CloudWatch cannot', () => {
    const [, warning] = burn(Objective.latency({ under: Duration.seconds(1), percent: 99.9, percentile: 99 }));

    expect(warning.expr).toContain('[3d]) >= 5 and');
  });

  test('that name their subject go before those of their kind for all', () => {
    const voting = Object.assign(new Construct(new Stack(), 'Voting'), { requestMetrics: () => [], signals: () => [] });
    const all = Objective.availability(99);
    const objectives = [{ subject: 'voting', objective: all }, { subject: 'voting', objective: all.of(voting) }];
    const [{ alerts: rules }] = ruleGroups({ ...FULL_MODEL, objectives }).filter(({ name }) => name === 'objectives');

    expect(rules).toHaveLength(2);
  });

  test('of two subjects are rules of their own, and one that is given twice is one', () => {
    const one = { subject: 'voting', objective: Objective.availability(99) };
    const other = { subject: 'shop', objective: Objective.availability(99) };
    const [{ alerts: rules = [] }] = ruleGroups({ ...FULL_MODEL, objectives: [one, other, { ...one }] })
      .filter(({ name }) => name === 'objectives');

    expect(rules.map(({ severity, labels }) => [severity, labels!.subject])).toEqual([
      ['critical', 'voting'], ['warning', 'voting'], ['critical', 'shop'], ['warning', 'shop'],
    ]);
  });

  test('of a subject without requests are no rule', () => {
    const objectives = [{ subject: 'tier', objective: Objective.availability(99) }];

    expect(ruleGroups({ ...FULL_MODEL, objectives }).map(({ name }) => name)).not.toContain('objectives');
  });
});

describe('metrics of the voting application', () => {
  test('have the names that the program gives them', async () => {
    const { METRIC } = await import('../../../app/voting-app/src/metrics/names.ts' as string) as
      { METRIC: Record<string, string> };
    const used = [...Object.values(VOTING), VOTING_HTTP.requests, VOTING_HTTP.duration];

    expect(used.filter((name) => !Object.values(METRIC).includes(name))).toEqual([]);
  });
});
