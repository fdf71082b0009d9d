export * from './backend-variant';
export { type ManagedOptions } from './managed';
export * from './metrics-backend';
export * from './metrics-history';
export { publishRights } from './rights';
export * from './self-hosted-options';
