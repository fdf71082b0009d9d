import { Duration } from 'aws-cdk-lib';
import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IDependable } from 'constructs';
import type { ConnectOptions, IBackend } from '../backend';
import { dependOn, rejectOtherKinds, rejectProblems, rememberLogicalIds, writeOutputs } from '../core';
import type { IScraped, IServesRequests, RequestMetrics, ScrapeOptions, ScrapeSource, Signal } from '../signal';
import { connect, createConnections, Entrance, MetricsPorts, networkDependencies } from '../workload';
import { Compute } from './compute/compute';
import type { RunningInstances } from './compute/compute-variant';
import { agentMetric, ec2Metric } from './compute/signals';
import { elasticWebTierProblems } from './elastic-web-tier-problems';
import type { ElasticWebTierProps } from './elastic-web-tier-props';
import { Application } from './launch/application';
import type { InstancePlan } from './launch/instance-plan';
import { Launch } from './launch/launch';
import { targetOf, type ResolvedTier } from './launch/resolved-tier';
import { discoveryOf, exporterSources } from './scraping';
import { servicesOf } from './required-services';
import { resolveTier } from './resolve-tier';
import { tagInstances } from './tags';
import { warnAbout } from './warnings';

const METRIC_PERIOD = Duration.minutes(1);

/**
 * A web application on EC2 instances: a group that follows the load, or a single instance that keeps its data. The tier
 * brings load balancing, scaling, logs and metrics, access without SSH, and replacement without loss of capacity.
 *
 * Attributes, outputs and address are the same for a group and for a single instance. Without `ingress` the tier is a
 * worker.
 *
 * @example
 * const shop = new ElasticWebTier(this, 'Shop', {
 *   vpc,
 *   bootstrap: Bootstrap.container(TierImage.fromRepository(repository, '1.4.2')),
 *   ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
 * });
 */
export class ElasticWebTier extends Construct implements ec2.IConnectable, iam.IGrantable, IScraped, IServesRequests {
  /** Security group of the instances. */
  public readonly securityGroup: ec2.ISecurityGroup;
  /** Network rules. The default port is the port of the application. */
  public readonly connections: ec2.Connections;

  private readonly vpc: ec2.IVpc;
  private readonly entrance: Entrance;
  private readonly application: Application;
  private readonly plan: InstancePlan;
  private readonly launch: Launch;
  private readonly compute: RunningInstances;
  private readonly tier: ResolvedTier;
  private readonly metricsPorts = new MetricsPorts();

  constructor(scope: Construct, id: string, props: ElasticWebTierProps) {
    super(scope, id);
    rememberLogicalIds(this);
    rejectOtherKinds(this, 'ElasticWebTier', props);
    const { _variant: compute } = props.compute ?? Compute.autoScaling();
    const tier = resolveTier(this, props, compute);
    this.tier = tier;
    const services = servicesOf(tier, compute, props.secrets);
    rejectProblems(this, 'ElasticWebTier', elasticWebTierProblems(this, props, { tier, compute, services }));
    warnAbout(this, tier, compute);

    this.vpc = props.vpc;
    const ingress = tier.ingress?.bind(this, targetOf(tier));
    this.connections = createConnections(this, props.vpc, 'Instances of the web tier', tier.port);
    [this.securityGroup] = this.connections.securityGroups;
    this.application = new Application(this, tier.bootstrap, props);
    this.plan = compute.plan(this, tier);
    this.launch = new Launch(this, {
      tier, application: this.application, plan: this.plan, securityGroup: this.securityGroup,
      machineImage: props.machineImage, rootVolumeSize: props.rootVolumeSize,
    });
    this.entrance = new Entrance(this, ingress, this.plan.fewest);
    this.compute = compute.bind(this, {
      tier, plan: this.plan, launch: this.launch, entrance: this.entrance, securityGroup: this.securityGroup,
    });
    this.waitFor(...this.application.dependencies, this.securityGroup);
    this.waitFor(...networkDependencies(props.vpc, services, tier.placed));
    tagInstances(this, props.owner);
  }

  /** The Auto Scaling group of `Compute.autoScaling`. */
  public get autoScalingGroup(): autoscaling.AutoScalingGroup | undefined {
    return this.compute.group;
  }

  /** The instance of `Compute.singleInstance`. */
  public get instance(): ec2.Instance | undefined {
    return this.compute.instance;
  }

  /** Name of the Auto Scaling group, or id of the single instance. */
  public get computeId(): string {
    return this.compute.computeId;
  }

  /** Launch template of the instances. */
  public get launchTemplate(): ec2.LaunchTemplate {
    return this.launch.template;
  }

  /** Data volume of `Compute.singleInstance`. */
  public get dataVolume(): ec2.IVolume | undefined {
    return this.plan.dataVolume;
  }

  /** Alarms that drive the scaling policies. Those of target tracking are not among them: AWS makes them itself. */
  public get scalingAlarms(): cloudwatch.Alarm[] {
    return [...this.compute.scalingAlarms];
  }

  /** Log group of the instances, with the streams `<instance id>/app` and `<instance id>/bootstrap`. */
  public get logGroup(): ILogGroup {
    return this.application.logGroup;
  }

  /** Role of the instances, and of the application on them. */
  public get role(): iam.IRole {
    return this.application.role;
  }

  /** Role of the instances, for grants. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.application.role;
  }

  /** Load balancer of the ingress. */
  public get loadBalancer(): elbv2.IApplicationLoadBalancer | undefined {
    return this.entrance.loadBalancer;
  }

  /** Listener of the ingress. */
  public get listener(): elbv2.IApplicationListener | undefined {
    return this.entrance.listener;
  }

  /** Rule of the listener that leads to the instances. */
  public get listenerRule(): elbv2.ApplicationListenerRule | undefined {
    return this.entrance.listenerRule;
  }

  /** Target group of the ingress. */
  public get targetGroup(): elbv2.ApplicationTargetGroup | undefined {
    return this.entrance.targetGroup;
  }

  /** Address of the application for users, with scheme. */
  public get url(): string | undefined {
    return this.entrance.url;
  }

  /**
   * Connects the application to a database, a cache or another backend.
   *
   * This opens the port of the backend to the instances, grants access to their role, passes settings and secrets as
   * environment variables, and starts the instances after the backend. The rules stand in the stack of the tier. When a
   * secret rotates, the application starts again within ten minutes.
   *
   * A variable that the application has already is an error. With `Bootstrap.none` there are no variables: the
   * application reads its settings itself.
   *
   * @param backend in the same stack or in another one
   */
  public connectTo(backend: IBackend, options: ConnectOptions = {}): void {
    connect({
      className: 'ElasticWebTier',
      title: 'web tier',
      construct: this,
      vpc: this.vpc,
      securityGroup: this.securityGroup,
      variables: this.application.settings?.variables,
      waitFor: (...dependencies) => this.waitFor(...dependencies),
    }, backend, options);
  }

  /** Signals of the instances, and with an ingress of what users get. */
  public signals(): Signal[] {
    return [...this.entrance.signals(), ...this.compute.signals()];
  }

  /** What is counted of the requests; nothing without an ingress. */
  public requestMetrics(): RequestMetrics[] {
    return this.entrance.requestMetrics();
  }

  /**
   * Says that the application answers Prometheus. `PrometheusGrafana` finds all instances, and the port opens to it
   * alone. Bootstraps add exporters with `withNodeExporter` and `withCadvisor`.
   *
   * @param options port and path; more ports need names of their own
   */
  public scrapeAt(options: ScrapeOptions = {}): void {
    this.metricsPorts.add(this.scraped, options);
  }

  /** What Prometheus can ask: the application after `scrapeAt`, and the exporters of the bootstrap. */
  public scrapeSources(): ScrapeSource[] {
    return [...this.metricsPorts.sources(this.scraped), ...exporterSources(this.tier.bootstrap, this.scraped)];
  }

  /**
   * A metric that EC2 reports for all instances together, on average over a minute.
   *
   * @param metricName as AWS names it, for example `CPUUtilization`
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return ec2Metric(this.compute.dimensions, metricName, 'Average', METRIC_PERIOD, options);
  }

  /** CPU in use, in percent. */
  public metricCpuUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('CPUUtilization', options);
  }

  /** Memory in use, in percent. The CloudWatch agent reports it, so there is no data with `Bootstrap.none`. */
  public metricMemoryUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return agentMetric(this.compute.dimensions, 'mem_used_percent', 'Average', options);
  }

  /**
   * Writes stack outputs for other stacks, pipelines and people. Their names are the same for a group and for a single
   * instance.
   *
   * @param prefix first part of each name, by default the id of the construct: `ShopComputeId`
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, {
      ComputeId: this.computeId,
      SecurityGroupId: this.securityGroup.securityGroupId,
      LogGroupName: this.logGroup.logGroupName,
      ...this.entrance.outputs(),
    });
  }

  private get scraped() {
    const { securityGroup, tier: { port } } = this;
    return { className: 'ElasticWebTier', construct: this, port, securityGroup, discovery: discoveryOf(this) };
  }

  private waitFor(...dependencies: IDependable[]): void {
    dependOn(this.compute.resource, ...dependencies);
  }
}
