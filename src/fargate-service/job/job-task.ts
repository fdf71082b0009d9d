import {
  AwsLogDriverMode, FargateTaskDefinition, LinuxParameters, LogDrivers, OperatingSystemFamily, type CpuArchitecture,
} from 'aws-cdk-lib/aws-ecs';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge, createLogGroup, LeastPrivilegeRole, readableSecrets, type Variables } from '../../core';
import { inherited, namesOf } from '../../workload';
import type { ServiceImage } from '../image/service-image';
import { APP } from '../task/containers';
import { checkFinalSize } from '../task/definition-size';
import { createExecutionRole, LOG_BUFFER, type Task } from '../task/task';
import type { ContainerOptions } from '../task/container-options';
import type { TaskSize } from '../task/task-size';
import { TaskVolumes } from '../task/volumes';

/** What a job runs, and what it takes over from its service. */
export interface JobTaskProps extends Variables {
  readonly command: string[];
  /** An image of its own. */
  readonly image?: ServiceImage;
  /** Image of the service. */
  readonly serviceImage: ServiceImage;
  readonly size: TaskSize;
  readonly architecture: CpuArchitecture;
  readonly container: ContainerOptions;
  /** Settings and secrets of the service. */
  readonly given: Variables;
  readonly task: Task;
  readonly logRetention?: RetentionDays;
}

/**
 * The task definition of a job: the application alone, without migration and sidecars. The application acts with the
 * role of the service; what ECS needs to start it has a role of its own, so that the job may be in another stack.
 */
export class JobTask extends Construct {
  public readonly definition: FargateTaskDefinition;
  public readonly executionRole: LeastPrivilegeRole;
  public readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, private readonly props: JobTaskProps) {
    super(scope, id);
    this.executionRole = createExecutionRole(this);
    this.logGroup = createLogGroup(this, 'LogGroup', { retention: props.logRetention });
    this.definition = this.createDefinition();
    checkFinalSize(this.definition);
    this.addContainer();
    const image = props.image ?? props.serviceImage;
    if (!image._variant.isPublic) acknowledge(this.executionRole.node.findChild('Rights'), 'registryLogin');
  }

  private createDefinition(): FargateTaskDefinition {
    const { size, architecture, task } = this.props;
    return new FargateTaskDefinition(this, 'Definition', {
      cpu: size.cpu,
      memoryLimitMiB: size.memoryMiB,
      ephemeralStorageGiB: size.ephemeralStorage?.toGibibytes(),
      runtimePlatform: { cpuArchitecture: architecture, operatingSystemFamily: OperatingSystemFamily.LINUX },
      taskRole: task.taskRole,
      executionRole: this.executionRole,
    });
  }

  private addContainer(): void {
    const { command, image, architecture, container, given, task } = this.props;
    const { environment, secrets } = inherited(given, this.props);
    const app = this.definition.addContainer('App', {
      containerName: APP,
      image: image?._variant.bind(new Construct(this, 'Image'), architecture).image ?? task.image.image,
      command,
      user: container.user,
      readonlyRootFilesystem: container.readonlyRootFilesystem,
      environment,
      secrets: readableSecrets(this, secrets),
      logging: LogDrivers.awsLogs({
        logGroup: this.logGroup, streamPrefix: 'job', mode: AwsLogDriverMode.NON_BLOCKING, maxBufferSize: LOG_BUFFER,
      }),
      linuxParameters: new LinuxParameters(this, 'LinuxParameters', { initProcessEnabled: true }),
    });
    new TaskVolumes(this.definition, task.taskRole).mount(app, container.mounts);
    task.variables.passAllTo(app, namesOf(this.props));
  }
}
