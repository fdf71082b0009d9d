// figures are computed by hand: vpc 6..60, nat 84..120, small database 300..600, service without health checks 30..180.
import path from 'node:path';
import { App, CfnOutput, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { DeploymentForecast } from '../../src/forecast';
import { first, pathOf, secondsOf } from './support';

const vpc = { Type: 'AWS::EC2::VPC' };
const nat = { Type: 'AWS::EC2::NatGateway', Properties: { VpcId: { Ref: 'Vpc' } } };
const database = {
  Type: 'AWS::RDS::DBInstance',
  Properties: {
    DBInstanceClass: 'db.t4g.micro', VPCSecurityGroups: [{ 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] }],
  },
};
const service = {
  Type: 'AWS::ECS::Service', DependsOn: ['Nat'],
  Properties: { Environment: { 'Fn::Sub': 'postgres://${Database.Endpoint.Address}' } },
};
const app = { Service: service, Database: database, Nat: nat, Vpc: vpc };

describe('a first deployment', () => {
  test('takes as long as the longest chain of resources that need each other', () => {
    const forecast = first(app);

    expect(secondsOf(forecast)).toEqual([6 + 300 + 30, 60 + 600 + 180]);
    expect(pathOf(forecast)).toEqual(['Vpc', 'Database', 'Service']);
    expect(forecast.isFirst).toBe(true);
  });

  test('says when each resource is done, and which of them everything waits for', () => {
    const done = Object.fromEntries(first(app).steps.map(({ logicalId, doneAfter, isCritical }) =>
      [logicalId, [doneAfter.minSeconds, doneAfter.maxSeconds, isCritical]]));

    expect(done).toEqual({
      Service: [336, 840, true], Database: [306, 660, true], Nat: [90, 180, false], Vpc: [6, 60, true],
    });
  });

  test('has the quick figures of one chain and the slow ones of another, if these are the longest', () => {
    const forecast = first({
      Profile: { Type: 'AWS::IAM::InstanceProfile' },
      Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Interface' } },
    });

    expect(secondsOf(forecast)).toEqual([120, 180]);
    expect(pathOf(forecast)).toEqual(['Endpoint']);
  });

  test('of two chains that take equally long names the one that stands first', () => {
    const two = { Left: { Type: 'AWS::EC2::NatGateway' }, Right: { Type: 'AWS::EC2::NatGateway' } };

    expect(pathOf(first(two))).toEqual(['Left']);
  });

  test('leaves out what a condition rules out', () => {
    const forecast = DeploymentForecast.fromTemplate({
      Parameters: { Stage: { Type: 'String', Default: 'trial' } },
      Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] } },
      Resources: { Vpc: vpc, Database: { ...database, Condition: 'IsProduction' } },
    });

    expect(pathOf(forecast)).toEqual(['Vpc']);
  });

  test('of resources that need each other comes to an end', () => {
    const circle = {
      One: { Type: 'AWS::EC2::NatGateway', DependsOn: 'Other' },
      Other: { Type: 'AWS::EC2::NatGateway', DependsOn: 'One' },
    };

    expect(first(circle).steps).toHaveLength(2);
  });

  test('of an empty template takes no time', () => {
    expect(first({}).toText()).toBe('First deployment: nothing to wait for. A model, not a promise.\n');
  });

  test('of a template in YAML is forecast too', () => {
    const file = path.join(__dirname, '../cost/templates/shop.yaml');

    expect(DeploymentForecast.fromFile(file).criticalPath.at(-1)).toMatchObject({ logicalId: 'Database' });
  });

  test('twice gives the same bytes', () => {
    expect(first(app).toJson()).toBe(first(app).toJson());
    expect(first(app).toText()).toBe(first(app).toText());
  });
});

describe('stacks', () => {
  function aStack(scope: App, id: string) {
    const stack = new Stack(scope, id);
    new ec2.CfnNatGateway(stack, 'Nat', { subnetId: 'subnet-1' });
    return stack;
  }

  test('are deployed one after the other, those first whose exports others take', () => {
    const scope = new App({ analyticsReporting: false });
    const consumer = aStack(scope, 'Consumer');
    const provider = aStack(scope, 'Provider');
    new CfnOutput(provider, 'Out', { value: 'x', exportName: 'shared' });
    new sqs.CfnQueue(consumer, 'Queue', { queueName: Fn.importValue('shared') });

    const forecast = DeploymentForecast.of(scope);

    expect(forecast.criticalPath.map((step) => [step.path, step.doneAfter])).toEqual([
      ['Provider/Nat', { minSeconds: 84, maxSeconds: 120 }], ['Consumer/Nat', { minSeconds: 168, maxSeconds: 240 }],
    ]);
  });

  test('that are nested take the time of what is in them, and others wait for all of it', () => {
    const scope = new App({ analyticsReporting: false });
    const stack = aStack(scope, 'Shop');
    const nested = new NestedStack(stack, 'Inner');
    new ec2.CfnVPCEndpoint(nested, 'Endpoint', { vpcId: 'vpc-1', vpcEndpointType: 'Interface' });
    nested.node.addDependency(stack.node.findChild('Nat'));
    new sqs.CfnQueue(stack, 'Queue').node.addDependency(nested);

    const forecast = DeploymentForecast.of(scope);

    // nat 84..120, endpoint 60..180, the nested stack itself and the queue 3..30 each.
    expect(secondsOf(forecast)).toEqual([84 + 60 + 3 + 3, 120 + 180 + 30 + 30]);
    expect(forecast.criticalPath.map((step) => step.path)).toEqual([
      'Shop/Nat', 'Shop/Inner/Endpoint', expect.stringContaining('Inner.NestedStackResource'), 'Shop/Queue',
    ]);
  });
});

describe('durations that the user knows', () => {
  test.each([['a logical id', 'Database'], ['a type', 'AWS::RDS::DBInstance']])('are named by %s', (_what, name) => {
    const forecast = first(app, { durations: { [name]: { minSeconds: 1200, maxSeconds: 1500 } } });

    expect(secondsOf(forecast)).toEqual([6 + 1200 + 30, 60 + 1500 + 180]);
    expect(forecast.criticalPath[1].basis).toBe('given by the user');
  });

  test('are named by the path of a construct around the resource', () => {
    const scope = new App({ analyticsReporting: false });
    const stack = new Stack(scope, 'Shop');
    new sqs.Queue(stack, 'Jobs');

    const forecast = DeploymentForecast.of(stack, { durations: { 'Shop/Jobs': { minSeconds: 5, maxSeconds: 7 } } });

    expect(secondsOf(forecast)).toEqual([5, 7]);
  });

  test('fails for names of nothing and for impossible ranges, all at once', () => {
    const durations = {
      Cache: { minSeconds: 1, maxSeconds: 2 }, Vpc: { minSeconds: -1, maxSeconds: 2 },
      Nat: { minSeconds: 5, maxSeconds: 4 },
    };

    expect(() => first(app, { durations })).toThrow([
      'the deployment cannot be forecast:',
      '  "durations[Cache]" must name a type, a logical id or the construct path of one resource, got "Cache"',
      '  "durations[Vpc].minSeconds" must be a number of at least 0 seconds, got -1',
      '  "durations[Nat].maxSeconds" must be a number of at least 5 seconds, got 4',
    ].join('\n'));
  });
});

describe('reports', () => {
  test('tell people what they wait for', () => {
    expect(first(app).toText()).toBe(`\
First deployment: about 5 to 14 min. A model, not a promise.

waits for  type             change  takes          done after
Vpc        EC2::VPC         create  6 to 60 s      6 to 60 s
Database   RDS::DBInstance  create  5 to 10 min    5.1 to 11 min
Service    ECS::Service     create  30 s to 3 min  5.6 to 14 min

  - resources: created 4
`);
  });

  test('name the types that have no figure of their own', () => {
    const forecast = first({ Jobs: { Type: 'AWS::SQS::Queue' }, Logs: { Type: 'AWS::Logs::LogGroup' } });

    expect(forecast.untimedTypes).toEqual(['AWS::Logs::LogGroup', 'AWS::SQS::Queue']);
    expect(forecast.toMarkdown()).toBe(`\
**First deployment: less than a minute. A model, not a promise.**

- steps on the way that take less than a minute each: 1
- resources: created 2
- no figure is known for these types, so each counts as 3 to 30 s: Logs::LogGroup, SQS::Queue
`);
  });

  test('say what a person has to do', () => {
    const forecast = first({
      Certificate: { Type: 'AWS::CertificateManager::Certificate', Properties: { ValidationMethod: 'DNS' } },
    });

    expect(forecast.notes).toEqual([
      'Certificate waits until somebody validates the domain, and fails after about 12 hours',
    ]);
  });
});
