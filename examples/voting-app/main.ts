// The whole voting application on names of its own, as for production (R-APP-1, R-APP-3, R-NET-4, R-NET-5)
import { type App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Network, Poll, VotingApp, VotingIngress } from '../../src';

export function build(app: App): void {
  const stack = new Stack(app, 'Elections', { env: { account: '111122223333', region: 'eu-west-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });

  const network = new Network(stack, 'Network');
  const voting = new VotingApp(stack, 'Voting', {
    vpc: network.vpc,
    polls: [
      Poll.of({ id: 'pets', title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' } }),
      Poll.of({
        id: 'lunch', title: 'Where do we eat on Friday?',
        options: { curry: 'Curry house', pizza: 'Pizzeria', salad: 'Salad bar' },
        opensAt: new Date('2027-03-01T08:00:00Z'), closesAt: new Date('2027-03-05T10:00:00Z'),
      }),
    ],
    ingress: VotingIngress.hosts({ vote: 'vote.example.com', result: 'result.example.com', hostedZone }),
  });
  voting.exportOutputs();
}
