export * from './cpu-steps';
export * from './requests-per-target';
export * from './scalable';
export * from './scaling-policy';
export * from './scaling-problems';
export * from './schedule';
export * from './target-tracking';
export * from './utilization-target';
