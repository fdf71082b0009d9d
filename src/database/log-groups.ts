import { RemovalPolicy } from 'aws-cdk-lib';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { createLogGroup, Profile, type LogContent } from '../core';

/** Logs that RDS for PostgreSQL writes, with the ids of their groups. */
const EXPORTS: { readonly [log: string]: { readonly id: string; readonly content: LogContent } } = {
  postgresql: { id: 'Postgresql', content: 'postgres' }, upgrade: { id: 'Upgrade', content: 'other' },
};

export const LOG_EXPORTS = Object.keys(EXPORTS);

/** The log groups of an instance, made before it so that retention and encryption are ours. */
export class DatabaseLogGroups extends Construct {
  /** Groups by the name of their export. */
  public readonly groups: { readonly [log: string]: LogGroup };

  constructor(scope: Construct, id: string, instanceIdentifier: string) {
    super(scope, id);
    this.groups = Object.fromEntries(Object.entries(EXPORTS).map(([log, group]) =>
      [log, createNamedLogGroup(this, group.id, `/aws/rds/instance/${instanceIdentifier}/${log}`, group.content)]));
  }
}

/**
 * A log group whose name RDS prescribes.
 *
 * A group that is kept when its stack fails to come up would be in the way of the next attempt, as its name is taken;
 * so it is kept except then.
 */
export function createNamedLogGroup(
  scope: Construct, id: string, logGroupName: string, content: LogContent,
): LogGroup {
  const group = createLogGroup(scope, id, { logGroupName, content });
  if (Profile.of(scope)._defaults.telemetryRemoval === RemovalPolicy.RETAIN) {
    group.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
  return group;
}
