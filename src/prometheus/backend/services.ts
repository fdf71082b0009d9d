import { AwsService } from '../../network';

/** What Prometheus and Alertmanager call: discovery, alerts. */
export const SERVER_SERVICES: readonly AwsService[] = [AwsService.ECS, AwsService.EC2, AwsService.SNS];
/** Amazon Managed Service for Prometheus: metrics go there and are asked for there. */
export const WORKSPACE_SERVICE = AwsService.of('aps-workspaces');
