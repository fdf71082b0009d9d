export * from './adjustment';
export * from './fleet';
export * from './policy';
export * from './scaling-rules';
export * from './simulate';
export * from './target-alarms';
