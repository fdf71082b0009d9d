import { Size, Stack, type Duration } from 'aws-cdk-lib';
import {
  AwsLogDriverMode, ContainerDefinition, ContainerDependencyCondition, CpuArchitecture, FargateTaskDefinition,
  LinuxParameters, LogDrivers,
  OperatingSystemFamily, type AppProtocol, type ContainerDefinitionOptions, type LogDriver, type Secret,
} from 'aws-cdk-lib/aws-ecs';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge, areKnown, createLogGroup, LeastPrivilegeRole, type Variables } from '../core';
import { ApplicationVariables, namesOf } from '../workload';
import { bootstrapCommand } from './bootstrap-image';
import type { ContainerOptions } from './container-options';
import type { Migration } from './migration';
import { PORT_NAME } from './service-connect';
import type { BoundImage, ServiceImage } from './service-image';
import type { Sidecar } from './sidecar';
import type { TaskSize } from './task-size';

export interface TaskProps extends Variables {
  readonly image: ServiceImage;
  readonly port: number;
  /** Given where others find the port by Service Connect. */
  readonly protocol?: AppProtocol;
  readonly size: TaskSize;
  readonly architecture: CpuArchitecture;
  readonly container: ContainerOptions;
  readonly stopTimeout: Duration;
  readonly migration?: Migration;
  readonly sidecars: readonly Sidecar[];
  readonly logRetention?: RetentionDays;
}

export const APP = 'app';
export const MIGRATION = 'migration';
/**
 * What waits in memory while CloudWatch Logs does not answer; when it is full, new lines are dropped and the
 * application goes on.
 */
const LOG_BUFFER = Size.mebibytes(25);

/** The task definition with its containers, roles and log group. */
export class Task extends Construct {
  public readonly taskRole: LeastPrivilegeRole;
  public readonly executionRole: LeastPrivilegeRole;
  public readonly logGroup: LogGroup;
  public readonly logDriver: LogDriver;
  public readonly definition: FargateTaskDefinition;
  public readonly image: BoundImage;
  public readonly container: ContainerDefinition;
  public readonly migrationContainer?: ContainerDefinition;
  /** What the application and its migration are given. */
  public readonly variables: ApplicationVariables;
  private readonly linuxParameters: LinuxParameters;

  constructor(scope: Construct, id: string, private readonly props: TaskProps) {
    super(scope, id);
    this.variables = new ApplicationVariables(props);
    this.taskRole = this.createTaskRole();
    this.executionRole = new LeastPrivilegeRole(this, 'ExecutionRole', {
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
      description: 'Amazon ECS pulls images, injects secrets and writes logs before and around the application',
    });
    this.logGroup = createLogGroup(this, 'LogGroup', { retention: props.logRetention });
    this.logDriver = LogDrivers.awsLogs({
      logGroup: this.logGroup, streamPrefix: 'task', mode: AwsLogDriverMode.NON_BLOCKING, maxBufferSize: LOG_BUFFER,
    });
    this.definition = this.createDefinition();
    this.linuxParameters = new LinuxParameters(this, 'LinuxParameters', { initProcessEnabled: true });
    this.image = props.image._bind(scope, props.architecture);
    this.container = this.createApp();
    this.variables.passTo(this.container);
    this.migrationContainer = this.createMigration();
    if (this.migrationContainer) this.variables.passTo(this.migrationContainer, namesOf(props.migration!._options));
    const sidecars = new Construct(this, 'Sidecars');
    for (const sidecar of props.sidecars) this.createSidecar(new Construct(sidecars, sidecar._options.name), sidecar);
    if (this.pullsFromEcr) acknowledge(this.executionRole.node.findChild('Rights'), 'registryLogin');
  }

  /** Whether any container comes from a private ECR repository, the CDK's own one for assets included. */
  public get pullsFromEcr(): boolean {
    const { migration, sidecars } = this.props;
    const others = [migration?._options.image, ...sidecars.map((sidecar) => sidecar._options.image)];
    return this.image.isPrivate || others.some((image) => image !== undefined && !image._isPublic);
  }

  private createTaskRole(): LeastPrivilegeRole {
    const stack = Stack.of(this);
    return new LeastPrivilegeRole(this, 'Role', {
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'ecs', resource: '*' }) },
        },
      }),
      description: 'The application: what it may do in AWS',
    });
  }

  private createDefinition(): FargateTaskDefinition {
    const { size, architecture } = this.props;
    return new FargateTaskDefinition(this, 'Definition', {
      cpu: size.cpu,
      memoryLimitMiB: size.memoryMiB,
      ephemeralStorageGiB: size.ephemeralStorage?.toGibibytes(),
      runtimePlatform: { cpuArchitecture: architecture, operatingSystemFamily: OperatingSystemFamily.LINUX },
      taskRole: this.taskRole,
      executionRole: this.executionRole,
    });
  }

  private createApp(): ContainerDefinition {
    const { container, port, protocol, environment, secrets } = this.props;
    const { command, entryPoint, healthCheck, user } = container;
    return this.definition.addContainer('App', {
      ...this.common(),
      containerName: APP,
      image: this.image.image,
      ...this.image.isBootstrap ? { command: bootstrapCommand(port) } : { command, entryPoint, healthCheck, user },
      environment,
      secrets,
      memoryLimitMiB: this.memoryOfApp(),
      readonlyRootFilesystem: container.readonlyRootFilesystem,
      stopTimeout: this.props.stopTimeout,
      portMappings: [{ containerPort: port, ...protocol && { name: PORT_NAME, appProtocol: protocol } }],
    });
  }

  /** Without a memory limit of its own: it runs before the application and may have all that the task has. */
  private createMigration(): ContainerDefinition | undefined {
    const options = this.props.migration?._options;
    if (!options || (this.image.isBootstrap && !options.image)) return undefined;
    const own = namesOf(options);
    const { user, readonlyRootFilesystem } = this.props.container;
    const migration = this.definition.addContainer('Migration', {
      ...this.common(),
      containerName: MIGRATION,
      essential: false,
      image: options.image?._bind(new Construct(this, 'MigrationImage'), this.props.architecture).image
        ?? this.image.image,
      command: options.command,
      user,
      readonlyRootFilesystem,
      environment: { ...without(this.props.environment, own), ...options.environment },
      secrets: { ...without(this.props.secrets, own), ...options.secrets },
      startTimeout: options.timeout,
    });
    this.container.addContainerDependencies({ container: migration, condition: ContainerDependencyCondition.SUCCESS });
    return migration;
  }

  private createSidecar(scope: Construct, { _options: options }: Sidecar): void {
    const container = new ContainerDefinition(scope, 'Container', {
      ...this.common(),
      taskDefinition: this.definition,
      containerName: options.name,
      essential: options.essential ?? false,
      image: options.image._bind(scope, this.props.architecture).image,
      command: options.command,
      cpu: options.cpu,
      memoryLimitMiB: options.memoryMiB,
      environment: options.environment,
      secrets: options.secrets,
      healthCheck: options.healthCheck,
      portMappings: options.port === undefined ? undefined : [{ containerPort: options.port }],
    });
    const condition = options.healthCheck ? ContainerDependencyCondition.HEALTHY : ContainerDependencyCondition.START;
    this.container.addContainerDependencies({ container, condition });
  }

  private common(): Pick<ContainerDefinitionOptions, 'logging' | 'linuxParameters'> {
    return { logging: this.logDriver, linuxParameters: this.linuxParameters };
  }

  private memoryOfApp(): number | undefined {
    const { size, sidecars } = this.props;
    const taken = sidecars.map((sidecar) => sidecar._options.memoryMiB);
    if (taken.length === 0) return size.memoryMiB;
    return areKnown(size.memoryMiB, ...taken)
      ? taken.reduce((rest, memory) => rest - memory, size.memoryMiB)
      : undefined;
  }
}

function without<T extends string | Secret>(
  values: { readonly [name: string]: T } | undefined, names: readonly string[],
): { [name: string]: T } {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([name]) => !names.includes(name)));
}
