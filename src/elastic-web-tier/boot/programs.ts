import { quote, type BootFile } from './script';

/** Where everything of the application lies on an instance. */
export const HOME = '/opt/web';
/** In memory only, readable by root only, gone when the application stops. */
const RUNTIME = '/run/web';
/** Names of the lifecycle hooks of a group; they are unique in their group only. */
export const HOOKS = { launching: 'Launch', terminating: 'Drain' };
export const LOG = '/var/log/web/app.log';

const program = (name: string, lines: readonly string[]): BootFile =>
  ({ path: `${HOME}/${name}`, mode: '0755', content: ['#!/bin/bash', 'set -euo pipefail', ...lines].join('\n') });

/**
 * Fetches settings and secrets with the instance role, each time that the application starts.
 *
 * The parameter holds the settings and the ARNs of the secrets, in the forms that ECS takes: an SSM parameter, or a
 * secret with an
 * optional field, version stage and version id behind it.
 */
export function settingsProgram(region: string, parameterName: string): BootFile {
  return program('settings', [
    '# writes the environment of the application to a folder in memory, as shell commands that restore any value.',
    'umask 077',
    `folder=\${1:-${RUNTIME}}`,
    `export AWS_DEFAULT_REGION=${quote(region)} TMPDIR=$folder`,
    'declare -A known',
    '',
    '# a shell drops all line ends of what is printed: a dot behind them keeps all but the one that is not of the '
    + 'value.',
    'trim() {',
    '  value=${value%.}',
    "  value=${value%$'\\n'}",
    '}',
    'fetch() {',
    '  local part id key',
    '  IFS=: read -ra part <<<"$1"',
    '  if [ "${part[2]}" = ssm ]; then',
    '    value=$(aws ssm get-parameter --region "${part[3]}" --name "$1" --with-decryption --query Parameter.Value '
    + '--output text && echo .)',
    '    trim',
    '    return',
    '  fi',
    '  id=$(IFS=:; echo "${part[*]:0:7}")',
    '  key="$id:${part[8]:-}:${part[9]:-}"',
    '  if [ -z "${known[$key]+yes}" ]; then',
    '    value=$(aws secretsmanager get-secret-value --region "${part[3]}" --secret-id "$id" \\',
    '      ${part[8]:+--version-stage "${part[8]}"} ${part[9]:+--version-id "${part[9]}"} --query SecretString '
    + '--output text && echo .)',
    '    trim',
    '    known[$key]=$value',
    '  fi',
    '  value=${known[$key]}',
    '  [ -n "${part[7]:-}" ] || return 0',
    '  value=$(jq -r --arg field "${part[7]}" \\',
    `    'if has($field) then .[$field] else error("the secret has no field \\($field)") end' <<<"$value" && echo .)`,
    '  trim',
    '}',
    '',
    `settings=$(aws ssm get-parameter --name ${quote(parameterName)} --query Parameter.Value --output text)`,
    '{',
    `  jq -r '.environment | to_entries[] | "export \\(.key)=\\(.value | @sh)"' <<<"$settings"`,
    "  while IFS=$'\\t' read -r name arn; do",
    '    fetch "$arn"',
    `    printf 'export %s=%q\\n' "$name" "$value"`,
    `  done < <(jq -r '.secrets | to_entries[] | [.key, .value] | @tsv' <<<"$settings")`,
    '} >"$folder/env.new"',
    `jq -r '.environment + .secrets | keys[] | "--env=\\(.)"' <<<"$settings" >"$folder/names"`,
    'mv "$folder/env.new" "$folder/env"',
  ]);
}

/** Restarts the application when a setting or a secret has changed, as after a rotation. */
export function refreshProgram(): BootFile {
  return program('refresh', [
    `[ -e ${RUNTIME}/env ] || exit 0`,
    'folder=$(mktemp -d /run/web-refresh.XXXXXX)',
    `trap 'rm -rf "$folder"' EXIT`,
    `${HOME}/settings "$folder"`,
    `cmp -s "$folder/env" ${RUNTIME}/env || systemctl restart web.service`,
  ]);
}

/** Starts the application in the foreground of its systemd unit. */
export function startProgram(lines: readonly string[]): BootFile {
  return settledProgram('start', lines);
}

/** A program with the settings and secrets in its environment. */
export function settledProgram(name: string, lines: readonly string[]): BootFile {
  return program(name, [
    'export HOME=/root',
    '# shellcheck source=/dev/null',
    `. ${RUNTIME}/env`,
    ...lines,
  ]);
}

/**
 * The containers of `docker run` take the values from the environment of the client, so no value is on a command line.
 */
export const ENVIRONMENT_OPTIONS = [`mapfile -t names <${RUNTIME}/names`];

/** A data volume that moves from an instance to its successor. */
export interface DataVolumeMount {
  readonly volumeId: string;
  readonly mountPath: string;
}

/**
 * Attaches and mounts the data volume at each boot. A predecessor that still has it is stopped first, because a clean
 * shutdown is the
 * only way to unmount it that loses nothing.
 */
export function claimProgram(region: string, { volumeId, mountPath }: DataVolumeMount): BootFile {
  const mount = quote(mountPath);
  return program('claim-volume', [
    `export AWS_DEFAULT_REGION=${quote(region)}`,
    `volume=${quote(volumeId)}`,
    `instance=$(${HOME}/metadata instance-id)`,
    '',
    HOLDER,
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
    '',
    'device=',
    'for _ in {1..60}; do',
    '  for name in "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${volume/-/}" /dev/sdf /dev/xvdf; do',
    '    if [ -e "$name" ]; then device=$name; break 2; fi',
    '  done',
    '  sleep 2',
    'done',
    '[ -n "$device" ] || { echo "$volume does not appear as a device"; exit 1; }',
    '',
    'code=0',
    'type=$(blkid -p -s TYPE -o value "$device") || code=$?',
    '# 2 says that there is no file system; any other failure says nothing, and mkfs refuses to overwrite one.',
    'if [ "$code" -eq 2 ]; then mkfs.xfs -q "$device"; type=xfs; elif [ "$code" -ne 0 ]; then exit "$code"; fi',
    `mkdir -p ${mount}`,
    `mountpoint -q ${mount} || mount -o noatime "$device" ${mount}`,
    `case $type in xfs) xfs_growfs ${mount} >/dev/null ;; ext4) resize2fs "$device" ;; esac`,
  ]);
}

/** The instance that `$volume` is attached to, or `None`. */
const HOLDER = 'holder=$(aws ec2 describe-volumes --volume-ids "$volume" --query '
  + `'Volumes[0].Attachments[0].InstanceId' --output text)`;

/** Gives the data volume back to the predecessor, which takes it up when it starts. */
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

/** Asks the instance metadata service, in version 2. */
export function metadataProgram(): BootFile {
  const service = 'http://169.254.169.254/latest';
  return program('metadata', [
    `token=$(curl -fsS --retry 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' ${service}/api/token)`,
    `curl -fsS --retry 5 -H "X-aws-ec2-metadata-token: $token" "${service}/meta-data/$1"`,
  ]);
}

/**
 * Tells the Auto Scaling group how a lifecycle hook ended. Its name is asked for, because the group is made after the
 * user data.
 */
export function lifecycleProgram(region: string): BootFile {
  return program('lifecycle', [
    `export AWS_DEFAULT_REGION=${quote(region)}`,
    `instance=$(${HOME}/metadata instance-id)`,
    'group=$(aws autoscaling describe-auto-scaling-instances --instance-ids "$instance" \\',
    "  --query 'AutoScalingInstances[0].AutoScalingGroupName' --output text)",
    'aws autoscaling complete-lifecycle-action --auto-scaling-group-name "$group" --instance-id "$instance" \\',
    '  --lifecycle-hook-name "$1" --lifecycle-action-result "$2"',
  ]);
}

/**
 * Ends the application in order when the group takes the instance away: first the load balancer drains it, then it gets
 * SIGTERM.
 */
export function drainProgram(drainSeconds: string): BootFile {
  return program('drain', [
    `until [ "$(${HOME}/metadata autoscaling/target-lifecycle-state)" = Terminated ]; do sleep 5; done`,
    `sleep ${drainSeconds}`,
    'systemctl stop web-refresh.timer web.service',
    '# the agent sends what the application said last.',
    'sleep 10',
    `${HOME}/lifecycle ${HOOKS.terminating} CONTINUE`,
  ]);
}
