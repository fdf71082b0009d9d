import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Problem } from '../../core';
import type { FargateService } from '../../fargate-service';
import type { QuerySource } from '../backend';
import type { MetricsModel } from '../content';

/** What Grafana is told. */
export interface GrafanaSpec {
  readonly vpc: IVpc;
  readonly cluster?: ICluster;
  /** Where the metrics are; nothing where CloudWatch alone has them. */
  readonly query?: QuerySource;
}

/** Grafana as it runs. */
export interface RunningGrafana {
  readonly service?: FargateService;
  readonly url?: string;
  readonly adminPassword?: ISecret;
  /** Called at the end of synthesis, when every subject is known. */
  finish(model: MetricsModel): void;
}

/** What the ways to have Grafana differ in. */
export interface GrafanaVariant {
  /** Whether something asks the backend from inside the VPC. */
  readonly asks: boolean;
  /** Whether it asks from outside of the VPC, where only a workspace can be asked. */
  readonly needsWorkspace?: boolean;
  problems(prop: string, scope: Construct, vpc: IVpc): Problem[];
  bind(scope: Construct, spec: GrafanaSpec): RunningGrafana;
}
