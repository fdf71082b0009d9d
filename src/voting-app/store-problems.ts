import type { Construct } from 'constructs';
import { backendPlaceProblems, type IBackend } from '../backend';
import { ValkeyCache } from '../cache';
import { contradiction, isKnown, type Problem } from '../core';
import { fetchedSecrets, otherRegionProblems } from '../network';
import { backendProblems } from './backends';
import { PREFIXES, UNREAD } from './program';
import type { ResolvedVotingProps } from './resolved-props';
import { isTaken } from './setting-problems';

const CLUSTER = 'REDIS_CLUSTER';
const YES = /^(?:true|1|yes|on)$/i;

/** A store that is handed in, and how the program knows it. */
interface GivenStore {
  readonly prop: 'database' | 'cache';
  readonly backend: IBackend;
  /** Names of the variables that the roles get of it. */
  readonly variables: readonly string[];
}

/** What is wrong with the stores that are handed in, or with the settings beside them. */
export function storeProblems(scope: Construct, props: ResolvedVotingProps): Problem[] {
  const kinds = backendProblems(props);
  if (kinds.length > 0) return kinds;
  const stores = [...givenStore('database', props.database), ...givenStore('cache', props.cache)];
  return [
    ...stores.flatMap((store) => placeProblems(scope, props, store)),
    ...stores.flatMap((store) => doubleProblems(props, store)),
    ...clusterProblems(props, stores),
  ];
}

function givenStore(prop: GivenStore['prop'], backend: IBackend | undefined): GivenStore[] {
  if (!backend) return [];
  const prefix = prop === 'database' ? PREFIXES.DATABASE : PREFIXES.CACHE;
  const offered = { ...backend.environmentFor(prefix), ...backend.secretsFor(prefix) };
  const unread = UNREAD.map((name) => `${prefix}_${name}`);
  return [{ prop, backend, variables: Object.keys(offered).filter((name) => !unread.includes(name)) }];
}

/** Where the roles would not reach a store, or what its credentials need. */
function placeProblems(scope: Construct, { vpc }: ResolvedVotingProps, { prop, backend }: GivenStore): Problem[] {
  const secrets = backend.secretsFor(backend.defaultEnvironmentPrefix);
  return [
    ...backendPlaceProblems(scope, backend).map((problem) => ({ ...problem, prop })),
    ...otherRegionProblems(scope, vpc, fetchedSecrets(`${prop}.`, secrets)),
  ];
}

/** A variable has one value. */
function doubleProblems({ settings }: ResolvedVotingProps, { backend, variables }: GivenStore): Problem[] {
  return variables.filter((name) => name in settings && !isTaken(name)).map((name) => ({
    prop: `settings.${name}`, must: `be left out, because ${backend.node.path} gives it`, got: settings[name],
    advice: 'a variable has one value: change it there',
  }));
}

/** A client in cluster mode asks for the list of shards, which a server without that mode refuses. */
function clusterProblems({ settings, cache }: ResolvedVotingProps, stores: readonly GivenStore[]): Problem[] {
  const wanted = settings[CLUSTER];
  const isOurs = cache === undefined || cache instanceof ValkeyCache;
  const isSharded = stores.some(({ variables }) => variables.includes(CLUSTER));
  return contradiction(isOurs && !isSharded && isKnown(wanted) && YES.test(wanted.trim()), {
    prop: `settings.${CLUSTER}`, must: 'be left out with a cache that is not in cluster mode', got: wanted,
    advice: 'every vote would be refused: give "cache" a ValkeyCache with ClusterMode.enabled, which sets it',
  });
}
