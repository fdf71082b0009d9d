import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Problem } from '../../core';
import type { FargateService } from '../../fargate-service';
import type { AwsService } from '../../network';
import type { MetricsModel, ScrapeJob } from '../content';
import type { FoundSource } from '../scraping';

/** What every backend is told. */
export interface BackendSpec {
  readonly vpc: IVpc;
  readonly cluster?: ICluster;
  /** Public addresses that are probed. */
  readonly probes: readonly string[];
  /** Whether Grafana is made, which asks the backend. */
  readonly isAsked: boolean;
}

/** Where Grafana finds the metrics. */
export interface QuerySource {
  /** A workspace is asked with signed requests. */
  readonly kind: 'workspace' | 'prometheus';
  readonly url: string;
  /** Rights to ask. */
  readonly rights: readonly PolicyStatement[];
  /** AWS services that are called to ask. */
  readonly services: readonly AwsService[];
  /** Lets a group connect, where that is needed. */
  admit(group: ISecurityGroup): void;
}

/** A backend as it runs. */
export interface RunningBackend {
  /** Prometheus, where it runs as a service. */
  readonly service?: FargateService;
  /** Group that asks for metrics. */
  readonly scraper: ISecurityGroup;
  /** Where its parts run, for others to join. */
  readonly cluster?: ICluster;
  /** Nothing where only CloudWatch can be asked. */
  readonly query?: QuerySource;
  /** Workspace of Amazon Managed Service for Prometheus, as its ARN. */
  readonly workspaceArn?: string;
  /** Jobs of the backend's own. */
  readonly jobs: readonly ScrapeJob[];
  /** Parts of the model that the backend knows. */
  readonly model: Pick<MetricsModel, 'remoteWriteUrl' | 'alertmanager' | 'topicArn' | 'heartbeatTopicArn'>;
  /** What only a backend that runs servers can find; the others say what they cannot. */
  problems(found: readonly FoundSource[]): Problem[];
  /** Called at the end of synthesis, when every subject is known. */
  finish(model: MetricsModel, found: readonly FoundSource[]): void;
}

/** What the backends differ in. */
export interface MetricsBackendVariant {
  /** The factory as users call it. */
  readonly title: string;
  /** Whether a Grafana of the library can ask it. */
  readonly canBeAsked: boolean;
  /** Whether a workspace keeps the metrics. */
  readonly hasWorkspace: boolean;
  /** Whether it runs programs beside Prometheus, which probe addresses, and finds tasks of ECS by itself. */
  readonly runsPrograms: boolean;
  problems(prop: string, scope: Construct, vpc: IVpc): Problem[];
  bind(scope: Construct, spec: BackendSpec): RunningBackend;
}
