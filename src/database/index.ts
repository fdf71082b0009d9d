export * from './credentials';
export * from './pooling';
export * from './postgres-database';
export * from './postgres-database-props';
export { databaseSignals, type DatabaseShape } from './signals';
