// the configuration as it is rendered, of which only the ways to AWS are replaced by ways to this machine.
import { parse, stringify } from 'yaml';
import { alertmanagerConfig, prometheusConfig, type MetricsModel } from '../../../src/prometheus/content';

interface ScrapeConfig {
  readonly job_name: string;
  readonly aws_sd_configs?: readonly { readonly role: string; readonly clusters?: readonly string[] }[];
  readonly relabel_configs: readonly { readonly source_labels?: readonly string[]; readonly regex?: string }[];
}

/** Discovery by AWS gives these labels; the rules for labels then have to keep the target. */
function discovered({ aws_sd_configs: [discovery] = [], relabel_configs: rules }: ScrapeConfig): object {
  if (discovery?.role !== 'ecs') return { __meta_ec2_instance_id: 'i-0123456789', __meta_ec2_availability_zone: 'a' };
  const service = rules.find(({ source_labels: [label] = [] }) => label === '__meta_ecs_service')!.regex;
  return {
    __meta_ecs_service: service, __meta_ecs_last_status: 'RUNNING', __meta_ecs_availability_zone: 'eu-west-1a',
    __meta_ecs_task_arn: 'arn:aws:ecs:eu-west-1:111122223333:task/Cluster/0123',
  };
}

/** The job as it is rendered; what AWS would be asked for is written down. */
function foundHere(job: ScrapeConfig, port: number): object {
  const { aws_sd_configs: discovery, ...rest } = job;
  if (discovery === undefined) return job;
  const labels = discovered(job);
  // a task that only starts, and one of another service: both have to be left out.
  const others = discovery[0].role === 'ecs'
    ? [{ ...labels, __meta_ecs_last_status: 'PENDING' }, { ...labels, __meta_ecs_service: 'Another' }]
    : [];
  return {
    ...rest,
    static_configs: [
      { targets: [`127.0.0.1:${port}`], labels },
      ...others.map((other, index) => ({ targets: [`127.0.0.1:${index + 1}`], labels: other })),
    ],
  };
}

/** `prometheus.yml` with the addresses of this run in place of `aws_sd_configs`, and a workspace of this run. */
export function localPrometheus(model: MetricsModel, ports: Readonly<Record<string, number>>, write: string): string {
  const { scrape_configs: jobs, remote_write: [remote], ...rest } = parse(prometheusConfig(model)) as {
    scrape_configs: ScrapeConfig[]; remote_write: [object];
  };
  return stringify({
    ...rest,
    remote_write: [{ ...remote, url: write }],
    scrape_configs: jobs.map((job) => foundHere(job, ports[job.job_name])),
  }, { lineWidth: 0 });
}

/** `alertmanager.yml` with the topic of this run. */
export function localAlertmanager(model: MetricsModel, topic: string): string {
  const config = parse(alertmanagerConfig(model)) as { receivers: { sns_configs?: { sigv4: object }[] }[] };
  for (const { sns_configs: topics = [] } of config.receivers) {
    for (const one of topics) {
      Object.assign(one, { api_url: topic });
      Object.assign(one.sigv4, { access_key: 'of-this-run', secret_key: 'of-this-run' });
    }
  }
  return stringify(config, { lineWidth: 0 });
}
