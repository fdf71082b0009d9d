export * from './backend-variant';
export * from './metrics-backend';
export * from './metrics-history';
export * from './self-hosted-options';
