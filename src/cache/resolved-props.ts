import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Defaults } from '../core';
import { CacheLogin } from './cache-login';
import { ClusterMode } from './cluster-mode';
import type { ValkeyCacheProps } from './valkey-cache-props';

const DEFAULT_VERSION = '8.0';
const DEFAULT_PORT = 6379;
const DEFAULT_PARAMETERS: { readonly [name: string]: string } = { 'maxmemory-policy': 'noeviction' };

/** The props of a cache with their defaults. */
export interface ResolvedCacheProps {
  readonly version: string;
  readonly nodeType: string;
  readonly nodes: number;
  readonly clusterMode: ClusterMode;
  readonly login: CacheLogin;
  readonly port: number;
  readonly snapshotRetention: Duration;
  readonly snapshotWindow?: string;
  readonly maintenanceWindow?: string;
  readonly removalPolicy: RemovalPolicy;
  readonly parameters: { readonly [name: string]: string };
}

/** The user's props, completed by the profile and by the defaults that are the same everywhere. */
export function resolveProps(props: ValkeyCacheProps, profile: Defaults): ResolvedCacheProps {
  const clusterMode = props.clusterMode ?? ClusterMode.disabled();
  return {
    version: props.version ?? DEFAULT_VERSION,
    nodeType: props.nodeType ?? profile.cacheNodeType,
    nodes: props.nodes ?? clusterMode._variant.nodes(profile.cacheNodes),
    clusterMode,
    login: props.login ?? CacheLogin.token(),
    port: props.port ?? DEFAULT_PORT,
    snapshotRetention: props.snapshotRetention ?? profile.cacheSnapshots,
    snapshotWindow: props.snapshotWindow,
    maintenanceWindow: props.maintenanceWindow,
    removalPolicy: props.removalPolicy ?? profile.cacheRemoval,
    parameters: { ...DEFAULT_PARAMETERS, ...clusterMode._variant.parameters, ...props.parameters },
  };
}
