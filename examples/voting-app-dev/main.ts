// The voting application for a trial: no domain, no NAT gateway, the smallest of everything (R-APP-1, R-NET-2, R-DEL-1)
import { type App, Stack } from 'aws-cdk-lib';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { CapacityRange, Nat, Network, Profile, VotingApp, VotingImage, VotingIngress } from '../../src';

export function build(app: App): void {
  Profile.DEVELOPMENT.applyTo(app);

  const stack = new Stack(app, 'Trial');
  const network = new Network(stack, 'Network', { nat: Nat.none() });
  new VotingApp(stack, 'Voting', {
    vpc: network.vpc,
    ingress: VotingIngress.httpPorts(),
    image: VotingImage.bundled({ architecture: CpuArchitecture.ARM64 }),
    worker: { capacity: CapacityRange.fixed(1) },
  }).exportOutputs();
}
