import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { contradiction, kindProblems, rejectProblems } from '../core';
import { scrapeSourceProblems, type ScrapeDiscovery, type ScrapeOptions, type ScrapeSource } from '../signal';

const PATH = '/metrics';
const NAME = 'app';

/** What has to be known of a workload to find its metrics. */
export interface ScrapedWorkload {
  /** Class that the user wrote, for errors. */
  readonly className: string;
  readonly construct: IConstruct;
  /** Port of the application. */
  readonly port: number;
  readonly securityGroup: ISecurityGroup;
  readonly discovery: ScrapeDiscovery;
}

/** Where an application answers Prometheus. */
export class MetricsPorts {
  private readonly given: ScrapeOptions[] = [];

  /** Adds a port, after it was checked. */
  public add(workload: ScrapedWorkload, options: ScrapeOptions): void {
    rejectProblems(workload.construct, workload.className, kindProblems('ScrapeOptions', options, 'scrapeAt.'));
    const source = sourceOf(workload, options);
    rejectProblems(workload.construct, workload.className, [
      ...scrapeSourceProblems('scrapeAt', source),
      ...contradiction(this.given.some(({ name = NAME }) => name === source.name), {
        prop: 'scrapeAt.name', must: 'be given once', got: source.name, advice: 'give each port a name of its own',
      }),
    ]);
    this.given.push(options);
  }

  /** What Prometheus can ask. */
  public sources(workload: ScrapedWorkload): ScrapeSource[] {
    return this.given.map((options) => sourceOf(workload, options));
  }
}

function sourceOf({ port, securityGroup, discovery }: ScrapedWorkload, options: ScrapeOptions): ScrapeSource {
  return {
    name: options.name ?? NAME, port: options.port ?? port, path: options.path ?? PATH, http: options.http,
    dnsName: options.dnsName, securityGroup, discovery,
  };
}
