import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { WebLoadBalancer } from '../ingress';
import { hostIngress } from './host-ingress';
import { pagesIngress, sharedIngress } from './pages-ingress';
import { portIngress } from './port-ingress';
import type {
  VotingHostOptions, VotingHttpOptions, VotingPagesOptions, VotingPortOptions, VotingSharedOptions,
} from './voting-ingress-options';
import type { VotingIngressVariant } from './voting-ingress-variant';
import { guardFactories } from '../core';

/**
 * How people reach the two pages of the voting application.
 *
 * @example
 * const ingress = VotingIngress.hosts({ vote: 'vote.example.com', result: 'result.example.com', hostedZone });
 */
export class VotingIngress {
  /** By two names, over HTTPS, through a load balancer of its own. */
  public static hosts(options: VotingHostOptions): VotingIngress {
    return new VotingIngress(hostIngress(options));
  }

  /** By two ports, over HTTPS, through a load balancer of its own: 443 to vote, 5001 for the result. */
  public static ports(options: VotingPortOptions): VotingIngress {
    return new VotingIngress(portIngress({ ...options, protocol: ApplicationProtocol.HTTPS }));
  }

  /**
   * By two ports, over plain HTTP, through a load balancer of its own: 80 to vote, 5001 for the result. For trials:
   * anybody on the way can read and change everything.
   */
  public static httpPorts(options: VotingHttpOptions = {}): VotingIngress {
    return new VotingIngress(portIngress({ ...options, protocol: ApplicationProtocol.HTTP }));
  }

  /** Through a load balancer that other services use too. */
  public static shared(loadBalancer: WebLoadBalancer, options: VotingSharedOptions): VotingIngress {
    return new VotingIngress(sharedIngress(loadBalancer, options));
  }

  /** By any two ways in, for example `Ingress.existing`. */
  public static pages(options: VotingPagesOptions): VotingIngress {
    return new VotingIngress(pagesIngress(options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: VotingIngressVariant,
  ) {}
}

guardFactories(VotingIngress);
