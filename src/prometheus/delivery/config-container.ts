import { Capability, ContainerDefinition, ContainerDependencyCondition, LinuxParameters } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { AwsService } from '../../network';
import { Sidecar, type FargateService, type ServiceImage, type TaskParts, type VolumeMount } from '../../fargate-service';
import type { ConfigAsset } from './config-asset';

/** Name of the container that writes the configuration. */
export const CONFIG = 'config';

/** What the container needs to know. */
export interface ConfigContainerSpec {
  readonly asset: ConfigAsset;
  /** The AWS CLI, with bash. */
  readonly image: ServiceImage;
  /** The volumes that it fills. */
  readonly mounts: VolumeMount[];
  /** AWS services that the programs of the task call. */
  readonly services?: readonly AwsService[];
}

/** Fetches the script, and runs it with the values. */
const START = 'set -eu; script=$(aws s3 cp --only-show-errors "$0" -); eval "$script"';

/** Rights of a root user that it does not need: it makes files and gives folders away, and no more. */
const DROPPED = [
  Capability.AUDIT_WRITE, Capability.FSETID, Capability.KILL, Capability.MKNOD, Capability.NET_BIND_SERVICE,
  Capability.NET_RAW, Capability.SETFCAP, Capability.SETGID, Capability.SETPCAP, Capability.SETUID,
  Capability.SYS_CHROOT,
];

/**
 * A container that puts the configuration onto volumes, and ends before the programs start.
 *
 * It is the only one that runs as root: ECS makes volumes for root, and the programs run as users of their own.
 */
export function configContainer({ asset, image, mounts, services = [] }: ConfigContainerSpec): Sidecar {
  return Sidecar._of({
    name: CONFIG,
    image,
    mounts,
    // it has ended before the others need theirs.
    memoryMiB: 0,
    services: [AwsService.S3, ...services],
    problems: () => [],
    bind: (scope, task) => {
      const container = createContainer(scope, image, asset, task);
      task.volumes.mount(container, mounts);
      task.app.addContainerDependencies({ container, condition: ContainerDependencyCondition.SUCCESS });
      task.role.addToPolicy(asset.readRight);
    },
  });
}

/** Lets a container of the same task start after the configuration is there. */
export function startAfterConfig(service: FargateService, name: string): void {
  service.taskDefinition.findContainer(name)!.addContainerDependencies({
    container: service.taskDefinition.findContainer(CONFIG)!, condition: ContainerDependencyCondition.SUCCESS,
  });
}

function createContainer(
  scope: Construct, image: ServiceImage, asset: ConfigAsset, task: TaskParts,
): ContainerDefinition {
  const linuxParameters = new LinuxParameters(scope, 'LinuxParameters', { initProcessEnabled: true });
  linuxParameters.dropCapabilities(...DROPPED);
  return new ContainerDefinition(scope, 'Container', {
    ...task.common,
    linuxParameters,
    taskDefinition: task.definition,
    containerName: CONFIG,
    essential: false,
    image: image._variant.bind(scope, task.architecture).image,
    user: '0:0',
    readonlyRootFilesystem: true,
    entryPoint: ['/bin/bash', '-c', START],
    command: asset.command,
  });
}
