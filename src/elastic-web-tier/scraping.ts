import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { IConstruct } from 'constructs';
import { ScrapeDiscovery, type ScrapeSource } from '../signal';
import type { ScrapedWorkload } from '../workload';
import type { BootstrapVariant } from './bootstrap/bootstrap-variant';

/** EC2 Auto Scaling tags the instances of a group by itself; a single instance has the name that the tier gives it. */
export function discoveryOf(tier: IConstruct & { readonly autoScalingGroup?: AutoScalingGroup }): ScrapeDiscovery {
  return tier.autoScalingGroup
    ? ScrapeDiscovery.ec2Tag('aws:autoscaling:groupName', tier.autoScalingGroup.autoScalingGroupName)
    : ScrapeDiscovery.ec2Tag('Name', tier.node.path);
}

/** The exporters that the bootstrap installs. */
export function exporterSources(
  { exporters }: BootstrapVariant, { securityGroup, discovery }: ScrapedWorkload,
): ScrapeSource[] {
  return exporters.map(({ name, port, program }) => ({
    name, port, path: '/metrics', program, securityGroup, discovery,
  }));
}
