import type { Construct, IConstruct } from 'constructs';
import { CapacityRange } from '../../core';
import {
  FargateService, TaskSize, type ServiceImage, type Sidecar, type FargateServiceProps, type VolumeMount,
} from '../../fargate-service';
import { ScrapeDiscovery, type ScrapedProgram } from '../../signal';
import { USERS } from '../setup/images';
import type { FoundSource } from '../scraping';
import type { ExporterSpec } from './exporter-variant';

/** What one exporter runs. */
export interface ExporterProgram {
  readonly image: ServiceImage;
  readonly size?: TaskSize;
  readonly port: number;
  readonly command: string[];
  readonly secrets?: FargateServiceProps['secrets'];
  readonly sidecars?: Sidecar[];
  readonly mounts?: VolumeMount[];
}

/** One task: a second one would measure the same again. */
export function createExporter(
  scope: Construct, { vpc, cluster }: ExporterSpec, program: ExporterProgram,
): FargateService {
  const { image, size = TaskSize.MICRO, port, command, secrets, sidecars, mounts } = program;
  return new FargateService(scope, 'Service', {
    vpc, cluster, image, port, secrets,
    task: { size, sidecars },
    capacity: CapacityRange.fixed(1),
    container: { command, user: USERS.nobody, readonlyRootFilesystem: true, mounts },
  });
}

/** Where Prometheus finds an exporter, as a part of what it measures. */
export function sourceOf(
  { cluster, service, securityGroup }: FargateService, port: number, program: ScrapedProgram, subject: IConstruct,
): FoundSource {
  const discovery = ScrapeDiscovery.ecsService(cluster.clusterName, service.serviceName);
  return { source: { name: program, port, path: '/metrics', program, securityGroup, discovery }, subject };
}
