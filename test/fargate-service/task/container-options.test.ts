import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { containerProblems } from '../../../src/fargate-service/task/container-options';
import { drainProblems, stopTimeoutOf } from '../../../src/fargate-service/task/stop-timeout';
import { rendered } from '../../support/templates';

const token = new CfnParameter(new Stack(), 'P', { type: 'Number' });

describe('container', () => {
  const check = (healthCheck: object) =>
    rendered(containerProblems('container', { healthCheck: { command: ['x'], ...healthCheck } }));

  test.each([
    ['interval', 5, 300, '5 seconds to 5 minutes', { timeout: Duration.seconds(2) }],
    ['timeout', 2, 60, '2 seconds to 1 minute', { interval: Duration.seconds(300) }],
    ['startPeriod', 0, 300, '0 seconds to 5 minutes', {}],
  ])('the %s of the health check has limits', (prop, min, max, words, others) => {
    expect(check({ ...others, [prop]: Duration.seconds(min) })).toEqual([]);
    expect(check({ ...others, [prop]: Duration.seconds(max) })).toEqual([]);
    expect(check({ ...others, [prop]: Duration.seconds(max + 1) }))
      .toEqual([expect.stringContaining(`"container.healthCheck.${prop}" must be whole seconds from ${words}, got`)]);
    if (min > 0) {
      expect(check({ ...others, [prop]: Duration.seconds(min - 1) })[0]).toContain(
        `"container.healthCheck.${prop}" must be whole seconds from ${words}, got`,
      );
    }
  });

  test.each([[0, false], [1, true], [10, true], [11, false], [1.5, false]])(
    'of %d retries legal is %p',
    (retries, legal) => {
      expect(check({ retries })).toEqual(
        legal ? [] : [`"container.healthCheck.retries" must be an integer from 1 to 10, got ${retries}`],
      );
    },
  );

  test('fails for a check that takes as long as its interval', () => {
    expect(check({ timeout: Duration.seconds(30), interval: Duration.seconds(30) })).toEqual([
      '"container.healthCheck.timeout" must be shorter than "container.healthCheck.interval" (30 seconds), got 30 '
      + 'seconds',
    ]);
    expect(check({ timeout: Duration.seconds(29), interval: Duration.seconds(30) })).toEqual([]);
  });

  test('the default interval of 30 seconds counts too', () => {
    expect(check({ timeout: Duration.seconds(30) })).toEqual([
      '"container.healthCheck.timeout" must be shorter than "container.healthCheck.interval" (30 seconds), got 30 '
      + 'seconds',
    ]);
    expect(check({ interval: Duration.seconds(5) })).toEqual([
      '"container.healthCheck.timeout" must be shorter than "container.healthCheck.interval" (5 seconds), got 5 '
      + 'seconds',
    ]);
  });

  test('fails for a check without a command', () => {
    expect(check({ command: [] }))
      .toEqual([
        '"container.healthCheck.command" must have at least one word, and the first must not be blank, got []',
      ]);
  });

  test.each([['CMD'], ['CMD-SHELL'], ['CMD', ' '], ['NONE']])(
    'fails for a check that runs nothing: %j',
    (...command) => {
      const got = `[${command.map((word) => `"${word}"`).join(', ')}]`;

      expect(check({ command }))
        .toEqual([`"container.healthCheck.command" must have a word to run, and not be "NONE", got ${got}`]);
    },
  );

  test.each([['curl -f localhost'], ['CMD', 'curl'], ['CMD-SHELL', 'exit 0']])(
    'accepts a check that runs something: %j',
    (...command) => {
      expect(check({ command })).toEqual([]);
    },
  );

  test.each(['command', 'entryPoint'])('fails for a blank %s', (prop) => {
    expect(rendered(containerProblems('container', { [prop]: [''] }))).toEqual([
      `"container.${prop}" must have at least one word, and the first must not be blank, got [""]`,
    ]);
  });

  test.each(['', ' ', 'a b', '1000:', ':5', 'ü', 'root:root:root'])('fails for the user %j', (user) => {
    expect(rendered(containerProblems('container', { user })))
      .toEqual([`"container.user" must be a user or "user:group", each by name or number, got "${user}"`]);
  });

  test.each(['root', '1000', '1000:1000', 'www-data:app', '1000:app'])('accepts the user %j', (user) => {
    expect(rendered(containerProblems('container', { user }))).toEqual([]);
  });

  test.each([[1, false], [2, true], [120, true], [121, false]])(
    'of %d seconds to stop legal is %p',
    (seconds, legal) => {
      const problems = rendered(containerProblems('container', { stopTimeout: Duration.seconds(seconds) }));

      expect(problems).toEqual(
        legal
          ? []
          : [
              `"container.stopTimeout" must be whole seconds from 2 seconds to 2 minutes, got ${seconds === 1
                ? '1 second'
                : '2 minutes 1 second'}`,
            ],
      );
    },
  );

  test('accepts values that are known at deployment only where the CDK does', () => {
    const later = Duration.seconds(token.valueAsNumber);

    expect(check({ startPeriod: later, retries: token.valueAsNumber })).toEqual([]);
    expect(rendered(containerProblems('container', { stopTimeout: later }))).toEqual([]);
    expect(check({ interval: later, timeout: later })).toEqual([
      expect.stringContaining('"container.healthCheck.interval" must be known at synthesis'),
      expect.stringContaining('"container.healthCheck.timeout" must be known at synthesis'),
    ]);
  });

  // R-LB-3
  test.each([[undefined, 30], [60, 30], [59, 29], [20, 10], [3, 2], [0, 2]])(
    'with a drain of %p seconds it stops within %d',
    (drain, expected) => {
      expect(stopTimeoutOf(undefined, drain === undefined ? undefined : Duration.seconds(drain)).toSeconds()).toBe(
        expected,
      );
    },
  );

  test('an explicit stop timeout must be below the drain', () => {
    const given = (stop: number, drain: number) =>
      rendered(drainProblems(Duration.seconds(stop), Duration.seconds(drain)));

    expect(given(59, 60)).toEqual([]);
    expect(given(60, 60)).toEqual([
      '"container.stopTimeout" must be shorter than "ingress.target.deregistrationDelay" (1 minute), got 1 minute: '
      + 'the load balancer waits no longer than that for open requests',
    ]);
    expect(given(30, 0)).toEqual([]);
  });
});
