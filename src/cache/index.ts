export * from './valkey-cache';
export * from './valkey-cache-props';
