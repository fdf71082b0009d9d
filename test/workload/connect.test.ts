import { PropertyInjectors } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  IpProtocol, SecurityGroup, type SecurityGroupProps, Vpc, type IVpc, type VpcProps,
} from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal, type IGrantable, type IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, type IDependable } from 'constructs';
import { ApplicationVariables, connect, createConnections, type BackendClient } from '../../src/workload';
import { AwsService } from '../../src';
import { stackWithVpc } from '../support/stacks';
import { Queue } from '../support/queue';
import { only, type Properties } from '../support/templates';

/** Any kind of compute, with the least that it needs to be connected. */
class Batch extends Construct implements IGrantable, BackendClient {
  public readonly className = 'Batch';
  public readonly title = 'batch';
  public readonly construct = this;
  public readonly securityGroup: SecurityGroup;
  public readonly grantPrincipal: IPrincipal;
  public readonly waitsFor: IDependable[] = [];
  public readonly restarts: ISecret[] = [];

  constructor(scope: Construct, public readonly vpc: IVpc, public readonly variables?: ApplicationVariables) {
    super(scope, 'Batch');
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', { vpc });
    this.grantPrincipal = new Role(this, 'Role', { assumedBy: new ServicePrincipal('batch.amazonaws.com') });
  }

  public waitFor(...dependencies: IDependable[]): void {
    this.waitsFor.push(...dependencies);
  }

  public restartAfterRotation(secret: ISecret): void {
    this.restarts.push(secret);
  }
}

const importedVpc = (scope: Construct) => Vpc.fromVpcAttributes(scope, 'Imported', {
  vpcId: 'vpc-1', availabilityZones: ['a', 'b'], isolatedSubnetIds: ['subnet-1', 'subnet-2'],
});

describe('connecting any kind of compute to a backend', () => {
  const { stack, vpc } = stackWithVpc();
  const queue = new Queue(stack, 'Queue', vpc, { rotates: true });
  const variables = new ApplicationVariables();
  const batch = new Batch(stack, vpc, variables);
  connect(batch, queue, {});
  const template = Template.fromStack(stack);

  test('opens the port of the backend', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      IpProtocol: 'tcp', FromPort: 5671, ToPort: 5671, Description: 'From the batch to its backend',
    });
  });

  test('grants access', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'sqs:SendMessage' }] },
    });
  });

  test('adds the variables', () => {
    expect([...variables.names]).toEqual(['QUEUE_REGION', 'QUEUE_PASSWORD']);
  });

  test('starts the workload after the backend', () => {
    expect(batch.waitsFor).toEqual([queue]);
  });

  test('restarts the workload after the secret has rotated', () => {
    expect(batch.restarts).toEqual([queue.secret]);
  });
});

describe('connecting a workload that reads its settings itself', () => {
  test('asks the backend for no variables', () => {
    const { stack, vpc } = stackWithVpc();
    const queue = new Queue(stack, 'Queue', vpc);
    const asked = [jest.spyOn(queue, 'environmentFor'), jest.spyOn(queue, 'secretsFor')];
    connect(new Batch(stack, vpc), queue, {});

    for (const spy of asked) expect(spy).not.toHaveBeenCalled();
  });
});

describe('connecting fails', () => {
  test('with all problems at once, under the class that the user wrote', () => {
    const { stack, vpc } = stackWithVpc();
    const queue = new Queue(stack, 'Queue', vpc);
    Object.defineProperty(queue, 'requiredServices', { value: [AwsService.of('SQS ')] });
    const batch = new Batch(
      stack, importedVpc(stack), new ApplicationVariables({ environment: { QUEUE_REGION: 'x' } }),
    );

    expect(() => connect(batch, queue, {})).toThrow(new Error('Stack/Batch (Batch) has 3 invalid props:\n'
      + '  "environmentPrefix" must give names that the application does not have yet, got "QUEUE": "QUEUE_REGION" of '
      + 'Stack/Queue is there already; connect it with another prefix\n'
      + '  "backend.requiredServices[0]" must be the name of a VPC endpoint service without its region, such as '
      + '"ecr.api", got "SQS "\n'
      + '  "vpc" must have a NAT gateway, or VPC endpoints for SQS , secretsmanager, got neither: create the '
      + 'endpoints, and declare them with Network.declareEndpoints(vpc, [...])'));
  });

  test('before anything is made', () => {
    const { stack, vpc } = stackWithVpc();
    const queue = new Queue(stack, 'Queue', vpc, { rotates: true });
    const batch = new Batch(stack, importedVpc(stack), new ApplicationVariables());
    const before = stack.node.findAll().length;

    expect(() => connect(batch, queue, {})).toThrow('VPC endpoints for secretsmanager, sqs');
    expect(stack.node.findAll()).toHaveLength(before);
    expect(batch.waitsFor).toEqual([]);
    expect(batch.restarts).toEqual([]);
    expect([...batch.variables!.names]).toEqual([]);
  });
});

/** Makes each security group of an app with these props. */
function withGroups(change: (props: SecurityGroupProps) => SecurityGroupProps, network?: VpcProps) {
  const { app, stack, vpc } = stackWithVpc({ vpc: network });
  PropertyInjectors.of(app).add({ constructUniqueId: SecurityGroup.PROPERTY_INJECTION_ID, inject: change as never });
  return { stack, vpc };
}

describe('where the app closes the way out of its security groups', () => {
  test('a client is let out to its backend', () => {
    const { stack, vpc } = withGroups((props) => ({ ...props, allowAllOutbound: false }));
    connect(new Batch(stack, vpc, new ApplicationVariables()), new Queue(stack, 'Queue', vpc, { rotates: true }), {});

    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      IpProtocol: 'tcp', FromPort: 5671, ToPort: 5671, Description: 'From the batch to its backend',
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BatchSecurityGroup'), 'GroupId'] },
    });
  });

  test.each<[string, VpcProps, Partial<SecurityGroupProps>, string[]]>([
    ['by IPv4', {}, {}, ['0.0.0.0/0:443']],
    ['by IPv4 and IPv6', { ipProtocol: IpProtocol.DUAL_STACK }, { allowAllIpv6Outbound: false },
      ['0.0.0.0/0:443', '::/0:443']],
    ['by IPv4, where IPv6 is open', { ipProtocol: IpProtocol.DUAL_STACK }, { allowAllIpv6Outbound: true },
      ['0.0.0.0/0:443', '::/0:undefined']],
  ])('a workload reaches AWS for its image, secrets and logs %s', (_, network, more, ways) => {
    const { stack, vpc } = withGroups((props) => ({ ...props, allowAllOutbound: false, ...more }), network);
    createConnections(stack, vpc, 'Web', 8080);
    const { SecurityGroupEgress: rules } = only(Template.fromStack(stack), 'AWS::EC2::SecurityGroup').Properties;

    expect((rules as Properties[]).map(({ CidrIp, CidrIpv6, FromPort }) => `${CidrIp ?? CidrIpv6}:${FromPort}`).sort())
      .toEqual(ways);
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });

  test('a workload stays open if that is only the default', () => {
    const { stack, vpc } = withGroups((props) => ({ allowAllOutbound: false, ...props }));

    expect(createConnections(stack, vpc, 'Web', 8080).securityGroups[0].allowAllOutbound).toBe(true);
  });
});
