import { App, Stack } from 'aws-cdk-lib';
import { AwsService, Nat, Network } from '../../src';
import { provideServices } from '../../src/network';

// the validator costs about 2 seconds, so there is one such test in this room.
test("networks pass the CDK's own validator with errors and warnings made fatal", () => {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  const app = new App({ context: {
    '@aws-cdk/core:validateAgainstDefaultRules': true,
    '@aws-cdk/core:strictCfnValidateErrors': true,
    'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  } });
  const located = new Stack(app, 'Located', { env: { account: '111122223333', region: 'eu-west-1' } });
  new Network(located, 'Network');
  const agnostic = new Stack(app, 'Agnostic');
  const { vpc } = new Network(agnostic, 'Network', { nat: Nat.none() });
  provideServices(vpc, [AwsService.ECR_API, AwsService.LOGS]);

  try {
    expect(() => app.synth()).not.toThrow();
  } finally {
    process.env.CDK_VALIDATION = before;
  }
});
