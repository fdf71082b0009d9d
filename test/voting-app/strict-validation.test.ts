import { App, Stack } from 'aws-cdk-lib';
import { Network, Profile, VoteCompute, VotingApp, VotingIngress } from '../../src';
import { zoneIn } from '../support/stacks';

// the validator costs seconds, so all profiles are in one app.
test("voting apps of every profile pass the CDK's own validator with errors and warnings made fatal", () => {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  const app = new App({ context: {
    '@aws-cdk/core:validateAgainstDefaultRules': true,
    '@aws-cdk/core:strictCfnValidateErrors': true,
    'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  } });
  for (const profile of [Profile.DEVELOPMENT, Profile.STAGING, Profile.PRODUCTION, Profile.REGULATED]) {
    const stack = new Stack(app, `Of-${profile.name}`, { env: { account: '111122223333', region: 'eu-west-1' } });
    profile.applyTo(stack);
    const { vpc } = new Network(stack, 'Network');
    new VotingApp(stack, 'Voting', {
      vpc,
      ingress: VotingIngress.hosts({
        vote: 'vote.example.com', result: 'result.example.com', hostedZone: zoneIn(stack),
      }),
      vote: profile === Profile.STAGING ? VoteCompute.instances() : undefined,
    });
  }

  try {
    expect(() => app.synth()).not.toThrow();
  } finally {
    process.env.CDK_VALIDATION = before;
  }
});
