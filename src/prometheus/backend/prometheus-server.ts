import { Duration, Tokenization } from 'aws-cdk-lib';
import { Port, type ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import { DnsRecordType, PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Construct } from 'constructs';
import { acknowledge, admit, CapacityRange } from '../../core';
import { Deployment, FargateService } from '../../fargate-service';
import { OperationsTopic } from '../../signal';
import {
  alertmanagerConfig, blackboxConfig, prometheusConfig, ruleFiles, type MetricsModel, type ScrapeJob,
} from '../content';
import { ConfigAsset, configContainer, startAfterConfig, type TaskFiles } from '../setup';
import { USERS } from '../setup/images';
import { discoveryRights } from '../scraping';
import type { BackendSpec, QuerySource, RunningBackend } from './backend-variant';
import { Heartbeat } from './heartbeat';
import type { Workspace } from './metrics-history';
import {
  alertmanager, ALERTMANAGER, BLACKBOX_EXPORTER, blackboxExporter, PATHS, PORTS, PROMETHEUS_CHECK, ServerVolumes,
} from './programs';
import { publishRights, writeRights } from './rights';
import type { ResolvedSelfHosted } from './self-hosted-options';
import { askWorkspace, SERVER_SERVICES, WORKSPACE_SERVICE } from './services';

/** Prometheus writes what it has in memory to the disk, and what it has not sent yet to the workspace. */
const STOP_TIMEOUT = Duration.seconds(90);
/** Clients ask again soon after a new task has another address. */
const DNS_TTL = Duration.seconds(10);
const DNS_NAME = 'prometheus';
/** The rest of the disk is for images and for what Prometheus writes while it tidies up. */
const DISK_SHARE = 0.8;
/** GiB that every task of Fargate has. */
const SMALLEST_DISK = 20;

/** Prometheus as one task, with Alertmanager beside it. */
export class PrometheusServer extends Construct implements RunningBackend {
  public readonly service: FargateService;
  public readonly query: QuerySource;
  public readonly workspaceArn?: string;
  public readonly model: RunningBackend['model'];

  private readonly asset: ConfigAsset;
  private readonly volumes = new ServerVolumes();
  private readonly workspace?: Workspace;

  constructor(scope: Construct, id: string, private readonly props: BackendSpec & ResolvedSelfHosted) {
    super(scope, id);
    const topic = OperationsTopic.of(this);
    this.workspace = props.history._variant.bind(this);
    this.workspaceArn = this.workspace?.arn;
    this.asset = new ConfigAsset(this, 'Config');
    this.service = this.createService();
    const heartbeat = new Heartbeat(this, 'Heartbeat');
    heartbeat.listenAfter(this.service.service);
    for (const statement of publishRights(topic, heartbeat.topic)) {
      this.service.taskRole.addToPrincipalPolicy(statement);
    }
    this.query = this.workspace ? askWorkspace(this.workspace) : this.createName();
    this.model = {
      remoteWriteUrl: this.workspace && `${this.workspace.endpoint}api/v1/remote_write`,
      alertmanager: `localhost:${PORTS.alertmanager}`,
      topicArn: topic.topicArn,
      heartbeatTopicArn: heartbeat.topic.topicArn,
    };
  }

  public get scraper(): ISecurityGroup { return this.service.securityGroup; }

  public get cluster(): ICluster { return this.service.cluster; }

  /** The programs of its own task. */
  public get jobs(): ScrapeJob[] {
    const { prometheus, alertmanager: alerts, blackboxExporter: probe } = PORTS;
    const { probes } = this.props;
    return [
      { ...ownJob('prometheus', prometheus), discovery: { kind: 'static', hosts: ['localhost'] } },
      { ...ownJob('alertmanager', alerts), discovery: { kind: 'static', hosts: ['localhost'] } },
      ...probes.length === 0
        ? []
        : [{
            name: 'probes', subject: 'Probes', kind: 'blackbox' as const, port: probe, path: '/probe',
            exporter: `localhost:${probe}`, discovery: { kind: 'static' as const, hosts: probes },
          }],
    ];
  }

  public problems(): [] { return []; }

  public finish(model: MetricsModel): void {
    this.asset.fill(this.filesOf(model));
    const rights = discoveryRights(this, model.jobs);
    for (const statement of rights) this.service.taskRole.addToPrincipalPolicy(statement);
    if (rights.length > 0) acknowledge(this.service.taskRole.node.findChild('Rights'), 'scrapeDiscovery');
  }

  private createService(): FargateService {
    const { vpc, cluster, probes, images, size } = this.props;
    const { prometheusConfig: config, prometheusData: data, ...volumes } = this.volumes;
    const { prometheus, alertmanager: alerts, blackboxExporter: blackbox } = PATHS;
    const mounts = [
      config.at(prometheus.config), data.at(prometheus.data), volumes.alertmanagerConfig.at(alerts.config),
      volumes.alertmanagerData.at(alerts.data),
      ...probes.length > 0 ? [volumes.blackboxConfig.at(blackbox.config)] : [],
    ];
    const service = new FargateService(this, 'Service', {
      vpc,
      cluster,
      image: images.prometheus,
      port: PORTS.prometheus,
      // a second one would send everything twice, and alert twice.
      capacity: CapacityRange.fixed(1),
      deployment: Deployment.rolling({ minHealthyPercent: 0, maxHealthyPercent: 100 }),
      container: {
        command: this.command(),
        user: USERS.nobody,
        readonlyRootFilesystem: true,
        healthCheck: PROMETHEUS_CHECK,
        stopTimeout: STOP_TIMEOUT,
        mounts: [config.at(prometheus.config, { readOnly: true }), data.at(prometheus.data)],
      },
      task: { size, sidecars: [
        configContainer({ asset: this.asset, image: images.configuration, mounts, services: this.services() }),
        alertmanager(images.alertmanager, this.volumes),
        ...probes.length > 0 ? [blackboxExporter(images.blackboxExporter, this.volumes)] : [],
      ] },
    });
    if (this.workspace) {
      for (const statement of writeRights(this.workspace.arn)) service.taskRole.addToPrincipalPolicy(statement);
    }
    for (const name of [ALERTMANAGER, ...probes.length > 0 ? [BLACKBOX_EXPORTER] : []]) startAfterConfig(service, name);
    return service;
  }

  private services() {
    return [...SERVER_SERVICES, ...this.workspace ? [WORKSPACE_SERVICE] : []];
  }

  private command(): string[] {
    const { retention, size, isAsked } = this.props;
    const disk = (size.ephemeralStorage?.toGibibytes() ?? SMALLEST_DISK) * DISK_SHARE;
    // only where Grafana asks it does anybody need to connect.
    const address = isAsked && !this.workspace ? '0.0.0.0' : '127.0.0.1';
    return [
      `--config.file=${PATHS.prometheus.config}/prometheus.yml`,
      `--storage.tsdb.path=${PATHS.prometheus.data}`,
      `--storage.tsdb.retention.time=${Tokenization.stringifyNumber(retention.toSeconds())}s`,
      `--storage.tsdb.retention.size=${Math.floor(disk)}GB`,
      `--web.listen-address=${address}:${PORTS.prometheus}`,
    ];
  }

  private filesOf(model: MetricsModel): TaskFiles {
    const { prometheus, alertmanager: alerts, blackboxExporter: blackbox } = PATHS;
    const rules = Object.entries(ruleFiles(model));
    return {
      files: {
        [`${prometheus.config}/prometheus.yml`]: prometheusConfig(model),
        ...Object.fromEntries(rules.map(([name, text]) => [`${prometheus.config}/rules/${name}`, text])),
        [`${alerts.config}/alertmanager.yml`]: alertmanagerConfig(model),
        ...this.props.probes.length > 0 ? { [`${blackbox.config}/blackbox.yml`]: blackboxConfig() } : {},
      },
      folders: { [prometheus.data]: USERS.nobody, [alerts.data]: USERS.nobody },
    };
  }

  /** A name in the VPC, under which Grafana finds the task. */
  private createName(): QuerySource {
    const { vpc, isAsked } = this.props;
    const none = { kind: 'prometheus' as const, rights: [], services: [] };
    if (!isAsked) return { ...none, url: '', admit: () => undefined };
    const namespace = new PrivateDnsNamespace(this, 'Namespace', { name: `${this.node.addr.slice(-8)}.internal`, vpc });
    this.service.service.enableCloudMap({
      cloudMapNamespace: namespace, name: DNS_NAME, dnsRecordType: DnsRecordType.A, dnsTtl: DNS_TTL,
    });
    return {
      ...none,
      url: `http://${DNS_NAME}.${namespace.namespaceName}:${PORTS.prometheus}/`,
      admit: (group) => admit(
        this.service.securityGroup, group, Port.tcp(PORTS.prometheus), 'Grafana asks for metrics',
      ),
    };
  }
}

function ownJob(kind: 'prometheus' | 'alertmanager', port: number) {
  return { name: kind, subject: 'Monitoring', kind, port, path: '/metrics' };
}
