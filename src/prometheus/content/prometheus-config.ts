import type { Discovery, MetricsModel, ScrapeJob } from '../model/model';
import { BLACKBOX_MODULE } from './blackbox-config';
import { toYaml, type YamlMapping } from '../model/yaml';

/** Where Prometheus looks for the files of rules, beside its own. */
const RULE_FOLDER = 'rules';
/** A scrape that takes longer has failed, or at the next one if that comes earlier. */
const LONGEST_SCRAPE_SECONDS = 10;
/** ECS and EC2 are asked so often: a new task is found within it. */
const DISCOVERY_INTERVAL = '30s';

/**
 * How much is sent at once, as AWS advises for its workspaces.
 *
 * @see https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics-new-Prometheus.html
 */
const REMOTE_QUEUE = { max_samples_per_send: 1000, max_shards: 200, capacity: 2500 };

/** `prometheus.yml`. */
export function prometheusConfig(model: MetricsModel): string {
  const { alertmanager, remoteWriteUrl, region } = model;
  return toYaml({
    global: globalOf(model, { evaluation_interval: `${model.scrapeIntervalSeconds}s` }),
    rule_files: [`${RULE_FOLDER}/*.yml`],
    alerting: alertmanager === undefined
      ? undefined
      : { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    remote_write: remoteWriteUrl === undefined
      ? undefined
      : [{ url: remoteWriteUrl, sigv4: { region }, queue_config: REMOTE_QUEUE }],
    scrape_configs: model.jobs.map((job) => scrapeConfig(job, region)),
  });
}

/**
 * How often everything is asked, and the labels of all series.
 *
 * @param own what only one kind of program takes
 */
export function globalOf(
  { name, region, scrapeIntervalSeconds: interval }: MetricsModel, own: YamlMapping = {},
): YamlMapping {
  return {
    scrape_interval: `${interval}s`,
    scrape_timeout: `${Math.min(interval, LONGEST_SCRAPE_SECONDS)}s`,
    ...own,
    external_labels: { prometheus: literal(name), region },
  };
}

function scrapeConfig(job: ScrapeJob, region: string): YamlMapping {
  const { name, subject, path, exporter } = job;
  const isProbe = job.kind === 'blackbox';
  return {
    job_name: name,
    metrics_path: path,
    params: isProbe ? { module: [BLACKBOX_MODULE] } : undefined,
    ...discoveryOf(job, region),
    relabel_configs: [
      ...relabelOf(job.discovery),
      ...isProbe && exporter !== undefined ? probeThrough(exporter) : [],
      { target_label: 'subject', replacement: literal(subject) },
    ],
  };
}

function discoveryOf({ kind, discovery, port }: ScrapeJob, region: string): YamlMapping {
  const common = { region, port, refresh_interval: DISCOVERY_INTERVAL };
  switch (discovery.kind) {
    case 'ecs': return { aws_sd_configs: [{ role: 'ecs', ...common, clusters: [discovery.clusterArn] }] };
    case 'ec2': return { aws_sd_configs: [{ role: 'ec2', ...common, filters: [
      { name: `tag:${discovery.tagKey}`, values: [discovery.tagValue] },
      { name: 'instance-state-name', values: ['running'] },
    ] }] };
    case 'static': return { static_configs: [{
      targets: discovery.hosts.map((host) => kind === 'blackbox' ? host : `${host}:${port}`),
    }] };
  }
}

/** ECS gives all tasks of a cluster: those of other services, and those that start or stop, are left out. */
function relabelOf(discovery: Discovery): YamlMapping[] {
  switch (discovery.kind) {
    case 'ecs': return [
      { action: 'keep', source_labels: ['__meta_ecs_service'], regex: discovery.serviceName },
      { action: 'keep', source_labels: ['__meta_ecs_last_status'], regex: 'RUNNING' },
      { source_labels: ['__meta_ecs_task_arn'], regex: '.*/(.+)', target_label: 'task' },
      { source_labels: ['__meta_ecs_availability_zone'], target_label: 'zone' },
    ];
    case 'ec2': return [
      { source_labels: ['__meta_ec2_instance_id'], target_label: 'instance_id' },
      { source_labels: ['__meta_ec2_availability_zone'], target_label: 'zone' },
    ];
    case 'static': return [];
  }
}

/** The exporter is asked, and told what to probe. */
function probeThrough(exporter: string): YamlMapping[] {
  return [
    { source_labels: ['__address__'], target_label: '__param_target' },
    { source_labels: ['__param_target'], target_label: 'instance' },
    { target_label: '__address__', replacement: exporter },
  ];
}

/** Prometheus puts values in for what follows a `$`. */
export function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}
