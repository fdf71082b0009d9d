export * from './event-rules';
export * from './rds-events';
export * from './subject-event';
