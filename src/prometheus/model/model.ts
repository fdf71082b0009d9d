import type { Objective } from '../../monitoring';
import type { CloudWatchSignal } from './cloudwatch';

/** Running tasks of a service of ECS. */
export interface EcsDiscovery {
  readonly kind: 'ecs';
  readonly clusterArn: string;
  readonly serviceName: string;
}

/** Running instances of EC2 with a tag. */
export interface Ec2Discovery {
  readonly kind: 'ec2';
  readonly tagKey: string;
  readonly tagValue: string;
}

/** Targets that never change: hosts without a port, or for the kind `blackbox` the URLs to probe. */
export interface StaticDiscovery {
  readonly kind: 'static';
  readonly hosts: readonly string[];
}

/** Where the targets of a job are found. Every text but the kind may be a token. */
export type Discovery = EcsDiscovery | Ec2Discovery | StaticDiscovery;

/**
 * What answers a scrape, and so which metrics there are: an `application` is a program of the user, `vote`, `result`
 * and `worker` are roles of the voting application, `container` is cAdvisor, the others are exporters.
 */
export type JobKind = 'application' | 'vote' | 'result' | 'worker' | 'node' | 'container' | 'redis' | 'postgres'
  | 'blackbox' | 'prometheus' | 'alertmanager';

/** How a program names what it counts of its requests. */
export interface HttpMetrics {
  /** Counter of answered requests, for example `http_requests_total`. */
  readonly requests: string;
  /** Label of that counter that holds the status, for example `status`. */
  readonly status: string;
  /** Classic histogram of the response times in seconds, without `_bucket`. */
  readonly duration: string;
  /** Upper ends of its buckets; a limit at one of them is counted exactly, and between two of them estimated. */
  readonly bucketsSeconds?: readonly number[];
}

/** One job of Prometheus: one port of one part of a subject. */
export interface ScrapeJob {
  /** Lower case letters, digits and `-`, unique in the model, and no token: `voting-worker`. */
  readonly name: string;
  /** What it belongs to, for people; the label `subject` of all of its series. No token. */
  readonly subject: string;
  readonly kind: JobKind;
  readonly port: number;
  /** For example `/metrics`. */
  readonly path: string;
  readonly discovery: Discovery;
  /** Where blackbox_exporter answers, as host and port; only for the kind `blackbox`. */
  readonly exporter?: string;
  /** Only for the kind `application`; the roles of the voting application bring their own. */
  readonly http?: HttpMetrics;
}

/** An objective of Monitoring, and the subject that promises it. */
export interface PromisedObjective {
  readonly subject: string;
  readonly objective: Objective;
}

/** From when on somebody is told. */
export interface MetricThresholds {
  /** Share of requests that fail, in percent. */
  readonly errorPercent: number;
  /** P95 of the response times. */
  readonly p95Seconds: number;
  /** Votes that wait. */
  readonly queueDepth: number;
  /** Age of the oldest vote that waits: a warning, and when somebody is woken. */
  readonly queueAgeSeconds: number;
  readonly stuckQueueAgeSeconds: number;
  /** Connections in use, of those that the database allows. */
  readonly databaseConnectionsPercent: number;
  /** How far a replica is behind. */
  readonly replicaLagSeconds: number;
  /** How far a replica of the cache is behind. */
  readonly cacheReplicaLagSeconds: number;
  /** Memory in use, of what the cache may use. */
  readonly cacheMemoryPercent: number;
  /** A disk that is full in this time, if it goes on like that. */
  readonly diskFullHours: number;
}

/** Everything that Prometheus, Alertmanager and Grafana have to know. Plain data: no construct, but tokens. */
export interface MetricsModel {
  /** Tells the series of one Prometheus from another in one workspace; no token. */
  readonly name: string;
  readonly region: string;
  readonly jobs: readonly ScrapeJob[];
  /** In whole seconds. */
  readonly scrapeIntervalSeconds: number;
  /** Where all series also go, for example a workspace of Amazon Managed Service for Prometheus. */
  readonly remoteWriteUrl?: string;
  /** Host and port of Alertmanager. */
  readonly alertmanager?: string;
  /** Topic that Alertmanager tells. */
  readonly topicArn?: string;
  /** Topic that is told every five minutes that Prometheus and Alertmanager live: silence there is the alarm. */
  readonly heartbeatTopicArn?: string;
  readonly objectives: readonly PromisedObjective[];
  readonly thresholds: MetricThresholds;
  /** Names of rules that are left out. */
  readonly silentRules?: readonly string[];
  /** What CloudWatch knows about load balancers and data stores; nothing where Grafana does not ask it. */
  readonly cloudWatch?: readonly CloudWatchSignal[];
  /** A URL; each rule links to `<base>#<name of the rule, lower case>`. */
  readonly runbookBaseUrl?: string;
}

/** What a model says about thresholds if nobody says otherwise. */
export const DEFAULT_THRESHOLDS: MetricThresholds = {
  // one request in a hundred; the load balancer's own alarm starts there too.
  errorPercent: 1,
  // what the original of the voting application measured.
  p95Seconds: 0.389,
  queueDepth: 10_000,
  // the limits of the same signal in CloudWatch.
  queueAgeSeconds: 10,
  stuckQueueAgeSeconds: 60,
  databaseConnectionsPercent: 80,
  replicaLagSeconds: 30,
  cacheReplicaLagSeconds: 30,
  cacheMemoryPercent: 75,
  diskFullHours: 24,
};
