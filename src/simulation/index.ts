export * from './adjustment';
export * from './fleet';
export * from './policy';
export * from './readings';
export * from './scaled-target';
export * from './scaling-rules';
export * from './simulate';
export * from './target-alarms';
