import { HOME, LOG } from './programs';
import type { BootFile } from './script';

const unit = (name: string, lines: readonly string[]): BootFile =>
  ({ path: `/etc/systemd/system/${name}`, mode: '0644', content: lines.join('\n') });

/** What the unit of an application depends on. */
export interface ApplicationUnit {
  readonly stopTimeoutSeconds: number;
  /** Command that stops processes outside of the unit, such as containers. */
  readonly stop?: string;
  readonly needsDocker: boolean;
  /** Folder that a data volume is mounted to. */
  readonly mountPath?: string;
}

/** Time between the end of `stopTimeoutSeconds` and the moment that systemd kills the processes that are left. */
const KILL_MARGIN_SECONDS = 15;

/**
 * Runs the application under systemd. It gets fresh settings at each start, writes its output to a file, and starts
 * again whenever it ends.
 */
export function applicationUnit({ stopTimeoutSeconds, stop, needsDocker, mountPath }: ApplicationUnit): BootFile {
  const needs = [...(needsDocker ? ['docker.service'] : []), ...(mountPath ? ['web-data.service'] : [])];
  return unit('web.service', [
    '[Unit]',
    'Description=Web application',
    'Wants=network-online.target',
    `After=${['network-online.target', ...needs].join(' ')}`,
    ...(needs.length > 0 ? [`Requires=${needs.join(' ')}`] : []),
    ...(mountPath ? [requiresMount(mountPath)] : []),
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'RuntimeDirectory=web',
    'RuntimeDirectoryMode=0700',
    `ExecStartPre=${HOME}/settings`,
    `ExecStart=${HOME}/start`,
    ...(stop ? [`ExecStop=${stop}`] : []),
    'Restart=always',
    'RestartSec=5',
    'TimeoutStartSec=300',
    `TimeoutStopSec=${stopTimeoutSeconds + KILL_MARGIN_SECONDS}`,
    `StandardOutput=append:${LOG}`,
    'StandardError=inherit',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  ]);
}

/** Looks for rotated secrets every five minutes. The delay is random, so not all instances restart at once. */
export function refreshUnits(): BootFile[] {
  return [
    unit('web-refresh.service', ['[Service]', 'Type=oneshot', `ExecStart=${HOME}/refresh`]),
    unit('web-refresh.timer', [
      '[Timer]', 'OnBootSec=10min', 'OnUnitActiveSec=5min', 'RandomizedDelaySec=5min', '', '[Install]',
      'WantedBy=timers.target',
    ]),
  ];
}

/** Waits for the end of the instance. A missing answer of the metadata service only restarts the unit. */
export function drainUnit(): BootFile {
  return unit('web-drain.service', [
    '[Unit]', 'Description=Orderly end of the web application', 'StartLimitIntervalSec=0', '',
    '[Service]', `ExecStart=${HOME}/drain`, 'Restart=on-failure', 'RestartSec=5', '',
    '[Install]', 'WantedBy=multi-user.target',
  ]);
}

/** Attaches and mounts the data volume at each boot. */
export function dataVolumeUnit(): BootFile {
  return unit('web-data.service', [
    '[Unit]', 'Description=Data volume', 'Wants=network-online.target', 'After=network-online.target', '',
    '[Service]', 'Type=oneshot', 'RemainAfterExit=yes', `ExecStart=${HOME}/claim-volume`, 'TimeoutStartSec=900', '',
    '[Install]', 'WantedBy=multi-user.target',
  ]);
}

/** Docker starts containers with a restart policy by itself. It has to wait until their data is mounted. */
export function dockerAfterDataVolume(mountPath: string): BootFile {
  return unit('docker.service.d/web-data.conf', [
    '[Unit]', 'After=web-data.service', 'Requires=web-data.service', requiresMount(mountPath),
  ]);
}

/** A program mounts the volume, so systemd does not know by itself that it must stop this unit before it unmounts. */
function requiresMount(mountPath: string): string {
  return `RequiresMountsFor=${mountPath}`;
}

/** Limits the space of the logs on disk. The agent sends them to CloudWatch, so few have to stay. */
export function logRotation(): BootFile[] {
  return [
    {
      path: '/etc/logrotate.d/web', mode: '0644',
      content: `${LOG} {\n  size 50M\n  rotate 2\n  copytruncate\n  missingok\n}`,
    },
    unit('logrotate.timer.d/web.conf', ['[Timer]', 'OnCalendar=hourly']),
  ];
}
