import type { Construct } from 'constructs';
import type { Problem } from '../core';
import { Compute, ElasticWebTier, type AutoScalingOptions } from '../elastic-web-tier';
import type { FargateService } from '../fargate-service';
import type { Ingress } from '../ingress';
import { ScrapeDiscovery, type ScrapeSource } from '../signal';
import { METRICS_PATH, METRICS_PORT, PORT } from './program';
import { createRole, scrapeSourceOf, type RoleSpec } from './role';
import { sizeProblems, type VotingPageOptions } from './role-options';

const ID = 'Vote';

/** The page where people vote, as it runs. */
export interface RunningVote {
  readonly unit: FargateService | ElasticWebTier;
  readonly service?: FargateService;
  readonly tier?: ElasticWebTier;
  /** What Prometheus asks. */
  readonly scrapeSource: ScrapeSource;
}

/** What the ways to run the page differ in. */
export interface VoteComputeVariant {
  problems(prop: string): Problem[];
  bind(scope: Construct, spec: RoleSpec, ingress: Ingress): RunningVote;
}

/** `VoteCompute.tasks`. */
export function onTasks(options: VotingPageOptions): VoteComputeVariant {
  return {
    problems: (prop) => sizeProblems(prop, options),
    bind: (scope, spec, ingress) => {
      const service = createRole(scope, ID, 'vote', spec, { ...options, ingress });
      return { unit: service, service, scrapeSource: scrapeSourceOf('vote', service) };
    },
  };
}

/** `VoteCompute.instances`. */
export function onInstances(options: AutoScalingOptions): VoteComputeVariant {
  return {
    problems: (prop) => sizeProblems(prop, { capacity: options.capacity }),
    bind: (scope, { vpc, image, settings, secrets, after }, ingress) => {
      const { bootstrap, grantRead } = image.onInstances(scope);
      const tier = new ElasticWebTier(scope, ID, {
        vpc, bootstrap, ingress, port: PORT,
        compute: Compute.autoScaling(options),
        secrets: { ...settings.secrets, ...secrets },
      });
      grantRead(tier);
      if (after) tier.autoScalingGroup!.node.addDependency(after);
      return { unit: tier, tier, scrapeSource: sourceOf(tier) };
    },
  };
}

function sourceOf(tier: ElasticWebTier): ScrapeSource {
  return {
    name: 'vote', port: METRICS_PORT, path: METRICS_PATH, securityGroup: tier.securityGroup,
    discovery: ScrapeDiscovery.ec2Tag('aws:autoscaling:groupName', tier.autoScalingGroup!.autoScalingGroupName),
  };
}
