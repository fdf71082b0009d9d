export * from './always-running';
export * from './application-variables';
export * from './connect';
export * from './entrance';
export * from './image-build';
export * from './image-reference';
export * from './rollback-alarms';
export * from './workload-network';
