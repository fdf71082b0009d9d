export * from './cache-login';
export * from './cluster-mode';
export * from './cluster-mode-options';
export { cacheSignals, type CacheShape } from './signals';
export * from './valkey-cache';
export * from './valkey-cache-props';
