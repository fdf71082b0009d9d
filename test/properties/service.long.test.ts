// R-NET-4, R-SCALE-5, R-SEC-2: what holds for every combination of props, not only for those that an example happens to
// use.
import { App, Aws, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import fc from 'fast-check';
import {
  CapacityRange, Deployment, FargateService, Ingress, Nat, Network, PostgresDatabase, Profile, ScalingPolicy,
  ServiceImage, TaskSize,
  type FargateServiceProps,
} from '../../src';
import { brokenInvariants, type TemplateJson } from '../support/invariants';

const RUNS = { numRuns: 25, seed: 20261121, includeErrorInReport: true };

interface Choice {
  readonly profile: Profile;
  readonly nat: () => Nat;
  readonly ingress: (stack: Stack) => Ingress;
  readonly shiftsTraffic: boolean;
  readonly min: number;
  readonly extra: number;
  readonly size: TaskSize;
  readonly scaling: () => ScalingPolicy[] | undefined;
  readonly port: number;
  readonly arm: boolean;
  readonly exec: boolean;
  readonly connected: boolean;
}

const zone = (stack: Stack) =>
  HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
const choice: fc.Arbitrary<Choice> = fc.record({
  profile: fc.constantFrom(Profile.DEVELOPMENT, Profile.STAGING, Profile.PRODUCTION, Profile.REGULATED),
  nat: fc.constantFrom(() => Nat.perAz(), () => Nat.single(), () => Nat.none()),
  ingress: fc.constantFrom(
    (stack: Stack) => Ingress.https({ domainName: 'shop.example.com', hostedZone: zone(stack) }),
    () => Ingress.http(),
    (stack: Stack) => Ingress.internal({ domainName: 'shop.example.com', hostedZone: zone(stack) }),
  ),
  shiftsTraffic: fc.boolean(),
  min: fc.integer({ min: 1, max: 20 }),
  extra: fc.integer({ min: 0, max: 20 }),
  size: fc.constantFrom(
    ...[[256, 512], [1024, 8192], [4096, 8192]].map(([cpu, memoryMiB]) => TaskSize.of({ cpu, memoryMiB })),
  ),
  scaling: fc.constantFrom(
    () => undefined, () => [ScalingPolicy.cpuTarget()], () => [ScalingPolicy.cpuSteps()],
    () => [ScalingPolicy.memoryTarget(), ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 600 })],
  ),
  port: fc.integer({ min: 1, max: 65535 }),
  arm: fc.boolean(),
  exec: fc.boolean(),
  connected: fc.boolean(),
});

function build(
  stack: Stack, wish: Choice, id = 'Shop', network = new Network(stack, 'Network', { nat: wish.nat() }),
): FargateService {
  const service = new FargateService(stack, id, propsOf(stack, wish, network));
  if (wish.connected) {
    service.connectTo(
      stack.node.tryFindChild('Database') as PostgresDatabase
      ?? new PostgresDatabase(stack, 'Database', { vpc: network.vpc }),
    );
  }
  return service;
}

function propsOf(stack: Stack, wish: Choice, network: Network): FargateServiceProps {
  return {
    vpc: network.vpc,
    image: ServiceImage.managedRepository({ tag: '1.0.0' }),
    ingress: stack.node.tryFindChild('Zone') ? Ingress.http() : wish.ingress(stack),
    deployment: wish.shiftsTraffic ? Deployment.canary() : Deployment.rolling(),
    capacity: CapacityRange.between(wish.min, wish.min + wish.extra),
    scaling: wish.extra === 0 ? undefined : wish.scaling(),
    task: {
      size: wish.size,
      architecture: wish.arm ? ecs.CpuArchitecture.ARM64 : ecs.CpuArchitecture.X86_64,
      enableExecuteCommand: wish.exec,
    },
    port: wish.port,
  };
}

function newStack(profile: Profile, id = 'Stack'): Stack {
  const app = new App();
  profile.applyTo(app);
  return new Stack(app, id);
}

const templateOf = (stack: Stack) => Template.fromStack(stack).toJSON() as TemplateJson;

describe('for any valid props of a service', () => {
  test('every invariant holds', () => {
    fc.assert(fc.property(choice, (wish) => {
      const stack = newStack(wish.profile);
      build(stack, wish);

      expect(brokenInvariants(templateOf(stack))).toEqual([]);
    }), RUNS);
  });

  test('two syntheses give the same bytes', () => {
    fc.assert(fc.property(choice, (wish) => {
      const [first, second] = [1, 2].map(() => {
        const stack = newStack(wish.profile);
        build(stack, wish);
        return JSON.stringify(templateOf(stack));
      });

      expect(second).toBe(first);
    }), { ...RUNS, numRuns: 10 });
  });

  test('two services live in one stack, and neither changes the ids of the other', () => {
    fc.assert(fc.property(choice, choice, (one, other) => {
      const alone = newStack(one.profile);
      build(alone, one);
      const both = newStack(one.profile);
      const first = build(both, one);
      build(both, other, 'Second', first.node.scope!.node.findChild('Network') as Network);

      const [few, many] = [templateOf(alone), templateOf(both)].map(({ Resources }) => Object.keys(Resources));
      expect(few.filter((id) => !many.includes(id))).toEqual([]);
    }), { ...RUNS, numRuns: 10 });
  });

  test('an optional prop never changes the ids of what is there without it', () => {
    fc.assert(fc.property(choice, (wish) => {
      const bare = newStack(wish.profile);
      const network = new Network(bare, 'Network');
      new FargateService(bare, 'Shop', {
        vpc: network.vpc, image: ServiceImage.managedRepository({ tag: '1.0.0' }), ingress: Ingress.http(),
      });
      const full = newStack(wish.profile);
      // the CDK names a security-group rule after its port.
      build(full, { ...wish, ingress: () => Ingress.http(), nat: () => Nat.perAz(), port: 8080 });

      const kept = Object.keys(templateOf(full).Resources);
      const lost = Object.entries(templateOf(bare).Resources)
        .filter(([id, { Type }]) => !kept.includes(id) && !scalesOrLogsIn(Type));
      expect(lost.map(([id]) => id)).toEqual([]);
    }), { ...RUNS, numRuns: 15 });
  });

  test('any subset of numbers may be known at deployment only', () => {
    fc.assert(
      fc.property(
        fc.record({ min: fc.boolean(), max: fc.boolean(), healthy: fc.boolean(), delay: fc.boolean() }),
        (unknown) => {
          const stack = newStack(Profile.PRODUCTION);
          const parameter = new CfnParameter(stack, 'Parameter', { type: 'Number' }).valueAsNumber;
          const network = new Network(stack, 'Network');
          new FargateService(stack, 'Shop', {
            vpc: network.vpc,
            image: ServiceImage.fromRegistry(`${Aws.ACCOUNT_ID}.dkr.ecr.eu-west-1.amazonaws.com/shop:1`),
            capacity: CapacityRange.between(unknown.min ? parameter : 2, unknown.max ? parameter : 4),
            ingress: Ingress.http({
              healthCheck: { healthyThresholdCount: unknown.healthy ? parameter : 2 },
              target: { deregistrationDelay: unknown.delay ? Duration.seconds(parameter) : Duration.seconds(60) },
            }),
          });

          expect(JSON.stringify(templateOf(stack)).split('"Ref":"Parameter"').length - 1).toBeGreaterThanOrEqual(
            Object.values(unknown).filter(Boolean).length,
          );
        },
      ),
      { ...RUNS, numRuns: 10 },
    );
  });
});

/** Another scaling policy or another way to log in is another resource by intention. */
function scalesOrLogsIn(type: string): boolean {
  return type.startsWith('AWS::ApplicationAutoScaling::') || type === 'AWS::CloudWatch::Alarm';
}
