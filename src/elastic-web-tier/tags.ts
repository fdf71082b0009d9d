import { Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Profile } from '../core';

/** Resources that people tell apart by their tags: instances, and their disks. */
const TAGGED = [
  'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::EC2::Instance', 'AWS::EC2::Volume',
];
/** Lower than the priority of tags that the user adds, wherever those are added. */
const PRIORITY = 50;

export function tagInstances(tier: Construct, owner: string | undefined): void {
  const options = { includeResourceTypes: TAGGED, priority: PRIORITY };
  Tags.of(tier).add('Name', tier.node.path, options);
  Tags.of(tier).add('environment', Profile.of(tier).name, options);
  if (owner !== undefined) Tags.of(tier).add('owner', owner, options);
}
