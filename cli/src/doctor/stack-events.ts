import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Api } from '../aws/operations';
import { shortName, type Deployed } from '../aws/stacks';

/** A resource at which a stack failed. */
export interface StackFailure {
  readonly path: string;
  readonly type: string;
  readonly physicalId: string;
  readonly reason: string;
  readonly at?: Date;
}

const NESTED = 'AWS::CloudFormation::Stack';
const WELL = /^(CREATE|UPDATE|IMPORT)_COMPLETE$|CLEANUP_IN_PROGRESS$/;
const FOLLOWS = /cancelled|Resource creation Initiated|The following resource\(s\) failed/i;
/** Pages of events that one deployment fills at most, at 100 events each. */
const PAGES = 10;

/** The first failure of each stack whose last deployment failed; the others follow from it. */
export async function failuresOf(api: Api, deployed: Deployed): Promise<StackFailure[]> {
  const found = await Promise.all(deployed.stacks
    .filter(({ status }) => !WELL.test(status)).map(({ id }) => firstFailure(api, id, deployed)));
  return found.flatMap((failure) => failure ?? []);
}

async function firstFailure(api: Api, stack: string, deployed: Deployed): Promise<StackFailure | undefined> {
  const failed = (await lastOperation(api, stack)).filter(({ ResourceStatus, ResourceStatusReason = '' }) =>
    ResourceStatus?.endsWith('_FAILED') && !FOLLOWS.test(ResourceStatusReason));
  const first = failed[failed.length - 1];
  if (first === undefined) return undefined;
  const { ResourceType: type = '', PhysicalResourceId: physicalId = '', LogicalResourceId: id = '' } = first;
  const isNested = type === NESTED && physicalId !== '' && physicalId !== stack;
  const inner = isNested ? await firstFailure(api, physicalId, deployed) : undefined;
  const path = deployed.resources.find(({ logicalId }) => logicalId === id)?.path ?? id;
  return inner ?? {
    path: shortName(path), type, physicalId, reason: first.ResourceStatusReason ?? '', at: first.Timestamp,
  };
}

/** Events of the last deployment, the newest first. */
async function lastOperation(api: Api, StackName: string): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await api.describeStackEvents({ StackName, NextToken });
    for (const event of answer.StackEvents ?? []) {
      events.push(event);
      if (isStart(event)) return events;
    }
    NextToken = answer.NextToken;
    if (!NextToken) return events;
  }
  return events;
}

function isStart({ ResourceType, PhysicalResourceId, StackId, ResourceStatus }: StackEvent): boolean {
  return ResourceType === NESTED && PhysicalResourceId === StackId
    && /^(CREATE|UPDATE|IMPORT|DELETE)_IN_PROGRESS$/.test(ResourceStatus ?? '');
}
