import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  FargateService, Nat, Network, Profile, ServiceImage, Sidecar, type TelemetrySidecarOptions,
} from '../../../src';
import { stackWithVpc } from '../../support/stacks';
import { containerOf, IMAGE } from '../support';

function serviceWith(sidecars: Sidecar[]): { stack: Stack; template: Template } {
  const { stack, vpc } = stackWithVpc();
  new FargateService(stack, 'Shop', { vpc, image: IMAGE, task: { sidecars } });
  return { stack, template: Template.fromStack(stack) };
}

const configIds = (options: TelemetrySidecarOptions) =>
  Object.keys(serviceWith([Sidecar.openTelemetry(options)]).template.findResources('AWS::SSM::Parameter'));

describe('a ready-made sidecar', () => {
  const { template } = serviceWith([Sidecar.openTelemetry(), Sidecar.cloudWatchAgent()]);

  test.each([
    ['otel-collector', 'AOT_CONFIG_CONTENT', 'aws-otel-collector:v'],
    ['cloudwatch-agent', 'CW_CONFIG_CONTENT', 'cloudwatch-agent:1.'],
  ])('%s is pinned, not essential, and reads its configuration from a parameter', (name, variable, image) => {
    expect(containerOf(template, name)).toMatchObject({
      Essential: false, Memory: 128, Secrets: [{ Name: variable }], Image: expect.stringContaining(image) as string,
    });
    expect(containerOf(template, name).Environment).toBeUndefined();
    expect(containerOf(template, name).HealthCheck).toBeUndefined();
  });

  test('listens to its own task only, and may do what its configuration asks for', () => {
    template.hasResourceProperties('AWS::SSM::Parameter', { Value: Match.stringLikeRegexp(': localhost:4317') });
    template.hasResourceProperties('AWS::SSM::Parameter', { Value: Match.stringLikeRegexp('127.0.0.1:8125') });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([
      Match.objectLike({ Action: Match.arrayWith(['xray:PutTraceSegments']) }),
      Match.objectLike({
        Action: 'cloudwatch:PutMetricData', Condition: { StringEquals: { 'cloudwatch:namespace': 'CWAgent' } },
      }),
    ]) } });
  });

  test('gets no right with a configuration of the user, whose rights only the user knows', () => {
    const own = serviceWith([Sidecar.openTelemetry({ config: 'receivers: {}' })]).template;

    own.hasResourceProperties('AWS::SSM::Parameter', { Value: 'receivers: {}' });
    expect(JSON.stringify(own.toJSON())).not.toContain('xray');
  });

  test('starts anew with another configuration, because that is another parameter', () => {
    expect(configIds({ config: 'a: 1' })).not.toEqual(configIds({ config: 'a: 2' }));
    expect(configIds({ config: 'a: 1' })).toEqual(configIds({ config: 'a: 1' }));
  });

  test('takes an advanced parameter for more than 4 KB', () => {
    const tierOf = (bytes: number) => Object.values(
      serviceWith([Sidecar.openTelemetry({ config: `a: ${'x'.repeat(bytes - 3)}` })])
        .template.findResources('AWS::SSM::Parameter'),
    )[0].Properties.Tier;

    expect([tierOf(4096), tierOf(4097), tierOf(8192)]).toEqual(['Standard', 'Advanced', 'Advanced']);
  });

  test('without NAT it calls X-Ray through an endpoint, from an image in private ECR', () => {
    const stack = new Stack();
    Profile.DEVELOPMENT.applyTo(stack);
    const { vpc } = new Network(stack, 'Network', { nat: Nat.none() });
    const image = ServiceImage.fromRepository(Repository.fromRepositoryName(stack, 'Repository', 'copies'), '1');
    new FargateService(stack, 'Shop', { vpc, image, task: { sidecars: [Sidecar.openTelemetry({ image })] } });

    expect(vpc.node.findChild('Endpoints').node.tryFindChild('Xray')).toBeDefined();
    expect(() => new FargateService(stack, 'Public', { vpc, image, task: { sidecars: [Sidecar.openTelemetry()] } }))
      .toThrow('"task.sidecars[0].image" must come from a private ECR repository in a VPC without a way to the '
        + 'internet');
  });

  test.each<[TelemetrySidecarOptions, string]>([
    [{ config: '' }, '"task.sidecars[0].config" must be a text, got ""'],
    [{ config: ' \n' }, '"task.sidecars[0].config" must be a text, got " \\n"'],
    [{ config: {} as never }, '"task.sidecars[0].config" must be a text, got an object of Object'],
    [{ config: `a: ${'x'.repeat(8190)}` }, '"task.sidecars[0].config" must have at most 8192 bytes, got 8193 bytes'],
    [{ config: 'a: {{ b }}' }, '"task.sidecars[0].config" must have no "{{", got "a: {{ b }}"'],
    [{ memoryMiB: 32 }, '"task.sidecars[0].memoryMiB" must be an integer of at least 64 MiB, got 32'],
  ])('%# is rejected', (options, problem) => {
    expect(() => serviceWith([Sidecar.cloudWatchAgent(options)])).toThrow(problem);
  });

  test('stands once in a task', () => {
    expect(() => serviceWith([Sidecar.openTelemetry(), Sidecar.openTelemetry()]))
      .toThrow('"task.sidecars[1].name" must be unique in the task');
  });
});
