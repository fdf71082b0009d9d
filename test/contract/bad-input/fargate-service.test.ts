// what belongs here: the table of props of a service that are wrong by themselves, each mistake once, with the whole
// message of the construct; and the props that pass as tokens. What is accepted, more values at the limits of a rule,
// and rules that look at the network or the profile stand in test/fargate-service/problems.test.ts, which repeats no
// row of this table.
import { CfnParameter, Duration, Fn, Size, type Stack } from 'aws-cdk-lib';
import { CpuArchitecture, type Secret } from 'aws-cdk-lib/aws-ecs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import {
  CapacityRange, Deployment, Ingress, Logging, Migration, ScalingPolicy, ServiceConnect, ServiceImage, Sidecar, Spot,
  TaskSize,
  type CpuStepsOptions,
  type FargateServiceProps, type MigrationOptions, type ScalingScheduleOptions, type ServiceConnectServerOptions,
  type SidecarOptions,
  type UtilizationTargetOptions,
} from '../../../src';
import { acceptsTokens, rejects, type BadInput, type Place } from '../../support/bad-input';

const service = (props: Partial<FargateServiceProps>) => (place: Place) => place.service(props);
const image = ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');
const sidecar = (options: Partial<SidecarOptions>) =>
  service({ task: { sidecars: [Sidecar.of({ name: 'proxy', image, memoryMiB: 64, ...options })] } });
const migration = (options: Partial<MigrationOptions>) =>
  service({ migration: Migration.beforeStart({ command: ['migrate'], ...options }) });
const deployment = (value: Deployment) => service({ deployment: value, ingress: Ingress.http() });
const cpuTarget = (options: UtilizationTargetOptions) => service({ scaling: [ScalingPolicy.cpuTarget(options)] });
const cpuSteps = (options: CpuStepsOptions) => service({ scaling: [ScalingPolicy.cpuSteps(options)] });
const schedule = (options: Partial<ScalingScheduleOptions>) =>
  service({ scaling: [ScalingPolicy.schedule({ name: 'Day', cron: { hour: '7' }, minCapacity: 3, ...options })] });
const connect = (options: Partial<ServiceConnectServerOptions>) => (place: Place) => place.service({
  serviceConnect: ServiceConnect.server(
    new HttpNamespace(place.stack, 'Namespace', { name: 'shop' }), { dnsName: 'orders', ...options },
  ),
});
const number = (stack: Stack) => new CfnParameter(stack, 'Later', { type: 'Number' }).valueAsNumber;
const text = (stack: Stack) => new CfnParameter(stack, 'Later').valueAsString;

const ROWS: readonly BadInput[] = [
  ['port 0', service({ port: 0 }), 'Stack/Shop (FargateService)',
    '"port" must be an integer from 1 to 65535, got 0'],
  ['port 65536', service({ port: 65536 }), 'Stack/Shop (FargateService)',
    '"port" must be an integer from 1 to 65535, got 65536'],
  ['a port that is a fraction', service({ port: 80.5 }), 'Stack/Shop (FargateService)',
    '"port" must be an integer from 1 to 65535, got 80.5'],
  ['a port without end', service({ port: Infinity }), 'Stack/Shop (FargateService)',
    '"port" must be an integer from 1 to 65535, got Infinity'],
  ['300 CPU units', service({
    task: { size: TaskSize.of({ cpu: 300, memoryMiB: 512 }) },
  }), 'Stack/Shop (FargateService)',
  '"task.size.cpu" must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300: these are the CPU units that '
  + 'Fargate '
  + 'sells'],
  [
    'memory that is not sold with the CPU', service({ task: { size: TaskSize.of({ cpu: 256, memoryMiB: 8192 }) } }),
    'Stack/Shop (FargateService)',
    '"task.size.memoryMiB" must be one of 512, 1024, 2048, got 8192: these are the MiB that Fargate sells with 256 CPU '
    + 'units',
  ],
  [
    '10 GiB of disk',
    service({ task: { size: TaskSize.of({ cpu: 256, memoryMiB: 512, ephemeralStorage: Size.gibibytes(10) }) } }),
    'Stack/Shop (FargateService)', '"task.size.ephemeralStorage" must be whole GiB from 21 to 200, got 10 GiB',
  ],
  [
    'a disk of a part of a GiB',
    service({
      task: { size: TaskSize.of({ cpu: 256, memoryMiB: 512, ephemeralStorage: Size.mebibytes(21 * 1024 + 512) }) },
    }),
    'Stack/Shop (FargateService)', '"task.size.ephemeralStorage" must be whole GiB from 21 to 200, got 21.5 GiB',
  ],
  ['another processor', service({ task: { architecture: CpuArchitecture.of('arm64') } }), 'Stack/Shop (FargateService)',
    '"task.architecture" must be one of X86_64, ARM64, got "arm64"'],
  ['an empty image', service({ image: ServiceImage.fromRegistry('') }), 'Stack/Shop (FargateService)',
    '"image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got ""'],
  [
    'an image with a line end', service({ image: ServiceImage.fromRegistry('nginx:1\n') }),
    'Stack/Shop (FargateService)',
    '"image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "nginx:1\\n"',
  ],
  ['an image in capitals', service({ image: ServiceImage.fromRegistry('NGINX') }), 'Stack/Shop (FargateService)',
    '"image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "NGINX"'],
  [
    'a private image as a public one',
    service({ image: ServiceImage.fromRegistry('123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1') }),
    'Stack/Shop (FargateService)',
    '"image" must be an image of a public registry or of one with credentials, got '
    + '"123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1": give private ECR images with '
    + 'ServiceImage.fromRepository, which also grants the right to pull them',
  ],
  [
    'a tag that begins with a dot', service({ image: ServiceImage.managedRepository({ tag: '.1' }) }),
    'Stack/Shop (FargateService)',
    '"image.tag" must be a tag of 1 to 128 letters, digits, ".", "_", "-", or a digest "sha256:" with 64 hexadecimal '
    + 'digits, got ".1"',
  ],
  [
    'a repository without images', service({ image: ServiceImage.managedRepository({ tag: '1', keepImages: 0 }) }),
    'Stack/Shop (FargateService)', '"image.keepImages" must be an integer from 1 to 1000, got 0',
  ],
  ['a password among the settings', service({ environment: { DB_PASSWORD: 'x' } }), 'Stack/Shop (FargateService)',
    '"environment" must hold no secrets, got "DB_PASSWORD": everyone who may read the task definition can read it; '
    + 'give it in "secrets" from Secrets Manager or the SSM Parameter Store'],
  ['a setting with a space', service({ environment: { 'LOG LEVEL': 'x' } }), 'Stack/Shop (FargateService)',
    '"environment" must have names of letters, digits, "_", "." and "-" that do not begin with a digit, got "LOG '
    + 'LEVEL"'],
  [
    'a setting without a value', service({ environment: { LEVEL: undefined as unknown as string } }),
    'Stack/Shop (FargateService)',
    '"environment.LEVEL" must be a text, got undefined: leave the name out if it has no value',
  ],
  [
    'a secret without a value', service({ secrets: { LEVEL: undefined as unknown as Secret } }),
    'Stack/Shop (FargateService)',
    '"secrets.LEVEL" must be a secret, got undefined: leave the name out if it has no value',
  ],
  ['an empty command', service({ container: { command: [] } }), 'Stack/Shop (FargateService)',
    '"container.command" must have at least one word, and the first must not be blank, got []'],
  ['a blank entry point', service({ container: { entryPoint: [' '] } }), 'Stack/Shop (FargateService)',
    '"container.entryPoint" must have at least one word, and the first must not be blank, got [" "]'],
  ['a user with a space', service({ container: { user: 'a b' } }), 'Stack/Shop (FargateService)',
    '"container.user" must be a user or "user:group", each by name or number, got "a b"'],
  [
    'a container that stops within 300 seconds', service({ container: { stopTimeout: Duration.seconds(300) } }),
    'Stack/Shop (FargateService)',
    '"container.stopTimeout" must be whole seconds from 2 seconds to 2 minutes, got 5 minutes',
  ],
  [
    'a container that stops later than the load balancer waits',
    service({ container: { stopTimeout: Duration.seconds(60) }, ingress: Ingress.http() }),
    'Stack/Shop (FargateService)',
    '"container.stopTimeout" must be shorter than "ingress.target.deregistrationDelay" (1 minute), got 1 minute: the '
    + 'load '
    + 'balancer waits no longer than that for open requests',
  ],
  [
    'a container check without words', service({ container: { healthCheck: { command: ['CMD'] } } }),
    'Stack/Shop (FargateService)',
    '"container.healthCheck.command" must have a word to run, and not be "NONE", got ["CMD"]',
  ],
  [
    'a container check of 120 seconds',
    service({
      container: { healthCheck: { command: ['x'], timeout: Duration.seconds(120), interval: Duration.seconds(300) } },
    }),
    'Stack/Shop (FargateService)',
    '"container.healthCheck.timeout" must be whole seconds from 2 seconds to 1 minute, got 2 minutes',
  ],
  [
    'a container check without retries', service({ container: { healthCheck: { command: ['x'], retries: 0 } } }),
    'Stack/Shop (FargateService)', '"container.healthCheck.retries" must be an integer from 1 to 10, got 0',
  ],
  [
    'a shell in a read-only container',
    service({
      task: { enableExecuteCommand: true },
      container: { readonlyRootFilesystem: true },
    }), 'Stack/Shop (FargateService)',
    '"task.enableExecuteCommand" must be left out with "container.readonlyRootFilesystem", got true: the agent of '
    + 'ECS Exec '
    + 'writes to the file system of the container',
  ],
  ['logs of 42 days', service({
    task: { logging: Logging.cloudWatch({ retention: 42 as RetentionDays }) },
  }), 'Stack/Shop (FargateService)',
  '"task.logging.retention" must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, '
  + '1827, 2192, '
  + '2557, 2922, 3288, 3653, 9999, got 42: days that CloudWatch Logs offers; 9999 stands for ever'],
  ['a range upside down', service({ capacity: CapacityRange.between(3, 2) }), 'Stack/Shop (FargateService)',
    '"capacity.min" must be at most "capacity.max" (2), got 3'],
  ['a negative range', service({ capacity: CapacityRange.between(-1, 2) }), 'Stack/Shop (FargateService)',
    '"capacity.min" must be an integer of at least 0, got -1'],
  ['less than no capacity', service({ capacity: CapacityRange.fixed(-1) }), 'Stack/Shop (FargateService)',
    '"capacity.min" must be an integer of at least 0, got -1',
    '"capacity.max" must be an integer of at least 0, got -1'],
  [
    'more tasks than an integer holds', service({ capacity: CapacityRange.between(1, 1e21) }),
    'Stack/Shop (FargateService)', '"capacity.max" must be an integer from 0 to 2147483647, got 1e+21',
  ],
  [
    'scaling of a fixed number', service({ capacity: CapacityRange.fixed(2), scaling: [ScalingPolicy.cpuTarget()] }),
    'Stack/Shop (FargateService)',
    '"scaling" must be left out with a fixed capacity, got ["cpuTarget"]: give a range with CapacityRange.between',
  ],
  ['a range without scaling', service({ scaling: [] }), 'Stack/Shop (FargateService)',
    '"scaling" must have at least one policy, got []: leave it out for the default, or give CapacityRange.fixed as '
    + '"capacity"'],
  [
    'two policies of a kind', service({ scaling: [ScalingPolicy.cpuTarget(), ScalingPolicy.cpuTarget()] }),
    'Stack/Shop (FargateService)',
    '"scaling[1]" must differ from "scaling[0]" in kind, or in name if both are schedules, got "cpuTarget": two '
    + 'policies of one kind would work against each other',
  ],
  [
    'requests of a worker',
    service({ scaling: [ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 100 })] }),
    'Stack/Shop (FargateService)',
    '"scaling[0]" must be used with an ingress, got none: requestsPerTarget has no requests to count without one',
  ],
  [
    'no requests',
    service({ ingress: Ingress.http(), scaling: [ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 0 })] }),
    'Stack/Shop (FargateService)', '"scaling[0].requestsPerTargetPerMinute" must be an integer of at least 1, got 0',
  ],
  ['a CPU target of 0', cpuTarget({ targetUtilizationPercent: 0 }), 'Stack/Shop (FargateService)',
    '"scaling[0].targetUtilizationPercent" must be a number from 1 to 100, got 0'],
  ['a CPU target of 150', cpuTarget({ targetUtilizationPercent: 150 }), 'Stack/Shop (FargateService)',
    '"scaling[0].targetUtilizationPercent" must be a number from 1 to 100, got 150'],
  ['no pause', cpuTarget({ scaleOutCooldown: Duration.seconds(0) }), 'Stack/Shop (FargateService)',
    '"scaling[0].scaleOutCooldown" must be whole seconds of at least 1 second, got 0 seconds'],
  ['milliseconds of pause', cpuTarget({ scaleInCooldown: Duration.millis(1500) }), 'Stack/Shop (FargateService)',
    '"scaling[0].scaleInCooldown" must be whole seconds of at least 1 second, got 1.5 seconds'],
  [
    'thresholds that meet', cpuSteps({ scaleOut: { thresholdPercent: 50 }, scaleIn: { thresholdPercent: 50 } }),
    'Stack/Shop (FargateService)',
    '"scaling[0].scaleIn.thresholdPercent" must be below "scaleOut.thresholdPercent" (50), got 50',
  ],
  ['a period of 90 seconds', cpuSteps({ scaleOut: { period: Duration.seconds(90) } }), 'Stack/Shop (FargateService)',
    '"scaling[0].scaleOut.period" must be a multiple of 1 minute up to 1 day, got 1 minute 30 seconds: CPU is '
    + 'measured once a minute'],
  ['no periods', cpuSteps({ scaleOut: { periods: 0 } }), 'Stack/Shop (FargateService)',
    '"scaling[0].scaleOut.periods" must be an integer of at least 1, got 0'],
  [
    'periods of more than a day', cpuSteps({ scaleIn: { period: Duration.minutes(30), periods: 49 } }),
    'Stack/Shop (FargateService)',
    '"scaling[0].scaleIn.periods" must look back over at most 1 day, or 7 days with periods of 1 hour or more, got '
    + '49: one period is 30 minutes',
  ],
  ['a step of nothing', cpuSteps({ scaleIn: { adjustment: 0 } }), 'Stack/Shop (FargateService)',
    '"scaling[0].scaleIn.adjustment" must be an integer of at least 1, got 0'],
  ['a schedule in lower case', schedule({ name: 'day' }), 'Stack/Shop (FargateService)',
    '"scaling[0].name" must be a name in PascalCase, got "day"'],
  ['a schedule at 25 o\'clock', schedule({ cron: { hour: '25' } }), 'Stack/Shop (FargateService)',
    '"scaling[0].cron.hour" must be "*", an hour from 0 to 23, a range, a step such as "*/2", or a list of those, got '
    + '"25"'],
  ['a schedule with numbered days', schedule({ cron: { weekDay: '1-5' } }), 'Stack/Shop (FargateService)',
    '"scaling[0].cron.weekDay" must name its days, such as MON-FRI or SAT,SUN, got "1-5": the number of a day means '
    + 'another one on ECS than on EC2, and a range does not go beyond SAT'],
  ['a schedule on two kinds of days', schedule({ cron: { day: '1', weekDay: 'MON' } }), 'Stack/Shop (FargateService)',
    '"scaling[0].cron" must have either "day" or "weekDay", got both'],
  ['a schedule that changes nothing', schedule({ minCapacity: undefined }), 'Stack/Shop (FargateService)',
    '"scaling[0]" must have "minCapacity", "maxCapacity" or both, got neither'],
  ['a schedule upside down', schedule({ minCapacity: 5, maxCapacity: 4 }), 'Stack/Shop (FargateService)',
    '"scaling[0].minCapacity" must be at most "maxCapacity" (4), got 5'],
  [
    'less than no healthy tasks', deployment(Deployment.rolling({ minHealthyPercent: -1 })),
    'Stack/Shop (FargateService)', '"deployment.minHealthyPercent" must be an integer from 0 to 100 %, got -1',
  ],
  [
    'more than all tasks healthy', deployment(Deployment.rolling({ minHealthyPercent: 200 })),
    'Stack/Shop (FargateService)', '"deployment.minHealthyPercent" must be an integer from 0 to 100 %, got 200',
  ],
  [
    'a deployment that can replace nothing',
    deployment(Deployment.rolling({ minHealthyPercent: 100, maxHealthyPercent: 100 })), 'Stack/Shop (FargateService)',
    '"deployment.maxHealthyPercent" must be above "deployment.minHealthyPercent" (100), got 100: no task may be '
    + 'stopped and none added, so none could ever be replaced',
  ],
  [
    'a grace period of a worker',
    service({ deployment: Deployment.rolling({ healthCheckGracePeriod: Duration.seconds(10) }) }),
    'Stack/Shop (FargateService)',
    '"deployment.healthCheckGracePeriod" must be left out without an ingress, got 10 seconds: use '
    + '"container.healthCheck.startPeriod" for a worker that starts slowly',
  ],
  ['a canary without a share', deployment(Deployment.canary({ percent: 0 })), 'Stack/Shop (FargateService)',
    '"deployment.percent" must be a number from 0.1 to 100 %, got 0'],
  ['a canary in steps too fine', deployment(Deployment.canary({ percent: 0.15 })), 'Stack/Shop (FargateService)',
    '"deployment.percent" must be a multiple of 0.1 %, got 0.15'],
  ['linear steps below 3 %', deployment(Deployment.linear({ stepPercent: 2 })), 'Stack/Shop (FargateService)',
    '"deployment.stepPercent" must be a number from 3 to 100 %, got 2'],
  [
    'a bake time of 90 seconds', deployment(Deployment.blueGreen({ bakeTime: Duration.seconds(90) })),
    'Stack/Shop (FargateService)', '"deployment.bakeTime" must be whole minutes, got 1 minute 30 seconds',
  ],
  ['a shift of no traffic', service({ deployment: Deployment.canary() }), 'Stack/Shop (FargateService)',
    '"deployment" must be Deployment.rolling without an ingress, got "CANARY": there is no traffic to shift'],
  ['a migration without a command', migration({ command: [] }), 'Stack/Shop (FargateService)',
    '"migration.command" must have at least one word, and the first must not be blank, got []'],
  ['a migration of three minutes', migration({ timeout: Duration.minutes(3) }), 'Stack/Shop (FargateService)',
    '"migration.timeout" must be whole seconds from 2 seconds to 2 minutes, got 3 minutes'],
  [
    'a secret among the settings of a migration', migration({ environment: { API_TOKEN: 'x' } }),
    'Stack/Shop (FargateService)',
    '"migration.environment" must hold no secrets, got "API_TOKEN": everyone who may read the task definition can '
    + 'read it; give it in "secrets" from Secrets Manager or the SSM Parameter Store',
  ],
  ['a sidecar called app', sidecar({ name: 'app' }), 'Stack/Shop (FargateService)',
    '"task.sidecars[0].name" must be unique in the task, and neither "app" nor "migration", got "app"'],
  ['a sidecar with a blank name', sidecar({ name: ' ' }), 'Stack/Shop (FargateService)',
    '"task.sidecars[0].name" must be 1 to 64 letters, digits, "-" and "_", got " "'],
  ['a sidecar of 5 MiB', sidecar({ memoryMiB: 5 }), 'Stack/Shop (FargateService)',
    '"task.sidecars[0].memoryMiB" must be an integer of at least 6 MiB, got 5'],
  ['a sidecar that takes all memory', sidecar({ memoryMiB: 1024 }), 'Stack/Shop (FargateService)',
    '"task.sidecars" must leave the application at least 6 of the 1024 MiB of the task, got 1024 MiB for sidecars: '
    + 'give a '
    + 'larger "task.size"'],
  ['a sidecar that takes more than all CPU', sidecar({ cpu: 513 }), 'Stack/Shop (FargateService)',
    '"task.sidecars" must have together at most the 512 CPU units of the task, got 513: give a larger "task.size"'],
  ['a sidecar on the port of the application', sidecar({ port: 8080 }), 'Stack/Shop (FargateService)',
    '"task.sidecars[0].port" must be a port that no other container of the task listens on, got 8080'],
  ['a sidecar with a blank command', sidecar({ command: [''] }), 'Stack/Shop (FargateService)',
    '"task.sidecars[0].command" must have at least one word, and the first must not be blank, got [""]'],
  [
    'ten sidecars',
    service({
      task: { sidecars: Array.from({ length: 10 }, (_, i) => Sidecar.of({ name: `s${i}`, image, memoryMiB: 8 })) },
    }),
    'Stack/Shop (FargateService)',
    '"task.sidecars" must be at most 9, got 10: a task has at most 10 containers, and the others are its own',
  ],
  ['a base below zero', service({ spot: Spot.mixed({ onDemandBase: -1 }) }), 'Stack/Shop (FargateService)',
    '"spot.onDemandBase" must be an integer from 0 to 100000, got -1'],
  ['a weight above 1000', service({ spot: Spot.mixed({ onDemandWeight: 1001 }) }), 'Stack/Shop (FargateService)',
    '"spot.onDemandWeight" must be an integer from 0 to 1000, got 1001'],
  ['Spot without a share', service({ spot: Spot.mixed({ spotWeight: 0 }) }), 'Stack/Shop (FargateService)',
    '"spot.spotWeight" must be an integer from 1 to 1000, got 0: leave "spot" out to run everything on demand'],
  ['a name in capitals', connect({ dnsName: 'Orders' }), 'Stack/Shop (FargateService)',
    '"serviceConnect.dnsName" must be 1 to 63 lower-case letters, digits and "-", got "Orders"'],
  ['a name that is too long', connect({ dnsName: 'a'.repeat(64) }), 'Stack/Shop (FargateService)',
    '"serviceConnect.dnsName" must be 1 to 63 lower-case letters, digits and "-", got '
    + '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'],
  ['calls on port 0', connect({ port: 0 }), 'Stack/Shop (FargateService)',
    '"serviceConnect.port" must be an integer from 1 to 65535, got 0'],
  [
    'several problems of a service',
    service({
      port: -0, environment: { TOKEN: 'x' }, capacity: CapacityRange.between(2.5, 2),
      deployment: Deployment.blueGreen(),
    }),
    'Stack/Shop (FargateService)', '"port" must be an integer from 1 to 65535, got 0',
    '"environment" must hold no secrets, got "TOKEN": everyone who may read the task definition can read it; give it '
    + 'in "secrets" from Secrets Manager or the SSM Parameter Store',
    '"capacity.min" must be an integer of at least 0, got 2.5',
    '"capacity.min" must be at most "capacity.max" (2), got 2.5',
    '"deployment" must be Deployment.rolling without an ingress, got "BLUE_GREEN": there is no traffic to shift',
  ],
  [
    'several problems of one value',
    cpuSteps({ scaleOut: { thresholdPercent: 100, periods: 0 }, scaleIn: { adjustment: 1.5 } }),
    'Stack/Shop (FargateService)', '"scaling[0].scaleOut.thresholdPercent" must be a number from 1 to 99, got 100',
    '"scaling[0].scaleOut.periods" must be an integer of at least 1, got 0',
    '"scaling[0].scaleIn.adjustment" must be an integer of at least 1, got 1.5',
  ],
];

describe('a service', () => {
  rejects(ROWS, 81);

  acceptsTokens([
    ['port', (place) => place.service({ port: number(place.stack) })],
    ['CPU and memory', (place) => place.service({
      task: { size: TaskSize.of({ cpu: number(place.stack), memoryMiB: 512 }) },
    })],
    ['capacity', (place) => place.service({ capacity: CapacityRange.between(1, number(place.stack)) })],
    ['retention of logs', (place) => place.service({
      task: { logging: Logging.cloudWatch({ retention: number(place.stack) }) },
    })],
    ['stop timeout', (place) => place.service({ container: { stopTimeout: Duration.seconds(number(place.stack)) } })],
    ['command', (place) => place.service({ container: { command: Fn.split(',', text(place.stack)) } })],
    ['user', (place) => place.service({ container: { user: text(place.stack) } })],
    ['image', (place) => place.service({ image: ServiceImage.fromRegistry(text(place.stack)) })],
    ['tag', (place) => place.service({ image: ServiceImage.managedRepository({ tag: text(place.stack) }) })],
    ['value of a setting', (place) => place.service({ environment: { LEVEL: text(place.stack) } })],
    ['CPU target', (place) => cpuTarget({ targetUtilizationPercent: number(place.stack) })(place)],
    ['threshold', (place) => cpuSteps({ scaleOut: { thresholdPercent: number(place.stack) } })(place)],
    ['bounds of a schedule', (place) => schedule({ minCapacity: number(place.stack) })(place)],
    ['hour of a schedule', (place) => schedule({ cron: { hour: text(place.stack) } })(place)],
    ['healthy tasks', (place) => deployment(Deployment.rolling({ minHealthyPercent: number(place.stack) }))(place)],
    ['memory of a sidecar', (place) => sidecar({ memoryMiB: number(place.stack) })(place)],
    ['weight of Spot', (place) => place.service({ spot: Spot.mixed({ spotWeight: number(place.stack) }) })],
    ['name for callers', (place) => connect({ dnsName: text(place.stack) })(place)],
  ]);
});
