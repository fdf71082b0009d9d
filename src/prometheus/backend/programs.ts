import { Duration } from 'aws-cdk-lib';
import type { HealthCheck } from 'aws-cdk-lib/aws-ecs';
import { Sidecar, TaskVolume, type ServiceImage } from '../../fargate-service';
import { USERS } from '../setup/images';

/** Ports that the programs of the task listen on. */
export const PORTS = { prometheus: 9090, alertmanager: 9093, blackboxExporter: 9115 } as const;

/** Where the programs have their files. */
export const PATHS = {
  prometheus: { config: '/etc/prometheus', data: '/prometheus' },
  alertmanager: { config: '/etc/alertmanager', data: '/alertmanager' },
  blackboxExporter: { config: '/etc/blackbox_exporter' },
} as const;

/** Names of the containers beside Prometheus. */
export const ALERTMANAGER = 'alertmanager';
export const BLACKBOX_EXPORTER = 'blackbox-exporter';

const MEMORY = { alertmanager: 128, blackboxExporter: 64 } as const;

/** A program in the task of Prometheus, which reaches it on `localhost`, and nobody else does. */
const LOCAL = '127.0.0.1';

/** The volumes of the task of Prometheus. */
export class ServerVolumes {
  public readonly prometheusConfig = TaskVolume.scratch('prometheus-config');
  public readonly prometheusData = TaskVolume.scratch('prometheus-data');
  public readonly alertmanagerConfig = TaskVolume.scratch('alertmanager-config');
  public readonly alertmanagerData = TaskVolume.scratch('alertmanager-data');
  public readonly blackboxConfig = TaskVolume.scratch('blackbox-config');
}

/** Sends alerts on. */
export function alertmanager(image: ServiceImage, volumes: ServerVolumes): Sidecar {
  const { config, data } = PATHS.alertmanager;
  return Sidecar.of({
    name: ALERTMANAGER,
    image,
    memoryMiB: MEMORY.alertmanager,
    essential: true,
    command: [
      `--config.file=${config}/alertmanager.yml`, `--storage.path=${data}`,
      `--web.listen-address=${LOCAL}:${PORTS.alertmanager}`,
      // it has no peers.
      '--cluster.listen-address=',
    ],
    user: USERS.nobody,
    readonlyRootFilesystem: true,
    mounts: [volumes.alertmanagerConfig.at(config, { readOnly: true }), volumes.alertmanagerData.at(data)],
  });
}

/** Probes addresses. */
export function blackboxExporter(image: ServiceImage, volumes: ServerVolumes): Sidecar {
  const { config } = PATHS.blackboxExporter;
  return Sidecar.of({
    name: BLACKBOX_EXPORTER,
    image,
    memoryMiB: MEMORY.blackboxExporter,
    command: [`--config.file=${config}/blackbox.yml`, `--web.listen-address=${LOCAL}:${PORTS.blackboxExporter}`],
    user: USERS.nobody,
    readonlyRootFilesystem: true,
    mounts: [volumes.blackboxConfig.at(config, { readOnly: true })],
  });
}

/** Answers as soon as the files on the disk were read. */
export const PROMETHEUS_CHECK: HealthCheck = {
  command: ['CMD', 'wget', '-q', '-O', '/dev/null', `http://${LOCAL}:${PORTS.prometheus}/-/healthy`],
  startPeriod: Duration.minutes(2),
};
