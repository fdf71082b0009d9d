import { AwsService } from '../../network';
import type { QuerySource } from './backend-variant';
import type { Workspace } from './metrics-history';
import { queryRights } from './rights';

/** What Prometheus and Alertmanager call: discovery, alerts. */
export const SERVER_SERVICES: readonly AwsService[] = [AwsService.ECS, AwsService.EC2, AwsService.SNS];
/** Amazon Managed Service for Prometheus: metrics go there and are asked for there. */
export const WORKSPACE_SERVICE = AwsService.of('aps-workspaces');

/** How Grafana asks a workspace. */
export function askWorkspace({ arn, endpoint }: Workspace): QuerySource {
  return {
    kind: 'workspace', url: endpoint, rights: queryRights(arn), services: [WORKSPACE_SERVICE], admit: () => undefined,
  };
}
