export { HTTP } from './http';
export { REAL_DISKS } from './machines';
export { burnRatesOf } from './objectives';
export { WATCHDOG } from './rule';
export { ruleFiles } from './rule-files';
export { CACHE_MEMORY, DATABASE_CONNECTIONS, REPLICA_LAG } from './stores';
export { VOTES } from './votes';
