import { CfnFileSystem, CfnMountTarget, type IAccessPoint, type IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { Volume } from 'aws-cdk-lib/aws-ecs';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import {
  choiceProblems, contradiction, groupsOfVpcProblems, guardFactories, ifTold, inWords, isKnown, placeProblems,
  type Problem, resourceOf, text, whereaboutsOf, whereaboutsOfArn,
} from '../../core';
import { zonesOfSubnets } from '../../network';

/** How a volume appears in a container. */
export interface MountOptions {
  /**
   * Whether the container may only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** What the kinds of volumes differ in. */
export interface TaskVolumeVariant {
  readonly name: string;
  /** File system that tasks reach over the network. */
  readonly fileSystem?: IFileSystem;
  /** @param zones where the tasks run; nothing while that is not known */
  problems(prop: string, scope: Construct, vpc: IVpc, zones?: readonly string[]): Problem[];
  bind(): Volume;
  /** Rights to use the volume, if it asks for any. */
  rights(readOnly: boolean): PolicyStatement[];
}

/**
 * A volume of a task, which its containers mount.
 *
 * @example
 * import * as efs from 'aws-cdk-lib/aws-efs';
 *
 * const files = new efs.FileSystem(this, 'Files', { vpc, encrypted: true, enableAutomaticBackups: true });
 * const point = files.addAccessPoint('Uploads', {
 *   path: '/uploads', createAcl: { ownerUid: '1000', ownerGid: '1000', permissions: '750' },
 *   posixUser: { uid: '1000', gid: '1000' },
 * });
 * new FargateService(this, 'Shop', {
 *   vpc,
 *   image: ServiceImage.fromAsset('./shop'),
 *   container: {
 *     readonlyRootFilesystem: true,
 *     mounts: [TaskVolume.files('uploads', point).at('/uploads'), TaskVolume.scratch('tmp').at('/tmp')],
 *   },
 * });
 */
export class TaskVolume {
  /**
   * Empty space on the disk of the task, which goes with the task. Containers of the task can share it.
   *
   * @param name unique in the task: up to 255 letters, digits, "-" and "_"
   */
  public static scratch(name: string): TaskVolume {
    return new TaskVolume({ name, problems: () => [], bind: () => ({ name }), rights: () => [] });
  }

  /**
   * Files on Amazon EFS that all tasks share, through an access point: it says as which user the files are used, so
   * that the application needs no root. The way is encrypted, and IAM admits the role of the service through this
   * access point only.
   *
   * The file system is in the VPC of the service, with a mount target in each zone of the tasks. It is made in this app
   * or imported; an imported access point has to know its file system.
   *
   * @param name unique in the task: up to 255 letters, digits, "-" and "_"
   */
  public static files(name: string, accessPoint: IAccessPoint): TaskVolume {
    return new TaskVolume(sharedFiles(name, accessPoint));
  }

  private constructor(
    /** @internal */
    public readonly _variant: TaskVolumeVariant,
  ) {}

  /**
   * The volume at a place in a container.
   *
   * @param path absolute, and not the root
   */
  public at(path: string, options: MountOptions = {}): VolumeMount {
    return VolumeMount._of(this, path, options.readOnly ?? false);
  }
}

guardFactories(TaskVolume);

/**
 * A volume at a place in a container; `TaskVolume.at` makes it.
 *
 * @example
 * const mount = TaskVolume.scratch('tmp').at('/tmp');
 */
export class VolumeMount {
  /** @internal */
  public static _of(volume: TaskVolume, path: string, readOnly: boolean): VolumeMount {
    return new VolumeMount(volume, path, readOnly);
  }

  private constructor(
    /** What is mounted. */
    public readonly volume: TaskVolume,
    /** Where it appears in the container. */
    public readonly path: string,
    /** Whether the container may only read. */
    public readonly readOnly: boolean,
  ) {}
}

/** `TaskVolume.files`. */
function sharedFiles(name: string, accessPoint: IAccessPoint): TaskVolumeVariant {
  const fileSystem = ifTold(() => accessPoint.fileSystem);
  const groups = fileSystem?.connections.securityGroups;
  const advice = 'a file system is mounted in its own Region only';
  return {
    name,
    fileSystem,
    problems: (prop, scope, vpc, zones) => fileSystem === undefined
      ? [{
          prop: `${prop}.accessPoint`, must: 'know its file system',
          got: inWords(accessPoint?.node ? `${accessPoint.node.path} without one` : 'no access point'),
          advice: 'import it with AccessPoint.fromAccessPointAttributes, and give "fileSystem"',
        }]
      : [
          ...placeProblems(scope, {
            prop: `${prop}.accessPoint`, advice, is: whereaboutsOf(fileSystem, fileSystem.fileSystemArn),
          }),
          ...placeProblems(scope, {
            prop: `${prop}.accessPoint`, is: whereaboutsOfArn(accessPoint.accessPointArn), advice,
          }),
          ...groupsOfVpcProblems(scope, `${prop}.fileSystem.connections`, vpc, groups),
          ...zoneProblems(`${prop}.accessPoint`, fileSystem),
          ...mountTargetProblems(`${prop}.accessPoint`, vpc, fileSystem, zones),
        ],
    bind: () => ({
      name,
      efsVolumeConfiguration: {
        fileSystemId: fileSystem!.fileSystemId,
        authorizationConfig: { accessPointId: accessPoint.accessPointId, iam: 'ENABLED' },
        transitEncryption: 'ENABLED', // IAM and access points ask for it.
      },
    }),
    // in the policy of the role alone: the CDK's grant would write a file system policy, which locks others out.
    rights: (readOnly) => [new PolicyStatement({
      actions: ['ClientMount', ...readOnly ? [] : ['ClientWrite']].map((action) => `elasticfilesystem:${action}`),
      resources: [fileSystem!.fileSystemArn],
      conditions: { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoint.accessPointArn } },
    })],
  };
}

/** Tasks run in several zones, and the name of such a file system is known in one zone only. */
function zoneProblems(prop: string, fileSystem: IFileSystem): Problem[] {
  const resource = resourceOf<CfnFileSystem>(fileSystem, CfnFileSystem.CFN_RESOURCE_TYPE_NAME);
  return contradiction(resource?.availabilityZoneName !== undefined, {
    prop, must: 'be of a file system in all zones', got: inWords(`${fileSystem.node.path} in one zone`),
    advice: 'leave "oneZone" out: a task in another zone does not find it',
  });
}

/** A task reaches a file system through the mount target of its own zone. Those of an imported one are not known. */
function mountTargetProblems(
  prop: string, vpc: IVpc, fileSystem: IFileSystem, zones: readonly string[] | undefined,
): Problem[] {
  const targets = fileSystem.node.findAll().filter((one): one is CfnMountTarget => CfnMountTarget.isCfnResource(one)
    && one.cfnResourceType === CfnMountTarget.CFN_RESOURCE_TYPE_NAME);
  const there = zonesOfSubnets(vpc, targets.map(({ subnetId }) => subnetId));
  const left = targets.length > 0 && isKnown(there) && isKnown(zones)
    ? [...new Set(zones)].filter((zone) => !there.includes(zone))
    : [];
  return contradiction(left.length > 0, {
    prop, must: 'be of a file system with a mount target in each zone of the tasks',
    got: inWords(`${fileSystem.node.path} without one in ${left.join(', ')}`),
    advice: 'choose subnets of all these zones for it, or fewer zones with "placement"',
  });
}

/** What a container mounts. */
export interface ContainerMounts {
  /** The prop that holds the mounts. */
  readonly prop: string;
  readonly mounts: readonly VolumeMount[];
}

const PATH = /(?!.*\/\.\.?(?:\/|$))\/[^:\0]*[^:\0/]\/?/;

/** Where the tasks run. */
interface Tasks {
  readonly vpc: IVpc;
  readonly zones?: readonly string[];
}

/** Mounts of all containers of a task. */
export function mountProblems(
  scope: Construct, { vpc, zones }: Tasks, containers: readonly ContainerMounts[],
): Problem[] {
  const shapes = containers.flatMap(({ prop, mounts }) => mounts.flatMap((mount, i) =>
    mount?.volume === undefined
      ? contradiction(true, {
          prop: `${prop}[${i}]`, must: 'be made with "at" of a TaskVolume', got: inWords('something else'),
        })
      : choiceProblems(`${prop}[${i}].volume`, mount.volume, 'TaskVolume')));
  if (shapes.length > 0) return shapes;
  return [
    ...containers.flatMap(({ prop, mounts }) => mounts.flatMap(({ path }, i) => [
      ...text(`${prop}[${i}].path`, path, PATH, 'be an absolute path below the root, without ".." and ":"'),
      ...contradiction(mounts.findIndex((other) => cleaned(other.path) === cleaned(path)) < i, {
        prop: `${prop}[${i}].path`, must: 'differ from the other paths of the container', got: path,
      }),
    ])),
    ...volumeProblems(scope, { vpc, zones }, containers),
  ];
}

function volumeProblems(scope: Construct, { vpc, zones }: Tasks, containers: readonly ContainerMounts[]): Problem[] {
  const all = containers.flatMap(({ prop, mounts }) =>
    mounts.map(({ volume }, i) => ({ prop: `${prop}[${i}].volume`, volume })));
  return all.filter(({ volume }, i) => all.findIndex((other) => other.volume === volume) === i)
    .flatMap(({ prop, volume: { _variant } }, i, volumes) => [
      ...text(`${prop}.name`, _variant.name, /[A-Za-z0-9_-]{1,255}/, 'be 1 to 255 letters, digits, "-" and "_"'),
      ...contradiction(volumes.findIndex((other) => other.volume._variant.name === _variant.name) < i, {
        prop: `${prop}.name`, must: 'be unique in the task', got: _variant.name,
        advice: 'mount one TaskVolume in several containers to share it',
      }),
      ..._variant.problems(prop, scope, vpc, zones),
    ]);
}

function cleaned(path: unknown): string {
  return String(path).replace(/\/+$/, '');
}
