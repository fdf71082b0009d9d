import { Lazy, Names, Stack } from 'aws-cdk-lib';
import { CfnRuleGroupsNamespace } from 'aws-cdk-lib/aws-aps';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { OperationsTopic } from '../../signal';
import { alertmanagerConfig, ruleFiles, type MetricsModel } from '../content';
import type { FoundSource } from '../scraping';
import type { BackendSpec, MetricsBackendVariant, QuerySource, RunningBackend } from './backend-variant';
import { Collector, collectorProblems, hiddenProblems } from './collector';
import { MetricsHistory, type Workspace } from './metrics-history';
import { askWorkspace } from './services';

const TITLE = 'MetricsBackend.managed';

/** What runs at AWS. */
export interface ManagedOptions {
  /**
   * The workspace. One that exists keeps its own alert manager; the library adds its rules.
   *
   * @default MetricsHistory.newWorkspace() - a collector of AWS keeps nothing itself
   */
  readonly history?: MetricsHistory;
}

/** `MetricsBackend.managed`. */
export function managed({ history = MetricsHistory.newWorkspace() }: ManagedOptions): MetricsBackendVariant {
  return {
    title: TITLE,
    canBeAsked: true,
    hasWorkspace: true,
    runsPrograms: false,
    problems: (prop, scope, vpc) => [
      ...history._variant.problems(`${prop}.history`, scope),
      ...history._variant.keepsNothing
        ? [{ prop: `${prop}.history`, must: `be a workspace with ${TITLE}`, got: 'MetricsHistory.none()' }]
        : [],
      ...collectorProblems(prop, vpc),
    ],
    bind: (scope, spec) => new ManagedBackend(scope, 'Managed', spec, history),
  };
}

/** A workspace of Amazon Managed Service for Prometheus with rules, alert manager and collector. */
class ManagedBackend extends Construct implements RunningBackend {
  public readonly query: QuerySource;
  public readonly workspaceArn: string;
  public readonly jobs = [];
  public readonly model: RunningBackend['model'];

  private readonly workspace: Workspace;
  private readonly collector: Collector;
  private alerts?: string;

  constructor(scope: Construct, id: string, { vpc }: BackendSpec, history: MetricsHistory) {
    super(scope, id);
    this.workspace = history._variant.bind(this)!;
    this.workspaceArn = this.workspace.arn;
    this.query = askWorkspace(this.workspace);
    this.collector = new Collector(this, 'Collector', vpc, {
      AmpConfiguration: { WorkspaceArn: this.workspace.arn },
    });
    const topic = OperationsTopic.of(this);
    this.model = { topicArn: topic.topicArn };
    this.sendAlertsTo(topic);
  }

  public get scraper(): ISecurityGroup { return this.collector.securityGroup; }

  public problems(found: readonly FoundSource[]) { return hiddenProblems(TITLE, found); }

  public finish(model: MetricsModel, found: readonly FoundSource[]): void {
    this.collector.fill(model, found);
    this.alerts = `alertmanager_config: |\n${indented(alertmanagerConfig(model))}`;
    const rules = new Construct(this, 'Rules');
    for (const [file, data] of Object.entries(ruleFiles(model))) {
      const name = file.replace(/\.ya?ml$/, '');
      new CfnRuleGroupsNamespace(rules, name, {
        workspace: this.workspace.arn, data, name: `${Names.uniqueResourceName(this, { maxLength: 40 })}-${name}`,
      });
    }
  }

  /** AWS sends alerts as its own service, so the policies of topic and key have to name it. */
  private sendAlertsTo(topic: ITopic): void {
    const { resource } = this.workspace;
    if (!resource) return;
    resource.alertManagerDefinition = Lazy.string({ produce: () => this.alerts });
    const principals = [new ServicePrincipal('aps.amazonaws.com')];
    const StringEquals = { 'aws:SourceAccount': Stack.of(this).account };
    topic.addToResourcePolicy(new PolicyStatement({
      sid: `Alerts${this.node.addr.slice(-8)}`,
      principals,
      actions: ['sns:Publish', 'sns:GetTopicAttributes'],
      resources: [topic.topicArn],
      conditions: { StringEquals, ArnEquals: { 'aws:SourceArn': resource.attrArn } },
    }));
    const key = topic.masterKey;
    // without the workspace, which may itself be encrypted with this key.
    key?.addToResourcePolicy(new PolicyStatement({
      sid: `Alerts${this.node.addr.slice(-8)}`,
      principals, actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'], conditions: { StringEquals },
    }));
  }
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
