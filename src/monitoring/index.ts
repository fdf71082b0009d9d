export * from './alarms';
export * from './monitored';
export * from './monitoring';
export * from './monitoring-props';
export * from './monitoring-stack';
export * from './notification';
export { type LatencyObjectiveOptions, Objective } from './objectives';
