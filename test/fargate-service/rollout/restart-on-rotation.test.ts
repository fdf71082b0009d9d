import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { FargateService } from '../../../src/fargate-service';
import { IMAGE } from '../support';
import { Queue } from '../../support/queue';
import { stackWithVpc } from '../../support/stacks';
import { only } from '../../support/templates';

// R-DB-1
describe('restart after a rotation', () => {
  const { stack, vpc } = stackWithVpc();
  const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
  service.connectTo(new Queue(stack, 'A', vpc, { rotates: true }));
  service.connectTo(new Queue(stack, 'B', vpc, { rotates: true }), { environmentPrefix: 'B' });
  const template = Template.fromStack(stack);

  test('listens to the success of the rotation of exactly the secrets that the tasks were started with', () => {
    const { Properties: properties } = only(template, 'AWS::Events::Rule');

    expect(properties.EventPattern).toEqual({
      'source': ['aws.secretsmanager'],
      'detail-type': ['AWS Service Event via CloudTrail'],
      'detail': {
        eventSource: ['secretsmanager.amazonaws.com'],
        eventName: ['RotationSucceeded'],
        additionalEventData: {
          SecretId: [{ Ref: expect.stringMatching(/^ASecret/) }, { Ref: expect.stringMatching(/^BSecret/) }],
        },
      },
    });
    expect(properties.Targets)
      .toEqual([expect.objectContaining({ Arn: { Ref: expect.stringMatching(/^ShopRestartOnRotationMachine/) } })]);
  });

  test(
    'listens to an imported secret of which only the name is known, whose ARN ends in letters that nobody knows',
    () => {
      const { stack: other, vpc: otherVpc } = stackWithVpc();
      const queue = new Queue(other, 'Queue', otherVpc, { rotates: true });
      Object.defineProperty(queue, 'rotatingSecret', {
        value: Secret.fromSecretNameV2(other, 'Imported', 'shop/queue'),
      });
      new FargateService(other, 'Shop', { vpc: otherVpc, image: IMAGE }).connectTo(queue);

      const { Properties: properties } = only(Template.fromStack(other), 'AWS::Events::Rule');

      const [{ prefix }] = properties.EventPattern.detail.additionalEventData.SecretId;
      expect(JSON.stringify(prefix)).toContain(':secret:shop/queue-"');
    },
  );

  test('asks ECS for a new deployment of this service, and tries again when ECS is busy', () => {
    const { Properties: properties } = only(template, 'AWS::StepFunctions::StateMachine');
    const text = properties.DefinitionString['Fn::Join'][1].map((part: string | { Ref?: string }) =>
      typeof part === 'string' ? part : part.Ref ?? 'cluster')
      .join(
        '',
      );
    const state = JSON.parse(text).States.Restart;

    expect(state.Resource).toBe('arn:AWS::Partition:states:::aws-sdk:ecs:updateService');
    expect(state.Parameters)
      .toEqual({ Cluster: 'cluster', Service: expect.stringMatching(/^ShopService/), ForceNewDeployment: true });
    expect(state.Retry).toEqual([{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, MaxAttempts: 5, BackoffRate: 2 }]);
  });

  // R-SEC-1
  test('leaves a trace: all events and X-Ray', () => {
    expect(only(template, 'AWS::StepFunctions::StateMachine').Properties).toMatchObject({
      LoggingConfiguration: { Level: 'ALL' }, TracingConfiguration: { Enabled: true },
    });
  });

  test('may update this service only, and is started by its rule only', () => {
    const rights = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

    expect(rights)
      .toContainEqual({
        Action: 'ecs:UpdateService', Effect: 'Allow', Resource: { Ref: expect.stringMatching(/^ShopService/) },
      });
    expect(rights).toContainEqual({
      Action: 'states:StartExecution', Effect: 'Allow',
      Resource: { Ref: expect.stringMatching(/^ShopRestartOnRotationMachine/) },
    });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('needs no function of its own', () => {
    expect(Object.keys(template.findResources('AWS::Lambda::Function')).filter((id) => id.startsWith('Shop'))).toEqual(
      [],
    );
  });
});
