import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { MetricsModel } from '../content';
import type { FoundSource } from '../scraping';
import type { BackendSpec, MetricsBackendVariant, RunningBackend } from './backend-variant';
import { Collector, collectorProblems, hiddenProblems } from './collector';

const TITLE = 'MetricsBackend.agentless';

/** `MetricsBackend.agentless`. */
export function agentless(): MetricsBackendVariant {
  return {
    title: TITLE,
    canBeAsked: false,
    hasWorkspace: false,
    runsPrograms: false,
    problems: (prop, _scope, vpc) => collectorProblems(prop, vpc),
    bind: (scope, spec) => new AgentlessBackend(scope, 'Agentless', spec),
  };
}

/** A collector that sends metrics to CloudWatch. */
class AgentlessBackend extends Construct implements RunningBackend {
  public readonly jobs = [];
  public readonly model = {};
  private readonly collector: Collector;

  constructor(scope: Construct, id: string, { vpc }: BackendSpec) {
    super(scope, id);
    const DatasetArn = Stack.of(this).formatArn({
      service: 'cloudwatch', resource: 'dataset', resourceName: 'default', arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    this.collector = new Collector(this, 'Collector', vpc, { CloudWatchConfiguration: { DatasetArn } });
  }

  public get scraper(): ISecurityGroup { return this.collector.securityGroup; }

  public problems(found: readonly FoundSource[]) { return hiddenProblems(TITLE, found); }

  public finish(model: MetricsModel, found: readonly FoundSource[]): void {
    this.collector.fill(model, found);
  }
}
