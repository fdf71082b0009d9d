import { Capability, LinuxParameters } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { FargateService, ServiceImage, Sidecar, VolumeMount } from '../../fargate-service';
import { AwsService } from '../../network';
import type { ConfigAsset } from './config-asset';
import { initContainer, startAfter } from './init-container';

/** What the container needs to know. */
export interface ConfigContainerSpec {
  readonly asset: ConfigAsset;
  /** The AWS CLI, with bash. */
  readonly image: ServiceImage;
  /** The volumes that it fills. */
  readonly mounts: readonly VolumeMount[];
  /** AWS services that the programs of the task call. */
  readonly services?: readonly AwsService[];
}

/** Name of the container that writes the configuration. */
const CONFIG = 'config';
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
  return initContainer({
    name: CONFIG,
    image,
    mounts,
    services: [AwsService.S3, ...services],
    options: (scope, task) => {
      task.role.addToPolicy(asset.readRight);
      return {
        user: '0:0', linuxParameters: fewRights(scope), entryPoint: ['/bin/bash', '-c', START], command: asset.command,
      };
    },
  });
}

/** Lets a container of the same task start after the configuration is there. */
export function startAfterConfig(service: FargateService, name: string): void {
  startAfter(service, name, CONFIG);
}

function fewRights(scope: Construct): LinuxParameters {
  const linuxParameters = new LinuxParameters(scope, 'LinuxParameters', { initProcessEnabled: true });
  linuxParameters.dropCapabilities(...DROPPED);
  return linuxParameters;
}
