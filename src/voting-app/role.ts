import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { Construct, IDependable } from 'constructs';
import { FargateService, type FargateServiceProps, type TaskSize } from '../fargate-service';
import { ScrapeDiscovery, ScrapedProgram, type ScrapeSource } from '../signal';
import {
  HEALTHCHECK, METRICS_PATH, METRICS_PORT, PORT, PROGRAM_IN_IMAGE, type Role,
} from './program';
import type { Settings } from './settings';
import type { VotingImageVariant } from './voting-image';

/** What all roles have in common. */
export interface RoleSpec {
  readonly vpc: IVpc;
  readonly cluster?: ICluster;
  readonly image: VotingImageVariant;
  readonly settings: Settings;
  readonly secrets?: FargateServiceProps['secrets'];
  /** What has to run before. */
  readonly after?: IDependable;
}

interface OwnProps extends Pick<FargateServiceProps, 'capacity' | 'ingress' | 'migration' | 'scaling'> {
  readonly size?: TaskSize;
}

/** One role of the program as a service. */
export function createRole(
  scope: Construct, id: string, role: Role, spec: RoleSpec, { size, ...own }: OwnProps,
): FargateService {
  const { vpc, cluster, image, settings, secrets, after } = spec;
  const service = new FargateService(scope, id, {
    ...own,
    vpc,
    cluster,
    image: image.service,
    port: PORT,
    task: { size, architecture: image.architecture },
    secrets: { ...settings.secrets, ...secrets },
    container: {
      command: [role],
      healthCheck: { command: ['CMD', 'node', PROGRAM_IN_IMAGE, HEALTHCHECK] },
      readonlyRootFilesystem: true,
    },
  });
  service.container.addDockerLabel('settings', settings.fingerprint);
  if (after) service.service.node.addDependency(after);
  return service;
}

/** What the metrics of each role are made for. */
export const PROGRAMS: Readonly<Record<Role, ScrapedProgram>> = {
  vote: ScrapedProgram.VOTE, result: ScrapedProgram.RESULT, worker: ScrapedProgram.WORKER,
};

/** Where Prometheus finds the tasks of a role. */
export function scrapeSourceOf(role: Role, { cluster, service, securityGroup }: FargateService): ScrapeSource {
  return {
    name: role, port: METRICS_PORT, path: METRICS_PATH, securityGroup, program: PROGRAMS[role],
    discovery: ScrapeDiscovery.ecsService(cluster.clusterName, service.serviceName),
  };
}
