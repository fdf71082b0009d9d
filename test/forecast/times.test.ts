import fs from 'node:fs';
import path from 'node:path';
import { forecastTable } from '../../scripts/tables';
import { FIXED_TIMES } from '../../src/forecast/times/fixed-times';
import { first, secondsOf, type Part } from './support';

const only = (type: string, properties: object = {}, beside: object = {}): [number, number] =>
  secondsOf(first({ It: { Type: type, Properties: properties, ...beside } }));
const signal = { CreationPolicy: { ResourceSignal: { Count: 1 } } };

test.each(Object.entries(FIXED_TIMES))('%s has a range and a source', (type, { create, update = create, basis }) => {
  for (const { minSeconds, maxSeconds } of [create, update]) {
    expect(minSeconds).toBeGreaterThan(0);
    expect(maxSeconds).toBeGreaterThanOrEqual(minSeconds);
  }
  expect(basis).not.toBe('');
  expect(only(type)).toEqual([create.minSeconds, create.maxSeconds]);
});

test.each<[string, string, object, [number, number]]>([
  ['a small database in one zone', 'AWS::RDS::DBInstance', { DBInstanceClass: 'db.t4g.medium' }, [300, 600]],
  ['a database in two zones', 'AWS::RDS::DBInstance', { DBInstanceClass: 'db.t4g.medium', MultiAZ: true }, [600, 1020]],
  ['a large database', 'AWS::RDS::DBInstance', { DBInstanceClass: 'db.m7g.large' }, [600, 1020]],
  ['a database whose class is not known', 'AWS::RDS::DBInstance', { DBInstanceClass: { Ref: 'Class' } }, [300, 600]],
  ['an instance of Aurora', 'AWS::RDS::DBInstance', { DBClusterIdentifier: 'votes' }, [300, 600]],
  ['an interface endpoint', 'AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' }, [60, 180]],
  ['a gateway endpoint', 'AWS::EC2::VPCEndpoint', {}, [6, 30]],
  ['a service without tasks', 'AWS::ECS::Service', { DesiredCount: 0 }, [3, 30]],
  ['a wait condition', 'AWS::CloudFormation::WaitCondition', { Timeout: '900' }, [0, 900]],
  ['a type that nobody knows', 'Custom::Migration', {}, [3, 30]],
  ['a type with the name of a method', 'constructor', {}, [3, 30]],
])('%s', (_what, type, properties, expected) => {
  expect(only(type, properties)).toEqual(expected);
});

test('instances that signal their start are waited for, others are not', () => {
  expect(only('AWS::AutoScaling::AutoScalingGroup')).toEqual([6, 60]);
  expect(only('AWS::AutoScaling::AutoScalingGroup', {}, signal)).toEqual([180, 360]);
  expect(only('AWS::EC2::Instance')).toEqual([30, 90]);
  expect(only('AWS::EC2::Instance', {}, signal)).toEqual([180, 360]);
});

test('a service is there when its tasks have passed the health checks of their target group', () => {
  const service = { Type: 'AWS::ECS::Service', Properties: { LoadBalancers: [{ TargetGroupArn: { Ref: 'Group' } }] } };
  const group = (properties: object): Part =>
    ({ Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: properties });
  const own = { HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 3 };

  // start 30..180 and the group 3..30, and then 3 x 10 seconds, or 5 x 30 by default.
  expect(secondsOf(first({ Group: group(own), Service: service }))).toEqual([3 + 30 + 30, 30 + 180 + 30]);
  expect(secondsOf(first({ Group: group({}), Service: service }))).toEqual([3 + 30 + 150, 30 + 180 + 150]);
});

test.each([
  ['in a zone that is given', { ValidationMethod: 'DNS', DomainValidationOptions: [{ HostedZoneId: 'Z1' }] }, 0],
  ['without a zone', { ValidationMethod: 'DNS' }, 1],
  ['by mail', {}, 1],
])('a certificate that is validated %s', (_how, properties, notes) => {
  const forecast = first({ It: { Type: 'AWS::CertificateManager::Certificate', Properties: properties } });

  expect(secondsOf(forecast)).toEqual([120, 600]);
  expect(forecast.notes).toHaveLength(notes);
});

test('the table of the documentation is that of the code: else run "npx tsx scripts/write-tables.ts"', () => {
  expect(fs.readFileSync(path.join(__dirname, '../../docs/forecast.md'), 'utf8'))
    .toContain(`<!-- table -->\n${forecastTable()}\n<!-- end of table -->`);
});
