import { LOG } from './programs';
import type { BootFile } from './script';

/**
 * Namespace of the metrics that the CloudWatch agent of an instance sends: its own default, which other tools expect
 * too.
 */
export const AGENT_NAMESPACE = 'CWAgent';
const CONFIGURATION = '/opt/aws/amazon-cloudwatch-agent/etc/web.json';

export interface AgentSettings {
  readonly region: string;
  readonly logGroupName: string;
  /** Whether the instance is one of a group, whose name is then the dimension of the aggregates. */
  readonly isGroup: boolean;
  /** Where a data volume is mounted. */
  readonly mountPaths: readonly string[];
}

/**
 * What CloudWatch does not know of an instance by itself: memory, disks and logs.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export function agentConfiguration({ region, logGroupName, isGroup, mountPaths }: AgentSettings): BootFile {
  const dimension = isGroup ? 'AutoScalingGroupName' : 'InstanceId';
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
          ...(isGroup ? { AutoScalingGroupName: '${aws:AutoScalingGroupName}' } : {}), InstanceId: '${aws:InstanceId}',
        },
        aggregation_dimensions: [[dimension]],
        metrics_collected: {
          mem: { measurement: ['used_percent'] },
          disk: { measurement: ['used_percent'], resources: ['/', ...mountPaths], drop_device: true },
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

export const START_AGENT = '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 '
  + `-s -c file:${CONFIGURATION}`;
