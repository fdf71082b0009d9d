export * from './credentials';
export * from './credentials-options';
export * from './pooling';
export * from './pooling-options';
export * from './postgres-database';
export * from './postgres-database-props';
export * from './postgres-replica';
export * from './postgres-replica-props';
export { databaseSignals, type DatabaseShape } from './signals';
