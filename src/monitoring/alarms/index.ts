export * from './business-hours';
export * from './deployment-alarm';
export * from './description';
export * from './health-alarm';
export * from './metric-alarms';
export * from './same-metric';
export * from './tuning';
