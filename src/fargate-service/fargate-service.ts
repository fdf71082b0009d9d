import { Duration, Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IDependable } from 'constructs';
import { allowAccess, connectProblems, type ConnectOptions, type IBackend } from '../backend';
import { Profile, rejectProblems, writeOutputs, type CapacityRange } from '../core';
import { targetSignals, type BoundIngress } from '../ingress';
import { AwsService, requireServices, servicesOfSecrets, workloadSubnets } from '../network';
import { ScalingPolicy } from '../scaling';
import {
  alarmsIn, createAlarm, rollbackSignals, withAlarmsBelow, type IMonitored, type Signal,
} from '../signal';
import { createCluster, hasCapacityProviders, hasContainerInsights } from './cluster';
import { Deployment } from './deployment';
import { grantSessions, recordSessions } from './execute-command';
import type { FargateServiceProps } from './fargate-service-props';
import { servicesOf } from './required-services';
import { RestartOnRotation } from './restart-on-rotation';
import { fargateServiceProblems } from './rules';
import { fewestTasks, ROLLBACK, SCALING, taskSignals } from './signals';
import { ON_DEMAND_ONLY } from './spot';
import { drainProblems, stopTimeoutOf } from './stop-timeout';
import { APP, Task } from './task';
import { TaskSize } from './task-size';
import { TrafficShift } from './traffic-shift';

/** High enough to need no root, and what most frameworks listen on. */
const PORT = 8080;
const METRIC = { statistic: 'Average', period: Duration.minutes(1) };

/**
 * A containerised service on AWS Fargate: private tasks over several Availability Zones, load balancing, scaling, logs,
 * deployments
 * that roll themselves back.
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
export class FargateService extends Construct implements ec2.IConnectable, iam.IGrantable, IMonitored {
  /** The service of the CDK underneath. */
  public readonly service: ecs.FargateService;
  /** Cluster that it runs in. */
  public readonly cluster: ecs.ICluster;
  /** Security group of the tasks. */
  public readonly securityGroup: ec2.ISecurityGroup;
  /** Network rules; the default port is the port of the application. */
  public readonly connections: ec2.Connections;
  /** What scaling moves; nothing with a fixed capacity. */
  public readonly taskCount?: ecs.ScalableTaskCount;

  private readonly vpc: ec2.IVpc;
  private readonly port: number;
  private readonly capacity: CapacityRange;
  private readonly fewestTasks: number;
  private readonly ingress?: BoundIngress;
  private readonly task: Task;
  private restart?: RestartOnRotation;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const defaults = Profile.of(this)._defaults;
    const size = props.size ?? TaskSize.of({ cpu: defaults.taskCpu, memoryMiB: defaults.taskMemoryMiB });
    const deployment = props.deployment ?? Deployment.rolling();
    this.vpc = props.vpc;
    this.port = props.port ?? PORT;
    this.capacity = props.capacity ?? defaults.taskCapacity;
    this.fewestTasks = fewestTasks(this.capacity, props.scaling);
    const services = servicesOf(props, defaults.customerManagedKeys);
    rejectProblems(
      this, 'FargateService',
      fargateServiceProblems(props, { port: this.port, size, capacity: this.capacity, services }),
    );

    this.ingress = this.bindIngress(props, deployment);
    this.cluster = props.cluster ?? createCluster(this, {
      vpc: props.vpc,
      containerInsights: defaults.containerInsights,
      executeCommandConfiguration: props.enableExecuteCommand ? recordSessions(this) : undefined,
    });
    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc, description: 'Tasks of the service',
    });
    this.connections = new ec2.Connections({
      securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port),
    });
    this.task = new Task(this, 'Task', {
      ...props,
      size,
      port: this.port,
      protocol: props.serviceConnect?._protocol,
      architecture: props.architecture ?? ecs.CpuArchitecture.X86_64,
      container: props.container ?? {},
      stopTimeout: stopTimeoutOf(props.container?.stopTimeout, this.ingress?.deregistrationDelay),
      sidecars: props.sidecars ?? [],
    });
    this.service = this.createService(props, deployment);
    this.attachTargets(deployment);
    this.addHooks(deployment._traffic?.hooks ?? []);
    // a task that starts before the route to the internet is there fails to pull its image.
    this.waitFor(props.vpc.selectSubnets(workloadSubnets(props.vpc)).internetConnectivityEstablished);
    this.waitFor(
      this.securityGroup, this.task.taskRole, this.task.executionRole, ...requireServices(this, props.vpc, services),
    );
    if (props.enableExecuteCommand) this.enableExecuteCommand();
    this.taskCount = this.capacity.isFixed ? undefined : this.scale(props.scaling ?? [ScalingPolicy.cpuTarget()]);
  }

  /** Definition of the tasks. */
  public get taskDefinition(): ecs.FargateTaskDefinition {
    return this.task.definition;
  }

  /** Container of the application, called `app`. */
  public get container(): ecs.ContainerDefinition {
    return this.task.container;
  }

  /** Where all containers log, in streams `task/<container>/<task id>`. */
  public get logGroup(): ILogGroup {
    return this.task.logGroup;
  }

  /** What the application may do in AWS. */
  public get taskRole(): iam.IRole {
    return this.task.taskRole;
  }

  /** What ECS may do to start a task. */
  public get executionRole(): iam.IRole {
    return this.task.executionRole;
  }

  /** Who the application is, for grants. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.task.taskRole;
  }

  /** Repository that the service has made for itself, with `ServiceImage.managedRepository`. */
  public get repository(): IRepository | undefined {
    return this.task.image.repository;
  }

  /** Load balancer of the ingress. */
  public get loadBalancer(): elbv2.IApplicationLoadBalancer | undefined {
    return this.ingress?.loadBalancer;
  }

  /** Listener of the ingress. */
  public get listener(): elbv2.IApplicationListener | undefined {
    return this.ingress?.listener;
  }

  /** Rule of the listener that leads to the service. */
  public get listenerRule(): elbv2.ApplicationListenerRule | undefined {
    return this.ingress?.rule;
  }

  /** Targets of the ingress. */
  public get targetGroup(): elbv2.ApplicationTargetGroup | undefined {
    return this.ingress?.targetGroup;
  }

  /** Second group, where deployments shift traffic. */
  public get alternateTargetGroup(): elbv2.ApplicationTargetGroup | undefined {
    return this.ingress?.alternateTargetGroup;
  }

  /** Where users find the service, with scheme. */
  public get url(): string | undefined {
    return this.ingress?.url;
  }

  /**
   * Connects the application, and its migration, to a database, a cache or another backend.
   *
   * Opens the port of the backend to the tasks, in the stack of the service; grants access to the task role; passes
   * settings and secrets
   * as environment variables; starts the service after the backend; and restarts the tasks after a secret has rotated.
   * A variable that
   * the application has already is rejected.
   *
   * @param backend in the same stack or in another one
   */
  public connectTo(backend: IBackend, options: ConnectOptions = {}): void {
    const prefix = options.environmentPrefix ?? backend.defaultEnvironmentPrefix;
    const environment = backend.environmentFor(prefix);
    const secrets = backend.secretsFor(prefix);
    rejectProblems(this, 'FargateService', connectProblems(backend, prefix, { environment, secrets }, this.task.names));

    allowAccess(this.securityGroup, backend, 'From the service to its backend');
    backend.grantAccess(this);
    this.task.addVariables({ environment, secrets });
    const services = backend.requiredServices.map((name) => AwsService.of(name));
    this.waitFor(
      backend, ...requireServices(this, this.vpc, [...services, ...servicesOfSecrets(Object.values(secrets))]),
    );
    if (backend.rotatingSecret) {
      this.restart ??= new RestartOnRotation(this, 'RestartOnRotation', this.service);
      this.restart.watch(backend.rotatingSecret);
    }
  }

  /** What is worth watching: the tasks, and with an ingress what users get. */
  public signals(): Signal[] {
    const running = hasContainerInsights(this.cluster) ? this.metricRunningTasks() : undefined;
    return [
      ...withAlarmsBelow(this.node.tryFindChild(ROLLBACK), this.targetSignals()),
      ...taskSignals({
        cpu: this.metricCpuUtilization(), memory: this.metricMemoryUtilization(), running, fewest: this.fewestTasks,
        scalingAlarms: alarmsIn(this.node.tryFindChild(SCALING)), hasTargets: this.ingress !== undefined,
      }),
    ];
  }

  /**
   * A metric that ECS reports for this service, on average over a minute.
   *
   * @param metricName as AWS names it, for example `CPUUtilization`
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.service.metric(metricName, { ...METRIC, ...options });
  }

  /** Used share of the CPU that the tasks have, in percent. */
  public metricCpuUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('CPUUtilization', options);
  }

  /** Used share of the memory that the tasks have, in percent. */
  public metricMemoryUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('MemoryUtilization', options);
  }

  /** Number of tasks that run; reported only where the cluster has Container Insights. */
  public metricRunningTasks(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'ECS/ContainerInsights',
      metricName: 'RunningTaskCount',
      dimensionsMap: { ClusterName: this.cluster.clusterName, ServiceName: this.service.serviceName },
      ...METRIC,
      ...options,
    });
  }

  /**
   * Writes what other stacks, pipelines and people need as stack outputs with stable names.
   *
   * @param prefix first part of each name, by default the id of the construct: `ShopServiceName`
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, {
      ServiceName: this.service.serviceName,
      ClusterName: this.cluster.clusterName,
      SecurityGroupId: this.securityGroup.securityGroupId,
      LogGroupName: this.logGroup.logGroupName,
      ...this.repository && { RepositoryUri: this.repository.repositoryUri },
      ...this.ingress && {
        Url: this.ingress.url,
        LoadBalancerDnsName: this.ingress.loadBalancer.loadBalancerDnsName,
        ListenerArn: this.ingress.listener.listenerArn,
        TargetGroupArn: this.ingress.targetGroup.targetGroupArn,
      },
      ...this.alternateTargetGroup && { AlternateTargetGroupArn: this.alternateTargetGroup.targetGroupArn },
    });
  }

  private bindIngress({ ingress, vpc, container }: FargateServiceProps, deployment: Deployment):
    BoundIngress
    | undefined {
    const bound = ingress?._bind(this, {
      vpc, port: this.port, targetType: elbv2.TargetType.IP, alternate: deployment._shiftsTraffic,
    });
    rejectProblems(this, 'FargateService', drainProblems(container?.stopTimeout, bound?.deregistrationDelay));
    return bound;
  }

  private createService({ spot, serviceConnect }: FargateServiceProps, deployment: Deployment): ecs.FargateService {
    const alarms = [...this.createRollbackAlarms(), ...deployment._rollbackAlarms];
    return new ecs.FargateService(this, 'Service', {
      cluster: this.cluster,
      taskDefinition: this.task.definition,
      desiredCount: this.capacity.isFixed ? this.capacity.min : undefined,
      capacityProviderStrategies: spot?._strategy() ?? (hasCapacityProviders(
        this.cluster,
      )
        ? ON_DEMAND_ONLY
        : undefined),
      assignPublicIp: false,
      vpcSubnets: workloadSubnets(this.vpc),
      securityGroups: [this.securityGroup],
      propagateTags: ecs.PropagatedTagSource.SERVICE,
      enableECSManagedTags: true,
      availabilityZoneRebalancing: deployment._rebalances
        ? ecs.AvailabilityZoneRebalancing.ENABLED
        : ecs.AvailabilityZoneRebalancing.DISABLED,
      deploymentAlarms: alarms.length === 0 ? undefined : { alarmNames: alarms.map(({ alarmName }) => alarmName) },
      serviceConnectConfiguration: serviceConnect?._render(this.task.logDriver),
      ...deployment._render(this.ingress !== undefined),
    });
  }

  /**
   * On what users get, over both target groups: an alarm on the service itself would have to exist before and after it.
   */
  private createRollbackAlarms(): cloudwatch.IAlarm[] {
    const signals = rollbackSignals(this.targetSignals());
    if (signals.length === 0) return [];
    const home = new Construct(this, ROLLBACK);
    return signals.map((signal) => createAlarm(home, signal, signal.rollsBackAt!));
  }

  private attachTargets(deployment: Deployment): void {
    if (!this.ingress) return this.releaseTargets();
    const shift = deployment._traffic
      && new TrafficShift(this, 'TrafficShift', this.ingress, deployment._traffic.testTraffic);
    this.service.loadBalancerTarget({
      containerName: APP, containerPort: this.port, alternateTarget: shift?.alternateTarget,
    }).attachToApplicationTargetGroup(this.ingress.targetGroup);
    this.waitFor(this.ingress.rule, ...shift ? [shift] : []);
  }

  /**
   * Bound here and not by the CDK, which does it when it writes the template: too late for the service to wait until it
   * may call them.
   */
  private addHooks(hooks: readonly ecs.IDeploymentLifecycleHookTarget[]): void {
    for (const hook of hooks) {
      const bound = hook.bind(this.service);
      this.service.addLifecycleHook({ bind: () => bound });
      if (bound.role?.node.scope === this.service) this.waitFor(bound.role);
    }
  }

  /**
   * An absent list would keep the targets of an ingress that was removed registered; targets that the user attaches
   * still count.
   */
  private releaseTargets(): void {
    const resource = this.service.node.defaultChild as ecs.CfnService;
    const attached = resource.loadBalancers;
    resource.loadBalancers = Lazy.uncachedAny({
      produce: (context) => (context.resolve(attached) as unknown[] | undefined) ?? [],
    });
  }

  /** Below the L2, whose own switch grants more than a session needs. */
  private enableExecuteCommand(): void {
    (this.service.node.defaultChild as ecs.CfnService).enableExecuteCommand = true;
    grantSessions(this.task.taskRole, this.cluster);
  }

  private scale(policies: readonly ScalingPolicy[]): ecs.ScalableTaskCount {
    const taskCount = this.service.autoScaleTaskCount({
      minCapacity: this.capacity.min, maxCapacity: this.capacity.max,
    });
    const target = {
      service: this.service, taskCount, loadBalancer: this.loadBalancer, targetGroups: this.targetGroups(),
    };
    const home = new Construct(this, SCALING);
    for (const policy of policies) policy._bindService(home, target);
    return taskCount;
  }

  private targetSignals(): Signal[] {
    const { ingress } = this;
    if (!ingress) return [];
    return targetSignals({
      loadBalancer: ingress.loadBalancer,
      targetGroups: this.targetGroups(),
      minHealthyTargets: this.fewestTasks,
      isShared: ingress.isShared,
    });
  }

  private targetGroups(): elbv2.ApplicationTargetGroup[] {
    return [this.ingress?.targetGroup, this.ingress?.alternateTargetGroup].filter((group) => group !== undefined);
  }

  private waitFor(...dependencies: IDependable[]): void {
    // of the resource alone: scaling waits for the service anyway.
    this.service.node.defaultChild!.node.addDependency(...dependencies);
  }
}
