import type { Construct } from 'constructs';
import {
  BackendAccess, BucketBackend, ExistingBackend, loginOf, QueueBackend, TopicBackend, type ConnectOptions,
  type IBackend,
} from '../backend';
import { ValkeyCache } from '../cache';
import { contradiction, inWords, isKnown, Mark, Profile, type Problem } from '../core';
import { DatabaseCredentials, PostgresDatabase } from '../database';
import { PREFIXES, UNREAD } from './program';
import type { ResolvedVotingProps } from './resolved-props';
import type { SettingValues } from './settings';

const DEFAULT_QUEUE = 'votes';
/** Applications by the name of their queue, on the store that holds it. */
const QUEUES = new Mark<Map<string, string>>('voting-queues');
/** Applications by the ids of their polls, on the database that holds the votes. */
const POLLS = new Mark<Map<string, string>>('voting-polls');

/** What a full cache gives up. Votes have no time to live, so policies for keys that have one leave them alone. */
const POLICY = 'maxmemory-policy';
const EVICTS_VOTES = /^allkeys-/;

/** How the roles are connected to the queue: the program knows its stores by names of its own. */
export const CACHE_CONNECTION: ConnectOptions = { environmentPrefix: PREFIXES.CACHE, omit: UNREAD };

/** Of the database that the application makes itself. */
const OWN_LOGIN = { rotates: true, masterUserName: DatabaseCredentials.managedByRds().userName };

/** How the roles are connected to the database. */
export function databaseConnection({ databaseAccess }: Pick<ResolvedVotingProps, 'databaseAccess'>): ConnectOptions {
  return { environmentPrefix: PREFIXES.DATABASE, omit: UNREAD, access: databaseAccess };
}

/** Stores that are none, or that do not know the way of the credentials. */
export function backendProblems(props: ResolvedVotingProps): Problem[] {
  const { database, cache, databaseAccess, settings, polls } = props;
  const access = databaseAccess ?? BackendAccess.injected();
  const kinds = [
    ...contradiction(database instanceof ValkeyCache, {
      prop: 'database', must: 'be a database', got: inWords(`the ValkeyCache ${database?.node.path}`),
    }),
    ...contradiction(cache instanceof PostgresDatabase, {
      prop: 'cache', must: 'be a queue', got: inWords(`the PostgresDatabase ${cache?.node.path}`),
    }),
    ...serviceProblems('database', database),
    ...serviceProblems('cache', cache),
    ...contradiction(database !== undefined && database === cache, {
      prop: 'cache', must: 'differ from "database"', got: inWords(database?.node.path ?? ''),
    }),
  ];
  if (kinds.length > 0) return kinds;
  return [
    // a secret that the program reads itself may name the host.
    ...access._variant.adds.includes('SECRET_ARN') ? [] : hostProblems('database', database, ['HOST']),
    ...hostProblems('cache', cache, ['HOST', 'URL']),
    ...queueProblems(cache, queueOf(settings)),
    ...evictionProblems(cache),
    ...ownerProblems(database, polls.map(({ id }) => id)),
    ...access._variant.problems('databaseAccess', database ? loginOf(database) : OWN_LOGIN),
  ];
}

/** Backends without an address that the program could connect to. */
function serviceProblems(prop: 'database' | 'cache', backend: IBackend | undefined): Problem[] {
  const isOne = [QueueBackend, BucketBackend, TopicBackend].some((kind) => backend instanceof kind);
  return contradiction(isOne, {
    prop, must: prop === 'cache' ? 'speak the protocol of Redis' : 'be a database',
    got: inWords(backend?.node.path ?? ''),
    advice: `leave it out, or give a ${prop === 'cache' ? 'ValkeyCache' : 'PostgresDatabase'} or an ExistingBackend`,
  });
}

/** Without the address of a store the program does not start. */
function hostProblems(prop: string, backend: IBackend | undefined, names: readonly string[]): Problem[] {
  if (!(backend instanceof ExistingBackend)) return [];
  const offered = { ...backend.environmentFor('X'), ...backend.secretsFor('X') };
  return contradiction(!names.some((name) => `X_${name}` in offered), {
    prop, must: `offer ${names.join(' or ')}`, got: inWords(`${backend.node.path} without it`),
    advice: 'give it in "environment" or "secrets" of the ExistingBackend',
  });
}

/** Notes whose queue and whose polls they are, so that no other application takes them. */
export function takeStores(
  { node }: Construct, cache: IBackend, database: IBackend, { settings, polls }: ResolvedVotingProps,
): void {
  QUEUES.set(cache, new Map(QUEUES.get(cache)).set(queueOf(settings), node.path));
  POLLS.set(database, new Map([...POLLS.get(database) ?? [], ...polls.map(({ id }) => [id, node.path] as const)]));
}

/** As the program reads it: without blanks around it, and an empty one is none. */
function queueOf({ QUEUE_NAME = '' }: SettingValues): string {
  return QUEUE_NAME.trim() || DEFAULT_QUEUE;
}

/** The workers of one application would store the votes of the other one. */
function queueProblems(cache: IBackend | undefined, queue: string): Problem[] {
  const other = cache && isKnown(queue) ? QUEUES.get(cache)?.get(queue) : undefined;
  return contradiction(other !== undefined, {
    prop: 'settings.QUEUE_NAME', must: `differ from that of ${other}, which has the same "cache"`, got: queue,
    advice: 'each application would get votes of the other one',
  });
}

/** Votes that were acknowledged would be lost. */
function evictionProblems(cache: IBackend | undefined): Problem[] {
  const policy = cache instanceof ValkeyCache ? cache._resolved.parameters[POLICY] : undefined;
  return contradiction(policy !== undefined && isKnown(policy) && EVICTS_VOTES.test(policy), {
    prop: 'cache', must: 'evict nothing when it is full',
    got: inWords(`${cache?.node.path} with "${POLICY}" ${policy}`),
    advice: 'a queue that evicts loses votes: leave the parameter out, or give "cache" another ValkeyCache',
  });
}

/** The votes of both polls would be one number. */
function ownerProblems(database: IBackend | undefined, ids: readonly string[]): Problem[] {
  return ids.flatMap((id, i) => {
    const other = database && isKnown(id) ? POLLS.get(database)?.get(id) : undefined;
    return contradiction(other !== undefined, {
      prop: `polls[${i}].id`, must: `differ from that of ${other}, which has the same "database"`, got: id,
      advice: 'the votes of both polls would be counted together',
    });
  });
}

/** How many replicas of the queue can hold a vote; nothing where the app cannot see it. */
export function replicasOf(scope: Construct, cache: IBackend | undefined): number | undefined {
  if (cache === undefined) return Profile.of(scope)._defaults.cacheNodes - 1;
  if (!(cache instanceof ValkeyCache)) return undefined;
  const { numCacheClusters, replicasPerNodeGroup } = cache.replicationGroup;
  return isKnown(numCacheClusters) ? numCacheClusters - 1 : replicasPerNodeGroup;
}
