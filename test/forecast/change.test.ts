import { DeploymentForecast } from '../../src/forecast';
import { changesOf, first, pathOf, secondsOf, type Part } from './support';

const taskDefinition = (image: string): Part =>
  ({ Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Image: image }] } });
const service: Part = { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'Task' } } };
const database = (properties: object = {}): Part =>
  ({ Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceClass: 'db.t4g.micro', ...properties } });

function change(before: { [id: string]: Part }, after: { [id: string]: Part }): DeploymentForecast {
  return first(after).changeFrom(first(before));
}

describe('a change', () => {
  test('to the same takes no time', () => {
    const app = { Task: taskDefinition('shop:1'), Service: service, Database: database() };

    const forecast = change(app, { ...app });

    expect(secondsOf(forecast)).toEqual([0, 0]);
    expect([forecast.steps, forecast.criticalPath, forecast.isFirst]).toEqual([[], [], false]);
    expect(forecast.toText()).toBe('Change: nothing to wait for. A model, not a promise.\n');
  });

  test('of an image replaces the task definition, so that the service changes in place', () => {
    const before = { Task: taskDefinition('shop:1'), Service: service, Database: database() };

    const forecast = change(before, { ...before, Task: taskDefinition('shop:2') });

    expect(changesOf(forecast)).toEqual({ Task: 'replace', Service: 'update' });
    expect(forecast.steps.map((step) => step.changedProperties))
      .toEqual([['ContainerDefinitions'], ['TaskDefinition']]);
    // task definition 3..30, service 30..180.
    expect(secondsOf(forecast)).toEqual([33, 210]);
    expect(pathOf(forecast)).toEqual(['Task', 'Service']);
  });

  test('waits for what is new, and not for what stays', () => {
    const stays = { Nat: { Type: 'AWS::EC2::NatGateway' } };

    const forecast = change(stays, {
      ...stays, Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', DependsOn: 'Nat' },
    });

    expect(changesOf(forecast)).toEqual({ Balancer: 'create' });
    expect(secondsOf(forecast)).toEqual([132, 186]);
  });

  test('may replace where the schema of the type leaves it open, and then takes up to a new one', () => {
    const [before, after] = ['postgres', 'mysql'].map((Engine) => ({ Database: database({ Engine }) }));

    const forecast = change(before, after);

    expect(changesOf(forecast)).toEqual({ Database: 'may replace' });
    expect(secondsOf(forecast)).toEqual([30, 1020]);
  });

  test('replaces a database whose encryption changes', () => {
    const forecast = change({ Database: database() }, { Database: database({ StorageEncrypted: true }) });

    expect(changesOf(forecast)).toEqual({ Database: 'replace' });
    expect(secondsOf(forecast)).toEqual([300, 600]);
  });

  test('goes on from what is replaced through everything that names it', () => {
    const after = (cidr: string) => ({
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: cidr } },
      Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' } } },
      Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: { Ref: 'Subnet' } } },
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Dimensions: [{ Value: { Ref: 'Nat' } }] } },
    });

    const forecast = change(after('10.0.0.0/16'), after('10.1.0.0/16'));

    expect(changesOf(forecast)).toEqual({ Vpc: 'replace', Subnet: 'replace', Nat: 'replace', Alarm: 'update' });
    expect(secondsOf(forecast)).toEqual([6 + 3 + 84 + 3, 60 + 30 + 120 + 30]);
  });

  test('of a launch template reaches the group that takes its latest version', () => {
    const after = (type: string): { [id: string]: Part } => ({
      Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { InstanceType: type } } },
      Group: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        UpdatePolicy: { AutoScalingRollingUpdate: { MaxBatchSize: 2 } },
        Properties: {
          MinSize: '4', MaxSize: '8',
          LaunchTemplate: {
            LaunchTemplateId: { Ref: 'Launch' }, Version: { 'Fn::GetAtt': ['Launch', 'LatestVersionNumber'] },
          },
        },
      },
    });

    const forecast = change(after('t3.small'), after('t3.large'));

    expect(changesOf(forecast)).toEqual({ Launch: 'update', Group: 'update' });
    // two batches of two instances, each 180..360, after 3..30 for the template.
    expect(secondsOf(forecast)).toEqual([3 + 360, 30 + 720]);
  });

  test('shifts the traffic as slowly as the service says', () => {
    const shifting = (image: string): { [id: string]: Part } => ({
      Task: taskDefinition(image),
      Service: { Type: 'AWS::ECS::Service', Properties: {
        TaskDefinition: { Ref: 'Task' },
        DeploymentConfiguration: {
          Strategy: 'LINEAR', BakeTimeInMinutes: 5,
          LinearConfiguration: { StepPercent: 25, StepBakeTimeInMinutes: 2 },
        },
      } },
    });

    // three waits of two minutes between four steps, five at the end, and start as ever.
    expect(secondsOf(change(shifting('a'), shifting('b')))).toEqual([3 + 30 + 660, 30 + 180 + 660]);
    expect(secondsOf(first(shifting('a')))).toEqual([3 + 30, 30 + 180]);
  });

  test('of the order in which keys are written is none', () => {
    const one = { Jobs: { Type: 'AWS::SQS::Queue', Properties: { A: { B: 1, C: 2 } } } };
    const other = { Jobs: { Type: 'AWS::SQS::Queue', Properties: { A: { C: 2, B: 1 } } } };

    expect(change(one, other).steps).toEqual([]);
  });

  test('of the type under a logical id is a replacement', () => {
    expect(changesOf(change({ A: { Type: 'AWS::SQS::Queue' } }, { A: { Type: 'AWS::SNS::Topic' } })))
      .toEqual({ A: 'replace' });
  });

  test('removes at the end what is there no more, and says that nobody knows how long that takes', () => {
    const forecast = change({ A: { Type: 'AWS::SQS::Queue' }, B: database() }, { A: { Type: 'AWS::SQS::Queue' } });

    expect(changesOf(forecast)).toEqual({ B: 'delete' });
    expect(secondsOf(forecast)).toEqual([0, 0]);
    expect(forecast.notes).toEqual(['how long it takes to remove resources is not known; it happens at the end']);
    expect(forecast.toText()).toContain('resources: removed 1');
  });

  test('of unrelated templates creates and removes', () => {
    expect(changesOf(change({ A: { Type: 'AWS::SQS::Queue' } }, { B: { Type: 'AWS::SQS::Queue' } })))
      .toEqual({ A: 'delete', B: 'create' });
  });
});
