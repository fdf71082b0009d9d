import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { contradiction, guardFactories, isKnown, port, text, type Problem } from '../core';

/** What Prometheus can ask for metrics. */
export interface ScrapeSource {
  /** Name of the job in Prometheus, of lower case letters, digits and `-`, unique in its construct. */
  readonly name: string;
  /** Port that answers, 1 to 65535. */
  readonly port: number;
  /** Path that answers, for example `/metrics`. */
  readonly path: string;
  /** Group that has to let Prometheus in. */
  readonly securityGroup: ISecurityGroup;
  /** How Prometheus finds what answers. */
  readonly discovery: ScrapeDiscovery;
  /**
   * Name in the DNS of the VPC that leads to all of its addresses, for collectors of AWS, which ask neither ECS nor
   * EC2. A name of AWS Cloud Map answers with eight addresses at most.
   *
   * @default - only a Prometheus of its own finds it
   */
  readonly dnsName?: string;
  /**
   * Program that answers, where the library knows its metrics: dashboards and alert rules are made for it.
   *
   * @default ScrapedProgram.APPLICATION - dashboards and rules know only whether it answers
   */
  readonly program?: ScrapedProgram;
  /**
   * How an application of yours names what it counts of its requests.
   *
   * @default - dashboards and rules know only whether it answers
   */
  readonly http?: HttpMetricNames;
}

/** How a program names what it counts of its requests. */
export interface HttpMetricNames {
  /** Counter of answered requests, for example `http_requests_total`. */
  readonly requests: string;
  /** Label of that counter that holds the status, for example `status`. */
  readonly statusLabel: string;
  /** Classic histogram of the response times in seconds, without `_bucket`: `http_request_duration_seconds`. */
  readonly duration: string;
}

/** Where an application answers Prometheus. */
export interface ScrapeOptions {
  /**
   * Port that answers, 1 to 65535. No load balancer has to lead to it.
   *
   * @default - the port of the application
   */
  readonly port?: number;
  /**
   * Path that answers, without a query.
   *
   * @default '/metrics' - where Prometheus expects it
   */
  readonly path?: string;
  /**
   * Name of the job, of lower case letters, digits and `-`, and unique in the construct.
   *
   * @default 'app'
   */
  readonly name?: string;
  /**
   * Name in the DNS of the VPC that leads to all tasks or instances, for collectors of AWS, which ask neither ECS nor
   * EC2. A name of AWS Cloud Map answers with eight addresses at most.
   *
   * @default - only a Prometheus of its own finds it
   */
  readonly dnsName?: string;
  /**
   * How the application names what it counts of its requests.
   *
   * @default - dashboards and rules know only whether it answers
   */
  readonly http?: HttpMetricNames;
}

/** A program whose metrics the library knows. */
export enum ScrapedProgram {
  /** An application of yours. */
  APPLICATION = 'application',
  /** The voting application: the page where people vote. */
  VOTE = 'vote',
  /** The voting application: the page with the result. */
  RESULT = 'result',
  /** The voting application: the worker. */
  WORKER = 'worker',
  /** node_exporter, which reports CPU, memory, disks and network of an instance. */
  NODE_EXPORTER = 'node',
  /** cAdvisor, which reports CPU and memory of the containers on an instance. */
  CADVISOR = 'container',
  /** redis_exporter, which asks a cache. */
  REDIS_EXPORTER = 'redis',
  /** postgres_exporter, which asks a database. */
  POSTGRES_EXPORTER = 'postgres',
}

/** Anything that Prometheus can ask for metrics. */
export interface IScraped extends IConstruct {
  /** What answers. */
  scrapeSources(): ScrapeSource[];
}

/** Whether a construct says what Prometheus can ask of it. */
export function isScraped(construct: IConstruct): construct is IScraped {
  return typeof (construct as Partial<IScraped>).scrapeSources === 'function';
}

const FILLED = /\S(?:.*\S)?/;
const NOT_EMPTY = 'be a text that is not blank';

/**
 * How Prometheus finds the addresses of a source.
 *
 * @example
 * const workers = ScrapeDiscovery.ec2Tag('Name', 'Shop/Workers');
 */
export class ScrapeDiscovery {
  /** All running tasks of an ECS service. */
  public static ecsService(clusterName: string, serviceName: string): ScrapeDiscovery {
    return new ScrapeDiscovery({
      problems: (prop) => [
        ...text(`${prop}.clusterName`, clusterName, FILLED, NOT_EMPTY),
        ...text(`${prop}.serviceName`, serviceName, FILLED, NOT_EMPTY),
      ],
      bind: (writer) => writer.ecsService(clusterName, serviceName),
    });
  }

  /** All running instances of EC2 with a tag. */
  public static ec2Tag(key: string, value: string): ScrapeDiscovery {
    return new ScrapeDiscovery({
      problems: (prop) => [
        ...text(`${prop}.key`, key, FILLED, NOT_EMPTY), ...text(`${prop}.value`, value, FILLED, NOT_EMPTY),
      ],
      bind: (writer) => writer.ec2Tag(key, value),
    });
  }

  /** Host names or addresses that never change, without a port. */
  public static addresses(hosts: string[]): ScrapeDiscovery {
    return new ScrapeDiscovery({
      problems: (prop) => [
        ...contradiction(hosts.length === 0, { prop: `${prop}.hosts`, must: 'name at least one host', got: hosts }),
        ...hosts.flatMap((host, index) =>
          text(`${prop}.hosts[${index}]`, host, /[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]/, 'be a host without a port')),
      ],
      bind: (writer) => writer.addresses(hosts),
    });
  }

  private constructor(/** @internal */ public readonly _variant: ScrapeDiscoveryVariant) {}
}

guardFactories(ScrapeDiscovery);

/** What the ways to find a source differ in. */
export interface ScrapeDiscoveryVariant {
  problems(prop: string): Problem[];
  bind<T>(writer: DiscoveryWriter<T>): T;
}

/** Writes each way down in the words of whoever scrapes. */
export interface DiscoveryWriter<T> {
  ecsService(clusterName: string, serviceName: string): T;
  ec2Tag(key: string, value: string): T;
  addresses(hosts: readonly string[]): T;
}

/** Name of a metric or of a label in Prometheus. */
const METRIC = /[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /[a-zA-Z_][a-zA-Z0-9_]*/;

/** What Prometheus or AWS would reject. */
export function scrapeSourceProblems(prop: string, source: ScrapeSource): Problem[] {
  const { name, path, discovery, http, dnsName } = source;
  return [
    ...text(`${prop}.dnsName`, dnsName, /[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?/, 'be a name in the DNS'),
    ...http ? httpProblems(`${prop}.http`, http) : [],
    ...text(`${prop}.name`, name, /[a-z][a-z0-9-]*/, 'be lower case letters, digits and "-", and start with a letter'),
    ...port(`${prop}.port`, source.port),
    ...text(`${prop}.path`, path, /\/\S*/, 'be a path that starts with "/"'),
    // Prometheus would ask for a path with a question mark in it.
    ...contradiction(isKnown(path) && /[?#]/.test(path), {
      prop: `${prop}.path`, must: 'be a path without a query', got: path,
    }),
    ...discovery._variant.problems(`${prop}.discovery`),
  ];
}

function httpProblems(prop: string, { requests, statusLabel, duration }: HttpMetricNames): Problem[] {
  return [
    ...text(`${prop}.requests`, requests, METRIC, 'be the name of a metric'),
    ...text(`${prop}.statusLabel`, statusLabel, LABEL, 'be the name of a label'),
    ...text(`${prop}.duration`, duration, METRIC, 'be the name of a metric'),
  ];
}
