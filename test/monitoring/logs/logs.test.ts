// R-MON-1, R-MON-5: logs are found by service, and their errors are a signal for whoever wants it.
import { App, Lazy, Stack } from 'aws-cdk-lib';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import {
  FargateService, Firewall, Ingress, LogErrors, Monitoring, Network, PostgresDatabase, Threshold, Tuning, ValkeyCache,
  WebLoadBalancer, type MonitoringProps,
} from '../../../src';
import { createLogGroup, type LogContent } from '../../../src/core';
import { QUERIES } from '../../../src/monitoring/logs';
import { IMAGE } from '../../fargate-service/support';
import { stackWithVpc, THREE_TIERS } from '../../support/stacks';
import { alarmsOf, ofType, resourcesOf, Subject, type Resources } from '../support';

const QUERY = 'AWS::Logs::QueryDefinition';
const FILTER = 'AWS::Logs::MetricFilter';

/** A subject with a log group for each content. */
function shop(contents: LogContent[], props: MonitoringProps = {}): Resources {
  const stack = new Stack(new App(), 'Shop');
  const web = new Subject(stack, 'Web');
  contents.forEach((content, index) => createLogGroup(web, `Log${index}`, { content }));
  new Monitoring(stack, 'Monitoring', props);
  return resourcesOf(stack);
}

const queriesOf = (resources: Resources) => ofType(resources, QUERY).map(([, { Properties: p }]) => p);
const titlesOf = (resources: Resources) => queriesOf(resources).map(({ Name }) => (Name as string).split('/').pop());

describe('the saved queries of a subject', () => {
  test('ask a log what it can answer, by what it holds', () => {
    const applications = ['Newest errors', 'Slowest requests, of lines in JSON that say how long they took',
      'Starts, the newest first', 'Path of one request'];
    const database = ['Newest errors of the database', 'Slowest statements', 'Statements that waited for a lock'];

    expect(titlesOf(shop(['application']))).toEqual(applications);
    expect(titlesOf(shop(['postgres', 'application', 'other']))).toEqual([...database, ...applications]);
    expect(titlesOf(shop(['other']))).toEqual([]);
  });

  test('go over all logs that hold the same', () => {
    const queries = queriesOf(shop(['application', 'postgres', 'application']));

    expect(queries.map(({ LogGroupNames }) => (LogGroupNames as unknown[]).length)).toEqual([2, 2, 2, 2, 1, 1, 1]);
  });

  test('have a folder for each subject, and a parameter to fill in', () => {
    const queries = queriesOf(shop(['application']));

    expect(queries[0].Name).toBe('Shop/Web/Newest errors');
    expect(queries[3]).toMatchObject({
      Name: 'Shop/Web/Path of one request',
      QueryString: expect.stringContaining('like "{{id}}"') as string,
      Parameters: [{
        Name: 'id', Description: 'What every line of the request has in it, for example its X-Amzn-Trace-Id',
      }],
    });
  });

  test('search at most 50 groups, which is what Logs Insights does at once', () => {
    const [first] = queriesOf(shop(Array.from({ length: 60 }, () => 'application' as const)));

    expect(first.LogGroupNames).toHaveLength(50);
  });

  test('find the logs of every construct of the library', () => {
    const { stack, vpc } = stackWithVpc({ vpc: THREE_TIERS });
    const web = new FargateService(stack, 'Web', { vpc, image: IMAGE, ingress: Ingress.http() });
    web.connectTo(new PostgresDatabase(stack, 'Database', { vpc }));
    new ValkeyCache(stack, 'Cache', { vpc });
    new Network(stack, 'Network');
    new WebLoadBalancer(stack, 'Edge', {
      vpc, firewall: Firewall.managed(), protocol: ApplicationProtocol.HTTP,
    });
    new Monitoring(stack, 'Monitoring');

    const names = queriesOf(resourcesOf(stack)).map(({ Name }) => (Name as string).replace(/^Stack\//, ''));

    expect(names).toEqual(expect.arrayContaining([
      'Web/Newest errors', 'Web/Steps that failed', 'Database/Slowest statements',
      'Cache/Slowest commands of the cache',
      'Network/Connections that were rejected', 'Edge/Requests that the firewall blocked',
    ]));
  });

  test('treat a log group of the CDK as that of an application', () => {
    const stack = new Stack(new App(), 'Shop');
    new LogGroup(new Subject(stack, 'Web'), 'Log', { retention: RetentionDays.ONE_MONTH });
    new Monitoring(stack, 'Monitoring');

    expect(titlesOf(resourcesOf(stack))).toHaveLength(QUERIES.application.length);
  });

  test('have ids of their own, and a text that Logs Insights takes', () => {
    const all = Object.values(QUERIES).flat();

    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { commands, title } of all) {
      expect(commands.join('\n| ').length).toBeLessThanOrEqual(10_000);
      for (const command of commands) expect(command).toMatch(/^(fields|filter|stats|sort|limit|parse|display) /);
      expect(title).not.toContain('/');
    }
  });
});

describe('errors in the logs', () => {
  const counted = (contents: LogContent[], ...logErrors: LogErrors[]) => shop(contents, { logErrors });

  test('are not counted unless somebody wants it', () => {
    expect(ofType(shop(['application']), FILTER)).toEqual([]);
  });

  test('are one metric over all logs of applications of a subject', () => {
    const resources = counted(['application', 'postgres', 'application'], LogErrors.above(10));

    expect(ofType(resources, FILTER).map(([, { Properties: p }]) => p.MetricTransformations)).toEqual([1, 2].map(() =>
      [{ MetricName: 'Shop/Web', MetricNamespace: 'LogErrors', MetricValue: '1' }]));
    expect(alarmsOf(resources).find(({ Namespace }) => Namespace === 'LogErrors')).toMatchObject({
      MetricName: 'Shop/Web', Threshold: 10, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 5,
      DatapointsToAlarm: 3, Period: 60, Statistic: 'Sum', TreatMissingData: 'notBreaching',
    });
  });

  test.each([
    ['{"time":"2026-11-26T12:00:00Z","level":"error","message":"vote not queued"}', true],
    ['{"level": "fatal", "message": "no database"}', true],
    ['{"level":50,"msg":"request failed"}', true],
    ['2026-11-26 12:00:00 ERROR could not connect', true],
    ['java.lang.NullPointerException: null', true],
    ['{"time":"2026-11-26T12:00:00Z","level":"info","message":"started"}', false],
    ['{"level":30,"msg":"request completed","errors":0}', false],
    ['GET /errors 200', false],
  ])('are lines such as %s: %s', (line, isError) => {
    const [[, { Properties: p }]] = ofType(counted(['application'], LogErrors.above(10)), FILTER);
    const pattern = p.FilterPattern as string;

    // CloudWatch allows letters, digits, these signs and these operators; no parentheses, no quotes.
    expect(pattern).toMatch(/^%[A-Za-z0-9:_#=@/;,^$?[\]{}|\\*+.-]+%$/);
    expect(new RegExp(pattern.slice(1, -1)).test(line)).toBe(isError);
  });

  test('can be told by a pattern of yours', () => {
    const pattern = FilterPattern.stringValue('$.status', '=', 'failed');
    const [[, { Properties: p }]] = ofType(counted(['application'], LogErrors.above(1, { pattern })), FILTER);

    expect(p.FilterPattern).toBe('{ $.status = "failed" }');
  });

  test('have a limit for all and another one for a construct, and can be tuned as any signal', () => {
    const stack = new Stack(new App(), 'Shop');
    const subjectOf = (id: string) => {
      const subject = new Subject(stack, id);
      createLogGroup(subject, 'Log');
      return subject;
    };
    const [, api, job] = ['Web', 'Api', 'Job'].map(subjectOf);
    new Monitoring(stack, 'Monitoring', {
      logErrors: [LogErrors.above(10), LogErrors.above(100).of(api)],
      tuning: [Tuning.threshold('LogErrors', { warning: Threshold.above(5, { periods: 1 }) }).on(job)],
    });
    const limits = alarmsOf(resourcesOf(stack)).filter(({ Namespace }) => Namespace === 'LogErrors')
      .map(({ MetricName, Threshold: limit }) => [MetricName as string, limit as number]);

    expect(limits).toEqual([['Shop/Web', 10], ['Shop/Api', 100], ['Shop/Job', 5]]);
  });

  test.each<[string, (subject: Construct) => LogErrors[], string]>([
    [
      'a limit below nothing', () => [LogErrors.above(-1)],
      '"logErrors[0].linesPerMinute" must be a number of at least 0, got -1',
    ],
    [
      'a limit that is only known at deployment', () => [LogErrors.above(Lazy.number({ produce: () => 1 }))],
      '"logErrors[0].linesPerMinute" must be known at synthesis',
    ],
    [
      'two for the same', () => [LogErrors.above(1), LogErrors.above(2)],
      '"logErrors[1]" must be for something else than "logErrors[0]", got 2',
    ],
  ])('fail for %s', (_, errors, problem) => {
    expect(() => counted(['application'], ...errors(new Stack()))).toThrow(problem);
  });

  test('may be counted from the first one on', () => {
    expect(() => counted(['application'], LogErrors.above(0))).not.toThrow();
  });

  test('fail at synthesis where there is no log of an application', () => {
    expect(() => counted(['postgres'], LogErrors.above(1))).toThrow(
      '[Shop/Monitoring] "logErrors[0]" must be for something that is watched and has the log of an application, got '
      + 'nothing that has one',
    );
  });
});

test('two subjects whose names differ in signs that a metric may not have are counted apart', () => {
  const stack = new Stack(new App(), 'Shop');
  for (const id of ['a:b', 'a*b', 'a-b']) createLogGroup(new Subject(stack, id), 'Log', { content: 'application' });
  new Monitoring(stack, 'Monitoring', { logErrors: [LogErrors.above(1)] });
  const names = ofType(resourcesOf(stack), FILTER)
    .map(([, { Properties: p }]) => p.MetricTransformations[0].MetricName as string);

  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^Shop\/a-b(-[0-9a-f]{8})?$/);
});
