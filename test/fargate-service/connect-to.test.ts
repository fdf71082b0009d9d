import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { FargateService, Migration, ServiceImage } from '../../src/fargate-service';
import { Nat, Network } from '../../src/network';
import { containerOf, IMAGE } from './support';
import { Queue } from '../support/queue';
import { stackWithVpc } from '../support/stacks';
import { only, type Properties } from '../support/templates';

// R-DB-5
describe('connectTo', () => {
  const { stack, vpc } = stackWithVpc();
  const queue = new Queue(stack, 'Queue', vpc);
  const service = new FargateService(stack, 'Shop', {
    vpc, image: IMAGE, environment: { LEVEL: 'info' }, migration: Migration.beforeStart({ command: ['migrate'] }),
  });
  service.connectTo(queue);
  const template = Template.fromStack(stack);

  // R-NET-4
  test('opens the port of the backend to the tasks, and nothing else', () => {
    const { Properties: properties } = only(template, 'AWS::EC2::SecurityGroupIngress');

    expect(properties)
      .toMatchObject({
        IpProtocol: 'tcp', FromPort: 5671, ToPort: 5671, Description: 'From the service to its backend',
      });
    expect(properties.GroupId['Fn::GetAtt'][0]).toMatch(/^QueueSecurityGroup/);
    expect(properties.SourceSecurityGroupId['Fn::GetAtt'][0]).toMatch(/^ShopSecurityGroup/);
  });

  test('grants access to the role of the application', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^ShopTaskRole') }],
      PolicyDocument: {
        Statement: [
          { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs' },
        ],
      },
    });
  });

  // R-ECS-4
  test('lets ECS, not the application, read the secret that it injects', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^ShopTaskExecutionRole') }],
      PolicyDocument: { Statement: Match.arrayWith([
        Match.objectLike({
          Action: Match.arrayWith(['secretsmanager:GetSecretValue']),
          Resource: { Ref: Match.stringLikeRegexp('^QueueSecret') },
        }),
      ]) },
    });
  });

  // R-ECS-5
  test.each(['app', 'migration'])('passes settings and secrets to the container %s', (name) => {
    expect(containerOf(template, name)).toMatchObject({
      Environment: [{ Name: 'LEVEL', Value: 'info' }, { Name: 'QUEUE_REGION', Value: 'eu-west-1' }],
      Secrets: [{ Name: 'QUEUE_PASSWORD' }],
    });
  });

  test('starts the service after the backend, the rule and the rights', () => {
    expect(only(template, 'AWS::ECS::Service').DependsOn).toEqual(expect.arrayContaining([
      expect.stringMatching(/^QueueSecret/), expect.stringMatching(/^QueueSecurityGroupfrom/),
      expect.stringMatching(/^ShopTaskRoleRights/),
    ]));
  });

  test('makes no restart for a secret that does not rotate', () => {
    template.resourceCountIs('AWS::Events::Rule', 0);
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 0);
  });
});

describe('connectTo several backends', () => {
  test('keeps them apart by prefix', () => {
    const { stack, vpc } = stackWithVpc();
    const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
    service.connectTo(new Queue(stack, 'A', vpc));
    service.connectTo(new Queue(stack, 'B', vpc), { environmentPrefix: 'MAIL' });

    expect(containerOf(Template.fromStack(stack)).Secrets.map(({ Name }: Properties) => Name)).toEqual(
      ['QUEUE_PASSWORD', 'MAIL_PASSWORD'],
    );
  });

  test('fails for a second backend with the same names', () => {
    const { stack, vpc } = stackWithVpc();
    const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
    service.connectTo(new Queue(stack, 'A', vpc));

    expect(() => service.connectTo(new Queue(stack, 'B', vpc)))
      .toThrow(new Error('Stack/Shop (FargateService) has 2 invalid props:\n'
        + '  "environmentPrefix" must give names that the application does not have yet, got "QUEUE": '
        + '"QUEUE_REGION" of Stack/B is there already; connect it with another prefix\n'
        + '  "environmentPrefix" must give names that the application does not have yet, got "QUEUE": '
        + '"QUEUE_PASSWORD" of Stack/B is there already; connect it with another prefix'));
  });

  test.each(['', '1DB', 'MY DB', 'DB-', 'ü'])('fails for the prefix %j', (environmentPrefix) => {
    const { stack, vpc } = stackWithVpc();
    const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE });

    expect(() => service.connectTo(new Queue(stack, 'A', vpc), { environmentPrefix })).toThrow(
      new Error('Stack/Shop (FargateService) has an invalid prop:\n'
        + '  "environmentPrefix" must be letters, digits and "_" that do not begin with a digit, got '
        + `"${environmentPrefix}"`),
    );
  });

  test('fails for a name that the application was given', () => {
    const { stack, vpc } = stackWithVpc();
    const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE, environment: { QUEUE_REGION: 'x' } });

    expect(() => service.connectTo(new Queue(stack, 'A', vpc)))
      .toThrow(new Error('Stack/Shop (FargateService) has an invalid prop:\n'
        + '  "environmentPrefix" must give names that the application does not have yet, got "QUEUE": '
        + '"QUEUE_REGION" of Stack/A is there already; connect it with another prefix'));
  });

  test('a value that the migration has of its own wins over the backend', () => {
    const { stack, vpc } = stackWithVpc();
    const owner = new Queue(stack, 'Owner', vpc);
    const service = new FargateService(stack, 'Shop', {
      vpc, image: IMAGE, migration: Migration.beforeStart({ command: ['x'], secrets: owner.secretsFor('QUEUE') }),
    });
    service.connectTo(new Queue(stack, 'Reader', vpc));
    const template = Template.fromStack(stack);
    const secretOf = (name: string) => JSON.stringify(containerOf(template, name).Secrets);

    expect(secretOf('app')).toContain('ReaderSecret');
    expect(secretOf('migration')).toContain('OwnerSecret');
    expect(secretOf('migration')).not.toContain('ReaderSecret');
  });
});

describe('connectTo across stacks', () => {
  test('puts the network rule into the stack of the service, and makes no cycle', () => {
    const { app, stack: data, vpc } = stackWithVpc({ id: 'Data' });
    const queue = new Queue(data, 'Queue', vpc, { rotates: true });
    const shop = new Stack(app, 'Shop');
    new FargateService(shop, 'Shop', { vpc, image: IMAGE }).connectTo(queue);
    app.synth();

    expect(shop.dependencies).toEqual([data]);
    expect(data.dependencies).toEqual([]);
    Template.fromStack(data).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    Template.fromStack(shop).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  test('two services of two stacks share a backend of a third', () => {
    const { app, stack: data, vpc } = stackWithVpc({ id: 'Data' });
    const queue = new Queue(data, 'Queue', vpc);
    const stacks = ['One', 'Two'].map((id) => new Stack(app, id));
    for (const stack of stacks) new FargateService(stack, 'Shop', { vpc, image: IMAGE }).connectTo(queue);
    app.synth();

    for (const stack of stacks) Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });
});

// R-NET-2
describe('a VPC without NAT', () => {
  test('gets an endpoint for each service that task and backend need, and the service waits for them', () => {
    const stack = new Stack(new App(), 'Stack');
    const { vpc } = new Network(stack, 'Network', { nat: Nat.none() });
    const image = ServiceImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'shop'), '1');
    new FargateService(stack, 'Shop', { vpc, image }).connectTo(new Queue(stack, 'Queue', vpc));
    const template = Template.fromStack(stack);
    const names = Object.values(template.findResources('AWS::EC2::VPCEndpoint'))
      .map(({ Properties }) => JSON.stringify(Properties.ServiceName));

    expect(['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager', 'sqs'].filter((service) =>
      !names.some((name) => name.includes(`.${service}"`))))
      .toEqual(
        [],
      );
    expect(only(template, 'AWS::ECS::Service').DependsOn).toEqual(expect.arrayContaining([
      expect.stringMatching(/EndpointsEcrApi/), expect.stringMatching(/EndpointsSqs/),
    ]));
  });
});
