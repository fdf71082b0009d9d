import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Problem } from '../../src/core';
import { AwsService, Nat, Network } from '../../src/network';
import { createConnections, networkDependencies, workloadNetworkProblems } from '../../src/workload';
import { rendered } from '../support/templates';

const SERVICES = [AwsService.LOGS, AwsService.S3];
const EGRESS: Problem[] = [{ prop: 'image', must: 'be private', got: 'nginx' }];
const problems = (vpc: Vpc, egress: Problem[] = []) =>
  rendered(workloadNetworkProblems(vpc, vpc, SERVICES, () => egress));
const imported = (scope: Construct) => Vpc.fromVpcAttributes(scope, 'Imported', {
  vpcId: 'vpc-1', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-1'],
}) as Vpc;

describe('the network of a workload', () => {
  test('must have subnets out of reach, and is looked at no further without them', () => {
    const vpc = new Vpc(new Stack(), 'Vpc', { subnetConfiguration: [{ name: 'P', subnetType: SubnetType.PUBLIC }] });

    expect(problems(vpc, EGRESS)).toEqual([expect.stringMatching(/^"vpc" must have private or isolated subnets/)]);
  });

  test('must lead to every AWS service, and to what is fetched from the internet', () => {
    expect(problems(imported(new Stack()), EGRESS)).toEqual([
      expect.stringMatching(/^"vpc" must have a NAT gateway, or VPC endpoints for logs, s3, got neither/),
      '"image" must be private, got "nginx"',
    ]);
  });

  test('waits for the route to the internet', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 1 });

    expect(problems(vpc)).toEqual([]);
    expect(networkDependencies(vpc, SERVICES)).toEqual([
      vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_WITH_EGRESS }).internetConnectivityEstablished,
    ]);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });

  test('gets the endpoints that it has to wait for without NAT', () => {
    const stack = new Stack(new App(), 'Stack');
    const { vpc } = new Network(stack, 'Network', { nat: Nat.none() });

    expect(networkDependencies(vpc, [AwsService.LOGS])).toContain(vpc.node.findChild('Endpoints'));
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'))).toContain('.logs');
  });

  test('is closed until it is opened, on the port of the application', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new Vpc(stack, 'Vpc');
    const connections = createConnections(stack, vpc, 'Tasks', 8080);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', { GroupDescription: 'Tasks' });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);

    expect(connections.defaultPort?.toString()).toBe('8080');
    expect(connections.securityGroups.map(({ node }) => node.path)).toEqual(['Stack/SecurityGroup']);
  });
});
