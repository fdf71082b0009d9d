import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IPeer } from 'aws-cdk-lib/aws-ec2';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { PostgresDatabase } from '../../database';
import type { ServiceImage, TaskSize } from '../../fargate-service';
import type { Authentication } from '../../ingress';

/** Grafana on Fargate. */
export interface GrafanaOptions {
  /** Name under which people find Grafana, for example `grafana.example.com`. */
  readonly domainName: string;

  /**
   * Zone in Route 53 that holds the name: for the DNS record, and to prove the certificate.
   *
   * @default - no DNS record is made, and `certificate` is needed
   */
  readonly hostedZone?: IHostedZone;

  /**
   * Certificate for the name, in the Region of the stack.
   *
   * @default - one that is proved through `hostedZone`
   */
  readonly certificate?: ICertificate;

  /**
   * Log-in at the load balancer, in front of Grafana's own.
   *
   * @default - only Grafana asks who somebody is
   */
  readonly authentication?: Authentication;

  /**
   * Database for what people change in Grafana: dashboards of their own, users, alerts. With one, two tasks run.
   * Grafana makes its tables in it, so give it a database of its own.
   *
   * @default - a file that goes with the task: what is in code is all there is, and it is there again in each new task
   */
  readonly database?: PostgresDatabase;

  /**
   * CPU, memory and disk of a task, at least 1 GiB of memory.
   *
   * @default TaskSize.SMALL - dashboards of a few people at the same time
   */
  readonly size?: TaskSize;

  /**
   * Image of Grafana 12, for example from a repository of yours or by digest. Grafana 13 needs a plugin for a workspace
   * of Amazon Managed Service for Prometheus.
   *
   * @default - that of the project, in a pinned version
   */
  readonly image?: ServiceImage;

  /**
   * Image of the AWS CLI with bash, which fetches the configuration.
   *
   * @default - that of AWS, in a pinned version
   */
  readonly configurationImage?: ServiceImage;
}

/** Grafana with an address in the internet. */
export interface GrafanaHttpsOptions extends GrafanaOptions {
  /**
   * IPv4 networks that may connect, in CIDR notation: those of your offices and your VPN. Each has a prefix of /8 or
   * more; `0.0.0.0/0` is an error.
   */
  readonly allowedCidrs: string[];
}

/** Grafana with private addresses. */
export interface GrafanaInternalOptions extends GrafanaOptions {
  /**
   * IPv4 networks that may connect, in CIDR notation. Each has a prefix of /8 or more.
   *
   * @default - nobody besides `allowedPeers`
   */
  readonly allowedCidrs?: string[];

  /**
   * Who else may connect: security groups, prefix lists.
   *
   * @default - nobody besides `allowedCidrs`
   */
  readonly allowedPeers?: IPeer[];
}
