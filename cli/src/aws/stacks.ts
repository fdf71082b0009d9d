import type { ListStacksCommandInput } from '@aws-sdk/client-cloudformation';
import { Template } from '../../../src/template';
import { WrongUse } from '../outcome';
import { ifAllowed } from './errors';
import type { Resource, StackState } from './model';
import { nearest } from './nearest';
import type { Api } from './operations';
import { pages } from './pages';

/** A template, as far as the program reads it. */
export interface TemplateBody {
  readonly Resources?: { readonly [logicalId: string]: {
    readonly Type?: string;
    readonly Properties?: { readonly [name: string]: unknown };
    readonly DeletionPolicy?: string;
    readonly Metadata?: { readonly [name: string]: unknown };
  }; };
}

const NESTED = 'AWS::CloudFormation::Stack';
const PATH = 'aws:cdk:path';
const GONE = 'DELETE_COMPLETE';
/** Names of CloudFormation for "a resource of its own", which say nothing to people. */
const INNER = new Set(['Resource', 'Service', 'ASG', 'Group', 'Default']);

/** What one or several stacks hold, with the stacks that are nested in them. */
export class Deployed {
  /** Reads stacks; an error names stacks whose names are near. */
  public static async read(api: Api, names: readonly string[], missingRights: Set<string>): Promise<Deployed> {
    const read = await Promise.all(names.map((name) => readStack(api, name, missingRights)));
    return new Deployed(read.map(({ stack }) => stack), read.flatMap(({ resources }) => resources),
      read.flatMap(({ templates }) => templates));
  }

  private constructor(
    public readonly stacks: readonly StackState[],
    public readonly resources: readonly Resource[],
    public readonly templates: readonly TemplateBody[],
  ) {}

  /** Resources of a type that exist. */
  public of(...types: readonly string[]): Resource[] {
    return this.resources.filter(({ type, physicalId, status }) => types.includes(type) && physicalId !== ''
      && status !== GONE);
  }

  /** How people call a resource. */
  public nameOf(physicalId: string): string {
    const resource = this.resources.find((one) => one.physicalId === physicalId);
    return resource ? shortName(resource.path) : physicalId;
  }
}

/** The path of a construct without its stack and without words that say nothing. */
export function shortName(path: string): string {
  const words = path.split('/');
  const named = words.length > 1 ? words.slice(1) : words;
  while (named.length > 1 && INNER.has(named[named.length - 1])) named.pop();
  return named.join('/');
}

/** What a logical id of the CDK says: it is the path without signs, and a hash. */
export function nameIn(logicalId: string): string {
  const name = logicalId.replace(/[0-9A-F]{8}$/, '');
  return name.replace(/(Service|Resource|ASG)+$/, '') || name;
}

interface Read {
  readonly stack: StackState;
  readonly resources: readonly Resource[];
  readonly templates: readonly TemplateBody[];
}

async function readStack(api: Api, name: string, missingRights: Set<string>): Promise<Read> {
  const stack = await stackOf(api, name);
  const [summaries, template] = await Promise.all([
    pages((NextToken) => api.listStackResources({ StackName: stack.id, NextToken }),
      ({ StackResourceSummaries }) => StackResourceSummaries, ({ NextToken }) => NextToken),
    ifAllowed(api.getTemplate({ StackName: stack.id, TemplateStage: 'Original' }), missingRights),
  ]);
  const body = parsed(template?.TemplateBody);
  const resources = summaries.map((one): Resource => ({
    stack: stack.name, type: one.ResourceType ?? '', logicalId: one.LogicalResourceId ?? '',
    physicalId: one.PhysicalResourceId ?? '', status: one.ResourceStatus ?? '', reason: one.ResourceStatusReason,
    path: pathOf(body, one.LogicalResourceId ?? ''),
  }));
  const nested = await Promise.all(resources
    .filter(({ type, physicalId, status }) => type === NESTED && physicalId !== '' && status !== GONE)
    .map(({ physicalId }) => readStack(api, physicalId, missingRights)));
  return {
    stack, resources: [...resources, ...nested.flatMap((inner) => inner.resources)],
    templates: [body, ...nested.flatMap((inner) => inner.templates)],
  };
}

/** One stack by its name or its id. */
export async function stackOf(api: Api, name: string): Promise<StackState> {
  const found = await described(api, name);
  if (!found) throw new WrongUse(`there is no stack "${name}" ${await here(api)}`, await namesNear(api, name));
  const [, , , region = '', account = ''] = (found.StackId ?? '').split(':');
  return {
    name: found.StackName ?? name, id: found.StackId ?? name, region, account, status: found.StackStatus ?? '',
    reason: found.StackStatusReason, changedAt: found.LastUpdatedTime ?? found.CreationTime,
    isProtected: found.EnableTerminationProtection ?? false,
  };
}

async function described(api: Api, name: string) {
  try {
    return (await api.describeStacks({ StackName: name })).Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    if (error instanceof Error && /constraint|pattern/i.test(error.message)) return undefined;
    throw error;
  }
}

async function here(api: Api): Promise<string> {
  const caller = await ifAllowed(api.getCallerIdentity({}), new Set());
  return caller?.Account === undefined ? 'in this account and Region' : `in account ${caller.Account} in this Region`;
}

const ALIVE: ListStacksCommandInput['StackStatusFilter'] = [
  'CREATE_COMPLETE', 'CREATE_FAILED', 'CREATE_IN_PROGRESS', 'DELETE_FAILED', 'DELETE_IN_PROGRESS',
  'IMPORT_COMPLETE', 'REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'ROLLBACK_IN_PROGRESS',
  'UPDATE_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_FAILED', 'UPDATE_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS',
];

async function namesNear(api: Api, name: string): Promise<string> {
  const summaries = await ifAllowed(pages((NextToken) => api.listStacks({ NextToken, StackStatusFilter: ALIVE }),
    ({ StackSummaries }) => StackSummaries?.filter(({ ParentId }) => ParentId === undefined),
    ({ NextToken }) => NextToken), new Set());
  const names = nearest(name, (summaries ?? []).flatMap(({ StackName }) => StackName ?? []));
  return names.length > 0
    ? `stacks with names near to it: ${names.join(', ')}`
    : 'check the name, --region and --profile; nothing here has a name near to it';
}

/** A template of any tool, in JSON or YAML; nothing where it cannot be read. */
function parsed(body: string | undefined): TemplateBody {
  try {
    return body === undefined ? {} : Template.parse(body).json as TemplateBody;
  } catch {
    return {};
  }
}

function pathOf({ Resources = {} }: TemplateBody, logicalId: string): string {
  const path = Resources[logicalId]?.Metadata?.[PATH];
  return typeof path === 'string' ? path : nameIn(logicalId);
}
