import { Lazy, Names, Stack } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { IBackend } from '../backend';
import { ValkeyCache } from '../cache';
import { Profile, rejectOtherArguments, rejectOtherKinds, rejectProblems, writeOutputs } from '../core';
import { PostgresDatabase } from '../database';
import type { ElasticWebTier } from '../elastic-web-tier';
import { Migration, type FargateService } from '../fargate-service';
import type { WebLoadBalancer } from '../ingress';
import { ScalingPolicy } from '../scaling';
import type { IScraped, IServesRequests, RequestMetrics, ScrapeSource, Signal } from '../signal';
import { warnAboutPlainToken, type AdminToken } from './admin-page';
import { CACHE_CONNECTION, databaseConnection, takeStores } from './backends';
import { createCookieKey, injected } from './cookie-key';
import { pollsJson } from './poll';
import { votingAppProblems } from './problems';
import { EMF, METRICS_PORT, MIGRATE, VARIABLES } from './program';
import { queueMetric, queueSignals, signalsOf } from './queue-signals';
import { DEFAULT_VOTES_PER_TASK, resolveProps, type ResolvedVotingProps } from './resolved-props';
import { createRole, scrapeSourceOf, type RoleSpec } from './role';
import { Settings } from './settings';
import { shutdownSettings } from './stop-times';
import type { RunningVote } from './vote-compute-variant';
import type { VotingAppProps } from './voting-app-props';
import type { AttachedPages } from './voting-ingress-variant';

/**
 * The voting application: a page to vote, a page with the live result, a queue between them and the database, and a
 * worker that loses no vote.
 *
 * The worker brings the database up to date before it starts, and the pages start after it. So the schema is there
 * before a page reads it, and whoever reads the queue understands a new version before anybody writes it.
 *
 * @example
 * const voting = new VotingApp(this, 'Voting', {
 *   vpc,
 *   polls: [Poll.of({ title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' } })],
 *   ingress: VotingIngress.hosts({ vote: 'vote.example.com', result: 'result.example.com', hostedZone }),
 * });
 */
export class VotingApp extends Construct implements ec2.IConnectable, IScraped, IServesRequests {
  /** Load balancer that the application made; nothing with `VotingIngress.shared` and `VotingIngress.pages`. */
  public readonly loadBalancer?: WebLoadBalancer;
  /** Database that holds the votes. */
  public readonly database: IBackend;
  /** Queue between the page and the worker. */
  public readonly cache: IBackend;
  /** Key that signs the cookies by which voters are known. */
  public readonly cookieKey: ISecret;
  /** Token of the admin page, with `AdminPage.generatedToken`. */
  public readonly adminToken?: ISecret;
  /** Moves votes from the queue to the database. */
  public readonly workerService: FargateService;
  /** Page with the result. */
  public readonly resultService: FargateService;
  /** Page where people vote, with `VoteCompute.tasks`. */
  public readonly voteService?: FargateService;
  /** Page where people vote, with `VoteCompute.instances`. */
  public readonly voteTier?: ElasticWebTier;
  /** Groups of all roles; the default port is that of the metrics. */
  public readonly connections: ec2.Connections;

  private readonly props: ResolvedVotingProps;
  private readonly pages: AttachedPages;
  private readonly vote: RunningVote;
  private readonly metricNamespace: string;
  private readonly settings: Settings;

  constructor(scope: Construct, id: string, props: VotingAppProps) {
    super(scope, id);
    rejectOtherKinds(this, 'VotingApp', props);
    this.props = resolveProps(props);
    rejectProblems(this, 'VotingApp', votingAppProblems(this, this.props));
    this.metricNamespace = this.createNamespace();

    this.pages = this.props.ingress._variant.bind(this, props.vpc);
    this.loadBalancer = this.pages.loadBalancer;
    this.settings = this.createSettings();
    this.database = props.database ?? new PostgresDatabase(this, 'Database', { vpc: props.vpc });
    this.cache = props.cache ?? new ValkeyCache(this, 'Cache', { vpc: props.vpc });
    takeStores(this, this.cache, this.database, this.props);
    const cookieKey = createCookieKey(this);
    this.cookieKey = cookieKey;

    this.workerService = this.createWorker();
    const admin = this.props.adminPage._variant.bind(this);
    this.adminToken = admin.secret;
    this.resultService = this.createResult(admin);
    this.vote = this.createVote(cookieKey);
    this.voteService = this.vote.service;
    this.voteTier = this.vote.tier;
    this.connections = this.createConnections();
  }

  /** Cluster of the tasks. */
  public get cluster(): ecs.ICluster { return this.workerService.cluster; }

  /** Where people vote, with scheme. */
  public get voteUrl(): string { return this.vote.unit.url!; }

  /** Where the result is, with scheme. */
  public get resultUrl(): string { return this.resultService.url!; }

  /** What is worth watching about all parts that the application made, and about the votes on their way. */
  public signals(): Signal[] {
    const { loadBalancer, database, cache } = this;
    return [
      ...queueSignals(this.metricNamespace),
      ...signalsOf('Vote', this.vote.unit.signals()),
      ...signalsOf('Result', this.resultService.signals()),
      ...signalsOf('Worker', this.workerService.signals()),
      ...loadBalancer ? signalsOf('LoadBalancer', loadBalancer.signals()) : [],
      ...this.props.database ? [] : signalsOf('Database', (database as PostgresDatabase).signals()),
      ...this.props.cache ? [] : signalsOf('Cache', (cache as ValkeyCache).signals()),
    ];
  }

  /** What is counted of the requests to each page. */
  public requestMetrics(): RequestMetrics[] {
    return [
      ...this.vote.unit.requestMetrics().map((page) => ({ ...page, name: 'Vote' })),
      ...this.resultService.requestMetrics().map((page) => ({ ...page, name: 'Result' })),
    ];
  }

  /** The metrics of each role, on a port that no load balancer leads to. */
  public scrapeSources(): ScrapeSource[] {
    return [
      this.vote.scrapeSource, scrapeSourceOf('result', this.resultService),
      scrapeSourceOf('worker', this.workerService),
    ];
  }

  /**
   * Opens the metrics port of every role, and no other port.
   *
   * @param peer whoever asks for metrics, for example the security group of Prometheus
   */
  public allowScrapingFrom(peer: ec2.IPeer): void {
    rejectOtherArguments(this, 'VotingApp.allowScrapingFrom', 'peer:IPeer', [peer]);
    for (const { securityGroup, name } of this.scrapeSources()) {
      securityGroup.connections.allowFrom(peer, ec2.Port.tcp(METRICS_PORT), `Metrics of ${name}`);
    }
  }

  /**
   * A metric that the worker reports, the largest value in a minute if not said otherwise.
   *
   * @param metricName QueueDepth, QueueLag, VotesStored, DeadLetters or TallyMismatches
   */
  public metric(metricName: string, options?: MetricOptions): Metric {
    return queueMetric(this.metricNamespace, metricName, options);
  }

  /** Votes that wait in the queue. */
  public metricQueueDepth(options?: MetricOptions): Metric {
    return this.metric(EMF.QUEUE_DEPTH, options);
  }

  /**
   * Writes the stack outputs `<prefix>VoteUrl`, `<prefix>ResultUrl`, `<prefix>ClusterName`, `<prefix>CookieKeyArn`, and
   * `<prefix>AdminTokenArn` if the token was generated.
   *
   * @param prefix first part of each name; the id of the construct by default
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, {
      VoteUrl: this.voteUrl,
      ResultUrl: this.resultUrl,
      ClusterName: this.cluster.clusterName,
      CookieKeyArn: this.cookieKey.secretArn,
      ...this.adminToken && { AdminTokenArn: this.adminToken.secretArn },
    });
  }

  /** Two applications in one account must not count each other's votes. */
  private createNamespace(): string {
    return `VotingApp/${Stack.of(this).stackName}/${Names.uniqueResourceName(this, { maxLength: 64 })}`;
  }

  private createWorker(): FargateService {
    const { size, capacity = Profile.of(this)._defaults.taskCapacity, votesPerTask } = this.props.worker;
    const backlog = ScalingPolicy.backlogPerTarget({
      metric: this.metricQueueDepth(), backlogPerTarget: votesPerTask ?? DEFAULT_VOTES_PER_TASK,
    });
    const worker = createRole(this, 'Worker', 'worker', this.roleSpec(), {
      size, capacity,
      scaling: capacity.isFixed ? undefined : [backlog, ScalingPolicy.cpuTarget()],
      migration: Migration.beforeStart({ command: [MIGRATE] }),
    });
    worker.connectTo(this.database, databaseConnection(this.props));
    worker.connectTo(this.cache, CACHE_CONNECTION);
    return worker;
  }

  private createResult({ token }: AdminToken): FargateService {
    const { size, capacity, scaling } = this.props.result;
    const secrets = token && { [VARIABLES.ADMIN_TOKEN]: token };
    const result = createRole(this, 'Result', 'result', { ...this.pageSpec(), secrets }, {
      size, capacity, scaling, ingress: this.pages.result,
    });
    result.connectTo(this.database, databaseConnection(this.props));
    if (token && result.url!.startsWith('http:')) warnAboutPlainToken(this);
    return result;
  }

  private createVote(cookieKey: Secret): RunningVote {
    const spec = { ...this.pageSpec(), secrets: { [VARIABLES.COOKIE_SECRET]: injected(cookieKey) } };
    const vote = this.props.vote._variant.bind(this, spec, this.pages.vote);
    vote.unit.connectTo(this.cache, CACHE_CONNECTION);
    return vote;
  }

  /** One set for all roles: each reads what it needs. The pages link to each other. */
  private createSettings(): Settings {
    const { polls, settings } = this.props;
    return new Settings(this, 'Settings', {
      [VARIABLES.POLLS]: pollsJson(polls),
      [VARIABLES.TRUST_PROXY]: String(this.pages.proxies),
      [VARIABLES.VOTE_URL]: Lazy.string({ produce: () => this.voteUrl }),
      [VARIABLES.RESULT_URL]: Lazy.string({ produce: () => this.resultUrl }),
      [VARIABLES.EMF_NAMESPACE]: this.metricNamespace,
      ...shutdownSettings([this.pages.vote, this.pages.result]),
      ...settings,
    });
  }

  /** The pages start after the worker. */
  private pageSpec(): RoleSpec {
    return { ...this.roleSpec(), cluster: this.cluster, after: this.workerService.service };
  }

  private roleSpec(): RoleSpec {
    const { vpc, cluster, image } = this.props;
    return { vpc, cluster, image: image._variant, settings: this.settings };
  }

  private createConnections(): ec2.Connections {
    return new ec2.Connections({
      securityGroups: [this.vote.unit, this.resultService, this.workerService].map((unit) => unit.securityGroup),
      defaultPort: ec2.Port.tcp(METRICS_PORT),
    });
  }
}
