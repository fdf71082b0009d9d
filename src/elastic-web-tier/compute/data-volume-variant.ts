import type { ISubnet, IVolume } from 'aws-cdk-lib/aws-ec2';
import type { Construct, IConstruct } from 'constructs';
import { contradiction, inWords, relation, text, type Problem } from '../../core';
import type { DataVolumeMount } from '../boot/volume-programs';

/** A data volume, and how an instance mounts it. */
export interface MountedVolume {
  readonly volume: IVolume;
  readonly mount: DataVolumeMount;
}

/** What the choices of a data volume differ in. */
export interface DataVolumeVariant {
  /** @param isMounted whether the bootstrap mounts volumes */
  problems(prop: string, scope: IConstruct, subnets: readonly ISubnet[], isMounted: boolean): Problem[];
  /** The subnet in whose zone the instance can attach the volume. */
  subnetOf(subnets: readonly ISubnet[]): ISubnet;
  /** The volume with a placeholder for an id that does not exist yet. It makes nothing. */
  draft(): DataVolumeMount | undefined;
  /** Makes the volume, or takes the one that exists. */
  bind(scope: Construct, subnet: ISubnet): MountedVolume | undefined;
}

/** `DataVolume.none`. */
export const NO_DATA_VOLUME: DataVolumeVariant = {
  problems: () => [],
  subnetOf: ([first]) => first,
  draft: () => undefined,
  bind: () => undefined,
};

/** Folders that the instance needs to run, and folders that the bootstrap fills, with all that is in them. */
const SYSTEM_TREES: readonly string[] = [
  '/bin', '/boot', '/dev', '/etc', '/lib', '/lib64', '/opt/aws', '/opt/web', '/proc', '/run', '/sbin', '/sys',
  '/usr/bin', '/usr/lib', '/usr/lib64', '/usr/libexec', '/usr/sbin', '/usr/share', '/usr/local/bin', '/usr/local/lib',
  '/usr/local/lib64', '/usr/local/sbin', '/var/lib/amazon', '/var/lib/cloud', '/var/lib/docker', '/var/lib/rpm',
  '/var/lib/web', '/var/log/web', '/var/run',
];
/** Folders that hold such folders. */
const SYSTEM_FOLDERS: readonly string[] = [
  '/opt', '/root', '/tmp', '/usr', '/usr/local', '/var', '/var/lib', '/var/log',
];

export function unmountedProblems(prop: string, isMounted: boolean): Problem[] {
  return contradiction(!isMounted, {
    prop, must: 'be DataVolume.none() with Bootstrap.none()', got: inWords('a volume that nothing mounts'),
    advice: 'attach it from the machine image',
  });
}

export function mountPathProblems(prop: string, mountPath: string): Problem[] {
  return [
    ...text(
      prop, mountPath, /(\/(?!\.\.?(?:\/|$))[A-Za-z0-9._-]+)+/,
      'be an absolute path of letters, digits, ".", "_" and "-"',
    ),
    ...relation(
      {
        prop, must: 'not be a folder of the system', got: mountPath,
        advice: 'what is in it would be hidden: take one below /srv, or one of its own',
      },
      [mountPath], () => !isOfSystem(mountPath),
    ),
  ];
}

function isOfSystem(path: string): boolean {
  return SYSTEM_FOLDERS.includes(path) || SYSTEM_TREES.some((tree) => path === tree || path.startsWith(`${tree}/`));
}
