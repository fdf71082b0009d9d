import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { AccessPoint, FileSystem, type IAccessPoint } from 'aws-cdk-lib/aws-efs';
import {
  FargateService, Migration, Sidecar, TaskVolume, type ContainerOptions, type VolumeMount,
} from '../../../src';
import { stackWithVpc } from '../../support/stacks';
import { IMAGE } from '../support';

const scratch = TaskVolume.scratch('tmp');
const ENV = { env: { account: '111122223333', region: 'eu-west-1' } };

function mounted(mounts: VolumeMount[], more: object = {}): Template {
  const { stack, vpc } = stackWithVpc();
  new FargateService(stack, 'Shop', { vpc, image: IMAGE, container: { mounts }, ...more });
  return Template.fromStack(stack);
}

const containersOf = (template: Template) =>
  Object.values(template.findResources('AWS::ECS::TaskDefinition'))[0].Properties.ContainerDefinitions as {
    Name: string; MountPoints: object[];
  }[];

describe('scratch space', () => {
  test('is one volume for all containers that mount it, each at its place', () => {
    const template = mounted([scratch.at('/tmp')], {
      migration: Migration.beforeStart({ command: ['migrate'], mounts: [scratch.at('/work')] }),
      task: { sidecars: [Sidecar.of({
        name: 'agent', image: IMAGE, memoryMiB: 64, mounts: [scratch.at('/in', { readOnly: true })],
      })] },
    });

    template.hasResourceProperties('AWS::ECS::TaskDefinition', { Volumes: [{ Name: 'tmp' }] });
    expect(Object.fromEntries(containersOf(template).map(({ Name, MountPoints }) => [Name, MountPoints]))).toEqual({
      app: [{ SourceVolume: 'tmp', ContainerPath: '/tmp', ReadOnly: false }],
      migration: [{ SourceVolume: 'tmp', ContainerPath: '/work', ReadOnly: false }],
      agent: [{ SourceVolume: 'tmp', ContainerPath: '/in', ReadOnly: true }],
    });
  });
});

describe('files that all tasks share', () => {
  const { app, stack, vpc } = stackWithVpc();
  const files = new FileSystem(stack, 'Files', { vpc, encrypted: true });
  const point = files.addAccessPoint('Uploads', { path: '/uploads', posixUser: { uid: '1000', gid: '1000' } });
  const services = new Stack(app, 'Services');
  new FargateService(services, 'Shop', {
    vpc, image: IMAGE, container: { mounts: [TaskVolume.files('uploads', point).at('/uploads')] },
  });
  const template = Template.fromStack(services);

  test('are mounted through the access point, encrypted on the way, with IAM', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { Volumes: [{
      Name: 'uploads',
      EFSVolumeConfiguration: {
        FilesystemId: Match.anyValue(), RootDirectory: Match.absent(), TransitEncryption: 'ENABLED',
        AuthorizationConfig: { AccessPointId: Match.anyValue(), IAM: 'ENABLED' },
      },
    }] });
  });

  test('admit the tasks by a rule in the stack of the service', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 2049, ToPort: 2049 });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('Services');
  });

  test('may be used through this access point only', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [Match.objectLike({
      Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': Match.anyValue() } },
    })] } });
  });

  test('get no policy of their own, which would lock others out', () => {
    Template.fromStack(stack).hasResourceProperties('AWS::EFS::FileSystem', { FileSystemPolicy: Match.absent() });
  });

  test('are waited for', () => {
    const own = stackWithVpc();
    const system = new FileSystem(own.stack, 'Files', { vpc: own.vpc });
    new FargateService(own.stack, 'Shop', {
      vpc: own.vpc, image: IMAGE,
      container: { mounts: [TaskVolume.files('files', system.addAccessPoint('P')).at('/files', { readOnly: true })] },
    });
    const single = Template.fromStack(own.stack);
    const [{ DependsOn }] = Object.values(single.findResources('AWS::ECS::Service'));

    expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^FilesEfsMountTarget/)]));
    expect(JSON.stringify(single.findResources('AWS::IAM::ManagedPolicy'))).not.toContain('ClientWrite');
  });

  test('may be imported, in another partition too', () => {
    const own = stackWithVpc();
    const imported = AccessPoint.fromAccessPointAttributes(own.stack, 'Point', {
      accessPointArn: 'arn:aws-cn:elasticfilesystem:cn-north-1:111122223333:access-point/fsap-1',
      fileSystem: FileSystem.fromFileSystemAttributes(own.stack, 'System', {
        fileSystemId: 'fs-1', securityGroup: SecurityGroup.fromSecurityGroupId(own.stack, 'Group', 'sg-1'),
      }),
    });

    expect(() => new FargateService(own.stack, 'Shop', {
      vpc: own.vpc, image: IMAGE, container: { mounts: [TaskVolume.files('files', imported).at('/files')] },
    })).not.toThrow();
  });
});

describe('mounts that cannot work', () => {
  const { stack, vpc } = stackWithVpc({ props: ENV });
  let count = 0;
  const make = (container: ContainerOptions, more: object = {}) => new FargateService(stack, `Shop${count += 1}`, {
    vpc, image: IMAGE, container, ...more,
  });
  const elsewhere = new FileSystem(stack, 'Elsewhere', { vpc: new Vpc(stack, 'Other', { natGateways: 1 }) });
  const lonely = AccessPoint.fromAccessPointId(stack, 'Lonely', 'fsap-1');
  const far = AccessPoint.fromAccessPointAttributes(stack, 'Far', {
    accessPointId: 'fsap-2', fileSystem: FileSystem.fromFileSystemAttributes(stack, 'FarSystem', {
      fileSystemArn: 'arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-2',
      securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'FarGroup', 'sg-2'),
    }),
  });
  const files = (point: IAccessPoint) => ({ mounts: [TaskVolume.files('files', point).at('/files')] });

  test.each(['tmp', '/', '', '/a/../b', '/a:b', './tmp', '/..', '//'])('path "%s"', (path) => {
    expect(() => make({ mounts: [scratch.at(path)] })).toThrow(
      `"container.mounts[0].path" must be an absolute path below the root, without ".." and ":", got "${path}"`,
    );
  });

  test.each(['/tmp', '/tmp/', '/var/cache/app', '/.cache', '/a..b', '/mit leer'])('passes: path "%s"', (path) => {
    expect(() => make({ mounts: [scratch.at(path)] })).not.toThrow();
  });

  test.each<[string, ContainerOptions, object, string]>([
    ['one place twice', { mounts: [scratch.at('/tmp'), TaskVolume.scratch('b').at('/tmp/')] }, {},
      '"container.mounts[1].path" must differ from the other paths of the container, got "/tmp/"'],
    ['one name for two volumes', { mounts: [scratch.at('/tmp')] },
      { migration: Migration.beforeStart({ command: ['m'], mounts: [TaskVolume.scratch('tmp').at('/x')] }) },
      '"migration.mounts[0].volume.name" must be unique in the task, got "tmp"'],
    ['name', { mounts: [TaskVolume.scratch('a b').at('/a')] }, {},
      '"container.mounts[0].volume.name" must be 1 to 255 letters, digits, "-" and "_", got "a b"'],
    ['a volume that is not placed', { mounts: [scratch as never] }, {},
      '"container.mounts[0]" must be made with "at" of a TaskVolume, got something else'],
    ['an access point that knows no file system', files(lonely), {},
      '"container.mounts[0].volume.accessPoint" must know its file system, got Stack/Lonely without one'],
    ['no access point', files(undefined as never), {},
      '"container.mounts[0].volume.accessPoint" must be an IAccessPoint, got undefined'],
    ['another VPC', files(elsewhere.addAccessPoint('Point')), {},
      'must be a security group of Stack/Vpc, got Stack/Elsewhere/EfsSecurityGroup'],
    ['another Region', files(far), {}, 'must be in the Region eu-west-1 of the stack, got one in us-east-1'],
  ])('%s', (_, container, more, problem) => {
    expect(() => make(container, more)).toThrow(problem);
  });
});
