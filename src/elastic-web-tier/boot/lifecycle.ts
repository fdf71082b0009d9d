import { drainProgram, HOOKS, lifecycleProgram } from './group-programs';
import { HOME } from './programs';
import { quote, type BootFile, type BootStep, type SignalTarget } from './script';
import { dataVolumeUnit, dockerAfterDataVolume, drainUnit } from './units';
import { claimProgram, releaseProgram, type DataVolumeMount } from './volume-programs';

/** What a first boot does because of the way its instance is run. */
export interface BootLifecycle {
  /** Where CloudFormation waits for the instance. */
  readonly signal: SignalTarget;
  readonly isOneOfGroup: boolean;
  /** Folder that the data volume is mounted to. */
  readonly mountPath?: string;
  /** Programs that tell others how the boot ended. */
  readonly reports: readonly BootFile[];
  /** Steps between the preparation of the application and its start. */
  readonly beforeStart: readonly BootStep[];
  /** Steps after the application has answered. */
  readonly afterAnswer: readonly BootStep[];
  /** Commands that undo what the boot did. */
  readonly onFailure: readonly string[];
}

/** What the boot of an instance of a group depends on. */
export interface GroupLifecycle {
  readonly region: string;
  readonly signal: SignalTarget;
  /** How long the load balancer drains an instance. */
  readonly drainSeconds: string;
}

/** The boot of an instance of a group. Lifecycle hooks hold the instance back at its start and at its end. */
export function groupLifecycle({ region, signal, drainSeconds }: GroupLifecycle): BootLifecycle {
  return {
    signal,
    isOneOfGroup: true,
    reports: [lifecycleProgram(region)],
    beforeStart: [],
    afterAnswer: [awaitTermination(drainSeconds), announceReadiness()],
    onFailure: [`${HOME}/lifecycle ${HOOKS.launching} ABANDON`],
  };
}

/** What the boot of a single instance depends on. */
export interface SingleLifecycle {
  readonly region: string;
  readonly signal: SignalTarget;
  readonly dataVolume?: DataVolumeMount;
  /** Whether nobody can terminate the instance and its predecessors by mistake. */
  readonly isProtected: boolean;
  readonly usesDocker: boolean;
}

/** The boot of a single instance. It takes the data volume from its predecessor, and gives it back if it fails. */
export function singleLifecycle(
  { region, signal, dataVolume, isProtected, usesDocker }: SingleLifecycle,
): BootLifecycle {
  return {
    signal,
    isOneOfGroup: false,
    mountPath: dataVolume?.mountPath,
    reports: [],
    beforeStart: dataVolume ? [claimDataVolume(region, dataVolume, usesDocker)] : [],
    afterAnswer: isProtected ? [unprotectPredecessor(signal)] : [],
    onFailure: [...(dataVolume ? [RELEASE_DATA_VOLUME] : []), ...(isProtected ? [UNPROTECT] : [])],
  };
}

/** The boot can fail before the program is there. Then the instance has not claimed the volume. */
const RELEASE_DATA_VOLUME = `[ ! -x ${HOME}/release-volume ] || ${HOME}/release-volume`;

/** A rollback cannot remove an instance that is protected. */
const UNPROTECT = `aws ec2 modify-instance-attribute --instance-id "$(${HOME}/metadata instance-id)" `
  + '--no-disable-api-termination';

/** Is the last step before the application starts, because it stops the predecessor. */
function claimDataVolume(region: string, volume: DataVolumeMount, usesDocker: boolean): BootStep {
  return {
    purpose: 'attach the data volume',
    files: [
      claimProgram(region, volume), releaseProgram(region, volume), dataVolumeUnit(),
      ...(usesDocker ? [dockerAfterDataVolume(volume.mountPath)] : []),
    ],
    commands: ['systemctl daemon-reload', 'systemctl enable --now web-data.service'],
  };
}

/** CloudFormation cannot remove a predecessor that is protected. */
function unprotectPredecessor({ stack, resource }: SignalTarget): BootStep {
  return {
    purpose: 'lift the termination protection of the predecessor',
    commands: [
      `self=$(${HOME}/metadata instance-id)`,
      `others=$(aws ec2 describe-instances --filters Name=tag:aws:cloudformation:stack-id,Values=${quote(stack)} \\`,
      `  Name=tag:aws:cloudformation:logical-id,Values=${quote(resource)} `
      + 'Name=instance-state-name,Values=running,stopping,stopped \\',
      `  --query 'Reservations[].Instances[].InstanceId' --output text)`,
      'for other in $others; do',
      '  [ "$other" = "$self" ] || aws ec2 modify-instance-attribute --instance-id "$other" '
      + '--no-disable-api-termination',
      'done',
    ],
  };
}

function awaitTermination(drainSeconds: string): BootStep {
  return {
    purpose: 'prepare the end of the instance',
    files: [drainProgram(drainSeconds), drainUnit()],
    commands: ['systemctl daemon-reload', 'systemctl enable --now web-drain.service'],
  };
}

/** Until then the group sends no requests to the instance, and replaces it if it takes too long. */
function announceReadiness(): BootStep {
  return {
    purpose: 'tell the group that the instance is ready',
    commands: [`retry ${HOME}/lifecycle ${HOOKS.launching} CONTINUE`],
  };
}
