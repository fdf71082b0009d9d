import { Size, Stack, type Duration } from 'aws-cdk-lib';
import {
  AwsLogDriverMode, ContainerDefinition, ContainerDependencyCondition, CpuArchitecture, FargateTaskDefinition,
  LinuxParameters, LogDrivers,
  OperatingSystemFamily, type AppProtocol, type LogDriver,
} from 'aws-cdk-lib/aws-ecs';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge, areKnown, createLogGroup, LeastPrivilegeRole, readableSecrets, type Variables } from '../../core';
import { ApplicationVariables } from '../../workload';
import { bootstrapCommand } from '../image/bootstrap-image';
import type { ResolvedImage } from '../image/image-variant';
import type { ServiceImage } from '../image/service-image';
import type { ContainerOptions } from './container-options';
import { APP, type TaskParts } from './containers';
import { checkFinalSize } from './definition-size';
import type { RoutedLogs } from './fire-lens';
import type { LoggingVariant } from './logging';
import type { Migration } from './migration';
import { PORT_NAME } from './service-connect';
import type { Sidecar } from './sidecar';
import type { TaskSize } from './task-size';
import { TaskVolumes } from './volumes';

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
  readonly logging: LoggingVariant;
}

/**
 * How many log lines wait in memory while CloudWatch Logs does not answer. When the buffer is full, new lines are
 * dropped and the application goes on.
 */
export const LOG_BUFFER = Size.mebibytes(25);

/** The task definition with its containers, roles and log group. */
export class Task extends Construct {
  public readonly taskRole: LeastPrivilegeRole;
  public readonly executionRole: LeastPrivilegeRole;
  public readonly logGroup: LogGroup;
  public readonly logDriver: LogDriver;
  public readonly definition: FargateTaskDefinition;
  public readonly image: ResolvedImage;
  public readonly container: ContainerDefinition;
  public readonly volumes: TaskVolumes;
  /** What the application and its migration are given. */
  public readonly variables: ApplicationVariables;

  constructor(scope: Construct, id: string, private readonly props: TaskProps) {
    super(scope, id);
    this.variables = new ApplicationVariables(props);
    this.taskRole = this.createTaskRole();
    this.executionRole = createExecutionRole(this);
    this.logGroup = createLogGroup(this, 'LogGroup', { retention: props.logging.retention });
    this.logDriver = LogDrivers.awsLogs({
      logGroup: this.logGroup, streamPrefix: 'task', mode: AwsLogDriverMode.NON_BLOCKING, maxBufferSize: LOG_BUFFER,
    });
    this.definition = this.createDefinition();
    checkFinalSize(this.definition);
    this.volumes = new TaskVolumes(this.definition, this.taskRole);
    const linuxParameters = new LinuxParameters(this, 'LinuxParameters', { initProcessEnabled: true });
    const routed = this.routeLogs();
    const common = { logging: routed?.driver ?? this.logDriver, linuxParameters };
    this.image = props.image._variant.bind(scope, props.architecture);
    this.container = this.createApp(common);
    this.variables.passTo(this.container);
    this.addOthers(this.partsWith(common, routed));
    if (this.pullsFromEcr) acknowledge(this.executionRole.node.findChild('Rights'), 'registryLogin');
  }

  /** Whether any container comes from private ECR. The CDK pushes images that it builds there too. */
  private get pullsFromEcr(): boolean {
    const { image, migration, sidecars, logging } = this.props;
    const others = [migration, ...sidecars].map((other) => other?._variant.image);
    const images = [image, logging.router?.image, ...others];
    return images.some((from) => from?._variant.isPublic === false);
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

  private createApp(common: TaskParts['common']): ContainerDefinition {
    const { container, port, protocol, environment, secrets } = this.props;
    const { command, entryPoint, healthCheck, user } = container;
    return this.definition.addContainer('App', {
      ...common,
      containerName: APP,
      image: this.image.image,
      ...this.image.isBootstrap ? { command: bootstrapCommand(port) } : { command, entryPoint, healthCheck, user },
      environment,
      secrets: readableSecrets(this, secrets),
      memoryLimitMiB: this.memoryOfApp(),
      readonlyRootFilesystem: container.readonlyRootFilesystem,
      stopTimeout: this.props.stopTimeout,
      portMappings: [{ containerPort: port, ...protocol && { name: PORT_NAME, appProtocol: protocol } }],
    });
  }

  private routeLogs(): RoutedLogs | undefined {
    const { definition, taskRole: role, logDriver: logs, props: { architecture, logging } } = this;
    return logging.router?.bind(this, { definition, architecture, role, logs });
  }

  private partsWith(common: TaskParts['common'], routed: RoutedLogs | undefined): TaskParts {
    const { definition, container: app, volumes, taskRole: role, props: { architecture } } = this;
    const startAfterLogs = (container: ContainerDefinition) => {
      if (!routed) return;
      container.addContainerDependencies({ container: routed.router, condition: ContainerDependencyCondition.START });
    };
    volumes.mount(app, this.props.container.mounts);
    startAfterLogs(app);
    return { definition, architecture, common, app, volumes, role, startAfterLogs };
  }

  private addOthers(parts: TaskParts): void {
    const { container, migration, sidecars } = this.props;
    const { image, variables } = this;
    migration?._variant.bind(this, { ...parts, image, container, given: this.props, variables });
    const scope = new Construct(this, 'Sidecars');
    for (const { _variant: sidecar } of sidecars) sidecar.bind(new Construct(scope, sidecar.name), parts);
  }

  /** What the sidecars and the log router leave of the memory of the task. */
  private memoryOfApp(): number | undefined {
    const { size, sidecars, logging: { router } } = this.props;
    const taken = [...sidecars.map(({ _variant }) => _variant), ...router ? [router] : []].map(
      ({ memoryMiB }) => memoryMiB,
    );
    if (taken.length === 0) return size.memoryMiB;
    return areKnown(size.memoryMiB, ...taken)
      ? taken.reduce((rest, memory) => rest - memory, size.memoryMiB)
      : undefined;
  }
}

/** What ECS may do to start a task. */
export function createExecutionRole(scope: Construct): LeastPrivilegeRole {
  return new LeastPrivilegeRole(scope, 'ExecutionRole', {
    assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
    description: 'Amazon ECS pulls images, injects secrets and writes logs before and around the application',
  });
}
