import { Port, type ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { ContainerDefinition, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { IDependable } from 'constructs';
import { admit, type LeastPrivilegeRole } from '../../core';
import type { TaskVolume, VolumeMount } from './volume';

const NFS = Port.tcp(2049);

/** The volumes of a task definition: each is added with its first mount. */
export class TaskVolumes {
  private readonly added = new Set<TaskVolume>();

  constructor(private readonly definition: FargateTaskDefinition, private readonly role: LeastPrivilegeRole) {}

  public mount(container: ContainerDefinition, mounts: readonly VolumeMount[] = []): void {
    for (const { volume, path, readOnly } of mounts) {
      if (!this.added.has(volume)) this.definition.addVolume(volume._variant.bind());
      this.added.add(volume);
      container.addMountPoints({ sourceVolume: volume._variant.name, containerPath: path, readOnly });
      for (const statement of volume._variant.rights(readOnly)) this.role.addToPolicy(statement);
    }
  }

  /**
   * Opens the file systems to the tasks, with rules in the stack of the tasks.
   *
   * @returns what the tasks wait for
   */
  public openTo(tasks: ISecurityGroup): IDependable[] {
    const systems = [...new Set([...this.added].map(({ _variant }) => _variant.fileSystem))]
      .filter((system): system is IFileSystem => system !== undefined);
    for (const group of systems.flatMap((system) => system.connections.securityGroups)) {
      admit(group, tasks, NFS, 'From the tasks to their files');
    }
    return systems.flatMap((system) => system.mountTargetsAvailable ?? []);
  }
}
