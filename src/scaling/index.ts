export * from './cpu-steps';
export * from './requests-target';
export * from './rules';
export * from './scalable';
export * from './scaling-policy';
export * from './schedule';
export * from './target-tracking';
export * from './utilization-target';
