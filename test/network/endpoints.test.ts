import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { audit } from '../../demo/audit';
import { AwsService, Nat, Network } from '../../src';
import { rejectProblems } from '../../src/core';
import { endpointProblems, provideServices } from '../../src/network';
import { rendered } from '../support/templates';

const ENDPOINT = 'AWS::EC2::VPCEndpoint';
const { ECR_API, ECR_DOCKER, S3, LOGS } = AwsService;

class Shop extends Construct {}
const shopIn = (stack: Stack) => new Shop(stack, 'Shop');
/** What a workload does with its VPC: it checks, then it builds. */
const checked = (shop: Shop, vpc: ec2.IVpc, services: AwsService[]) => {
  rejectProblems(shop, 'Shop', endpointProblems('vpc', vpc, services));
  return provideServices(vpc, services);
};

const namesIn = (template: Template) =>
  Object.values(template.findResources(ENDPOINT)).map(({ Properties: { ServiceName } }) =>
    typeof ServiceName === 'string'
      ? ServiceName
      : ServiceName['Fn::Join'][1].map((part: unknown) => typeof part === 'string' ? part : '<region>').join(''));
const isolatedVpc = (scope: Construct, id = 'Vpc') => new ec2.Vpc(scope, id, {
  natGateways: 0, maxAzs: 2,
  subnetConfiguration: [
    { name: 'Inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    { name: 'Deep', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  ],
});
const importedVpc = (scope: Construct) => ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
  vpcId: 'vpc-1', vpcCidrBlock: '10.9.0.0/16', availabilityZones: ['a', 'b'],
  isolatedSubnetIds: ['subnet-1', 'subnet-2'],
});

// R-NET-2
describe('a workload in a network without NAT', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const network = new Network(stack, 'Network', { nat: Nat.none() });
  const first = provideServices(network.vpc, [S3, LOGS, ECR_DOCKER, ECR_API]);
  provideServices(network.vpc, [LOGS, AwsService.of('kinesis-streams')]);
  const task = new CfnResource(stack, 'Task', { type: 'AWS::ECS::Service' });
  task.node.addDependency(...first);
  const template = Template.fromStack(stack);

  test('gets each endpoint once, whoever asks for it', () => {
    expect(namesIn(template)).toEqual([
      'com.amazonaws.<region>.s3', 'com.amazonaws.<region>.ecr.api', 'com.amazonaws.<region>.ecr.dkr',
      'com.amazonaws.<region>.logs',
      'com.amazonaws.<region>.kinesis-streams',
    ]);
  });

  test('finds them below the VPC, under ids that do not change', () => {
    expect(network.vpc.node.findChild('Endpoints').node.children.map((child) => child.node.id)).toEqual(
      ['S3', 'SecurityGroup', 'EcrApi', 'EcrDkr', 'Logs', 'KinesisStreams'],
    );
  });

  test('reaches S3 by a gateway, which is free, and the others by the usual host names', () => {
    template.resourcePropertiesCountIs(ENDPOINT, { VpcEndpointType: 'Gateway' }, 1);
    template.resourcePropertiesCountIs(ENDPOINT, { VpcEndpointType: 'Interface', PrivateDnsEnabled: true }, 4);
  });

  test('finds an endpoint in each of its own subnets, and in none of the data subnets', () => {
    const subnets = Object.keys(template.findResources('AWS::EC2::Subnet')).filter((
      id,
    ) => id.includes('ServiceSubnet'));

    expect(subnets).toHaveLength(2);
    template.resourcePropertiesCountIs(ENDPOINT, { SubnetIds: subnets.map((Ref) => ({ Ref })) }, 4);
  });

  // R-NET-4
  test('is let in by one security group, on 443 from the VPC and from nowhere else', () => {
    const [group] = Object.keys(template.findResources('AWS::EC2::SecurityGroup'));

    template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        { CidrIp: '10.0.0.0/16', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Description: 'HTTPS from the VPC' },
      ],
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
    template.resourcePropertiesCountIs(ENDPOINT, { SecurityGroupIds: [{ 'Fn::GetAtt': [group, 'GroupId'] }] }, 4);
  });

  test('starts after all of them', () => {
    expect(template.findResources('AWS::ECS::Service').Task.DependsOn)
      .toEqual(expect.arrayContaining(Object.keys(template.findResources(ENDPOINT))));
  });

  // R-SEC-1
  test('adds no finding to those of the network', () => {
    expect([...new Set(audit(app).map(({ rule }) => rule))].sort())
      .toEqual(['CloudWatchLogGroupEncrypted', 'VPCNoUnrestrictedRouteToIGW']);
  });

  test('gets the same template whatever the order of its wishes', () => {
    const texts = [[S3, LOGS, ECR_API], [ECR_API, LOGS, S3, LOGS]].map((services) => {
      const other = new Stack();
      provideServices(new Network(other, 'Network', { nat: Nat.none() }).vpc, services);
      return JSON.stringify(Template.fromStack(other).toJSON());
    });

    expect(texts[0]).toBe(texts[1]);
  });
});

describe('a workload with NAT', () => {
  test('needs no endpoint', () => {
    const stack = new Stack();

    const waitFor = provideServices(new Network(stack, 'Network').vpc, [ECR_API, LOGS, S3]);

    expect(waitFor).toEqual([]);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroup', 0);
    expect(namesIn(Template.fromStack(stack))).toEqual(['com.amazonaws.<region>.s3']);
  });

  test('needs none in an imported VPC either', () => {
    const stack = new Stack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'],
    });

    expect(provideServices(vpc, [ECR_API])).toEqual([]);
  });
});

describe('a workload in another stack than the network', () => {
  test('gets its endpoints beside the VPC, and its stack waits for them', () => {
    const app = new App();
    const base = new Stack(app, 'Base');
    const web = new Stack(app, 'Web');
    const { vpc } = new Network(base, 'Network', { nat: Nat.none() });

    const task = new CfnResource(web, 'Task', { type: 'AWS::ECS::Service' });
    task.node.addDependency(...provideServices(vpc, [ECR_API]));

    expect(namesIn(Template.fromStack(base))).toContain('com.amazonaws.<region>.ecr.api');
    expect(namesIn(Template.fromStack(web))).toEqual([]);
    expect(web.dependencies).toEqual([base]);
  });
});

describe('a VPC of your own without NAT', () => {
  test('gets what it lacks, in one subnet of each zone', () => {
    const stack = new Stack();
    const vpc = isolatedVpc(stack);
    vpc.addInterfaceEndpoint('Registry', { service: ec2.InterfaceVpcEndpointAwsService.ECR });
    vpc.addGatewayEndpoint('Storage', { service: ec2.GatewayVpcEndpointAwsService.S3 });

    provideServices(vpc, [ECR_API, ECR_DOCKER, S3]);
    const template = Template.fromStack(stack);

    expect(namesIn(template))
      .toEqual(['com.amazonaws.<region>.ecr.api', 'com.amazonaws.<region>.s3', 'com.amazonaws.<region>.ecr.dkr']);
    expect(vpc.node.findChild('Endpoints').node.children.map((child) => child.node.id))
      .toEqual(['SecurityGroup', 'EcrDkr']);
    expect(Object.values(template.findResources(ENDPOINT))[2].Properties.SubnetIds).toHaveLength(2);
  });

  test('admits its own address range, as a literal', () => {
    const stack = new Stack();

    provideServices(isolatedVpc(stack), [LOGS]);

    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Endpoints of AWS services',
      SecurityGroupIngress: [Match.objectLike({ CidrIp: '10.0.0.0/16' })],
    });
  });

  test('gets an endpoint beside one that does not answer to the usual host name', () => {
    const stack = new Stack();
    const vpc = isolatedVpc(stack);
    vpc.addInterfaceEndpoint('Logs', {
      service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS, privateDnsEnabled: false,
    });

    provideServices(vpc, [LOGS]);

    Template.fromStack(stack).resourceCountIs(ENDPOINT, 2);
  });

  test('does not take the endpoints of another VPC, or of another service, for its own', () => {
    const stack = new Stack();
    const vpc = isolatedVpc(stack);
    isolatedVpc(stack, 'Other')
      .addInterfaceEndpoint('Logs', { service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });
    vpc.addInterfaceEndpoint('Agent', { service: ec2.InterfaceVpcEndpointAwsService.ECS_AGENT });

    provideServices(vpc, [LOGS, AwsService.ECS]);

    expect(vpc.node.findChild('Endpoints').node.children.map((child) => child.node.id))
      .toEqual(['SecurityGroup', 'Ecs', 'Logs']);
  });
});

describe('an endpoint that the app adds too late', () => {
  const message = (ours: string, theirs: string) =>
    `a VPC must have one endpoint for each service, got ${ours} and ${theirs}: `
    + 'leave yours out, or make it before the constructs that need it, so that they find it';

  test('fails, as AWS would reject it', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const { vpc } = new Network(stack, 'Network', { nat: Nat.none() });
    provideServices(vpc, [LOGS, ECR_API]);
    vpc.addInterfaceEndpoint('MyLogs', { service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });
    vpc.addGatewayEndpoint('MyS3', { service: ec2.GatewayVpcEndpointAwsService.S3 });

    const ours = 'Stack/Network/Vpc/Endpoints';
    expect(() => app.synth()).toThrow(message(`${ours}/Logs`, 'Stack/Network/Vpc/MyLogs'));
    expect(() => app.synth()).toThrow(message(`${ours}/S3`, 'Stack/Network/Vpc/MyS3'));
  });

  test('is taken if it does not answer to the usual host name, or is for another service', () => {
    const stack = new Stack();
    const { vpc } = new Network(stack, 'Network', { nat: Nat.none() });
    provideServices(vpc, [LOGS]);
    vpc.addInterfaceEndpoint('MyLogs', {
      service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS, privateDnsEnabled: false,
    });
    vpc.addInterfaceEndpoint('MyS3', { service: ec2.InterfaceVpcEndpointAwsService.S3 });

    Template.fromStack(stack).resourceCountIs(ENDPOINT, 4);
  });
});

describe('an imported VPC without NAT', () => {
  const rejected = (...missing: string[]) => new Error('Stack/Shop (Shop) has an invalid prop:\n'
    + `  "vpc" must have a NAT gateway, or VPC endpoints for ${missing.join(', ')}, got neither: `
    + 'create the endpoints, and declare them with Network.declareEndpoints(vpc, [...])');
  const setup = () => {
    const stack = new Stack(new App(), 'Stack');
    return { stack, vpc: importedVpc(stack), shop: shopIn(stack) };
  };

  test('fails with a list of what is missing', () => {
    const { vpc, shop } = setup();

    expect(() => checked(shop, vpc, [S3, LOGS, ECR_API])).toThrow(rejected('ecr.api', 'logs', 's3'));
  });

  test('fails with the rest of what was declared', () => {
    const { vpc, shop } = setup();
    Network.declareEndpoints(vpc, [S3]);
    Network.declareEndpoints(vpc, [AwsService.of('logs'), AwsService.KMS]);

    expect(() => checked(shop, vpc, [S3, LOGS, ECR_API])).toThrow(rejected('ecr.api'));
  });

  test('is taken when everything was declared', () => {
    const { stack, vpc } = setup();
    Network.declareEndpoints(vpc, [S3, LOGS, ECR_API]);

    expect(provideServices(vpc, [ECR_API, LOGS, S3])).toEqual([]);
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Resources');
  });

  test('is taken when the app creates the endpoints', () => {
    const { stack, vpc } = setup();
    new ec2.InterfaceVpcEndpoint(stack, 'Logs', { vpc, service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });
    new ec2.CfnVPCEndpoint(stack, 'Storage', { vpcId: 'vpc-1', serviceName: 'com.amazonaws.eu-west-1.s3' });

    expect(provideServices(vpc, [LOGS, S3])).toEqual([]);
  });

  test('is a problem like any other for the construct that checks its props', () => {
    const { vpc } = setup();

    expect(rendered(endpointProblems('vpc', vpc, [LOGS]))).toEqual([
      '"vpc" must have a NAT gateway, or VPC endpoints for logs, got neither: '
      + 'create the endpoints, and declare them with Network.declareEndpoints(vpc, [...])',
    ]);
    expect(endpointProblems('vpc', isolatedVpc(new Stack()), [LOGS])).toEqual([]);
  });
});

describe('names of services', () => {
  test.each(['ecr.api', 'ecs-agent', 's3', 'sagemaker.featurestore-runtime'])('%s is accepted', (name) => {
    expect(AwsService.of(name)._problems('services[0]')).toEqual([]);
  });

  test.each(['', 'ECR', 'com.amazonaws.eu-west-1.', 'ecr_api', '-ecs', 'ecr..api'])('%j is rejected', (name) => {
    const stack = new Stack(new App(), 'Stack');

    expect(() => Network.declareEndpoints(importedVpc(stack), [S3, AwsService.of(name)])).toThrow(new Error(
      'Stack/Vpc (Network.declareEndpoints) has an invalid prop:\n'
      + '  "services[1]" must be the name of a VPC endpoint service without its region, such as "ecr.api", got '
      + `"${name}"`,
    ));
  });

  test('tell which endpoints are gateways', () => {
    expect([S3, AwsService.DYNAMODB, AwsService.of('s3'), ECR_API].map((service) => service.isGateway)).toEqual(
      [true, true, true, false],
    );
  });

  test('of all services of the library are those of the CDK', () => {
    const ours = Object.values(AwsService).filter((each): each is AwsService => each instanceof AwsService);
    const theirs = Object.values(ec2.InterfaceVpcEndpointAwsService)
      .filter((each): each is ec2.InterfaceVpcEndpointAwsService => each instanceof ec2.InterfaceVpcEndpointAwsService)
      .map((each) => each.shortName);

    expect(ours.length).toBeGreaterThan(20);
    expect(ours.map(({ name }) => name).filter((name) => !theirs.includes(name))).toEqual([]);
  });
});
