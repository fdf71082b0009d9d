import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IDependable } from 'constructs';
import type { ConnectOptions, IBackend } from '../backend';
import { dependOn, rejectOtherKinds, rejectProblems, rememberLogicalIds, writeOutputs } from '../core';
import {
  alarmsIn, type IScraped, type IServesRequests, type RequestMetrics, type ScrapeOptions, type ScrapeSource,
  type Signal,
} from '../signal';
import { connect, createConnections, Entrance, MetricsPorts, networkDependencies } from '../workload';
import { createCluster, hasContainerInsights } from './cluster';
import { enableSessions } from './execute-command';
import type { FargateServiceProps } from './fargate-service-props';
import { fargateServiceProblems } from './problems';
import { resolveProps, type ResolvedProps } from './resolved-props';
import { outputsOf, scrapedOf, SCALING, servicePropsOf, type ServiceParts } from './service-parts';
import { resourceOf } from './rollout/ecs-service';
import { RestartOnRotation } from './rollout/restart-on-rotation';
import { insightOf, METRIC, taskSignals } from './signals';
import { tlsRoleOf } from './task/service-connect-tls';
import { stopTimeoutOf } from './task/stop-timeout';
import { Task } from './task/task';

/**
 * A containerised service on AWS Fargate: private tasks over several Availability Zones, load balancing, scaling, logs,
 * and deployments that roll themselves back.
 *
 * Without `ingress` it is a worker. `connectTo` gives it a database or a cache in one call.
 *
 * @example
 * const shop = new FargateService(this, 'Shop', {
 *   vpc,
 *   image: ServiceImage.fromAsset('./shop'),
 *   ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
 * });
 */
export class FargateService extends Construct implements ec2.IConnectable, iam.IGrantable, IScraped, IServesRequests {
  /** The service of the CDK underneath. */
  public readonly service: ecs.FargateService;
  /** Cluster that it runs in. */
  public readonly cluster: ecs.ICluster;
  /** Security group of the tasks. */
  public readonly securityGroup: ec2.ISecurityGroup;
  /** Network rules; the default port is the port of the application. */
  public readonly connections: ec2.Connections;
  /** Scales the number of tasks; nothing with a fixed capacity. */
  public readonly taskCount?: ecs.ScalableTaskCount;

  private readonly props: ResolvedProps;
  private readonly entrance: Entrance;
  private readonly task: Task;
  private readonly metricsPorts = new MetricsPorts();
  private restart?: RestartOnRotation;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    rememberLogicalIds(this);
    rejectOtherKinds(this, 'FargateService', props);
    this.props = resolveProps(this, props);
    rejectProblems(this, 'FargateService', fargateServiceProblems(this, props, this.props));

    this.entrance = new Entrance(this, props.ingress?._variant.bind(this, this.props.target), this.props.fewest);
    this.cluster = props.cluster ?? createCluster(this, this.props);
    this.connections = createConnections(this, props.vpc, 'Tasks of the service', this.props.target.port);
    [this.securityGroup] = this.connections.securityGroups;
    this.task = this.createTask();
    this.service = this.createService();
    this.waitFor(this.securityGroup, this.task.taskRole, this.task.executionRole);
    this.waitFor(...networkDependencies(props.vpc, this.props.services, this.props.placed));
    this.props.placed.warn(this, props.vpc);
    this.waitFor(...this.task.volumes.openTo(this.securityGroup), ...tlsRoleOf(this));
    if (this.props.enableExecuteCommand) enableSessions(this.service, this.task.taskRole);
    this.taskCount = this.props.capacity.isFixed ? undefined : this.scale();
  }

  /** Definition of the tasks. */
  public get taskDefinition(): ecs.FargateTaskDefinition { return this.task.definition; }

  /** Container of the application, called `app`. */
  public get container(): ecs.ContainerDefinition { return this.task.container; }

  /** Where all containers log, in streams `task/<container>/<task id>`. */
  public get logGroup(): ILogGroup { return this.task.logGroup; }

  /** What the application may do in AWS. */
  public get taskRole(): iam.IRole { return this.task.taskRole; }

  /** What ECS may do to start a task. */
  public get executionRole(): iam.IRole { return this.task.executionRole; }

  /** The identity of the application, for grants. */
  public get grantPrincipal(): iam.IPrincipal { return this.task.taskRole; }

  /** Repository that the service has made for itself, with `ServiceImage.managedRepository`. */
  public get repository(): IRepository | undefined { return this.task.image.repository; }

  /** Load balancer of the ingress. */
  public get loadBalancer(): elbv2.IApplicationLoadBalancer | undefined { return this.entrance.loadBalancer; }

  /** Listener of the ingress. */
  public get listener(): elbv2.IApplicationListener | undefined { return this.entrance.listener; }

  /** Rule of the listener that leads to the service. */
  public get listenerRule(): elbv2.ApplicationListenerRule | undefined { return this.entrance.listenerRule; }

  /** Targets of the ingress. */
  public get targetGroup(): elbv2.ApplicationTargetGroup | undefined { return this.entrance.targetGroup; }

  /** Second group of targets, to which deployments shift traffic. */
  public get alternateTargetGroup(): elbv2.ApplicationTargetGroup | undefined {
    return this.entrance.alternateTargetGroup;
  }

  /** Where users find the service, with scheme. */
  public get url(): string | undefined { return this.entrance.url; }

  /**
   * Connects the application, and its migration, to a database, a cache or another backend.
   *
   * It opens the port of the backend to the tasks, in the stack of the service; grants access to the task role; passes
   * settings and secrets as environment variables; starts the service after the backend; and restarts the tasks after a
   * secret has rotated. A variable that the application has already is rejected.
   *
   * @param backend in the same stack or in another one
   */
  public connectTo(backend: IBackend, options: ConnectOptions = {}): void {
    connect({
      className: 'FargateService',
      title: 'service',
      construct: this,
      vpc: this.props.vpc,
      securityGroup: this.securityGroup,
      isPublic: this.props.placed.isPublic,
      variables: this.task.variables,
      waitFor: (...dependencies) => this.waitFor(...dependencies),
      restartAfterRotation: (secret) => {
        this.restart ??= new RestartOnRotation(this, 'RestartOnRotation', this.service);
        this.restart.watch(secret);
      },
    }, backend, options);
  }

  /** What is worth watching: the tasks, and with an ingress what users get. */
  public signals(): Signal[] {
    const [running, desired] = hasContainerInsights(this.cluster)
      ? [this.metricRunningTasks(), this.entrance.ingress ? undefined : insightOf(this.service, 'DesiredTaskCount')]
      : [];
    return [
      ...this.entrance.signals(),
      ...taskSignals({
        cpu: this.metricCpuUtilization(), memory: this.metricMemoryUtilization(), running, desired,
        scalingAlarms: alarmsIn(this.node.tryFindChild(SCALING)), hasTargets: this.entrance.ingress !== undefined,
        fewest: this.props.fewest,
      }),
    ];
  }

  /** What is counted of the requests; nothing without an ingress. */
  public requestMetrics(): RequestMetrics[] { return this.entrance.requestMetrics(); }

  /**
   * Says that the application answers Prometheus. `PrometheusGrafana` finds all tasks, and the port opens to it alone.
   *
   * @param options port and path; more ports need names of their own
   */
  public scrapeAt(options: ScrapeOptions = {}): void {
    this.metricsPorts.add(scrapedOf(this, this.props.port), options);
  }

  /** What Prometheus can ask: nothing before `scrapeAt`. */
  public scrapeSources(): ScrapeSource[] { return this.metricsPorts.sources(scrapedOf(this, this.props.port)); }

  /**
   * A metric that ECS reports for this service, on average over a minute.
   *
   * @param metricName as AWS names it, for example `CPUUtilization`
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.service.metric(metricName, { ...METRIC, ...options });
  }

  /** CPU in use, in percent of what the tasks have. */
  public metricCpuUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('CPUUtilization', options);
  }

  /** Memory in use, in percent of what the tasks have. */
  public metricMemoryUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('MemoryUtilization', options);
  }

  /** Number of tasks that run; reported only in a cluster with Container Insights. */
  public metricRunningTasks(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return insightOf(this.service, 'RunningTaskCount', options);
  }

  /**
   * Writes what other stacks, pipelines and people need as stack outputs with stable names.
   *
   * @param prefix first part of each name, by default the id of the construct: `ShopServiceName`
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, { ...outputsOf(this), ...this.entrance.outputs() });
  }

  /**
   * What jobs of the service take over.
   *
   * @internal
   */
  public get _parts(): ServiceParts { return { props: this.props, task: this.task }; }
  private createTask(): Task {
    const { serviceConnect, container, deregistrationDelay } = this.props;
    return new Task(this, 'Task', {
      ...this.props,
      protocol: serviceConnect?._variant.protocol,
      stopTimeout: stopTimeoutOf(container.stopTimeout, deregistrationDelay),
    });
  }

  private createService(): ecs.FargateService {
    const { target, targetContainer, serviceConnect, deployment, placed } = this.props;
    const service = {
      ...servicePropsOf(this, this.props),
      serviceConnectConfiguration: serviceConnect?._variant.bind(this, this.task.logDriver),
    };
    return deployment._variant.bind(this, {
      service, furtherGroups: placed.securityGroups, entrance: this.entrance, containerName: targetContainer,
      containerPort: target.port,
    });
  }

  private scale(): ecs.ScalableTaskCount {
    const { capacity, policies } = this.props;
    const { service, entrance: { loadBalancer, targetGroups } } = this;
    const taskCount = service.autoScaleTaskCount({ minCapacity: capacity.min, maxCapacity: capacity.max });
    const scope = new Construct(this, SCALING);
    for (const each of policies) each._variant.bindService(scope, { service, taskCount, loadBalancer, targetGroups });
    return taskCount;
  }

  private waitFor(...dependencies: IDependable[]): void {
    dependOn(resourceOf(this.service), ...dependencies);
  }
}
