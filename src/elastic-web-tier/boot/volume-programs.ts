import { HOME, program } from './programs';
import { quote, type BootFile } from './script';

/** A data volume that moves from an instance to its successor. */
export interface DataVolumeMount {
  readonly volumeId: string;
  readonly mountPath: string;
}

/** Bash: sets `$holder` to the instance that `$volume` is attached to, or to `None`. */
const HOLDER = 'holder=$(aws ec2 describe-volumes --volume-ids "$volume" --query '
  + `'Volumes[0].Attachments[0].InstanceId' --output text)`;

/** Bash: attaches `$volume` to `$instance`, after it has stopped the predecessor that still holds it. */
const ATTACH: readonly string[] = [
  'if [ "$holder" != "$instance" ]; then',
  '  if [ "$holder" != None ]; then',
  '    install -D -m 0600 /dev/stdin /var/lib/web/predecessor <<<"$holder"',
  '    aws ec2 stop-instances --instance-ids "$holder" >/dev/null',
  '    aws ec2 wait instance-stopped --instance-ids "$holder"',
  '    aws ec2 detach-volume --volume-id "$volume" --instance-id "$holder" >/dev/null',
  '    aws ec2 wait volume-available --volume-ids "$volume"',
  '  fi',
  '  aws ec2 attach-volume --volume-id "$volume" --instance-id "$instance" --device /dev/sdf >/dev/null',
  'fi',
];

/** Bash: sets `$device` to the device that `$volume` appears as. */
const FIND_DEVICE: readonly string[] = [
  'device=',
  'for _ in {1..60}; do',
  '  for name in "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${volume/-/}" /dev/sdf /dev/xvdf; do',
  '    if [ -e "$name" ]; then device=$name; break 2; fi',
  '  done',
  '  sleep 2',
  'done',
  '[ -n "$device" ] || { echo "$volume does not appear as a device"; exit 1; }',
];

/** Bash: formats `$device` if it is empty, mounts it, and lets the file system grow with the volume. */
const mountAt = (mount: string): readonly string[] => [
  'code=0',
  'type=$(blkid -p -s TYPE -o value "$device") || code=$?',
  '# 2 says that there is no file system; any other failure says nothing, and mkfs refuses to overwrite one.',
  'if [ "$code" -eq 2 ]; then mkfs.xfs -q "$device"; type=xfs; elif [ "$code" -ne 0 ]; then exit "$code"; fi',
  `mkdir -p ${mount}`,
  `mountpoint -q ${mount} || mount -o noatime "$device" ${mount}`,
  `case $type in xfs) xfs_growfs ${mount} >/dev/null ;; ext4) resize2fs "$device" ;; esac`,
];

/**
 * Attaches and mounts the data volume at each boot. A predecessor that still holds the volume is stopped first: only a
 * clean shutdown unmounts it without loss.
 */
export function claimProgram(region: string, { volumeId, mountPath }: DataVolumeMount): BootFile {
  return program('claim-volume', [
    `export AWS_DEFAULT_REGION=${quote(region)}`,
    `volume=${quote(volumeId)}`,
    `instance=$(${HOME}/metadata instance-id)`,
    '',
    HOLDER,
    ...ATTACH,
    '',
    ...FIND_DEVICE,
    '',
    ...mountAt(quote(mountPath)),
  ]);
}

/** Gives the data volume back to the predecessor, which mounts it when it starts. */
export function releaseProgram(region: string, { volumeId, mountPath }: DataVolumeMount): BootFile {
  return program('release-volume', [
    '[ -s /var/lib/web/predecessor ] || exit 0',
    `export AWS_DEFAULT_REGION=${quote(region)}`,
    `volume=${quote(volumeId)}`,
    `instance=$(${HOME}/metadata instance-id)`,
    '# else this instance would take the volume again when it boots again.',
    'systemctl disable web.service web-data.service',
    'systemctl stop web.service web-data.service',
    `if mountpoint -q ${quote(mountPath)}; then umount ${quote(mountPath)}; fi`,
    HOLDER,
    '# a predecessor that could not be stopped still writes to it.',
    'if [ "$holder" = "$instance" ]; then',
    '  aws ec2 detach-volume --volume-id "$volume" --instance-id "$instance" >/dev/null',
    '  aws ec2 wait volume-available --volume-ids "$volume"',
    'fi',
    '# it cannot be started while it still stops.',
    'for _ in {1..20}; do',
    '  if aws ec2 start-instances --instance-ids "$(cat /var/lib/web/predecessor)" >/dev/null; then exit 0; fi',
    '  sleep 15',
    'done',
    'exit 1',
  ]);
}
