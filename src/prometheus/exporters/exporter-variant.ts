import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { Construct, IConstruct } from 'constructs';
import type { Problem } from '../../core';
import type { FoundSource } from '../scraping';

/** What an exporter is told. */
export interface ExporterSpec {
  readonly vpc: IVpc;
  readonly cluster?: ICluster;
}

/** What the exporters differ in. */
export interface ExporterVariant {
  /** Kind of the exporter, as the id of its construct. */
  readonly kind: 'Redis' | 'Postgres';
  /** What it measures. */
  readonly subject: IConstruct;
  problems(prop: string, scope: Construct, vpc: IVpc): Problem[];
  bind(scope: Construct, spec: ExporterSpec): FoundSource;
}
