import { App, CfnResource, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CapacityCase, CostGuard } from '../../src/cost';

/** An app with a key in a stack, in a stack nested in it, and in a stack of a stage. */
function anApp() {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-west-1' } });
  new kms.Key(stack, 'Key');
  new kms.Key(new NestedStack(stack, 'Nested'), 'Key');
  new kms.Key(new Stack(new Stage(app, 'Prod'), 'Data', { env: { region: 'eu-west-1' } }), 'Key');
  return app;
}

/** What the CDK would be told for an app whose templates have been written. */
function reportOf(guard: CostGuard, app: App = anApp()) {
  app.synth();
  return guard.validate({
    appConstruct: app, templatePaths: [], stackTemplates: [], accountId: undefined, region: undefined,
  });
}

describe('a cost guard', () => {
  test('lets an app pass that keeps the limit', () => {
    expect(reportOf(new CostGuard({ monthlyLimitUsd: 3 }))).toEqual({ success: true, violations: [] });
  });

  test('counts every stack, those nested and those in stages too', () => {
    const report = reportOf(new CostGuard({ monthlyLimitUsd: 2.99, at: CapacityCase.MAXIMUM }));

    expect(report.success).toBe(false);
    expect(report.violations).toEqual([{
      ruleName: 'monthly-limit',
      description: 'a month costs $3.00 at maximum capacity, $2.99 is the limit; most of it:\n'
        + '  $1.00 Shop/Key/Resource: key\n  $1.00 Shop/Nested/Key/Resource: key\n  $1.00 Prod/Data/Key/Resource: key',
      violatingResources: [{ constructPath: 'Shop/Key/Resource', locations: [] }],
    }]);
  });

  test('names each resource without a price', () => {
    const app = anApp();
    const jobs = new Stack(app, 'Jobs', { env: { region: 'eu-west-1' } });
    new CfnResource(jobs, 'Queue', { type: 'AWS::Batch::JobQueue' });

    expect(reportOf(new CostGuard({ monthlyLimitUsd: 100 }), app).violations).toEqual([{
      ruleName: 'unpriced',
      description: 'the cost is not known: the library has no rule for resources of this type',
      violatingResources: [{ constructPath: 'Jobs/Queue', locations: [] }],
    }]);
  });

  test('stops the synthesis of an app that passes the limit', () => {
    const app = anApp();
    Validations.of(app).addPlugins(new CostGuard({ monthlyLimitUsd: 1 }));

    expect(() => app.synth()).toThrow(/a month costs \$3\.00 at expected capacity, \$1\.00 is the limit/);
  });

  test('lets the synthesis of an app pass that keeps the limit', () => {
    const app = anApp();
    Validations.of(app).addPlugins(new CostGuard({ monthlyLimitUsd: 3 }));

    expect(() => app.synth()).not.toThrow();
  });
});
