export * from './alarm-names';
export * from './business-hours';
export * from './deployment-alarm';
export * from './description';
export * from './health-alarm';
export * from './metric-alarms';
export * from './tuning';
