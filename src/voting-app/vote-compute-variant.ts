import { InstanceArchitecture, type InstanceType, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { contradiction, inWords, type Problem } from '../core';
import {
  architectureOf, Bootstrap, Compute, ElasticWebTier, resolveTier, type AutoScalingOptions,
} from '../elastic-web-tier';
import type { FargateService } from '../fargate-service';
import { Ingress } from '../ingress';
import { ScrapeDiscovery, type ScrapeSource } from '../signal';
import { METRICS_PATH, METRICS_PORT, PORT } from './program';
import { createRole, PROGRAMS, scrapeSourceOf, type RoleSpec } from './role';
import { pageProblems, type VotingPageOptions } from './role-options';
import type { VotingImageVariant } from './voting-image';

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
  problems(prop: string, scope: Construct, vpc: IVpc, image: VotingImageVariant): Problem[];
  bind(scope: Construct, spec: RoleSpec, ingress: Ingress): RunningVote;
}

/** `VoteCompute.tasks`. */
export function onTasks(options: VotingPageOptions): VoteComputeVariant {
  return {
    problems: (prop, scope) => pageProblems(scope, prop, options),
    bind: (scope, spec, ingress) => {
      const service = createRole(scope, ID, 'vote', spec, { ...options, ingress });
      return { unit: service, service, scrapeSource: scrapeSourceOf('vote', service) };
    },
  };
}

/** `VoteCompute.instances`. */
export function onInstances(options: AutoScalingOptions): VoteComputeVariant {
  const compute = Compute.autoScaling(options);
  return {
    problems: (prop, scope, vpc, image) => instanceProblems(prop, scope, vpc, compute, image),
    bind: (scope, { vpc, image, settings, secrets, after }, ingress) => {
      const { bootstrap, grantRead } = image.onInstances(scope);
      const tier = new ElasticWebTier(scope, ID, {
        vpc, bootstrap, ingress, compute, port: PORT,
        secrets: { ...settings.secrets, ...secrets },
      });
      grantRead(tier);
      if (after) tier.autoScalingGroup!.node.addDependency(after);
      return { unit: tier, tier, scrapeSource: sourceOf(tier) };
    },
  };
}

/** Program and way in are not made yet: any that keep the defaults stand for them. */
function instanceProblems(
  prop: string, scope: Construct, vpc: IVpc, { _variant }: Compute, image: VotingImageVariant,
): Problem[] {
  const bootstrap = Bootstrap.script('node');
  const tier = resolveTier(scope, { vpc, bootstrap, ingress: Ingress.http() }, _variant);
  const own = _variant.problems(prop, tier, scope);
  return own.length > 0 ? own : processorProblems(tier.instanceType, image);
}

/** An image runs on processors of its own kind only; the bundled program runs without one. */
function processorProblems(type: InstanceType, { architecture, needsSameProcessor }: VotingImageVariant): Problem[] {
  const processor = architectureOf(type);
  const { _cpuArchitecture: wanted } = processor === InstanceArchitecture.ARM_64
    ? CpuArchitecture.ARM64
    : CpuArchitecture.X86_64;
  return contradiction(needsSameProcessor && processor !== undefined && architecture._cpuArchitecture !== wanted, {
    prop: 'image.architecture', must: `be ${wanted}, as that of the instances`,
    got: inWords(architecture._cpuArchitecture), advice: `the page where people vote runs on ${type.toString()}`,
  });
}

function sourceOf(tier: ElasticWebTier): ScrapeSource {
  return {
    name: 'vote', port: METRICS_PORT, path: METRICS_PATH, securityGroup: tier.securityGroup, program: PROGRAMS.vote,
    discovery: ScrapeDiscovery.ec2Tag('aws:autoscaling:groupName', tier.autoScalingGroup!.autoScalingGroupName),
  };
}
