import { Annotations, Duration, Tags } from 'aws-cdk-lib';
import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IDependable } from 'constructs';
import { allowAccess, connectProblems, type ConnectOptions, type IBackend } from '../backend';
import { Profile, rejectProblems, writeOutputs } from '../core';
import { targetSignals, type BoundIngress } from '../ingress';
import { AwsService, requireServices, servicesOfSecrets, workloadSubnets } from '../network';
import { rollbackSignals, withAlarmsBelow, type IMonitored, type Signal } from '../signal';
import type { Bootstrap } from './bootstrap';
import { Compute } from './compute';
import type { BoundCompute, ComputeContext } from './compute-kind';
import type { ElasticWebTierProps } from './elastic-web-tier-props';
import { defaultTypeOf, isKnownFamily } from './instance-type';
import { Launch } from './launch';
import { servicesOf } from './required-services';
import { elasticWebTierProblems } from './rules';
import { agentMetric, ec2Metric, ROLLBACK } from './signals';

/** High enough to need no root, and what most frameworks listen on. */
const PORT = 8080;
/** What the tags of a tier are for: telling machines and disks apart. */
const TAGGED = [
  'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::EC2::Instance', 'AWS::EC2::Volume',
];
/** Below the priority of tags that the user adds, wherever that is. */
const TAG_PRIORITY = 50;
const METRIC_PERIOD = Duration.minutes(1);

/**
 * A web application on EC2 instances: a group that follows the load, or a single instance that keeps its data. Load
 * balancing, scaling,
 * logs, metrics, access without SSH, replacement without loss of capacity.
 *
 * Whatever runs the instances, the attributes and the outputs are the same, and so is the address. Without `ingress` it
 * is a worker.
 *
 * @example
 * const shop = new ElasticWebTier(this, 'Shop', {
 *   vpc,
 *   bootstrap: Bootstrap.container(TierImage.fromRepository(repository, '1.4.2')),
 *   ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
 * });
 */
export class ElasticWebTier extends Construct implements ec2.IConnectable, iam.IGrantable, IMonitored {
  /** Security group of the instances. */
  public readonly securityGroup: ec2.ISecurityGroup;
  /** Network rules; the default port is the port of the application. */
  public readonly connections: ec2.Connections;

  private readonly vpc: ec2.IVpc;
  private readonly port: number;
  private readonly bootstrap: Bootstrap;
  private readonly ingress?: BoundIngress;
  private readonly launch: Launch;
  private readonly compute: BoundCompute;

  constructor(scope: Construct, id: string, props: ElasticWebTierProps) {
    super(scope, id);
    const kind = (props.compute ?? Compute.autoScaling())._kind;
    const context = this.contextOf(props);
    const instanceType = kind.instanceType ?? defaultTypeOf(context.defaults);
    const services = servicesOf(
      props.bootstrap, kind, Object.values(props.secrets ?? {}), context.defaults.customerManagedKeys,
    );
    this.vpc = props.vpc;
    this.port = props.port ?? PORT;
    this.bootstrap = props.bootstrap;
    rejectProblems(
      this, 'ElasticWebTier',
      elasticWebTierProblems(props, { port: this.port, compute: kind, context, instanceType, services }),
    );
    this.warn([instanceType, ...kind.otherInstanceTypes], kind.runsOutOfSpot);

    this.ingress = props.ingress?._bind(this, {
      vpc: props.vpc, port: this.port, targetType: elbv2.TargetType.INSTANCE, alternate: false,
    });
    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc, description: 'Instances of the web tier',
    });
    this.connections = new ec2.Connections({
      securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port),
    });
    const shared = {
      kind, context, instanceType, port: this.port, securityGroup: this.securityGroup, ingress: this.ingress,
    };
    this.launch = new Launch(this, props, { ...shared, resource: () => this.compute.resource });
    this.compute = kind.bind(this, {
      ...context, ...shared, vpc: props.vpc, launch: this.launch, rollbackSignals: this.rollbackSignals(),
    });
    // an instance that starts before the route to the internet is there fails to install its packages.
    this.waitFor(props.vpc.selectSubnets(workloadSubnets(props.vpc)).internetConnectivityEstablished);
    this.waitFor(...this.launch.dependencies, this.securityGroup, ...requireServices(this, props.vpc, services));
    this.tag(props.owner);
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

  /** What every instance is launched with. */
  public get launchTemplate(): ec2.LaunchTemplate {
    return this.launch.template;
  }

  /** Volume of a single instance that outlives it. */
  public get dataVolume(): ec2.IVolume | undefined {
    return this.launch.traits.dataVolume?.volume;
  }

  /** Alarms that drive the scaling policies; AWS makes those of target tracking itself. */
  public get scalingAlarms(): cloudwatch.Alarm[] {
    return [...this.compute.scalingAlarms];
  }

  /** Where the instances log, in streams `<instance id>/app` and `<instance id>/bootstrap`. */
  public get logGroup(): ILogGroup {
    return this.launch.logGroup;
  }

  /** What the instances, and the application on them, may do in AWS. */
  public get role(): iam.IRole {
    return this.launch.role;
  }

  /** Who the application is, for grants. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.launch.role;
  }

  /** Load balancer of the ingress. */
  public get loadBalancer(): elbv2.IApplicationLoadBalancer | undefined {
    return this.ingress?.loadBalancer;
  }

  /** Listener of the ingress. */
  public get listener(): elbv2.IApplicationListener | undefined {
    return this.ingress?.listener;
  }

  /** Rule of the listener that leads to the instances. */
  public get listenerRule(): elbv2.ApplicationListenerRule | undefined {
    return this.ingress?.rule;
  }

  /** Targets of the ingress. */
  public get targetGroup(): elbv2.ApplicationTargetGroup | undefined {
    return this.ingress?.targetGroup;
  }

  /** Where users find the application, with scheme. */
  public get url(): string | undefined {
    return this.ingress?.url;
  }

  /**
   * Connects the application to a database, a cache or another backend.
   *
   * Opens the port of the backend to the instances, in the stack of the tier; grants access to their role; passes
   * settings and secrets as
   * environment variables; starts the instances after the backend. After a secret has rotated the application is
   * started again within ten
   * minutes. A variable that it has already is rejected. With `Bootstrap.none` there are no variables: the image reads
   * them itself.
   *
   * @param backend in the same stack or in another one
   */
  public connectTo(backend: IBackend, options: ConnectOptions = {}): void {
    const prefix = options.environmentPrefix ?? backend.defaultEnvironmentPrefix;
    const { settings } = this.launch;
    const environment = settings ? backend.environmentFor(prefix) : {};
    const secrets = settings ? backend.secretsFor(prefix) : {};
    rejectProblems(this, 'ElasticWebTier', connectProblems(backend, prefix, { environment, secrets }, settings?.names));

    allowAccess(this.securityGroup, backend, 'From the web tier to its backend');
    backend.grantAccess(this);
    settings?.add({ environment, secrets });
    const services = backend.requiredServices.map((name) => AwsService.of(name));
    this.waitFor(
      backend, ...requireServices(this, this.vpc, [...services, ...servicesOfSecrets(Object.values(secrets))]),
    );
  }

  /** What is worth watching: the instances, and with an ingress what users get. */
  public signals(): Signal[] {
    return [
      ...withAlarmsBelow(this.node.tryFindChild(ROLLBACK), this.targetSignals(this.compute.fewest)),
      ...this.compute.signals(),
    ];
  }

  /**
   * A metric that EC2 reports for the instances together, on average over a minute.
   *
   * @param metricName as AWS names it, for example `CPUUtilization`
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return ec2Metric(this.compute.dimensions, metricName, 'Average', METRIC_PERIOD, options);
  }

  /** Used share of the CPU, in percent. */
  public metricCpuUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('CPUUtilization', options);
  }

  /** Used share of the memory, in percent; the CloudWatch agent reports it, so it is silent with `Bootstrap.none`. */
  public metricMemoryUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return agentMetric(this.compute.dimensions, 'mem_used_percent', 'Average', options);
  }

  /**
   * Writes what other stacks, pipelines and people need as stack outputs, with names that are the same for a group and
   * for a single
   * instance.
   *
   * @param prefix first part of each name, by default the id of the construct: `ShopComputeId`
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, {
      ComputeId: this.computeId,
      SecurityGroupId: this.securityGroup.securityGroupId,
      LogGroupName: this.logGroup.logGroupName,
      ...this.ingress && {
        Url: this.ingress.url,
        LoadBalancerDnsName: this.ingress.loadBalancer.loadBalancerDnsName,
        ListenerArn: this.ingress.listener.listenerArn,
        TargetGroupArn: this.ingress.targetGroup.targetGroupArn,
      },
    });
  }

  private contextOf({ vpc, bootstrap, ingress }: ElasticWebTierProps): ComputeContext {
    return {
      defaults: Profile.of(this)._defaults,
      bootstrap,
      hasIngress: ingress !== undefined && !ingress._isNone,
      subnets: vpc.selectSubnets(workloadSubnets(vpc)).subnets,
    };
  }

  private warn(types: readonly ec2.InstanceType[], runsOutOfSpot: boolean): void {
    const unknown = types.filter((type) => !isKnownFamily(type));
    if (unknown.length > 0) {
      Annotations.of(this).addWarningV2('cdk-elastic-web:unknownInstanceFamily',
        `the CDK does not know the family of ${unknown.join(', ')}: it is new, or misspelt`);
    }
    if (this.bootstrap._floats) {
      Annotations.of(this).addWarningV2('cdk-elastic-web:floatingImageTag',
        'an image without a tag, or with the tag "latest", may differ from instance to instance, and a rollback would '
        + 'run it as well: give each build a tag of its own');
    }
    if (runsOutOfSpot) {
      Annotations.of(this).addWarningV2('cdk-elastic-web:oneSpotType',
        'Spot instances of one type only are often not to be had: name others that do as well in "moreInstanceTypes"');
    }
  }

  private targetSignals(fewest: number): Signal[] {
    const { ingress } = this;
    if (!ingress) return [];
    return targetSignals({
      loadBalancer: ingress.loadBalancer, targetGroups: [ingress.targetGroup], minHealthyTargets: fewest,
      isShared: ingress.isShared,
    });
  }

  private rollbackSignals(): Signal[] {
    return rollbackSignals(this.targetSignals(0));
  }

  private waitFor(...dependencies: IDependable[]): void {
    this.compute.resource.node.addDependency(...dependencies);
  }

  private tag(owner: string | undefined): void {
    const options = { includeResourceTypes: TAGGED, priority: TAG_PRIORITY };
    Tags.of(this).add('Name', this.node.path, options);
    Tags.of(this).add('environment', Profile.of(this).name, options);
    if (owner !== undefined) Tags.of(this).add('owner', owner, options);
  }
}
