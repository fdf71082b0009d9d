export { HTTP } from './http';
export { LIMITS } from './limits';
export { REAL_DISKS } from './machines';
export { burnRatesOf } from './objectives';
export { WATCHDOG } from './rule';
export { ruleFiles, ruleNames } from './rule-files';
export { CACHE_MEMORY, DATABASE_CONNECTIONS, REPLICA_LAG } from './stores';
export { VOTES } from './votes';
