import {
  ContainerDefinition, ContainerDependencyCondition, type ContainerDefinitionOptions,
} from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import {
  Sidecar, type FargateService, type ServiceImage, type TaskParts, type VolumeMount,
} from '../../fargate-service';
import type { AwsService } from '../../network';

/** A container that ends before the programs of its task start. */
export interface InitContainerSpec {
  readonly name: string;
  readonly image: ServiceImage;
  readonly mounts: readonly VolumeMount[];
  /** AWS services that the task calls, this container or another one. */
  readonly services: readonly AwsService[];
  readonly secrets?: ContainerDefinitionOptions['secrets'];
  /** What it runs, and as whom. */
  options(scope: Construct, task: TaskParts): Pick<
    ContainerDefinitionOptions, 'command' | 'entryPoint' | 'linuxParameters' | 'user'
  >;
}

/** Without memory of its own: it has ended before the others need theirs. */
export function initContainer(spec: InitContainerSpec): Sidecar {
  const { name, image, mounts, services, secrets } = spec;
  return Sidecar._of({
    name,
    image,
    mounts,
    services,
    secrets,
    memoryMiB: 0,
    problems: () => [],
    bind: (scope, task) => {
      const container = new ContainerDefinition(scope, 'Container', {
        ...task.common,
        ...spec.options(scope, task),
        taskDefinition: task.definition,
        containerName: name,
        essential: false,
        image: image._variant.bind(scope, task.architecture).image,
        secrets,
        readonlyRootFilesystem: true,
      });
      task.volumes.mount(container, mounts);
      task.app.addContainerDependencies({ container, condition: ContainerDependencyCondition.SUCCESS });
    },
  });
}

/** Lets a container of the same task start after another one has ended. */
export function startAfter(service: FargateService, name: string, first: string): void {
  service.taskDefinition.findContainer(name)!.addContainerDependencies({
    container: service.taskDefinition.findContainer(first)!, condition: ContainerDependencyCondition.SUCCESS,
  });
}
