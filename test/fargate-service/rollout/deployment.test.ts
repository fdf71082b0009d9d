import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Deployment } from '../../../src/fargate-service';
import { rolloutProps } from '../../../src/fargate-service/rollout/ecs-service';
import { rendered } from '../../support/templates';

const problems = (deployment: Deployment, hasIngress = true) =>
  rendered(deployment._variant.problems('deployment', hasIngress));
const render = (deployment: Deployment, hasIngress = true) => rolloutProps(deployment._variant, hasIngress);
const token = () => new CfnParameter(new Stack(), 'P', { type: 'Number' }).valueAsNumber;

// R-LB-7
describe('deployment', () => {
  test('every kind has a circuit breaker that rolls back, and keeps the full capacity', () => {
    for (const deployment of [Deployment.rolling(), Deployment.blueGreen(), Deployment.canary(), Deployment.linear()]) {
      expect(render(deployment)).toMatchObject({
        circuitBreaker: { enable: true, rollback: true }, minHealthyPercent: 100, maxHealthyPercent: 200,
      });
    }
  });

  test('a canary starts with a tenth of the traffic for 5 minutes and bakes for 10', () => {
    expect(render(Deployment.canary())).toMatchObject({
      deploymentStrategy: 'CANARY', canaryConfiguration: { stepPercent: 10, stepBakeTime: Duration.minutes(5) },
      bakeTime: Duration.minutes(10),
    });
  });

  test('a linear deployment moves a fifth every 5 minutes and bakes for 10', () => {
    expect(render(Deployment.linear())).toMatchObject({
      deploymentStrategy: 'LINEAR', linearConfiguration: { stepPercent: 20, stepBakeTime: Duration.minutes(5) },
      bakeTime: Duration.minutes(10),
    });
  });

  test('blue/green bakes for 10 minutes, rolling does not', () => {
    expect(render(Deployment.blueGreen()))
      .toMatchObject({ deploymentStrategy: 'BLUE_GREEN', bakeTime: Duration.minutes(10) });
    expect(render(Deployment.rolling()).bakeTime).toBeUndefined();
  });

  test('explicit values win', () => {
    const canary = Deployment.canary({
      percent: 2.5, stepBakeTime: Duration.minutes(0), bakeTime: Duration.hours(24),
    });

    expect(render(canary))
      .toMatchObject({
        canaryConfiguration: { stepPercent: 2.5, stepBakeTime: Duration.minutes(0) }, bakeTime: Duration.hours(24),
      });
    expect(render(Deployment.rolling({ minHealthyPercent: 0, maxHealthyPercent: 100 })))
      .toMatchObject({ minHealthyPercent: 0, maxHealthyPercent: 100 });
  });

  test('the grace period is 60 seconds with an ingress and absent without', () => {
    expect(render(Deployment.rolling()).healthCheckGracePeriod).toEqual(Duration.seconds(60));
    expect(render(Deployment.rolling(), false).healthCheckGracePeriod).toBeUndefined();
  });

  test.each([[100, false], [101, true], [200, true]])(
    'with at most %d %% zones are rebalanced: %p',
    (maxHealthyPercent, rebalances) => {
      const { availabilityZoneRebalancing } = render(Deployment.rolling({ minHealthyPercent: 0, maxHealthyPercent }));

      expect(availabilityZoneRebalancing).toBe(rebalances ? 'ENABLED' : 'DISABLED');
    },
  );

  describe('rules', () => {
    test.each([-1, 101, 50.5])('fails for a minimum of %d %%', (minHealthyPercent) => {
      expect(problems(Deployment.rolling({ minHealthyPercent }))).toEqual([
        `"deployment.minHealthyPercent" must be an integer from 0 to 100 %, got ${minHealthyPercent}`,
      ]);
    });

    test.each([99, 201, 150.5])('fails for a maximum of %d %%', (maxHealthyPercent) => {
      expect(problems(Deployment.rolling({ minHealthyPercent: 0, maxHealthyPercent }))).toEqual([
        `"deployment.maxHealthyPercent" must be an integer from 100 to 200 %, got ${maxHealthyPercent}`,
      ]);
    });

    test('fails when nothing could ever be replaced', () => {
      expect(problems(Deployment.rolling({ maxHealthyPercent: 100 }))).toEqual([
        '"deployment.maxHealthyPercent" must be above "deployment.minHealthyPercent" (100), got 100: '
        + 'no task may be stopped and none added, so none could ever be replaced',
      ]);
      expect(problems(Deployment.rolling({ maxHealthyPercent: 101 }))).toEqual([]);
      expect(problems(Deployment.rolling({ minHealthyPercent: 99, maxHealthyPercent: 100 }))).toEqual([]);
    });

    test.each([[0.1, true], [100, true], [0, false], [100.1, false]])(
      'of %d %% for the canary legal is %p',
      (percent, legal) => {
        expect(problems(Deployment.canary({ percent }))).toEqual(
          legal ? [] : [`"deployment.percent" must be a number from 0.1 to 100 %, got ${percent}`]);
      },
    );

    test.each([[3, true], [100, true], [2.9, false], [100.1, false]])(
      'of %d %% for a step legal is %p',
      (stepPercent, legal) => {
        expect(problems(Deployment.linear({ stepPercent }))).toEqual(
          legal ? [] : [`"deployment.stepPercent" must be a number from 3 to 100 %, got ${stepPercent}`]);
      },
    );

    test('fails for a share finer than ECS can split', () => {
      expect(problems(Deployment.canary({ percent: 0.25 })))
        .toEqual(['"deployment.percent" must be a multiple of 0.1 %, got 0.25']);
    });

    test.each([
      ['bakeTime', Deployment.blueGreen({ bakeTime: Duration.minutes(1441) })],
      ['stepBakeTime', Deployment.canary({ stepBakeTime: Duration.minutes(1441) })],
      ['stepBakeTime', Deployment.linear({ stepBakeTime: Duration.minutes(1441) })],
    ])('fails for a %s of more than a day', (prop, deployment) => {
      expect(problems(deployment))
        .toEqual([`"deployment.${prop}" must be whole seconds from 0 seconds to 1 day, got 1 day 1 minute`]);
    });

    test('fails for half minutes, which ECS cannot wait', () => {
      expect(problems(Deployment.linear({ stepBakeTime: Duration.seconds(90) }))).toEqual([
        '"deployment.stepBakeTime" must be whole minutes, got 1 minute 30 seconds',
      ]);
      expect(problems(Deployment.blueGreen({ bakeTime: Duration.minutes(1440) }))).toEqual([]);
    });

    test.each([
      [Deployment.blueGreen(), 'BLUE_GREEN'], [Deployment.canary(), 'CANARY'], [Deployment.linear(), 'LINEAR'],
    ])(
      'fails for %#: traffic to shift where there is none', (deployment, strategy) => {
        expect(problems(deployment, false)).toEqual([
          `"deployment" must be Deployment.rolling without an ingress, got "${strategy}": there is no traffic to shift`,
        ]);
      });

    test('fails for a grace period without an ingress', () => {
      expect(problems(Deployment.rolling({ healthCheckGracePeriod: Duration.seconds(30) }), false)).toEqual([
        '"deployment.healthCheckGracePeriod" must be left out without an ingress, got 30 seconds: '
        + 'use "container.healthCheck.startPeriod" for a worker that starts slowly',
      ]);
    });

    test.each([[0, true], [86_400, true], [86_401, false]])('of %d seconds of grace legal is %p', (seconds, legal) => {
      expect(problems(Deployment.rolling({ healthCheckGracePeriod: Duration.seconds(seconds) }))).toEqual(
        legal
          ? []
          : ['"deployment.healthCheckGracePeriod" must be whole seconds from 0 seconds to 1 day, got 1 day 1 second']);
    });

    test('accepts values that are known at deployment only', () => {
      const later = Duration.minutes(token());

      expect([
        Deployment.rolling({
          minHealthyPercent: token(), maxHealthyPercent: token(), healthCheckGracePeriod: Duration.seconds(token()),
        }),
        Deployment.rolling({ minHealthyPercent: 100, maxHealthyPercent: token() }),
        Deployment.blueGreen({ bakeTime: later }),
        Deployment.canary({ percent: token(), stepBakeTime: later }),
        Deployment.linear({ stepPercent: token(), stepBakeTime: later }),
      ].flatMap((deployment) => problems(deployment))).toEqual([]);
    });
  });
});
