import { HOME, LOG } from './programs';
import type { BootFile } from './script';

const unit = (name: string, lines: readonly string[]): BootFile =>
  ({ path: `/etc/systemd/system/${name}`, mode: '0644', content: lines.join('\n') });

export interface ApplicationUnit {
  readonly stopTimeoutSeconds: number;
  /** Stops what `start` left outside of the unit's own processes, such as containers. */
  readonly stop?: string;
  readonly needsDocker: boolean;
  /** Where the data volume is mounted, if there is one. */
  readonly mountPath?: string;
}

/** Room between the end of the application and the moment that systemd kills what is left. */
const KILL_MARGIN_SECONDS = 15;

/**
 * The application under systemd: with fresh settings at each start, its output in a file, started again whenever it
 * ends.
 */
export function applicationUnit({ stopTimeoutSeconds, stop, needsDocker, mountPath }: ApplicationUnit): BootFile {
  const needs = [...(needsDocker ? ['docker.service'] : []), ...(mountPath ? ['web-data.service'] : [])];
  return unit('web.service', [
    '[Unit]',
    'Description=Web application',
    'Wants=network-online.target',
    `After=${['network-online.target', ...needs].join(' ')}`,
    ...(needs.length > 0 ? [`Requires=${needs.join(' ')}`] : []),
    ...(mountPath ? [unmountedAfter(mountPath)] : []),
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

/** Looks for rotated secrets every five minutes, at a moment that differs from instance to instance. */
export function refreshUnits(): BootFile[] {
  return [
    unit('web-refresh.service', ['[Service]', 'Type=oneshot', `ExecStart=${HOME}/refresh`]),
    unit('web-refresh.timer', [
      '[Timer]', 'OnBootSec=10min', 'OnUnitActiveSec=5min', 'RandomizedDelaySec=5min', '', '[Install]',
      'WantedBy=timers.target',
    ]),
  ];
}

/** Fails and starts again until the metadata say that the instance goes, so that one missing answer does no harm. */
export function drainUnit(): BootFile {
  return unit('web-drain.service', [
    '[Unit]', 'Description=Orderly end of the web application', 'StartLimitIntervalSec=0', '',
    '[Service]', `ExecStart=${HOME}/drain`, 'Restart=on-failure', 'RestartSec=5', '',
    '[Install]', 'WantedBy=multi-user.target',
  ]);
}

export function dataVolumeUnit(): BootFile {
  return unit('web-data.service', [
    '[Unit]', 'Description=Data volume', 'Wants=network-online.target', 'After=network-online.target', '',
    '[Service]', 'Type=oneshot', 'RemainAfterExit=yes', `ExecStart=${HOME}/claim-volume`, 'TimeoutStartSec=900', '',
    '[Install]', 'WantedBy=multi-user.target',
  ]);
}

/** Docker starts containers with a restart policy by itself: not before their data is there, and not without it. */
export function dockerAfterDataVolume(mountPath: string): BootFile {
  return unit('docker.service.d/web-data.conf', [
    '[Unit]', 'After=web-data.service', 'Requires=web-data.service', unmountedAfter(mountPath),
  ]);
}

/** The mount comes from a program, so systemd has to be told whom a shutdown stops before it. */
function unmountedAfter(mountPath: string): string {
  return `RequiresMountsFor=${mountPath}`;
}

/** Bounds the disk that logs take: the agent ships them, so little has to stay. */
export function logRotation(): BootFile[] {
  return [
    {
      path: '/etc/logrotate.d/web', mode: '0644',
      content: `${LOG} {\n  size 50M\n  rotate 2\n  copytruncate\n  missingok\n}`,
    },
    unit('logrotate.timer.d/web.conf', ['[Timer]', 'OnCalendar=hourly']),
  ];
}
