import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct, type IConstruct } from 'constructs';
import { guardFactories, placeProblems, type Problem, referredBy, text, whereaboutsOfArn } from '../core';
import { createWebAcl, managedFirewallProblems, type ManagedFirewallOptions } from './managed-firewall';

/**
 * A web application firewall (AWS WAF) in front of a load balancer.
 *
 * @example
 * Ingress.http({ loadBalancer: { firewall: Firewall.managed({ fiveMinuteRequestLimit: 500 }) } });
 */
export class Firewall {
  /**
   * A firewall for this load balancer alone: AWS's managed rules against known bad addresses, common attacks, known bad
   * input and SQL injection, and a limit on the requests of one client.
   *
   * About 10 USD a month and 0.60 USD a million requests. Blocked and counted requests are logged without cookies and
   * credentials.
   *
   * @param options limits and exceptions
   */
  public static managed(options?: ManagedFirewallOptions): Firewall {
    return new Firewall(managed(options ?? {}));
  }

  /**
   * A web ACL that exists in the Region of the load balancer, for example one of your security team.
   *
   * @param webAclArn ARN of a regional web ACL; any other ARN is rejected, and one of another Region or account too
   */
  public static existing(webAclArn: string): Firewall {
    return new Firewall(existing(webAclArn));
  }

  /** No firewall. */
  public static none(): Firewall {
    return new Firewall({ problems: () => [], bind: () => undefined });
  }

  private constructor(/** @internal */ public readonly _variant: FirewallVariant) {}
}

guardFactories(Firewall);

/** What the firewalls differ in. */
export interface FirewallVariant {
  problems(prop: string, scope: IConstruct): Problem[];
  /**
   * @param behindProxy whether the client's address stands in X-Forwarded-For
   * @returns the ARN of the web ACL, if there is one
   */
  bind(scope: Construct, loadBalancer: ApplicationLoadBalancer, behindProxy: boolean): string | undefined;
}

function managed(options: ManagedFirewallOptions): FirewallVariant {
  return {
    problems: (prop) => managedFirewallProblems(prop, options),
    bind: (scope, loadBalancer, behindProxy) => {
      const inner = new Construct(scope, 'Firewall');
      return associate(inner, loadBalancer, createWebAcl(inner, options, behindProxy));
    },
  };
}

function existing(webAclArn: string): FirewallVariant {
  return {
    problems: (prop, scope) => {
      const shape = text(
        `${prop}.webAclArn`, webAclArn, /arn:[a-z-]+:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+/,
        'be the ARN of a regional web ACL',
      );
      if (shape.length > 0) return shape;
      return placeProblems(scope, {
        prop: `${prop}.webAclArn`, thing: referredBy(webAclArn), is: whereaboutsOfArn(webAclArn), sameAccount: true,
        advice: 'a web ACL protects load balancers of its own Region and account',
      });
    },
    bind: (scope, loadBalancer) => associate(new Construct(scope, 'Firewall'), loadBalancer, webAclArn),
  };
}

function associate(scope: Construct, loadBalancer: ApplicationLoadBalancer, webAclArn: string): string {
  new CfnWebACLAssociation(scope, 'Association', { resourceArn: loadBalancer.loadBalancerArn, webAclArn });
  return webAclArn;
}
