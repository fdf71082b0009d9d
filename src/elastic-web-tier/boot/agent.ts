import { LOG } from './programs';
import type { BootFile } from './script';

/** Namespace of the metrics of the CloudWatch agent. It is the default of the agent, so other tools find it. */
export const AGENT_NAMESPACE = 'CWAgent';
const CONFIGURATION = '/opt/aws/amazon-cloudwatch-agent/etc/web.json';

/** What the configuration of the CloudWatch agent depends on. */
export interface AgentSettings {
  readonly region: string;
  readonly logGroupName: string;
  /** Whether the instance is one of a group. Metrics are then aggregated by group, else by instance. */
  readonly isOneOfGroup: boolean;
  /** Folder that a data volume is mounted to. */
  readonly mountPath?: string;
}

/**
 * Lets the agent send memory, disks and logs, which CloudWatch does not know by itself.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export function agentConfiguration({ region, logGroupName, isOneOfGroup, mountPath }: AgentSettings): BootFile {
  const dimension = isOneOfGroup ? 'AutoScalingGroupName' : 'InstanceId';
  const folders = mountPath === undefined ? ['/'] : ['/', mountPath];
  const log = (file: string, name: string) =>
    ({ file_path: file, log_group_name: logGroupName, log_stream_name: `{instance_id}/${name}` });
  return {
    path: CONFIGURATION,
    mode: '0644',
    content: JSON.stringify({
      agent: { region, metrics_collection_interval: 60, omit_hostname: true },
      metrics: {
        namespace: AGENT_NAMESPACE,
        append_dimensions: {
          ...(isOneOfGroup ? { AutoScalingGroupName: '${aws:AutoScalingGroupName}' } : {}),
          InstanceId: '${aws:InstanceId}',
        },
        aggregation_dimensions: [[dimension]],
        metrics_collected: {
          mem: { measurement: ['used_percent'] },
          disk: { measurement: ['used_percent'], resources: folders, drop_device: true },
        },
      },
      logs: {
        logs_collected: {
          files: { collect_list: [log(LOG, 'app'), log('/var/log/cloud-init-output.log', 'bootstrap')] },
        },
      },
    }),
  };
}

/** Bash: starts the agent with this configuration. */
export const START_AGENT = '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 '
  + `-s -c file:${CONFIGURATION}`;
