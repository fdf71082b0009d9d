export { type MonitoredAlbOptions } from './alb';
export { type MonitoredAutoScalingGroupOptions } from './auto-scaling-group';
export { type MonitoredEcsServiceOptions } from './ecs-service';
export { type MonitoredElastiCacheOptions } from './elasti-cache';
export { type MonitoredLambdaOptions } from './lambda';
export * from './monitored';
export { type MonitoredRdsOptions } from './rds';
export { type MonitoredSqsOptions } from './sqs';
