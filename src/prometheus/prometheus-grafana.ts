import { AspectPriority, Aspects, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, type IConstruct } from 'constructs';
import { rejectOtherKinds, rejectProblems, rememberLogicalIds, writeOutputs } from '../core';
import type { FargateService } from '../fargate-service';
import { MetricsBackend, type RunningBackend } from './backend';
import { monitoredIn } from './cloudwatch-signals';
import { ruleNames, type MetricsModel } from './content';
import type { RunningGrafana } from './grafana';
import { modelOf } from './model-of';
import { lateProblems, prometheusProblems, subjectProblems } from './problems';
import type { PrometheusGrafanaProps } from './prometheus-grafana-props';
import { unknownRuleProblems } from './rule-tuning';
import { nameOf, openTo, sourcesIn, type FoundSource } from './scraping';

const SCRAPE_INTERVAL = Duration.seconds(30);

/**
 * Prometheus and Grafana: metrics of applications, containers and instances, dashboards and alerts.
 *
 * Everything is set up from code. Only Prometheus reaches the metrics ports of the subjects, only the people whom you
 * name reach Grafana, and nobody reaches Prometheus from outside of the VPC. Alerts go to the operations topic of the
 * stack.
 *
 * @example
 * new PrometheusGrafana(this, 'Metrics', {
 *   vpc,
 *   subjects: [shop],
 *   grafana: Grafana.https({ domainName: 'grafana.example.com', hostedZone, allowedCidrs: ['203.0.113.0/24'] }),
 * });
 */
export class PrometheusGrafana extends Construct implements ec2.IConnectable {
  /** Group that asks for metrics. */
  public readonly connections: ec2.Connections;

  private readonly subjects: IConstruct[] = [];
  private readonly backend: RunningBackend;
  private readonly grafana: RunningGrafana;
  private readonly exporters: FoundSource[];

  constructor(scope: Construct, id: string, private readonly props: PrometheusGrafanaProps) {
    super(scope, id);
    rememberLogicalIds(this);
    rejectOtherKinds(this, 'PrometheusGrafana', props);
    const { vpc, cluster, probes = [], backend = MetricsBackend.selfHosted() } = props;
    rejectProblems(this, 'PrometheusGrafana', prometheusProblems(this, props, backend));

    const isAsked = props.grafana._variant.asks;
    this.backend = backend._variant.bind(this, { vpc, cluster, probes, isAsked });
    this.grafana = props.grafana._variant.bind(this, {
      vpc, cluster: cluster ?? this.backend.cluster, query: this.backend.query,
    });
    this.exporters = this.createExporters();
    this.connections = new ec2.Connections({ securityGroups: [this.backend.scraper] });
    this.subjects.push(...props.subjects ?? [Stack.of(this)]);
    this.finishLate();
  }

  /** Prometheus as a service, where it runs as one. */
  public get prometheusService(): FargateService | undefined { return this.backend.service; }

  /** Grafana as a service, where it runs as one. */
  public get grafanaService(): FargateService | undefined { return this.grafana.service; }

  /** Where people find Grafana, with scheme. */
  public get grafanaUrl(): string | undefined { return this.grafana.url; }

  /** Password of the user `admin` of Grafana. */
  public get adminPassword(): ISecret | undefined { return this.grafana.adminPassword; }

  /** ARN of the workspace of Amazon Managed Service for Prometheus that keeps the metrics. */
  public get workspaceArn(): string | undefined { return this.backend.workspaceArn; }

  /** Cluster of the tasks. */
  public get cluster(): ICluster | undefined { return this.backend.service?.cluster ?? this.grafana.service?.cluster; }

  /**
   * Asks more constructs for metrics, each with everything inside of it.
   *
   * @param subjects of this library, or of yours with a method `scrapeSources`
   */
  public watch(...subjects: IConstruct[]): void {
    rejectProblems(this, 'PrometheusGrafana.watch', subjectProblems('subjects', subjects));
    this.subjects.push(...subjects);
  }

  /**
   * Writes the stack outputs `<prefix>GrafanaUrl`, `<prefix>AdminPasswordArn` and `<prefix>WorkspaceArn`, as far as
   * there are such things.
   *
   * @param prefix first part of each name; the id of the construct by default
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, {
      ...this.grafanaUrl && { GrafanaUrl: this.grafanaUrl },
      ...this.adminPassword && { AdminPasswordArn: this.adminPassword.secretArn },
      ...this.workspaceArn && { WorkspaceArn: this.workspaceArn },
    });
  }

  /** When the app is synthesized all subjects are there, and each knows its sources for good. */
  private finishLate(): void {
    let isDone = false;
    Aspects.of(this).add({
      visit: (construct) => {
        if (construct !== this || isDone) return;
        isDone = true;
        const found = this.found();
        rejectProblems(this, 'PrometheusGrafana', lateProblems(this, this.props, found, this.backend));
        const model = this.modelFor(found);
        const rules = unknownRuleProblems('tuning', this.props.tuning ?? [], ruleNames(model));
        rejectProblems(this, 'PrometheusGrafana', rules);
        openTo(this.backend.scraper, found);
        this.backend.finish(model, found);
        this.grafana.finish(model);
      },
    }, { priority: AspectPriority.MUTATING });
  }

  private found(): FoundSource[] {
    return [...sourcesIn(this.subjects), ...this.exporters];
  }

  private createExporters(): FoundSource[] {
    const { vpc, cluster = this.backend.cluster, exporters = [] } = this.props;
    const parents = new Construct(this, 'Exporters');
    return exporters.map(({ _variant: exporter }) => {
      const parent = parents.node.tryFindChild(exporter.kind) ?? new Construct(parents, exporter.kind);
      const id = nameOf(exporter.subject).replaceAll('/', '-');
      return exporter.bind(new Construct(parent as Construct, id), { vpc, cluster });
    });
  }

  private modelFor(found: readonly FoundSource[]): MetricsModel {
    const { scrapeInterval = SCRAPE_INTERVAL, objectives = [], runbooks, exporters = [], tuning = [] } = this.props;
    const measured = [...this.subjects, ...exporters.map(({ _variant }) => _variant.subject)];
    return modelOf(this, found, {
      backend: this.backend, scrapeInterval, objectives, runbooks, tuning, monitored: monitoredIn(this, measured),
    });
  }
}
