import { AlternateTarget, ListenerRuleConfiguration } from 'aws-cdk-lib/aws-ecs';
import { ApplicationListenerRule, ListenerAction, ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge, LeastPrivilegeRole } from '../../core';
import { rulesOn, type AttachedIngress } from '../../ingress';
import type { TestTraffic } from './deployment-options';

/** The first rule of a listener that exists for tests alone. */
export const TEST_PRIORITY = 1;
const EVERYTHING = '/*';

/**
 * What ECS needs to move traffic between the two target groups of a service: rules to rewrite, and the right to do so.
 */
export class TrafficShift extends Construct {
  public readonly alternateTarget: AlternateTarget;

  constructor(scope: Construct, id: string, ingress: AttachedIngress, test?: TestTraffic) {
    super(scope, id);
    const { rule, targetGroup, alternateTargetGroup } = ingress;
    const testRule = test && this.createTestRule(scope, ingress, test);
    const rules = [rule, ...testRule ? [testRule] : []];
    this.alternateTarget = new AlternateTarget('AlternateTarget', {
      alternateTargetGroup: alternateTargetGroup!,
      productionListener: ListenerRuleConfiguration.applicationListenerRule(rule),
      testListener: testRule && ListenerRuleConfiguration.applicationListenerRule(testRule),
      role: this.createRole(rules.map(({ listenerRuleArn }) => listenerRuleArn), [
        targetGroup.targetGroupArn, alternateTargetGroup!.targetGroupArn,
      ]),
    });
  }

  private createTestRule(service: Construct, ingress: AttachedIngress, test: TestTraffic): ApplicationListenerRule {
    const { listener, priority = TEST_PRIORITY, conditions = [ListenerCondition.pathPatterns([EVERYTHING])] } = test;
    const { targetGroup, alternateTargetGroup, groupStickiness } = ingress;
    rulesOn(listener).push({ path: service.node.path, priority });
    return new ApplicationListenerRule(this, 'TestRule', {
      listener,
      priority,
      conditions,
      action: ListenerAction.weightedForward(
        [{ targetGroup, weight: 100 }, { targetGroup: alternateTargetGroup!, weight: 0 }],
        { stickinessDuration: groupStickiness },
      ),
    });
  }

  /** The managed policy of AWS may rewrite every load balancer of the account; this role may not. */
  private createRole(rules: string[], targetGroups: string[]): LeastPrivilegeRole {
    const role = new LeastPrivilegeRole(this, 'Role', {
      assumedBy: new ServicePrincipal('ecs.amazonaws.com'),
      description: 'Amazon ECS moves the traffic of one service between its target groups',
    });
    role.addToPolicy(new PolicyStatement({
      sid: 'Read',
      actions: ['DescribeListeners', 'DescribeRules', 'DescribeTargetGroups', 'DescribeTargetHealth'].map(
        (action) => `elasticloadbalancing:${action}`,
      ),
      resources: ['*'],
    }));
    role.addToPolicy(new PolicyStatement({
      sid: 'Shift', actions: ['elasticloadbalancing:ModifyRule'], resources: rules,
    }));
    role.addToPolicy(new PolicyStatement({
      sid: 'Targets', actions: ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'],
      resources: targetGroups,
    }));
    acknowledge(role.node.findChild('Rights'), 'trafficShift');
    return role;
  }
}
