import type { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Profile, VotingApp, type VotingAppProps, VotingIngress } from '../../src';
import { stackWithVpc, THREE_TIERS, zoneIn } from '../support/stacks';

export interface Built {
  readonly app: App;
  readonly stack: Stack;
  readonly vpc: IVpc;
  readonly voting: VotingApp;
  readonly template: Template;
}

export interface Given {
  readonly stack: Stack;
  readonly vpc: IVpc;
  readonly hostedZone: IHostedZone;
}

/** Both pages on names of their own. */
export function hosts(hostedZone: IHostedZone): VotingIngress {
  return VotingIngress.hosts({ vote: 'vote.example.com', result: 'result.example.com', hostedZone });
}

/** The application in a stack of its own, on two names unless something else is said. */
export function votingApp(
  props: (given: Given) => Partial<VotingAppProps> = () => ({}), profile: Profile = Profile.PRODUCTION,
  after: (voting: VotingApp, given: Given) => unknown = () => undefined,
): Built {
  const { app, stack, vpc } = stackWithVpc({
    profile, props: { env: { account: '111122223333', region: 'eu-west-1' } }, vpc: THREE_TIERS,
  });
  const given = { stack, vpc, hostedZone: zoneIn(stack) };
  const voting = new VotingApp(stack, 'Voting', { vpc, ingress: hosts(given.hostedZone), ...props(given) });
  after(voting, given);
  return { app, stack, vpc, voting, template: Template.fromStack(stack) };
}
