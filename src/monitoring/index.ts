export * from './alarms';
export { Dashboards } from './dashboards';
export * from './monitored';
export * from './monitoring';
export * from './monitoring-props';
export * from './monitoring-stack';
export * from './notification';
