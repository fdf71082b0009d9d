// promises of estimates that hold for every deployment.
import fc from 'fast-check';
import { CostEstimate, PriceBook } from '../../src/cost';

const RUNS = { numRuns: 60, seed: 20261126 };
const TYPES = ['t3.medium', 't4g.small', 'm7g.large', 'c6g.xlarge'];

/** A tier of instances and a service, of any size. */
const deployment = fc.record({
  min: fc.integer({ min: 0, max: 20 }), more: fc.integer({ min: 0, max: 50 }), type: fc.constantFrom(...TYPES),
  size: fc.integer({ min: 8, max: 500 }), isDetailed: fc.boolean(), cpu: fc.constantFrom(256, 512, 1024, 2048),
  nats: fc.integer({ min: 0, max: 4 }), spotPercent: fc.integer({ min: 0, max: 100 }),
  requestsPerSecond: fc.integer({ min: 0, max: 2000 }), logGb: fc.integer({ min: 0, max: 500 }),
  region: fc.constantFrom(...PriceBook.builtIn().regions.filter((region) => region !== 'eu-south-1')),
});
type Deployment = typeof deployment extends fc.Arbitrary<infer T> ? T : never;

function templateOf({ min, more, type, size, isDetailed, cpu, nats }: Deployment) {
  return { Resources: {
    ...Object.fromEntries(Array.from({ length: nats }, (_, i) => [`Nat${i}`, {
      Type: 'AWS::EC2::NatGateway', Metadata: { 'aws:cdk:path': `App/Network/Nat${i}` },
    }])),
    Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Metadata: { 'aws:cdk:path': 'App/Web/Group' }, Properties: {
      MinSize: min, MaxSize: min + more, LaunchTemplate: { LaunchTemplateId: { Ref: 'Launch' } },
    } },
    Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: {
      InstanceType: type, Monitoring: { Enabled: isDetailed },
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: size, VolumeType: 'gp3' } }],
    } } },
    Service: { Type: 'AWS::ECS::Service', Metadata: { 'aws:cdk:path': 'App/Web/Service' }, Properties: {
      TaskDefinition: { Ref: 'Task' }, DesiredCount: min,
      CapacityProviderStrategy: [
        { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 2 },
      ],
    } },
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: cpu, Memory: cpu * 2 } },
    LoadBalancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Metadata: { 'aws:cdk:path': 'App/Web/LoadBalancer' },
      Properties: { Subnets: ['subnet-1', 'subnet-2'] },
    },
    Logs: {
      Type: 'AWS::Logs::LogGroup', Metadata: { 'aws:cdk:path': 'App/Logs' }, Properties: { RetentionInDays: 30 },
    },
  } };
}

function estimateOf(given: Deployment): CostEstimate {
  const { region, spotPercent, requestsPerSecond, logGb } = given;
  return CostEstimate.fromTemplate(templateOf(given), {
    region, spotPercent, traffic: { requestsPerSecond, logGb, responseKb: 10 },
  });
}

/** The three totals never get smaller. */
function expectNotBelow(more: CostEstimate, less: CostEstimate): void {
  const slack = 1e-9;
  expect(more.monthly.minimum).toBeGreaterThanOrEqual(less.monthly.minimum - slack);
  expect(more.monthly.expected).toBeGreaterThanOrEqual(less.monthly.expected - slack);
  expect(more.monthly.maximum).toBeGreaterThanOrEqual(less.monthly.maximum - slack);
}

test('a deployment costs what its parts cost', () => {
  fc.assert(fc.property(deployment, (given) => {
    const estimate = estimateOf(given);
    const parts = ['App/Web', 'App/Logs', ...given.nats > 0 ? ['App/Network'] : []];
    const web = ['App/Web/Group', 'App/Web/Service', 'App/Web/LoadBalancer'];
    const sum = (paths: string[]) => paths.reduce((total, path) => total + estimate.atPath(path).maximum, 0);

    expect(sum(parts)).toBeCloseTo(estimate.monthly.maximum, 6);
    expect(sum(web)).toBeCloseTo(estimate.atPath('App/Web').maximum, 6);
  }), RUNS);
});

test('the smallest capacity never costs more than the expected one, nor that more than the largest', () => {
  fc.assert(fc.property(deployment, (given) => {
    const { minimum, expected, maximum } = estimateOf(given).monthly;

    expect(minimum).toBeLessThanOrEqual(expected);
    expect(expected).toBeLessThanOrEqual(maximum);
  }), RUNS);
});

test('one more instance, more traffic or a dearer Spot share never make it cheaper', () => {
  fc.assert(fc.property(deployment, (given) => {
    const before = estimateOf(given);

    expectNotBelow(estimateOf({ ...given, min: given.min + 1 }), before);
    expectNotBelow(estimateOf({ ...given, more: given.more + 1 }), before);
    expectNotBelow(estimateOf({ ...given, requestsPerSecond: given.requestsPerSecond + 100 }), before);
    expectNotBelow(estimateOf({ ...given, spotPercent: Math.min(100, given.spotPercent + 10) }), before);
    expectNotBelow(estimateOf({ ...given, nats: given.nats + 1 }), before);
  }), RUNS);
});

test('a discount on everything lowers the total by as much', () => {
  fc.assert(fc.property(deployment, fc.integer({ min: 0, max: 100 }), (given, percent) => {
    const priceBook = PriceBook.builtIn().withDiscount(percent);
    const of = (book: PriceBook) =>
      CostEstimate.fromTemplate(templateOf(given), { region: given.region, priceBook: book });

    expect(of(priceBook).monthly.maximum).toBeCloseTo(of(PriceBook.builtIn()).monthly.maximum * (1 - percent / 100), 6);
  }), RUNS);
});

test('the same deployment gives the same bytes', () => {
  fc.assert(fc.property(deployment, (given) => {
    expect(estimateOf(given).toJson()).toBe(estimateOf(given).toJson());
  }), { ...RUNS, numRuns: 30 });
});
