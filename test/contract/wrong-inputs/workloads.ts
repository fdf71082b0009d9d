// what a hostile or a hurried user gives services, tiers and jobs.
import { Duration, Size, TimeZone } from 'aws-cdk-lib';
import { CertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import { Alarm, MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AmazonLinuxCpuType, InstanceArchitecture, InstanceType, MachineImage, SecurityGroup, SubnetType, Volume, Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs';
import { AccessPoint, FileSystem, type IFileSystem } from 'aws-cdk-lib/aws-efs';
import { Key, KeySpec } from 'aws-cdk-lib/aws-kms';
import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import {
  Bootstrap, CapacityRange, Compute, DataVolume, Deployment, ImageRepository, InstancePurchase, JobSchedule,
  Logging, LogOutput, Placement, Replacement, ScalingPolicy, ScheduledJob, ServiceConnect, ServiceImage, Sidecar, Spot,
  TaskSize, TaskVolume, TierImage,
  type DataVolumeOptions, type InstanceRefreshReplacementOptions, type MixedPurchaseOptions, type PlacementOptions,
  type ScalingScheduleOptions, type ScheduledJobProps, type ServiceConnectServerOptions, type SidecarOptions,
} from '../../../src';
import { ABROAD, arn, IMAGE, OTHER_ACCOUNT, type Company, type WrongInput } from '../../support/wrong-inputs';

const SHOP = 'Stack/Shop (FargateService)';
const TIER = 'Stack/Shop (ElasticWebTier)';
const JOB = 'Stack/Job (ScheduledJob)';

const metric = (props: { readonly region?: string; readonly account?: string } = {}) =>
  new Metric({ namespace: 'Shop', metricName: 'Backlog', ...props });
const scaled = (...scaling: ScalingPolicy[]) => (company: Company) =>
  company.service({ capacity: CapacityRange.between(1, 3), scaling });
const backlog = (of: IMetric) => scaled(ScalingPolicy.backlogPerTarget({ metric: of, backlogPerTarget: 5 }));
const schedule = (options: Partial<ScalingScheduleOptions>) => scaled(
  ScalingPolicy.cpuTarget(), ScalingPolicy.schedule({ name: 'Day', cron: { hour: '8' }, minCapacity: 2, ...options }),
);
const beside = (options: Partial<SidecarOptions>) =>
  Sidecar.of({ name: 'proxy', image: IMAGE, memoryMiB: 64, ...options });
const sidecars = (...list: Sidecar[]) => (company: Company) => company.service({ task: { sidecars: list } });
const server = (change: (company: Company) => Partial<ServiceConnectServerOptions>) => (company: Company) =>
  company.service({ serviceConnect: ServiceConnect.server(
    new HttpNamespace(company.stack, 'Namespace', { name: 'shop' }), { dnsName: 'orders', ...change(company) },
  ) });
const authority = ({ stack }: Company, region?: string) => CertificateAuthority.fromCertificateAuthorityArn(
  stack, 'Authority', arn('acm-pca', 'certificate-authority/1', { region }),
);
const pointOf = (fileSystem: FileSystem) => fileSystem.addAccessPoint('Point', {
  path: '/shop', posixUser: { uid: '1', gid: '1' }, createAcl: { ownerUid: '1', ownerGid: '1', permissions: '755' },
});
const mounts = (...list: ReturnType<TaskVolume['at']>[]) => (company: Company) =>
  company.service({ container: { mounts: list } });
const files = (make: (company: Company) => FileSystem) => (company: Company) =>
  mounts(TaskVolume.files('files', pointOf(make(company))).at('/files'))(company);
const routed = (output: LogOutput) => (company: Company) =>
  company.service({ task: { logging: Logging.fireLens({ output }) } });
const stream = (place: { readonly region?: string; readonly account?: string }) => (company: Company) =>
  routed(LogOutput.firehose(DeliveryStream.fromDeliveryStreamArn(
    company.stack, 'Stream', arn('firehose', 'deliverystream/x', place),
  )))(company);
const placed = (options: PlacementOptions) => (company: Company) =>
  company.service({ placement: Placement.inPrivateSubnets(options) });
const rollback = (alarmArn: string) => (company: Company) => company.service({ deployment: Deployment.rolling({
  rollbackAlarms: [Alarm.fromAlarmArn(company.stack, 'Alarm', alarmArn)],
}) });
const refresh = (options: InstanceRefreshReplacementOptions) => (company: Company) =>
  company.group({ replacement: Replacement.instanceRefresh(options) });
const volume = (options: DataVolumeOptions) => (company: Company) =>
  company.tier({ compute: Compute.singleInstance({ dataVolume: DataVolume.sized(options) }) });
const spot = (type: string, options: MixedPurchaseOptions) => (company: Company) =>
  company.group({ instanceType: new InstanceType(type), purchase: InstancePurchase.mixed(options) });
const job = (change: Partial<ScheduledJobProps> = {}) => (company: Company) => new ScheduledJob(company.stack, 'Job', {
  service: company.service(), command: ['run'], schedule: JobSchedule.every(Duration.hours(1)), ...change,
});
const everyHours = (value: Duration) => job({ schedule: JobSchedule.every(value) });
const later = (word: string) => `made with ${word} where its number is known at deployment only`;

export const WORKLOADS: readonly WrongInput[] = [
  // things in place of others.
  ['the id of a VPC', (c) => c.service({ vpc: 'vpc-1' as never }), SHOP, 'vpc', 'be a VPC', 'got "vpc-1"'],
  ['a VPC known later', (c) => c.service({ vpc: c.untyped() }), SHOP, 'vpc', 'be a VPC', 'known at deployment only'],
  ['a cluster known later', (c) => c.service({ cluster: c.untyped() }), SHOP, 'cluster', 'be an ICluster',
    'known at deployment only'],
  ['an image known later', (c) => c.service({ image: c.untyped() }), SHOP, 'image',
    'made with a factory of ServiceImage', 'known at deployment only'],
  ['a repository known later', (c) => c.service({ image: ServiceImage.fromRepository(c.untyped(), '1') }), SHOP,
    'image.repository', 'be an IRepository', 'known at deployment only'],
  ['a size known later', (c) => c.service({ task: { size: c.untyped() } }), SHOP, 'task.size',
    'made with a factory of TaskSize'],
  ['a namespace known later', (c) => c.service({ serviceConnect: ServiceConnect.client(c.untyped()) }), SHOP,
    'serviceConnect.cloudMapNamespace', 'be an INamespace', 'known at deployment only'],
  ['a bootstrap known later', (c) => c.tier({ bootstrap: c.untyped() }), TIER, 'bootstrap',
    'made with a factory of Bootstrap'],
  ['a compute choice known later', (c) => c.tier({ compute: c.untyped() }), TIER, 'compute',
    'made with a factory of Compute'],
  ['a capacity as a number', (c) => c.group({ capacity: 2 as never }), TIER, 'compute.capacity',
    'made with a factory of CapacityRange', 'got 2'],
  ['a grace period as a text known later', (c) => c.group({ healthCheckGracePeriod: c.untyped() }), TIER,
    'compute.healthCheckGracePeriod', 'be a Duration', 'known at deployment only'],
  ['a root volume as a text known later', (c) => c.tier({ rootVolumeSize: c.untyped() }), TIER, 'rootVolumeSize',
    'be a Size', 'known at deployment only'],
  ['another choice in place of a placement', (c) => c.service({ placement: Spot.only() as never }), SHOP, 'placement',
    'made with a factory of Placement', 'got an object of Spot'],
  ['an image of a tier for a service', (c) => c.service({ image: TierImage.fromRegistry('nginx:1') as never }), SHOP,
    'image', 'made with a factory of ServiceImage', 'got an object of TierImage'],
  // settings and secrets.
  ['a secret of Secrets Manager as it is', (c) => c.service({ secrets: { A: new Secret(c.stack, 'S') as never } }),
    SHOP, 'secrets.A', 'be a secret', 'got Stack/S'],
  ['a value in place of a secret', (c) => c.service({ secrets: { A: new Secret(c.stack, 'S').secretValue as never } }),
    SHOP, 'secrets.A', 'be a secret', 'known at deployment only'],
  ['a number as a setting', (c) => c.service({ environment: { RETRIES: 5 as never } }), SHOP, 'environment.RETRIES',
    'be a text', 'got 5'],
  ['a setting with a name known later', (c) => c.service({ environment: { [c.text()]: 'x' } }), SHOP, 'environment',
    'have names that are known at synthesis'],
  ['a secret with a name known later', (c) => c.tier({
    secrets: { [c.text()]: TaskSecret.fromSecretsManager(new Secret(c.stack, 'S')) },
  }), TIER, 'secrets', 'have names that are known at synthesis'],
  ['a setting that is a secret too', (c) => c.service({
    environment: { A: '1' }, secrets: { A: TaskSecret.fromSecretsManager(new Secret(c.stack, 'S')) },
  }), SHOP, 'environment', 'share no name with "secrets"', 'got "A"'],
  // scaling.
  ['a range without numbers', (c) => c.service({ capacity: CapacityRange.fixed(NaN) }), SHOP, 'capacity.min',
    'be an integer of at least 0', 'got NaN'],
  ['a range from zero by requests', (c) => c.http({}, {
    capacity: CapacityRange.between(0, 3),
    scaling: [ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 10 })],
  }), SHOP, 'scaling', 'have a policy that starts the first one', 'got ["requestsPerTarget"]'],
  ['two policies of one kind', scaled(ScalingPolicy.cpuTarget(), ScalingPolicy.cpuTarget()), SHOP, 'scaling[1]',
    'differ from "scaling[0]"'],
  ['a policy in place of a list', (c) => c.service({
    capacity: CapacityRange.between(1, 3), scaling: ScalingPolicy.cpuTarget() as never,
  }), SHOP, 'scaling', 'be a list', 'got an object of ScalingPolicy'],
  ['minutes of pause that are known later',
    (c) => scaled(ScalingPolicy.cpuTarget({ scaleInCooldown: Duration.minutes(c.number()) }))(c), SHOP,
    'scaling[0].scaleInCooldown', later('Duration.seconds')],
  ['a backlog of another Region', backlog(metric({ region: ABROAD })), SHOP, 'scaling[0].metric',
    'be in the Region eu-west-1 of the stack', 'got one in us-east-1'],
  ['a backlog of another account', backlog(metric({ account: OTHER_ACCOUNT })), SHOP, 'scaling[0].metric',
    'be in the account 111122223333 of the stack'],
  ['a formula with a metric of another Region', backlog(new MathExpression({
    expression: 'a + b', usingMetrics: { a: metric(), b: metric({ region: ABROAD }) },
  })), SHOP, 'scaling[0].metric', 'be in the Region eu-west-1 of the stack'],
  ['a backlog that is searched for', backlog(new MathExpression({ expression: "SEARCH('{Shop} Backlog', 'Sum')" })),
    SHOP, 'scaling[0].metric', 'name its metrics one by one', 'got a formula with SEARCH'],
  ['a backlog of a group in another Region', (c) => c.group({
    capacity: CapacityRange.between(1, 3),
    scaling: [ScalingPolicy.backlogPerTarget({ metric: metric({ region: ABROAD }), backlogPerTarget: 5 })],
  }), TIER, 'compute.scaling[0].metric', 'be in the Region eu-west-1 of the stack'],
  ['work without end for each task', scaled(ScalingPolicy.backlogPerTarget({
    metric: metric(), backlogPerTarget: Infinity,
  })), SHOP, 'scaling[0].backlogPerTarget', 'be a number', 'got Infinity'],
  ['a time zone as a text', schedule({ timeZone: 'Europe/Berlin' as never }), SHOP, 'scaling[1].timeZone',
    'be a TimeZone'],
  ['minute 60', schedule({ cron: { minute: '60' } }), SHOP, 'scaling[1].cron.minute', 'a minute from 0 to 59',
    'got "60"'],
  ['30 February', schedule({ cron: { day: '30', month: 'FEB', hour: '1' } }), SHOP, 'scaling[1].cron.day',
    'be a day that month FEB has'],
  ['a schedule above the range', schedule({ minCapacity: 4 }), SHOP, 'scaling[1].minCapacity',
    'at most "capacity.max" (3)', 'got 4'],
  // deployments.
  ['the name of an alarm', (c) => c.service({ deployment: Deployment.rolling({ rollbackAlarms: ['x' as never] }) }),
    SHOP, 'deployment.rollbackAlarms[0]', 'be an IAlarm'],
  ['an alarm of another account', rollback(arn('cloudwatch', 'alarm:x', { account: OTHER_ACCOUNT })), SHOP,
    'deployment.rollbackAlarms[0]', 'be in the account 111122223333 of the stack'],
  ['an alarm twice', (c) => {
    const alarm = new Alarm(c.stack, 'Alarm', { metric: metric(), threshold: 1, evaluationPeriods: 1 });
    return c.service({ deployment: Deployment.rolling({ rollbackAlarms: [alarm, alarm] }) });
  }, SHOP, 'deployment.rollbackAlarms[1]', 'be given once', 'got Stack/Alarm'],
  ['an alarm of a refresh in another Region', (c) => refresh({ rollbackAlarms: [
    Alarm.fromAlarmArn(c.stack, 'Alarm', arn('cloudwatch', 'alarm:x', { region: ABROAD })),
  ] })(c), TIER, 'compute.replacement.rollbackAlarms[0]', 'be in the Region eu-west-1 of the stack'],
  ['an alarm of a refresh twice', (c) => {
    const alarm = Alarm.fromAlarmArn(c.stack, 'Alarm', arn('cloudwatch', 'alarm:x'));
    return refresh({ rollbackAlarms: [alarm, alarm] })(c);
  }, TIER, 'compute.replacement.rollbackAlarms[1]', 'be given once'],
  ['hours of watching that are known later', (c) => c.http({}, {
    deployment: Deployment.blueGreen({ bakeTime: Duration.hours(c.number()) }),
  }), SHOP, 'deployment.bakeTime', later('Duration.minutes')],
  ['a day and an hour of watching', (c) => c.http({}, {
    deployment: Deployment.blueGreen({ bakeTime: Duration.hours(25) }),
  }), SHOP, 'deployment.bakeTime', 'to 1 day', 'got 1 day 1 hour'],
  ['half a minute of watching', (c) => c.http({}, {
    deployment: Deployment.blueGreen({ bakeTime: Duration.seconds(90) }),
  }), SHOP, 'deployment.bakeTime', 'be whole minutes'],
  ['the name of a hook', (c) => c.http({}, { deployment: Deployment.blueGreen({ hooks: ['x' as never] }) }), SHOP,
    'deployment.hooks[0]', 'be an IDeploymentLifecycleHookTarget'],
  // Service Connect.
  ['minutes of a call that are known later', server((c) => ({ perRequestTimeout: Duration.minutes(c.number()) })),
    SHOP, 'serviceConnect.perRequestTimeout', later('Duration.seconds')],
  ['a rest that is shorter than a call', server(() => ({
    perRequestTimeout: Duration.minutes(5), idleTimeout: Duration.minutes(1),
  })), SHOP, 'serviceConnect.idleTimeout', 'be at least "serviceConnect.perRequestTimeout" (5 minutes)'],
  ['an authority of another Region', server((c) => ({ tls: { authority: authority(c, ABROAD) } })), SHOP,
    'serviceConnect.tls.authority', 'be in the Region eu-west-1 of the stack'],
  ['an authority known later', server((c) => ({ tls: { authority: c.untyped() } })), SHOP,
    'serviceConnect.tls.authority', 'be an ICertificateAuthority', 'known at deployment only'],
  ['an asymmetric key of a connection', server((c) => ({ tls: {
    authority: authority(c), encryptionKey: new Key(c.stack, 'Key', { keySpec: KeySpec.RSA_2048 }),
  } })), SHOP, 'serviceConnect.tls.encryptionKey', 'be a symmetric key for encryption', 'got "RSA_2048"'],
  ['a port of a connection above all', server(() => ({ port: 70_000 })), SHOP, 'serviceConnect.port',
    'from 1 to 65535'],
  // sidecars and logs.
  ['a proxy that may end', sidecars(beside({ port: 80, receivesRequests: true, essential: false })), SHOP,
    'task.sidecars[0].essential', 'be true where the container receives the requests'],
  ['a proxy without a port', sidecars(beside({ receivesRequests: true })), SHOP, 'task.sidecars[0].port',
    'be given where the container receives the requests'],
  ['two proxies', sidecars(
    beside({ port: 80, receivesRequests: true }), beside({ name: 'second', port: 81, receivesRequests: true }),
  ), SHOP, 'task.sidecars[1].receivesRequests', 'be left out'],
  ['a sidecar that is called like a migration', (c) => c.service({ task: { sidecars: [beside({ name: 'app' })] } }),
    SHOP, 'task.sidecars[0].name', 'be unique in the task', 'got "app"'],
  ['two collectors', sidecars(Sidecar.openTelemetry(), Sidecar.openTelemetry()), SHOP, 'task.sidecars[1].name',
    'be unique in the task', 'got "otel-collector"'],
  ['a check that takes longer than its interval', sidecars(beside({ healthCheck: {
    command: ['CMD', 'true'], interval: Duration.seconds(5), timeout: Duration.seconds(10),
  } })), SHOP, 'task.sidecars[0].healthCheck.timeout', 'shorter than "task.sidecars[0].healthCheck.interval"'],
  ['a collector with a list', sidecars(Sidecar.openTelemetry({ config: '- receivers\n' })), SHOP,
    'task.sidecars[0].config', 'be YAML with "receivers:"'],
  ['a collector with a sentence', sidecars(Sidecar.openTelemetry({ config: '# none\nhello world' })), SHOP,
    'task.sidecars[0].config', 'be YAML with "receivers:"'],
  ['an agent with YAML', sidecars(Sidecar.cloudWatchAgent({ config: 'metrics: {}' })), SHOP,
    'task.sidecars[0].config', 'be a JSON object'],
  ['an agent with a list', sidecars(Sidecar.cloudWatchAgent({ config: '[]' })), SHOP, 'task.sidecars[0].config',
    'be a JSON object'],
  ['a delivery stream of another Region', stream({ region: ABROAD }), SHOP, 'task.logging.output.stream',
    'be in the Region eu-west-1 of the stack'],
  ['a delivery stream of another account', stream({ account: OTHER_ACCOUNT }), SHOP, 'task.logging.output.stream',
    'be in the account 111122223333 of the stack'],
  ['a key of an output among its options', routed(LogOutput.of({ name: 'datadog', options: { apikey: 'x' } })), SHOP,
    'task.logging.output.options', 'hold no secrets', 'got "apikey"'],
  ['a configuration of a router in the image of AWS', (c) => c.service({ task: { logging: Logging.fireLens({
    configFile: '/fluent-bit/shop.conf', output: LogOutput.of({ name: 'datadog' }),
  }) } }), SHOP, 'task.logging.configFile', 'be left out without an "image" of yours', 'got "/fluent-bit/shop.conf"'],
  ['a configuration of a router in a bucket', (c) => c.service({ task: { logging: Logging.fireLens({
    configFile: 'arn:aws:s3:::bucket/x.conf', output: LogOutput.of({ name: 'x' }),
  }) } }), SHOP, 'task.logging.configFile', 'be an absolute path'],
  // volumes.
  ['files of another VPC', files((c) => new FileSystem(c.stack, 'Files', { vpc: c.otherVpc })), SHOP,
    'container.mounts[0].volume.fileSystem.connections[0]', 'be a security group of Stack/Vpc'],
  ['files of another Region', files((c) => {
    const stack = c.elsewhere({ region: ABROAD });
    return new FileSystem(stack, 'Files', { vpc: new Vpc(stack, 'Vpc', { natGateways: 1 }) });
  }), SHOP, 'container.mounts[0].volume.accessPoint', 'be in the Region eu-west-1 of the stack'],
  ['files in one zone', files((c) => new FileSystem(c.stack, 'Files', { vpc: c.vpc, oneZone: true })), SHOP,
    'container.mounts[0].volume.accessPoint', 'be of a file system in all zones', 'got Stack/Files in one zone'],
  ['an access point without its file system', (c) => mounts(
    TaskVolume.files('files', AccessPoint.fromAccessPointId(c.stack, 'Point', 'fsap-1')).at('/files'),
  )(c), SHOP, 'container.mounts[0].volume.accessPoint', 'know its file system'],
  ['a file system in place of an access point', (c) => mounts(TaskVolume.files(
    'files', new FileSystem(c.stack, 'Files', { vpc: c.vpc }) as IFileSystem as never,
  ).at('/files'))(c), SHOP, 'container.mounts[0].volume.accessPoint', 'be an IAccessPoint', 'got Stack/Files'],
  ['two volumes of one name', mounts(TaskVolume.scratch('a').at('/a'), TaskVolume.scratch('a').at('/b')), SHOP,
    'container.mounts[1].volume.name', 'be unique in the task'],
  ['two volumes at one path', mounts(TaskVolume.scratch('a').at('/a'), TaskVolume.scratch('b').at('/a/')), SHOP,
    'container.mounts[1].path', 'differ from the other paths'],
  ['a volume in place of a mount', mounts(TaskVolume.scratch('a') as never), SHOP, 'container.mounts[0]',
    'made with "at" of a TaskVolume'],
  // images.
  ['an image of another partition', (c) => c.service({ image: ServiceImage.fromRepository(
    Repository.fromRepositoryArn(c.stack, 'Theirs', arn('ecr', 'repository/x', { partition: 'aws-cn' })), '1',
  ) }), SHOP, 'image.repository', 'be in the partition aws of the stack', 'got one in aws-cn'],
  ['a sidecar with an image of another partition', (c) => sidecars(beside({ image: ServiceImage.fromRepository(
    Repository.fromRepositoryArn(c.stack, 'Theirs', arn('ecr', 'repository/x', { partition: 'aws-cn' })), '1',
  ) }))(c), SHOP, 'task.sidecars[0].image.repository', 'be in the partition aws of the stack'],
  ['a short digest', (c) => c.service({ image: ServiceImage.fromRepository(
    Repository.fromRepositoryName(c.stack, 'Own', 'x'), 'sha256:abc',
  ) }), SHOP, 'image.tag', 'a digest "sha256:" with 64', 'got "sha256:abc"'],
  ['a URL of an image', (c) => c.service({ image: ServiceImage.fromRegistry('https://r.example.com/x:1') }), SHOP,
    'image', 'be an image reference'],
  ['credentials of a registry without a user', (c) => c.service({ image: ServiceImage.fromRegistry('r.example.com/x', {
    credentials: new Secret(c.stack, 'S', {
      generateSecretString: { secretStringTemplate: '{"user":"x"}', generateStringKey: 'password' },
    }),
  }) }), SHOP, 'image.credentials', 'have the fields "username" and "password"'],
  ['a directory of an image that is not there',
    (c) => c.service({ image: ServiceImage.fromAsset('/nowhere/at/all') }), SHOP, 'image.directory',
    'be a directory with a Dockerfile'],
  ['a key of images in another Region', (c) => new ImageRepository(c.stack, 'Images', {
    encryptionKey: Key.fromKeyArn(c.stack, 'Key', arn('kms', 'key/1', { region: ABROAD })),
  }), 'Stack/Images (ImageRepository)', 'encryptionKey', 'be in the Region eu-west-1 of the stack'],
  // placement.
  ['a group of tasks twice', (c) => placed({ securityGroups: ['A', 'B'].map(
    (id) => SecurityGroup.fromSecurityGroupId(c.stack, id, 'sg-1'),
  ) })(c), SHOP, 'placement.securityGroups[1]', 'differ from', 'got the same group'],
  ['public subnets without public addresses', placed({ vpcSubnets: { subnetType: SubnetType.PUBLIC } }), SHOP,
    'placement.vpcSubnets', 'be private or isolated subnets', 'use Placement.inPublicSubnets'],
  ['public addresses in private subnets', (c) => c.service({ placement: Placement.inPublicSubnets({
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
  }) }), SHOP, 'placement.vpcSubnets', 'be public subnets'],
  ['eighteen subnets of tasks', (c) => c.service({ vpc: c.vpcOf('Wide', {
    maxAzs: 2, natGateways: 1, subnetConfiguration: [
      { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24 },
      ...Array.from({ length: 9 }, (_, i) => (
        { name: `Part${i}`, subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 24 }
      )),
    ],
  }) }), SHOP, 'placement.vpcSubnets', 'select at most 16 subnets', 'got 18'],
  ['a cluster of another VPC', (c) => c.service({ cluster: new Cluster(c.stack, 'Cluster', { vpc: c.otherVpc }) }),
    SHOP, 'cluster', 'be in the VPC of the service', 'got one in Stack/OtherVpc'],
  ['a weight of Spot above 1000', (c) => c.service({ spot: Spot.mixed({ spotWeight: 1001 }) }), SHOP,
    'spot.spotWeight', 'from 1 to 1000', 'got 1001'],
  ['minutes to stop that are known later',
    (c) => c.service({ container: { stopTimeout: Duration.minutes(c.number()) } }), SHOP, 'container.stopTimeout',
    later('Duration.seconds')],
  ['a check of a container with eleven retries',
    (c) => c.service({ container: { healthCheck: { command: ['CMD', 'true'], retries: 11 } } }), SHOP,
    'container.healthCheck.retries', 'from 1 to 10', 'got 11'],
  // tiers.
  ['an image of another processor', (c) => c.tier({
    machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
    compute: Compute.autoScaling({ instanceType: new InstanceType('m5.large') }),
  }), TIER, 'machineImage', 'have the architecture of "m5.large" (x86_64)', 'got "arm64"'],
  ['an image of other Regions', (c) => c.tier({ machineImage: MachineImage.genericLinux({ [ABROAD]: 'ami-1' }) }),
    TIER, 'machineImage', 'name an image for the Region eu-west-1', 'got ["us-east-1"]'],
  ['a family without a size', (c) => c.group({ instanceType: new InstanceType('m5.') }), TIER, 'compute.instanceType',
    'be a family and a size', 'got "m5."'],
  ['minutes to warm up that are known later', (c) => c.group({ instanceWarmup: Duration.minutes(c.number()) }), TIER,
    'compute.instanceWarmup', later('Duration.seconds')],
  ['instances of half a day', (c) => c.group({ maxInstanceLifetime: Duration.hours(12) }), TIER,
    'compute.maxInstanceLifetime', 'whole days from 1 to 365'],
  ['the type of the group a second time', spot('m5.large', { moreInstanceTypes: [new InstanceType('m5.large')] }),
    TIER, 'compute.purchase.moreInstanceTypes[0]', 'differ from the instance type of the group', 'got "m5.large"'],
  ['types of two processors', spot('m5.large', { moreInstanceTypes: [new InstanceType('m7g.large')] }), TIER,
    'compute.purchase.moreInstanceTypes[0]', 'have the architecture of "m5.large"'],
  ['forty types more', spot('m5.large', {
    moreInstanceTypes: Array.from({ length: 40 }, (_, i) => new InstanceType(`m5.${i + 2}xlarge`)),
  }), TIER, 'compute.purchase.moreInstanceTypes', 'at most 39 types', 'got 40'],
  ['all of two instances that stay in service', (c) => c.group({
    capacity: CapacityRange.fixed(2), replacement: Replacement.rolling({ minInstances: 2 }),
  }), TIER, 'compute.replacement.minInstances', 'less than "capacity.max" (2)'],
  ['a refresh of 150 percent in between', refresh({ minHealthyPercent: 50, maxHealthyPercent: 200 }), TIER,
    'compute.replacement.maxHealthyPercent', 'at most 100 above'],
  ['a small root volume', (c) => c.tier({ rootVolumeSize: Size.gibibytes(5) }), TIER, 'rootVolumeSize',
    'whole GiB from 8', 'got 5 GiB'],
  ['tebibytes that are known later', (c) => c.tier({ rootVolumeSize: Size.tebibytes(c.number()) }), TIER,
    'rootVolumeSize', later('Size.gibibytes')],
  ['more operations than a volume has', volume({ iops: 16_000, size: Size.gibibytes(20) }), TIER,
    'compute.dataVolume.iops', 'at most 500 for each GiB'],
  ['a volume of another zone', (c) => c.tier({ compute: Compute.singleInstance({ dataVolume: DataVolume.existing(
    new Volume(c.stack, 'Volume', { availabilityZone: 'eu-west-1z', size: Size.gibibytes(5) }),
  ) }) }), TIER, 'compute.dataVolume', 'be in a zone where instances run', 'got "eu-west-1z"'],
  ['the id of a volume', (c) => c.tier({ compute: Compute.singleInstance({
    dataVolume: DataVolume.existing('vol-1' as never),
  }) }), TIER, 'compute.dataVolume.volume', 'be an IVolume'],
  ['instances with public addresses', (c) => c.tier({ placement: Placement.inPublicSubnets() }), TIER, 'placement',
    'be Placement.inPrivateSubnets'],
  ['an image for another processor', (c) => c.tier({
    bootstrap: Bootstrap.container(TierImage.fromRegistry('nginx:1', { architecture: InstanceArchitecture.X86_64 })),
    compute: Compute.autoScaling({ instanceType: new InstanceType('m7g.large') }),
  }), TIER, 'bootstrap.image.architecture', 'be that of the instance type (arm64)'],
  ['a further port twice', (c) => c.container({ furtherPorts: [9090, 9090] }), TIER, 'bootstrap.furtherPorts[1]',
    'be given once', 'got 9090'],
  ['the port of the tier as a further one', (c) => c.container({ furtherPorts: [8080] }), TIER,
    'bootstrap.furtherPorts[0]', 'not be the port of the tier'],
  ['a program among the packages', (c) => c.tier({ bootstrap: Bootstrap.script('run', { packages: ['a; reboot'] }) }),
    TIER, 'bootstrap.packages', 'be names of packages'],
  ['a directory in place of a Compose file', (c) => c.tier({ bootstrap: Bootstrap.compose(__dirname) }), TIER,
    'bootstrap.file', 'be the path of a Compose file'],
  // jobs.
  ['a job of a service known later', (c) => job({ service: c.untyped() })(c), JOB, 'service', 'be a FargateService'],
  ['a job of a tier', (c) => job({ service: c.tier({}, 'Tier') as never })(c), JOB, 'service', 'be a FargateService'],
  ['a job each half minute', everyHours(Duration.seconds(30)), JOB, 'schedule', 'from 1 minute', 'got 30 seconds'],
  ['a job each minute and a half', everyHours(Duration.seconds(90)), JOB, 'schedule', 'be whole minutes'],
  ['a job each 400 days', everyHours(Duration.days(400)), JOB, 'schedule', 'to 365 days'],
  ['a job after hours that are known later', (c) => everyHours(Duration.hours(c.number()))(c), JOB, 'schedule',
    later('Duration.minutes')],
  ['an expression in place of a schedule', job({ schedule: 'rate(1 hour)' as never }), JOB, 'schedule',
    'made with a factory of JobSchedule'],
  ['a job at no time', job({ schedule: JobSchedule.at({}) }), JOB, 'schedule', 'have at least one field'],
  ['a job on another planet', job({ schedule: JobSchedule.at({ hour: '1', timeZone: TimeZone.of('Mars/Phobos') }) }),
    JOB, 'schedule.timeZone', 'a time zone of IANA', 'got "Mars/Phobos"'],
  ['186 retries of a job', job({ retries: 186 }), JOB, 'retries', 'from 0 to 185', 'got 186'],
  ['a password among the settings of a job', job({ environment: { PASSWORD: 'x' } }), JOB, 'environment',
    'hold no secrets'],
  ['a job of a size that is not sold', job({ size: TaskSize.of({ cpu: 1, memoryMiB: 5 }) }), JOB, 'size.cpu',
    'one of 256, 512'],
  ['a job with an image of another partition', (c) => job({ image: ServiceImage.fromRepository(
    Repository.fromRepositoryArn(c.stack, 'Theirs', arn('ecr', 'repository/x', { partition: 'aws-cn' })), '1',
  ) })(c), JOB, 'image.repository', 'be in the partition aws of the stack'],
  ['a job in another Region', (c) => new ScheduledJob(c.elsewhere({ region: ABROAD }), 'Job', {
    service: c.service(), command: ['run'], schedule: JobSchedule.every(Duration.hours(1)),
  }), 'StackElsewhere/Job (ScheduledJob)', 'service', 'be in the Region us-east-1 of the stack'],
];
