import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type {
  ApplicationListenerRule, ApplicationTargetGroup, IApplicationListener, IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import {
  rollbackTargetSignals, targetRequests, targetSignals, type AttachedIngress, type TargetSignalsOptions,
} from '../ingress';
import { withAlarmsBelow, type RequestMetrics, type Signal } from '../signal';
import { createRollbackAlarms, ROLLBACK } from './rollback-alarms';

/** How requests reach a workload. Without an ingress there is nothing here: the workload is a worker. */
export class Entrance {
  /**
   * @param scope the workload
   * @param fewest how many targets always run
   */
  constructor(
    private readonly scope: Construct, public readonly ingress: AttachedIngress | undefined,
    private readonly fewest: number,
  ) {}

  public get loadBalancer(): IApplicationLoadBalancer | undefined {
    return this.ingress?.loadBalancer;
  }

  public get listener(): IApplicationListener | undefined {
    return this.ingress?.listener;
  }

  public get listenerRule(): ApplicationListenerRule | undefined {
    return this.ingress?.rule;
  }

  public get targetGroup(): ApplicationTargetGroup | undefined {
    return this.ingress?.targetGroup;
  }

  public get alternateTargetGroup(): ApplicationTargetGroup | undefined {
    return this.ingress?.alternateTargetGroup;
  }

  /** One group, or two where deployments shift traffic between them. */
  public get targetGroups(): ApplicationTargetGroup[] {
    return [this.targetGroup, this.alternateTargetGroup].filter((group) => group !== undefined);
  }

  public get url(): string | undefined {
    return this.ingress?.url;
  }

  /** What users get; rollback alarms that exist are handed over. */
  public signals(): Signal[] {
    return withAlarmsBelow(this.scope.node.tryFindChild(ROLLBACK), this.watched().flatMap(targetSignals));
  }

  /** What is counted of the requests. */
  public requestMetrics(): RequestMetrics[] {
    const { ingress, targetGroups } = this;
    return ingress ? [targetRequests({ ...ingress, targetGroups })] : [];
  }

  /** Alarms on what users get, which roll a new version back. */
  public createRollbackAlarms(): IAlarm[] {
    return createRollbackAlarms(this.scope, this.watched().flatMap(rollbackTargetSignals));
  }

  /** Stack outputs by name. */
  public outputs(): Record<string, string> {
    const { ingress, alternateTargetGroup } = this;
    if (!ingress) return {};
    return {
      Url: ingress.url,
      LoadBalancerDnsName: ingress.loadBalancer.loadBalancerDnsName,
      ListenerArn: ingress.listener.listenerArn,
      TargetGroupArn: ingress.targetGroup.targetGroupArn,
      ...alternateTargetGroup && { AlternateTargetGroupArn: alternateTargetGroup.targetGroupArn },
    };
  }

  /** What is watched of the ingress; nothing without one. */
  private watched(): TargetSignalsOptions[] {
    const { ingress, targetGroups } = this;
    if (!ingress) return [];
    const { loadBalancer, isShared, certificate } = ingress;
    return [{ loadBalancer, targetGroups, minHealthyTargets: this.fewest, isShared, certificate }];
  }
}
