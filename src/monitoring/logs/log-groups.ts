import type { CfnResource } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { contentOf, type LogContent } from '../../core';

/** A log group of a subject. */
export interface SubjectLog {
  readonly group: CfnLogGroup;
  readonly content: LogContent;
}

/** The log groups among the resources that a subject is made of. */
export function logsIn(resources: readonly CfnResource[]): SubjectLog[] {
  return resources.filter((resource) => resource instanceof CfnLogGroup)
    .map((group) => ({ group, content: contentOf(group.node.scope!) }));
}
