// limits of rules: those of Monitoring where both have one, and what the user changes
import {
  Exporter, Grafana, MetricsBackend, Poll, PostgresDatabase, RuleTuning, ValkeyCache, VotingApp, VotingIngress,
} from '../../src';
import { LIMITS } from '../../src/prometheus/rules';
import { ruleGroups } from '../../src/prometheus/rules/rule-files';
import { FULL_MODEL } from './content/models';
import { built, statementsOf } from './support';

const alerts = ruleGroups(FULL_MODEL).flatMap((group) => group.alerts ?? []);
const REASON = 'the office knows this very well';

describe('limits of rules', () => {
  const { scriptOf, template } = built(({ stack, vpc, hostedZone }) => {
    const cache = new ValkeyCache(stack, 'Cache', { vpc });
    const voting = new VotingApp(stack, 'Voting', {
      vpc, cache, database: new PostgresDatabase(stack, 'Database', { vpc }),
      polls: [Poll.of({ title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' } })],
      ingress: VotingIngress.hosts({ vote: 'vote.example.com', result: 'result.example.com', hostedZone }),
    });
    return {
      subjects: [voting], exporters: [Exporter.redis(cache)],
      tuning: [
        RuleTuning.limit('VoteQueueAge', { criticalThreshold: 120 }),
        RuleTuning.limit('HttpSlow', { warningThreshold: 0.25 }),
        RuleTuning.silence('ScrapeGaps', REASON), RuleTuning.silence('JobDown', REASON),
      ],
    };
  });
  const script = scriptOf('Prometheus');

  test('are those of Monitoring for the same subjects', () => {
    // a cache that evicts nothing warns at 80 percent there, and a replica at 10 seconds.
    expect(script).toContain('(redis_memory_max_bytes > 0) > 80');
    expect(script).toContain('redis_connected_slave_lag_seconds > 10');
    expect(script).toContain('waiting_seconds:max > 10');
  });

  test('are those of the user before all others, also in dashboards', () => {
    expect(script).toContain('waiting_seconds:max > 120');
    expect(script).toContain('p95_5m > 0.25 and');
    expect(scriptOf('Grafana')).toMatch(/"value": 0\.25,\n\s+"color": "red"/);
  });

  test('are not asked where a rule is silent', () => {
    expect(script).not.toMatch(/alert: (ScrapeGaps|JobDown)\n/);
    expect(script).toContain('alert: TargetDown');
  });

  // nobody would hear of a Prometheus that is gone, because exactly one runs.
  test('include the silence of Prometheus itself, which CloudWatch hears', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SNS', MetricName: 'NumberOfMessagesPublished', Statistic: 'Sum', Period: 300, Threshold: 1,
      ComparisonOperator: 'LessThanThreshold', EvaluationPeriods: 3, TreatMissingData: 'breaching',
    });
    expect(script).toMatch(/alertname="Watchdog"[^]*receiver: heartbeat/);
    expect(statementsOf(template, 'MetricsPrometheus').find(({ Sid }) => Sid === 'Alerts')!.Resource).toHaveLength(2);
  });

  test('stand in the table of those that can be changed, each with its severity', () => {
    for (const [rule, severities] of Object.entries(LIMITS)) {
      const found = alerts.filter(({ name }) => name === rule).map(({ severity }) => severity);

      expect({ rule, found: found.sort() }).toEqual({ rule, found: Object.keys(severities).sort() });
    }
  });
});

describe('a change of a rule', () => {
  const errorOf = (tuning: RuleTuning[], backend?: MetricsBackend) => {
    try {
      built(() => ({ tuning, ...backend && { backend, grafana: Grafana.none() } }));
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each([
    ['a rule without a limit', [RuleTuning.limit('TargetDown', { warningThreshold: 1 })],
      '"tuning[0].rule" must be one with a limit: HttpErrors, HttpSlow,'],
    ['no limit at all', [RuleTuning.limit('HttpSlow', {})],
      '"tuning[0]" must give "criticalThreshold" or "warningThreshold", got neither'],
    ['a severity that the rule lacks', [RuleTuning.limit('HttpSlow', { criticalThreshold: 1 })],
      '"tuning[0].criticalThreshold" must be left out, because HttpSlow has no such severity, got 1'],
    ['a negative limit', [RuleTuning.limit('HttpSlow', { warningThreshold: -1 })],
      '"tuning[0].warningThreshold" must be'],
    ['a share that is never exceeded', [RuleTuning.limit('DatabaseConnections', { warningThreshold: 100 })],
      '"tuning[0].warningThreshold" must be below 100, because the rule fires above it, got 100: a share in percent is '
      + 'never larger'],
    ['a critical limit before the warning',
      [RuleTuning.limit('VoteQueueAge', { criticalThreshold: 5, warningThreshold: 10 })],
      '"tuning[0].criticalThreshold" must be at least "warningThreshold", got 5'],
    ['no reason', [RuleTuning.silence('TargetDown', 'no')], '"tuning[0].reason" must be a reason of 10 to 200'],
    ['the heartbeat', [RuleTuning.silence('Watchdog', REASON)], '"tuning[0].rule" must not be the rule whose silence'],
    ['one rule twice', [RuleTuning.silence('TargetDown', REASON), RuleTuning.silence('TargetDown', REASON)],
      '"tuning[1]" must change another rule than "tuning[0]"'],
    ['a rule that there is not', [RuleTuning.silence('TargetUp', REASON)],
      '"tuning[0].rule" must be one of AlertsDropped, AlertsNotSent,'],
    ['a rule of what is not asked', [RuleTuning.silence('CacheMemory', REASON)], 'got "CacheMemory"'],
  ])('is rejected for %s', (_, tuning, problem) => {
    expect(errorOf(tuning)).toContain(problem);
  });

  test('is rejected where nothing alerts', () => {
    expect(errorOf([RuleTuning.silence('TargetDown', REASON)], MetricsBackend.agentless()))
      .toContain('"tuning" must be left out with MetricsBackend.agentless');
  });
});
